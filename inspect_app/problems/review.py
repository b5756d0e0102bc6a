"""Refusals of the review and of publication."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "review.own_inspection",
        403,
        en="You recorded in this inspection or are on its team: another supervisor must review it.",
        ru="Вы записывали в этой проверке или входите в её группу: рассматривать её должен другой руководитель.",
        kk="Сіз бұл тексеруге жазба енгіздіңіз немесе оның тобындасыз: оны басқа жетекші қарауы керек.",
    ),
    kind(
        "review.wrong_state",
        409,
        en="The inspection no longer stands where this step can be taken from: somebody has moved it on. Open its review page and see where it stands now.",
        ru="Проверка уже не в том состоянии, из которого можно сделать этот шаг: её продвинул кто-то другой. Откройте страницу рассмотрения и посмотрите, где она сейчас.",
        kk="Тексеру енді бұл қадамды жасауға болатын күйде емес: оны басқа біреу ілгері жылжытты. Қарау бетін ашып, қазіргі күйін көріңіз.",
    ),
    kind(
        "review.in_the_way",
        409,
        en="The inspection was not approved: matters still in the way: {count}. Each is listed on its review page.",
        ru="Проверка не утверждена: осталось нерешённых вопросов: {count}. Все они перечислены на странице рассмотрения.",
        kk="Тексеру бекітілмеді: шешілмеген мәселелер саны: {count}. Барлығы қарау бетінде тізілген.",
    ),
    kind(
        "review.changed_meanwhile",
        409,
        en="Something else was recorded for this answer meanwhile: look at it again and decide anew.",
        ru="Тем временем для этого ответа записано другое: посмотрите ещё раз и решите заново.",
        kk="Осы арада бұл жауап бойынша басқа жазба енгізілді: қайта қарап, жаңадан шешіңіз.",
    ),
    kind(
        "review.arrived_meanwhile",
        409,
        en="More of this inspection arrived or changed while you were looking at it: read what is new, then decide.",
        ru="Пока вы смотрели эту проверку, в ней появилось или изменилось что-то ещё: прочитайте новое, затем решайте.",
        kk="Сіз бұл тексеруді қарап отырғанда жаңа жазбалар келді немесе бірдеңе өзгерді: жаңасын оқып, содан кейін шешіңіз.",
    ),
    kind(
        "review.no_conflict",
        409,
        en="The answers agree by now: there is nothing left to decide here.",
        ru="Ответы уже согласованы: решать здесь нечего.",
        kk="Жауаптар қазір сәйкес келеді: бұл жерде шешетін ештеңе қалмады.",
    ),
    kind(
        "review.nothing_to_set_aside",
        409,
        en="This record is applied by now, or set aside already: there is nothing left to decide. Open the review page again.",
        ru="Эта запись уже применена или уже отложена: решать нечего. Откройте страницу рассмотрения заново.",
        kk="Бұл жазба қолданылған немесе шетке қойылып қойған: шешетін ештеңе қалмады. Қарау бетін қайта ашыңыз.",
    ),
    kind(
        "review.not_own_remark",
        403,
        en="Only the reviewer who wrote a remark may take it back, and only once: reply to it instead.",
        ru="Снять замечание может только тот, кто его написал, и только один раз: ответьте на него.",
        kk="Ескертуді тек оны жазған адам және бір рет қана қайтарып ала алады: оған жауап жазыңыз.",
    ),
    kind(
        "review.nothing_chosen",
        422,
        en="No record was chosen: tick at least one, then set it aside.",
        ru="Не выбрано ни одной записи: отметьте хотя бы одну, затем отложите.",
        kk="Бірде-бір жазба таңдалмады: кемінде біреуін белгілеп, содан кейін шетке қойыңыз.",
    ),
    kind(
        "review.nobody_waits",
        409,
        en="Nothing of this account waits to be named on the team: it was named meanwhile. Open the review page again.",
        ru="Записи этой учётной записи не ждут включения в группу: её уже включили. Откройте страницу рассмотрения заново.",
        kk="Бұл есептік жазбаның топқа қосуды күтіп тұрған жазбалары жоқ: ол қосылып қойған. Қарау бетін қайта ашыңыз.",
    ),
    kind(
        "review.words_needed",
        422,
        en="The words are missing: write in a few words what is meant, or why.",
        ru="Не хватает слов: напишите в нескольких словах, о чём речь или почему.",
        kk="Сөз жетіспейді: не туралы екенін немесе себебін бірнеше сөзбен жазыңыз.",
    ),
    kind(
        "review.too_many_words",
        422,
        en="The text is longer than {most} characters: shorten it, or write several remarks.",
        ru="Текст длиннее {most} знаков: сократите его или напишите несколько замечаний.",
        kk="Мәтін {most} таңбадан ұзын: қысқартыңыз немесе бірнеше ескерту жазыңыз.",
    ),
    kind(
        "review.nothing_remarked",
        422,
        en="An inspection cannot be returned without a remark: say on a finding, a room or an answer what is to be mended.",
        ru="Вернуть проверку без замечания нельзя: напишите у вывода, помещения или ответа, что исправить.",
        kk="Тексеруді ескертусіз қайтаруға болмайды: тұжырымға, бөлмеге немесе жауапқа нені түзету керегін жазыңыз.",
    ),
    kind(
        "review.unknown_anchor",
        422,
        en="What this remark is about does not stand in this inspection: open the finding, room or answer again and write there.",
        ru="Того, о чём это замечание, в проверке нет: откройте вывод, помещение или ответ заново и напишите там.",
        kk="Бұл ескерту не туралы екені тексеруде жоқ: тұжырымды, бөлмені немесе жауапты қайта ашып, сол жерге жазыңыз.",
    ),
    kind(
        "review.not_applied",
        409,
        en="The act was not applied ({reason}): open the inspection again and see where it stands.",
        ru="Действие не применено ({reason}): откройте проверку заново и посмотрите, где она сейчас.",
        kk="Әрекет қолданылмады ({reason}): тексеруді қайта ашып, қазіргі күйін қараңыз.",
    ),
    kind(
        "review.not_frozen",
        409,
        en="This inspection has no approved result: approve it first.",
        ru="У этой проверки нет утверждённого результата: сначала утвердите её.",
        kk="Бұл тексерудің бекітілген нәтижесі жоқ: алдымен оны бекітіңіз.",
    ),
    kind(
        "review.standards_differ",
        409,
        en="The inspection was not approved: the files of the standards {pack} are no longer those by which it was scored. Ask whoever runs the server to restore them or to restart the server; then look at the result again.",
        ru="Проверка не утверждена: файлы стандартов {pack} уже не те, по которым она оценена. Попросите того, кто ведёт сервер, восстановить их или перезапустить сервер, затем посмотрите результат заново.",
        kk="Тексеру бекітілмеді: {pack} стандарттарының файлдары оны бағалаған файлдар емес. Серверді жүргізетін адамнан оларды қалпына келтіруді немесе серверді қайта іске қосуды сұраңыз, содан кейін нәтижені қайта қараңыз.",
    ),
    kind(
        "review.frozen_unreadable",
        500,
        en="The approved result of inspection {inspection} cannot be read: restore the data folder from the backup.",
        ru="Утверждённый результат проверки {inspection} не читается: восстановите папку данных из резервной копии.",
        kk="{inspection} тексеруінің бекітілген нәтижесі оқылмайды: деректер қалтасын сақтық көшірмеден қалпына келтіріңіз.",
    ),
)
