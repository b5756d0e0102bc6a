"""Refusals of the review and of publication."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "review.own_inspection",
        403,
        en="You recorded in inspection {inspection} or are on its team: another supervisor must review it.",
        ru="Вы записывали в проверке {inspection} или входите в её группу: рассматривать её должен другой куратор.",
        kk="Сіз {inspection} тексеруіне жазба енгіздіңіз немесе оның тобындасыз: оны басқа жетекші қарауы керек.",
    ),
    kind(
        "review.wrong_state",
        409,
        en="Inspection {inspection} is in the state {state}, from which there is no step {step}: open it again and see where it stands now.",
        ru="Проверка {inspection} находится в состоянии {state}, из него нельзя сделать шаг {step}: откройте её заново и посмотрите, где она сейчас.",
        kk="{inspection} тексеруі {state} күйінде, одан {step} қадамын жасауға болмайды: оны қайта ашып, қазіргі күйін қараңыз.",
    ),
    kind(
        "review.in_the_way",
        409,
        en="Inspection {inspection} cannot be approved: {count} matters stand in the way, each listed on its review page.",
        ru="Проверку {inspection} нельзя утвердить: мешают нерешённые вопросы ({count}), все они перечислены на странице рассмотрения.",
        kk="{inspection} тексеруін бекітуге болмайды: шешілмеген мәселелер бар ({count}), барлығы қарау бетінде тізілген.",
    ),
    kind(
        "review.changed_meanwhile",
        409,
        en="Something else was recorded for {field} of {entity} meanwhile: look at it again and decide anew.",
        ru="Тем временем для {field} у {entity} записано другое: посмотрите ещё раз и решите заново.",
        kk="Осы арада {entity} үшін {field} бойынша басқа жазба енгізілді: қайта қарап, жаңадан шешіңіз.",
    ),
    kind(
        "review.arrived_meanwhile",
        409,
        en="More of inspection {inspection} arrived while you were looking at it: read what is new, then approve.",
        ru="Пока вы смотрели проверку {inspection}, поступили новые записи: прочитайте новое, затем утвердите.",
        kk="Сіз {inspection} тексеруін қарап отырғанда жаңа жазбалар келді: жаңасын оқып, содан кейін бекітіңіз.",
    ),
    kind(
        "review.no_conflict",
        409,
        en="The answers for {field} of {entity} agree by now: there is nothing to decide.",
        ru="Ответы для {field} у {entity} уже согласованы: решать нечего.",
        kk="{entity} үшін {field} бойынша жауаптар қазір сәйкес: шешетін ештеңе жоқ.",
    ),
    kind(
        "review.nothing_to_set_aside",
        409,
        en="Operation {operation} is applied, or set aside already: there is nothing to decide.",
        ru="Операция {operation} применена или уже отложена: решать нечего.",
        kk="{operation} операциясы қолданылған немесе шетке қойылып қойған: шешетін ештеңе жоқ.",
    ),
    kind(
        "review.words_needed",
        422,
        en="The reason is empty: write in a few words why.",
        ru="Причина не указана: напишите в нескольких словах, почему.",
        kk="Себебі көрсетілмеген: неге екенін бірнеше сөзбен жазыңыз.",
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
        en="Inspection {inspection} cannot be returned without a remark: say on a finding, a room or an answer what is to be mended.",
        ru="Проверку {inspection} нельзя вернуть без замечания: напишите у вывода, помещения или ответа, что исправить.",
        kk="{inspection} тексеруін ескертусіз қайтаруға болмайды: тұжырымға, бөлмеге немесе жауапқа нені түзету керегін жазыңыз.",
    ),
    kind(
        "review.unknown_anchor",
        422,
        en="There is no {anchor} in this inspection to remark on: open the finding, room or answer again and write there.",
        ru="В этой проверке нет {anchor}, о чём можно было бы написать: откройте вывод, помещение или ответ заново и напишите там.",
        kk="Бұл тексеруде {anchor} жоқ, ескерту жазуға болмайды: тұжырымды, бөлмені немесе жауапты қайта ашып, сол жерге жазыңыз.",
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
        en="Inspection {inspection} has no approved result: approve it first.",
        ru="У проверки {inspection} нет утверждённого результата: сначала утвердите её.",
        kk="{inspection} тексеруінің бекітілген нәтижесі жоқ: алдымен оны бекітіңіз.",
    ),
    kind(
        "review.frozen_unreadable",
        500,
        en="The approved result of inspection {inspection} cannot be read: restore the data folder from the backup.",
        ru="Утверждённый результат проверки {inspection} не читается: восстановите папку данных из резервной копии.",
        kk="{inspection} тексеруінің бекітілген нәтижесі оқылмайды: деректер қалтасын сақтық көшірмеден қалпына келтіріңіз.",
    ),
)
