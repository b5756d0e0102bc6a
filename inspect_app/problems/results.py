"""Refusals about results: the files that `score --json` writes and `report` prints."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "result.not_one",
        422,
        en="{file} is neither facts nor a result of this program: give the file that `inspect-app score --json` wrote.",
        ru="{file} — не факты и не результат этой программы: укажите файл, который записала команда `inspect-app score --json`.",
        kk="{file} деректер де, осы бағдарламаның нәтижесі де емес: `inspect-app score --json` жазған файлды көрсетіңіз.",
    ),
    kind(
        "result.changed",
        409,
        en="{file} was changed after it was made: its contents no longer match its own hash; score the facts again.",
        ru="{file} изменён после создания: содержимое не совпадает с его собственным хешем; рассчитайте факты заново.",
        kk="{file} жасалғаннан кейін өзгертілген: мазмұны өз хешіне сәйкес келмейді; деректерді қайта бағалаңыз.",
    ),
    kind(
        "result.other_standards",
        409,
        en="{file} was made with other standards ({made_with}) than those here ({here}): print it with that version, or score the facts again.",
        ru="{file} создан по другим стандартам ({made_with}), здесь действуют {here}: напечатайте его той версией или рассчитайте факты заново.",
        kk="{file} басқа стандарттармен ({made_with}) жасалған, мұнда {here}: оны сол нұсқамен басып шығарыңыз немесе деректерді қайта бағалаңыз.",
    ),
    kind(
        "result.no_criterion",
        404,
        en="There is no criterion {criterion} in the packs {packs}: `inspect-app pack check` counts them and `pack show` prints one.",
        ru="Критерия {criterion} нет в наборах {packs}: `inspect-app pack check` их считает, `pack show` показывает один.",
        kk="{packs} жинақтарында {criterion} өлшемшарты жоқ: `inspect-app pack check` оларды санайды, `pack show` біреуін көрсетеді.",
    ),
)
