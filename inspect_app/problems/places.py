"""Refusals about the register: regions, facilities, blocks, rooms, and their import."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind


def _row(code: str, *, en: str, ru: str, kk: str) -> Kind:
    """A refused row: the sentence begins with file, line, column and value."""
    return kind(
        f"import.{code}",
        422,
        en=f"{{file}}, line {{line}}, {{column}}, “{{value}}”: {en}",
        ru=f"{{file}}, строка {{line}}, {{column}}, «{{value}}»: {ru}",
        kk=f"{{file}}, {{line}}-жол, {{column}}, «{{value}}»: {kk}",
    )


KINDS: tuple[Kind, ...] = (
    _row(
        "no_value",
        en="something must stand here; fill it in.",
        ru="здесь должно что-то стоять; заполните.",
        kk="мұнда бір нәрсе тұруы керек; толтырыңыз.",
    ),
    _row(
        "too_long",
        en="longer than {limit} characters; shorten it.",
        ru="длиннее {limit} знаков; сократите.",
        kk="{limit} таңбадан ұзын; қысқартыңыз.",
    ),
    _row(
        "control_character",
        en="a character that cannot be stored stands in it; type it anew.",
        ru="внутри знак, который нельзя сохранить; наберите заново.",
        kk="ішінде сақтауға болмайтын таңба бар; қайта теріңіз.",
    ),
    _row(
        "unknown_word",
        en="the mapping does not say what this means; correct it here or add it there.",
        ru="описание соответствий не говорит, что это значит; исправьте здесь или добавьте там.",
        kk="сәйкестік сипаттамасында мұның мағынасы жоқ; осы жерде түзетіңіз немесе сонда қосыңыз.",
    ),
    _row(
        "unknown_region",
        en="no region of this country is called so; give its code or add it to the mapping.",
        ru="такого региона в этой стране нет; укажите его код или добавьте его в описание соответствий.",
        kk="бұл елде ондай өңір жоқ; кодын көрсетіңіз немесе сәйкестік сипаттамасына қосыңыз.",
    ),
    _row(
        "not_whole",
        en="not a whole number of places from 0 to 100,000; correct it.",
        ru="это не целое число мест от 0 до 100 000; исправьте.",
        kk="бұл 0 мен 100 000 аралығындағы бүтін орын саны емес; түзетіңіз.",
    ),
    _row(
        "below_nothing",
        en="the difference is below nothing; correct one of the two figures.",
        ru="разность отрицательна; исправьте одно из двух чисел.",
        kk="айырма теріс; екі санның бірін түзетіңіз.",
    ),
    _row(
        "not_day",
        en="not a day written as 2026-01-31; correct it.",
        ru="это не дата вида 2026-01-31; исправьте.",
        kk="бұл 2026-01-31 түріндегі күн емес; түзетіңіз.",
    ),
    _row(
        "room_twice",
        en="this room stands there twice in the same block; keep one of the two rows.",
        ru="это помещение указано в том же корпусе дважды; оставьте одну строку.",
        kk="бұл үй-жай сол корпуста екі рет көрсетілген; бір жолын қалдырыңыз.",
    ),
    _row(
        "code_taken",
        en="this code belongs to another facility ({other}); two facilities are never merged, correct one of them.",
        ru="этот код принадлежит другому учреждению ({other}); учреждения не объединяются, исправьте одно из них.",
        kk="бұл код басқа мекемеге тиесілі ({other}); мекемелер біріктірілмейді, біреуін түзетіңіз.",
    ),
    kind(
        "import.stale",
        409,
        en="The register has changed since the preview of {register} was made: nothing was stored, look at a new preview.",
        ru="Реестр изменился после предварительного просмотра {register}: ничего не сохранено, посмотрите новый.",
        kk="{register} алдын ала қаралғаннан бері тізілім өзгерді: ештеңе сақталған жоқ, жаңасын қараңыз.",
    ),
    kind(
        "import.no_places",
        422,
        en="{file} does not say how its facilities enter the register of places: add the part places.",
        ru="В {file} не сказано, как учреждения попадают в реестр мест: добавьте раздел places.",
        kk="{file} мекемелердің орындар тізіліміне қалай енетінін айтпайды: places бөлімін қосыңыз.",
    ),
)
