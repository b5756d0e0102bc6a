"""Refusals about photographs, scans and voice notes on their way from a tablet."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "blob.header",
        400,
        en="The header {header} is missing or cannot be read: update the tablet and send the piece again.",
        ru="Заголовок {header} отсутствует или не читается: обновите программу планшета и отправьте часть снова.",
        kk="{header} тақырыбы жоқ немесе оқылмайды: планшеттегі бағдарламаны жаңартып, бөлікті қайта жіберіңіз.",
    ),
    kind(
        "blob.gone",
        404,
        en="This upload is not here, or not any more: begin it again.",
        ru="Такой загрузки нет или уже нет: начните её заново.",
        kk="Мұндай жүктеу жоқ немесе енді жоқ: оны қайтадан бастаңыз.",
    ),
    kind(
        "blob.offset",
        409,
        en="The server holds {offset} bytes of this upload: go on from there.",
        ru="Сервер хранит {offset} байт этой загрузки: продолжайте с этого места.",
        kk="Серверде осы жүктеудің {offset} байты бар: сол жерден жалғастырыңыз.",
    ),
    kind(
        "blob.too_long",
        400,
        en="This piece reaches beyond the {size} bytes that were announced: begin the upload again.",
        ru="Часть выходит за объявленные {size} байт: начните загрузку заново.",
        kk="Бөлік жарияланған {size} байттан асып кетеді: жүктеуді қайтадан бастаңыз.",
    ),
    kind(
        "blob.too_large",
        413,
        en="A file of {size} bytes is above the limit of {limit}: make it smaller, nothing was taken.",
        ru="Файл в {size} байт больше предела в {limit}: уменьшите его, ничего не принято.",
        kk="{size} байттық файл {limit} шегінен үлкен: оны кішірейтіңіз, ештеңе қабылданған жоқ.",
    ),
    kind(
        "blob.wrong_hash",
        422,
        en="The bytes are not those of the file that was announced: begin the upload again.",
        ru="Байты не те, что у объявленного файла: начните загрузку заново.",
        kk="Байттар жарияланған файлдікі емес: жүктеуді қайтадан бастаңыз.",
    ),
    kind(
        "blob.too_many",
        429,
        en="This tablet has too many unfinished uploads: finish them, then begin new ones.",
        ru="У этого планшета слишком много незавершённых загрузок: завершите их, затем начните новые.",
        kk="Бұл планшеттің аяқталмаған жүктеулері тым көп: оларды аяқтап, содан кейін жаңасын бастаңыз.",
    ),
    kind(
        "blob.checksum",
        460,
        en="The piece was changed on its way: send it again.",
        ru="Часть исказилась в пути: отправьте её ещё раз.",
        kk="Бөлік жолда бұзылған: оны қайта жіберіңіз.",
    ),
    kind(
        "blob.no_room",
        503,
        en="The server has no room for files now and took nothing: try again later, keep the file.",
        ru="На сервере сейчас нет места для файлов, ничего не принято: повторите позже, файл сохраните.",
        kk="Серверде қазір файлдарға орын жоқ, ештеңе қабылданған жоқ: файлды сақтап, кейінірек қайталаңыз.",
    ),
)
