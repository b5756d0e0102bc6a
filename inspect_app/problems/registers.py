"""Refusals about registers and their mapping files."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "register.mapping",
        422,
        en="{file}, line {line}, {item}: {why}; correct the mapping, nothing was read.",
        ru="{file}, строка {line}, {item}: {why}; исправьте описание соответствий, ничего не прочитано.",
        kk="{file}, {line}-жол, {item}: {why}; сәйкестік сипаттамасын түзетіңіз, ештеңе оқылған жоқ.",
    ),
    kind(
        "register.not_table",
        422,
        en="{file} is no table of comma-separated text in UTF-8 ({why}): save it again as CSV in UTF-8.",
        ru="{file} — не таблица CSV в кодировке UTF-8 ({why}): сохраните её заново как CSV в UTF-8.",
        kk="{file} UTF-8 кодтауындағы CSV кестесі емес ({why}): оны UTF-8 CSV ретінде қайта сақтаңыз.",
    ),
    kind(
        "register.no_column",
        422,
        en="{file} has no column {column}: compare the mapping with the first line of the file.",
        ru="В {file} нет столбца {column}: сверьте описание соответствий с первой строкой файла.",
        kk="{file} файлында {column} бағаны жоқ: сәйкестік сипаттамасын файлдың бірінші жолымен салыстырыңыз.",
    ),
    kind(
        "register.repeated_column",
        422,
        en="{file} has two columns called {column}: give one of them another name.",
        ru="В {file} два столбца с именем {column}: переименуйте один из них.",
        kk="{file} файлында {column} атты екі баған бар: біреуінің атын өзгертіңіз.",
    ),
    kind(
        "register.no_key",
        422,
        en="{file}, line {line}: the column {column} is empty, so nobody can say which facility this is; fill it in.",
        ru="{file}, строка {line}: столбец {column} пуст, учреждение не определить; заполните его.",
        kk="{file}, {line}-жол: {column} бағаны бос, қай мекеме екенін анықтау мүмкін емес; оны толтырыңыз.",
    ),
    kind(
        "register.repeated_key",
        422,
        en="{file}, line {line}: {key} stands there twice (first in line {first}); keep one of the two rows.",
        ru="{file}, строка {line}: {key} встречается дважды (впервые в строке {first}); оставьте одну из строк.",
        kk="{file}, {line}-жол: {key} екі рет кездеседі (алғаш {first}-жолда); екі жолдың бірін қалдырыңыз.",
    ),
    kind(
        "register.missing_row",
        422,
        en="{file} has no row for {key}, which {first} names: add the row or take it out there.",
        ru="В {file} нет строки для {key}, который есть в {first}: добавьте строку или уберите его там.",
        kk="{file} файлында {first} ішінде аталған {key} үшін жол жоқ: жолды қосыңыз немесе оны сол жерден алып тастаңыз.",
    ),
    kind(
        "register.no_sheet",
        422,
        en="{file} has no sheet called {sheet}: the mapping names one after #, and the workbook has {sheets}.",
        ru="В {file} нет листа {sheet}: в описании соответствий лист указан после #, а в книге есть {sheets}.",
        kk="{file} кітабында {sheet} парағы жоқ: сипаттамада парақ # белгісінен кейін аталады, ал кітапта {sheets} бар.",
    ),
    kind(
        "register.ragged",
        422,
        en="{file}, line {line}: there are {cells} cells under {columns} headings; look for a comma too many or too few.",
        ru="{file}, строка {line}: ячеек {cells}, а заголовков {columns}; поищите лишнюю или пропущенную запятую.",
        kk="{file}, {line}-жол: ұяшық саны {cells}, ал тақырып саны {columns}; артық немесе жетіспейтін үтірді іздеңіз.",
    ),
    kind(
        "register.room_of_none",
        422,
        en="{file}, line {line}: the room belongs to {key}, which is no facility of this register; correct the key.",
        ru="{file}, строка {line}: помещение относится к {key}, такого учреждения в реестре нет; исправьте ключ.",
        kk="{file}, {line}-жол: үй-жай {key} мекемесіне жатады, тізілімде ондай мекеме жоқ; кілтті түзетіңіз.",
    ),
)
