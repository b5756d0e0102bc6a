"""Refusals about YAML as such: packs, checklists and mappings are all read by these rules."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind


def _at(code: str, *, en: str, ru: str, kk: str) -> Kind:
    return kind(
        f"yaml.{code}",
        422,
        en=f"{{file}}, line {{line}}: {en}",
        ru=f"{{file}}, строка {{line}}: {ru}",
        kk=f"{{file}}, {{line}}-жол: {kk}",
    )


KINDS: tuple[Kind, ...] = (
    kind(
        "yaml.too_large",
        413,
        en="{file} is larger than {limit} MB: split it into several files.",
        ru="{file} больше {limit} МБ: разделите его на несколько файлов.",
        kk="{file} көлемі {limit} МБ-тан асады: оны бірнеше файлға бөліңіз.",
    ),
    kind(
        "yaml.empty",
        422,
        en="{file} is empty: write its items or delete the file.",
        ru="{file} пуст: заполните его или удалите.",
        kk="{file} бос: оны толтырыңыз немесе жойыңыз.",
    ),
    _at(
        "not_utf8",
        en="the text is not UTF-8: save the file again in UTF-8.",
        ru="текст не в кодировке UTF-8: сохраните файл в UTF-8.",
        kk="мәтін UTF-8 кодтауында емес: файлды UTF-8 түрінде қайта сақтаңыз.",
    ),
    _at(
        "control_character",
        en="there is an invisible control character: type the line again.",
        ru="в строке невидимый управляющий символ: наберите её заново.",
        kk="жолда көрінбейтін басқару таңбасы бар: жолды қайта теріңіз.",
    ),
    _at(
        "not_yaml",
        en="this is not YAML ({why}): look at the indentation, colons and quotes of this line and the one before.",
        ru="это не YAML ({why}): проверьте отступы, двоеточия и кавычки в этой и предыдущей строках.",
        kk="бұл YAML емес ({why}): осы және алдыңғы жолдағы шегіністерді, қос нүктелер мен тырнақшаларды тексеріңіз.",
    ),
    _at(
        "duplicate_key",
        en="{key} already stands in line {first}: keep one of the two.",
        ru="{key} уже есть в строке {first}: оставьте что-то одно.",
        kk="{key} бұрын {first}-жолда тұр: екеуінің бірін ғана қалдырыңыз.",
    ),
    _at(
        "anchor",
        en="{mark} is an anchor or an alias, which are not used here: write the text itself.",
        ru="{mark} – якорь или ссылка на него, здесь они не применяются: напишите сам текст.",
        kk="{mark} – зәкір немесе оған сілтеме, мұнда олар қолданылмайды: мәтіннің өзін жазыңыз.",
    ),
    _at(
        "tag",
        en="{mark} is a tag, and tags are not used here: write plain text.",
        ru="{mark} – тег, здесь теги не применяются: пишите простой текст.",
        kk="{mark} – тег, мұнда тегтер қолданылмайды: жай мәтін жазыңыз.",
    ),
    _at(
        "several_documents",
        en="a second document begins here: one file holds one document.",
        ru="здесь начинается второй документ: в файле должен быть один.",
        kk="осы жерде екінші құжат басталады: бір файлда бір ғана құжат болуы тиіс.",
    ),
    _at(
        "key_not_text",
        en="a key must be a word, not a list or a table.",
        ru="ключ должен быть словом, а не списком или таблицей.",
        kk="кілт тізім немесе кесте емес, сөз болуы тиіс.",
    ),
)
