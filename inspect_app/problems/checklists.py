"""Refusals about checklists and their bank of questions."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind


def _at(code: str, *, en: str, ru: str, kk: str) -> Kind:
    return kind(
        f"checklist.{code}",
        422,
        en=f"{{file}}, line {{line}}, {{item}}: {en}",
        ru=f"{{file}}, строка {{line}}, {{item}}: {ru}",
        kk=f"{{file}}, {{line}}-жол, {{item}}: {kk}",
    )


KINDS: tuple[Kind, ...] = (
    kind(
        "checklist.not_found",
        404,
        en="There is no checklist {checklist}: there are {known}.",
        ru="Нет проверочного листа {checklist}: есть {known}.",
        kk="{checklist} тексеру парағы жоқ: {known} бар.",
    ),
    kind(
        "checklist.needs_previous",
        422,
        en="The checklist {checklist} is made from an earlier result: name it with --after RESULT.json.",
        ru="Проверочный лист {checklist} составляется по прежнему результату: укажите его: --after RESULT.json.",
        kk="{checklist} тексеру парағы бұрынғы нәтиже бойынша жасалады: оны --after RESULT.json арқылы көрсетіңіз.",
    ),
    kind(
        "checklist.unasked_input",
        422,
        en="{file}: no question asks for the input {input} of the pack {pack}: add one to seed/checklists/bank.",
        ru="{file}: показатель {input} пакета {pack} никто не спрашивает: добавьте вопрос в seed/checklists/bank.",
        kk="{file}: {pack} топтамасының {input} көрсеткіші сұралмайды: seed/checklists/bank ішіне сұрақ қосыңыз.",
    ),
    kind(
        "checklist.released_already",
        409,
        en="Version {version} of the checklist {checklist} was released with other content: raise the version in {file}, then release it.",
        ru="Версия {version} проверочного листа {checklist} уже выпущена с другим содержанием: поднимите версию в {file} и выпустите её.",
        kk="{checklist} тексеру парағының {version}-нұсқасы басқа мазмұнмен шығарылған: {file} ішіндегі нұсқаны арттырып, содан кейін шығарыңыз.",
    ),
    _at(
        "name_differs",
        en="the checklist calls itself {value}, but its file is called {name}: make them the same.",
        ru="лист называет себя {value}, а его файл – {name}: сделайте одинаково.",
        kk="парақ өзін {value} деп атайды, ал файлы – {name}: екеуін бірдей етіңіз.",
    ),
    _at(
        "unknown_pack",
        en="there is no standards pack {value}: correct it.",
        ru="пакета стандартов {value} нет: исправьте.",
        kk="{value} стандарттар топтамасы жоқ: түзетіңіз.",
    ),
    _at(
        "unknown_criterion",
        en="the packs of this checklist have no criterion {value}: correct it.",
        ru="в пакетах этого листа нет критерия {value}: исправьте.",
        kk="бұл парақтың топтамаларында {value} критерийі жоқ: түзетіңіз.",
    ),
    _at(
        "unknown_input",
        en="no standards pack has this input: correct the id or take the question out.",
        ru="ни в одном пакете нет такого показателя: исправьте идентификатор или уберите вопрос.",
        kk="ешбір топтамада мұндай көрсеткіш жоқ: идентификаторын түзетіңіз немесе сұрақты алып тастаңыз.",
    ),
    _at(
        "idle_question",
        en="the answer feeds no criterion and no norm: take the question out or use its input.",
        ru="ответ не нужен ни одному критерию и ни одной норме: уберите вопрос или используйте показатель.",
        kk="жауап ешбір критерийге де, нормаға да қажет емес: сұрақты алып тастаңыз немесе көрсеткішті қолданыңыз.",
    ),
    _at(
        "choice",
        en="criteria is either all, from_previous, or a table with tiers and also.",
        ru="criteria – это all, from_previous или таблица с tiers и also.",
        kk="criteria – all, from_previous немесе tiers мен also бар кесте.",
    ),
)
