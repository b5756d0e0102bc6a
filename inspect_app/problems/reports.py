"""Refusals about reports."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "report.library_missing",
        503,
        en="This machine cannot print PDF files: {library} is missing; install it with: apt-get install --no-install-recommends {packages}",
        ru="На этой машине нельзя печатать PDF: нет библиотеки {library}; установите её: apt-get install --no-install-recommends {packages}",
        kk="Бұл машинада PDF басып шығару мүмкін емес: {library} кітапханасы жоқ; оны орнатыңыз: apt-get install --no-install-recommends {packages}",
    ),
    kind(
        "report.too_slow",
        503,
        en="Printing was given up after {seconds} s and nothing was written: raise INSPECT_RENDER_SECONDS or print fewer rooms.",
        ru="Печать прекращена через {seconds} с, ничего не записано: увеличьте INSPECT_RENDER_SECONDS или печатайте меньше помещений.",
        kk="Басып шығару {seconds} с өткен соң тоқтатылды, ештеңе жазылған жоқ: INSPECT_RENDER_SECONDS мәнін арттырыңыз немесе үй-жайларды азайтыңыз.",
    ),
    kind(
        "report.too_large",
        507,
        en="Printing needed more than {memory} MiB of memory and nothing was written: raise INSPECT_RENDER_MEMORY_MIB or print fewer rooms.",
        ru="Печать потребовала больше {memory} МиБ памяти, ничего не записано: увеличьте INSPECT_RENDER_MEMORY_MIB или печатайте меньше помещений.",
        kk="Басып шығаруға {memory} МиБ-тан көп жад керек болды, ештеңе жазылған жоқ: INSPECT_RENDER_MEMORY_MIB мәнін арттырыңыз немесе үй-жайларды азайтыңыз.",
    ),
    kind(
        "report.address_blocked",
        422,
        en="The page asked for {address}, which is not part of the report, and was not printed: look where that address comes from.",
        ru="Страница запросила {address}, чего нет в составе отчёта, и не напечатана: выясните, откуда взялся этот адрес.",
        kk="Бет есептің құрамына кірмейтін {address} мекенжайын сұрады және басылмады: бұл мекенжайдың қайдан шыққанын анықтаңыз.",
    ),
    kind(
        "report.not_printed",
        500,
        en="The report could not be printed ({why}) and nothing was written: keep the file of facts and report this sentence.",
        ru="Отчёт не удалось напечатать ({why}), ничего не записано: сохраните файл фактов и сообщите эту фразу разработчикам.",
        kk="Есеп басылмады ({why}), ештеңе жазылған жоқ: фактілер файлын сақтап, осы сөйлемді әзірлеушілерге жіберіңіз.",
    ),
    kind(
        "report.photograph_unreadable",
        422,
        en="{file} is not a whole JPEG, PNG or WebP picture: replace the file or take it out of the evidence.",
        ru="{file} не является целым изображением JPEG, PNG или WebP: замените файл или уберите его из доказательств.",
        kk="{file} бүтін JPEG, PNG немесе WebP суреті емес: файлды ауыстырыңыз немесе оны дәлелдемелерден алып тастаңыз.",
    ),
    kind(
        "report.photograph_too_large",
        413,
        en="{file} is larger than 40 million pixels or 40 million bytes: give a smaller copy of the picture.",
        ru="{file} больше 40 млн пикселей или 40 млн байт: дайте уменьшенную копию снимка.",
        kk="{file} 40 млн пиксельден немесе 40 млн байттан үлкен: суреттің кішірейтілген көшірмесін беріңіз.",
    ),
    kind(
        "report.photograph_not_found",
        404,
        en="Evidence {evidence} names the file {file}, which is not there: put it beside the facts or take the evidence out.",
        ru="Доказательство {evidence} называет файл {file}, которого нет: положите его рядом с фактами или уберите доказательство.",
        kk="{evidence} дәлелдемесі {file} файлын атайды, бірақ ол жоқ: оны фактілердің жанына қойыңыз немесе дәлелдемені алып тастаңыз.",
    ),
    kind(
        "report.photograph_outside",
        422,
        en="Evidence {evidence} names {file}, which lies outside the folder of the facts: put the file into that folder.",
        ru="Доказательство {evidence} называет {file} вне папки с фактами: положите файл в эту папку.",
        kk="{evidence} дәлелдемесі фактілер қалтасынан тыс жатқан {file} файлын атайды: файлды сол қалтаға салыңыз.",
    ),
    kind(
        "report.photograph_altered",
        409,
        en="{file} is not the file that evidence {evidence} was recorded with (its SHA-256 differs): find the original.",
        ru="{file} не тот файл, с которым записано доказательство {evidence} (SHA-256 не совпадает): найдите подлинник.",
        kk="{file} {evidence} дәлелдемесі тіркелген кездегі файл емес (SHA-256 сәйкес келмейді): түпнұсқасын табыңыз.",
    ),
)
