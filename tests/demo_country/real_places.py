"""Shapes that an invented facility must not have: prefixes of real codes, and towns and villages
that public sources name together with a real facility."""

REAL_CODES = r"\b(ИЧ|ЕЦ|АК|УК|ОВ|ЗК|ЛА|ЕС|АП|РУ|УГ|КА|ЖД|ГМ)[- ]?\d{3}|Учреждение № \d"
"""Two letters and three digits, as on old signs; or a number without DEMO before it."""

REAL_PLACES = (
    "Шымкент", "Shymkent", "Арыс", "Аршал", "Долинк", "Dolinka", "Карабас", "Қарабас", "Karabas",
    "Кушмурун", "Құсмұрын", "Шуак", "Шуақ", "Аркалык", "Арқалық", "Arkalyk", "Кызылорд",
    "Қызылорда", "Тартуг", "Тартоғ", "Уральск", "Орал", "Балыкш", "Балықшы", "Атырау", "Павлодар",
    "Петропавловск", "Алматы", "Almaty", "Заречн", "Гранитн", "Жаугашт", "Житикар", "Жем",
    "Карагандинск", "Степногорск", "Семей", "Актау", "Актобе", "Тараз", "Талдыкорган",
)  # fmt: skip
