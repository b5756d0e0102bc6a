"""Refusals about the shape of one item of a pack: keys, kinds of value, wordings."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind


def at(code: str, *, en: str, ru: str, kk: str) -> Kind:
    """A kind of refusal whose sentence begins with file, line and item."""
    return kind(
        f"pack.{code}",
        422,
        en=f"{{file}}, line {{line}}, {{item}}: {en}",
        ru=f"{{file}}, строка {{line}}, {{item}}: {ru}",
        kk=f"{{file}}, {{line}}-жол, {{item}}: {kk}",
    )


KINDS: tuple[Kind, ...] = (
    at(
        "unknown_key",
        en="there is no such key here: correct its spelling or take it out.",
        ru="такого ключа здесь нет: исправьте написание или уберите его.",
        kk="мұнда мұндай кілт жоқ: жазылуын түзетіңіз немесе алып тастаңыз.",
    ),
    at(
        "missing_key",
        en="this key is missing: add it.",
        ru="этого ключа не хватает: добавьте его.",
        kk="бұл кілт жетіспейді: оны қосыңыз.",
    ),
    at(
        "not_table",
        en="a table is needed here (lines of key and value).",
        ru="здесь нужна таблица (строки «ключ: значение»).",
        kk="мұнда кесте қажет («кілт: мән» жолдары).",
    ),
    at(
        "not_list",
        en="a list is needed here.",
        ru="здесь нужен список.",
        kk="мұнда тізім қажет.",
    ),
    at(
        "not_text",
        en="a text is needed here, and not an empty one.",
        ru="здесь нужен текст, и не пустой.",
        kk="мұнда бос емес мәтін қажет.",
    ),
    at(
        "not_number",
        en="{value} is not a decimal number: write it as 3.4.",
        ru="{value} – не десятичное число: пишите, например, 3.4.",
        kk="{value} – ондық сан емес: мысалы, 3.4 деп жазыңыз.",
    ),
    at(
        "not_whole",
        en="{value} is not a whole number from {least} to {most}.",
        ru="{value} – не целое число от {least} до {most}.",
        kk="{value} – {least} мен {most} аралығындағы бүтін сан емес.",
    ),
    at(
        "not_day",
        en="{value} is not a day: write it as 2026-11-01.",
        ru="{value} – не дата: пишите, например, 2026-11-01.",
        kk="{value} – күн емес: мысалы, 2026-11-01 деп жазыңыз.",
    ),
    at(
        "not_range",
        en="{value} is not a range: write the lower and the upper end as 1..200.",
        ru="{value} – не диапазон: пишите нижнюю и верхнюю границы, например 1..200.",
        kk="{value} – ауқым емес: төменгі және жоғарғы шегін 1..200 түрінде жазыңыз.",
    ),
    at(
        "not_rectangles",
        en="this is not a list of rectangles: write pairs of length and width in metres, [[4.0, 3.4]].",
        ru="это не список прямоугольников: пишите пары «длина, ширина» в метрах, [[4.0, 3.4]].",
        kk="бұл тіктөртбұрыштар тізімі емес: ұзындығы мен енін метрмен жұптап жазыңыз, [[4.0, 3.4]].",
    ),
    at(
        "unknown_word",
        en="{value} is none of the words possible here: {known}.",
        ru="{value} – не из допустимых здесь слов: {known}.",
        kk="{value} мұнда рұқсат етілген сөздердің қатарында жоқ: {known}.",
    ),
    at(
        "bad_id",
        en="{value} cannot be an id here: criteria are called like SP01, everything else in lower-case words joined by _.",
        ru="{value} не может быть здесь идентификатором: критерии называют как SP01, остальное – строчными латинскими словами через _.",
        kk="{value} мұнда идентификатор бола алмайды: критерийлер SP01 түрінде, қалғандары _ арқылы жалғанған латынша кіші әріпті сөздермен аталады.",
    ),
    at(
        "wording_missing",
        en="the wording in {language} is missing: write it in en, ru and kk.",
        ru="нет текста на языке {language}: нужны en, ru и kk.",
        kk="{language} тіліндегі мәтін жоқ: en, ru және kk тілдерінде жазыңыз.",
    ),
    at(
        "wording_unknown",
        en="{language} is none of the languages en, ru and kk: take it out.",
        ru="{language} – не из языков en, ru и kk: уберите.",
        kk="{language} – en, ru, kk тілдерінің бірі емес: алып тастаңыз.",
    ),
    at(
        "twice_in_list",
        en="{value} stands twice in this list: keep one.",
        ru="{value} стоит в этом списке дважды: оставьте одно.",
        kk="{value} бұл тізімде екі рет тұр: біреуін қалдырыңыз.",
    ),
    at(
        "defined_twice",
        en="{value} is already defined in {other}, line {first}: keep one of the two.",
        ru="{value} уже определено в {other}, строка {first}: оставьте одно из двух.",
        kk="{value} бұрын {other} файлының {first}-жолында анықталған: екеуінің бірін қалдырыңыз.",
    ),
)
