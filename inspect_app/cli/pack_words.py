"""The words of `inspect-app pack` in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_app.problems import Language

_ALL: Mapping[str, tuple[str, str, str]] = {
    # en, ru, kk
    "pack_line": (
        "{id}, version {version}: {criteria} criteria, {inputs} inputs, {instruments} instruments, {norms} national norms, {doubts} doubts, {cases} worked cases; oldest check {oldest}; {sha256}",
        "{id}, версия {version}: критериев {criteria}, показателей {inputs}, документов {instruments}, национальных норм {norms}, сомнений {doubts}, разобранных случаев {cases}; самая давняя сверка {oldest}; {sha256}",
        "{id}, {version}-нұсқа: критерий – {criteria}, көрсеткіш – {inputs}, құжат – {instruments}, ұлттық норма – {norms}, күмән – {doubts}, талданған жағдай – {cases}; ең ескі салыстыру {oldest}; {sha256}",
    ),
    "checklist_line": (
        "checklist {id}, version {version}: {criteria} criteria, {questions} questions; {released}; {sha256}",
        "проверочный лист {id}, версия {version}: критериев {criteria}, вопросов {questions}; {released}; {sha256}",
        "{id} тексеру парағы, {version}-нұсқа: критерий – {criteria}, сұрақ – {questions}; {released}; {sha256}",
    ),
    "is_released": ("released", "выпущен", "шығарылған"),
    "is_draft": (
        "not released yet",
        "ещё не выпущен",
        "әлі шығарылмаған",
    ),
    "follow_up_line": (
        "checklist {id}, version {version}: its criteria are known when it is used; {released}; {sha256}",
        "проверочный лист {id}, версия {version}: критерии определяются при применении; {released}; {sha256}",
        "{id} тексеру парағы, {version}-нұсқа: критерийлері қолданылған кезде белгілі болады; {released}; {sha256}",
    ),
    "where_it_stands": ("Where it stands", "Где это установлено", "Қайда бекітілген"),
    "instrument": ("Instrument", "Документ", "Құжат"),
    "number": ("Number", "Пункт", "Тармақ"),
    "standing": ("Standing", "Статус", "Мәртебесі"),
    "is_met": ("Is met", "Соблюдён", "Орындалады"),
    "met_from_level": ("from level {level} up", "с уровня {level}", "{level}-деңгейден бастап"),
    "met_by_test": ("by {test}", "при {test}", "мынада: {test}"),
    "met_by_reasoning": (
        "by the Court's reasoning on personal space",
        "по рассуждению Суда о личном пространстве",
        "Соттың жеке кеңістік туралы пайымы бойынша",
    ),
    "only_cited": ("cited without a verdict", "ссылка без вывода", "қорытындысыз сілтеме"),
    "applies_to": ("Applies to", "Применяется", "Қолданылады"),
    "each_room": ("each room", "каждое помещение", "әр үй-жай"),
    "each_block": ("each block", "каждый корпус", "әр корпус"),
    "the_facility": ("the facility", "учреждение", "мекеме"),
    "measured": ("Measured", "Измеряется", "Өлшенеді"),
    "usual_range": ("usual {low} to {high}", "обычно {low}–{high}", "әдетте {low}–{high}"),
    "since": ("Since", "С даты", "Күннен бастап"),
    "level_3": ("3 recommended", "3 рекомендуемый", "3 ұсынылатын"),
    "level_2": ("2 minimum", "2 минимальный", "2 ең аз"),
    "level_1": ("1 below", "1 ниже", "1 төмен"),
    "level_0": ("0 severe", "0 тяжёлый", "0 ауыр"),
    "when_nothing": ("Nothing to count", "Нечего считать", "Санайтын ештеңе жоқ"),
    "lift": (
        "Within {within} level {to} is also earned by {test}",
        "При {within} уровень {to} даёт также {test}",
        "{within} кезінде {to}-деңгейді мынау да береді: {test}",
    ),
    "aggravation": (
        "Within {within} one level is lost when any of these fails at the same place: {by}",
        "При {within} уровень снижается на один, если там же не выполнен любой из: {by}",
        "{within} кезінде сол жерде мыналардың бірі орындалмаса, деңгей бірге төмендейді: {by}",
    ),
    "tier": ("Weight", "Вес", "Салмағы"),
    "critical_in": ("critical in", "критический в", "мына жерлерде критикалық"),
    "critical_months": (
        "critical in the months",
        "критический в месяцы",
        "мына айларда критикалық",
    ),
    "confidence": ("Confidence of the figure", "Надёжность цифры", "Санның сенімділігі"),
    "policy": (
        "Our own choice: no instrument gives all of these numbers.",
        "Наш выбор: ни один документ не даёт всех этих чисел.",
        "Өз таңдауымыз: бұл сандардың бәрін ешбір құжат бермейді.",
    ),
    "last_checked_on": (
        "Last held against the source",
        "Сверено с источником",
        "Дереккөзбен салыстырылды",
    ),
    "doubts": ("Doubts", "Сомнения", "Күмәндар"),
    "norms": (
        "National norms beside it",
        "Национальные нормы рядом",
        "Қатар тұрған ұлттық нормалар",
    ),
    "norm_not_entered": ("norm not entered", "норма не внесена", "норма енгізілмеген"),
    "questions": ("Questions that feed it", "Питающие вопросы", "Сүйенетін сұрақтар"),
    "no_question": ("(no question)", "(вопроса нет)", "(сұрақ жоқ)"),
    "low_confidence": (
        "Criteria whose figure has low confidence",
        "Критерии с ненадёжной цифрой",
        "Санының сенімділігі төмен критерийлер",
    ),
    "norms_not_entered": (
        "National norms not entered",
        "Невнесённые национальные нормы",
        "Енгізілмеген ұлттық нормалар",
    ),
    "figures_to_settle": (
        "Figures to settle against the source",
        "Цифры, которые надо сверить с источником",
        "Дереккөзбен салыстырылатын сандар",
    ),
    "released_now": (
        "{id}, version {version}, is released: {sha256}",
        "{id}, версия {version}, выпущен: {sha256}",
        "{id}, {version}-нұсқа шығарылды: {sha256}",
    ),
    "regime_sentenced": ("sentenced", "осуждённые", "сотталғандар"),
    "regime_remand": ("on remand", "под следствием", "тергеудегілер"),
    "regime_settlement": ("settlement", "колония-поселение", "қоныс-колония"),
    "regime_medical": ("medical", "медицинский", "медициналық"),
    "people_men": ("men", "мужчины", "ерлер"),
    "people_women": ("women", "женщины", "әйелдер"),
    "people_juveniles": ("juveniles", "несовершеннолетние", "кәмелетке толмағандар"),
    "measure_value": ("the number itself", "само число", "санның өзі"),
    "measure_answer": ("the answer itself", "сам ответ", "жауаптың өзі"),
    "measure_count_of_yes": ("how many are yes", "сколько ответов «да»", "«иә» жауабының саны"),
    "measure_count_of_no": ("how many are no", "сколько ответов «нет»", "«жоқ» жауабының саны"),
    "measure_share_percent": ("share in percent", "доля в процентах", "пайыздық үлесі"),
    "measure_ratio": ("ratio", "отношение", "қатынасы"),
    "measure_difference": ("difference", "разность", "айырмасы"),
    "measure_days_since": ("days since", "дней с даты", "содан бергі күн саны"),
    "measure_months_since": ("months since", "месяцев с даты", "содан бергі ай саны"),
    "measure_living_space_m2": (
        "living space, m²",
        "жилая площадь, м²",
        "тұрғын алаңы, м²",
    ),
    "measure_living_space_per_person_m2": (
        "living space per person, m²",
        "жилая площадь на человека, м²",
        "бір адамға келетін тұрғын алаңы, м²",
    ),
    "measure_desirable_space_margin_m2": (
        "living space above 6 + 4 (N − 1), m²",
        "жилая площадь сверх 6 + 4 (N − 1), м²",
        "6 + 4 (N − 1) мөлшерінен артық тұрғын алаңы, м²",
    ),
    "measure_icrc_floor_margin_m2": (
        "living space above the ICRC sum for bunks, m²",
        "жилая площадь сверх расчёта МККК для ярусных кроватей, м²",
        "ХҚКК-ның қабатты төсектерге есебінен артық тұрғын алаңы, м²",
    ),
    "measure_share_of_floor_percent": (
        "share of the floor in percent",
        "доля от площади пола в процентах",
        "еден алаңынан пайыздық үлесі",
    ),
    "measure_recomputed_occupancy_percent": (
        "persons per 100 places recomputed from the floor",
        "человек на 100 мест, пересчитанных по площади",
        "алаң бойынша қайта есептелген 100 орынға шаққандағы адам саны",
    ),
    "yes": ("yes", "да", "иә"),
    "no": ("no", "нет", "жоқ"),
}

_COLUMN: Mapping[Language, int] = {"en": 0, "ru": 1, "kk": 2}


def say(word: str, language: Language, **details: object) -> str:
    """The wording of `word`, with its details filled in."""
    return _ALL[word][_COLUMN[language]].format_map(details)


WORDS = frozenset(_ALL)
