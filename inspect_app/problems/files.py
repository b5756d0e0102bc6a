"""Refusals about files as such: missing, unreadable, not writable."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "file.not_found",
        404,
        en="There is no file {file}: check the path and try again.",
        ru="Файла {file} нет: проверьте путь и повторите.",
        kk="{file} файлы жоқ: жолын тексеріп, қайталаңыз.",
    ),
    kind(
        "file.not_written",
        507,
        en="{file} could not be written ({why}): free space or choose another folder; nothing was left half-written.",
        ru="Не удалось записать {file} ({why}): освободите место или выберите другую папку; ничего не осталось записанным наполовину.",
        kk="{file} жазылмады ({why}): орын босатыңыз немесе басқа қалтаны таңдаңыз; жартылай жазылған ештеңе қалған жоқ.",
    ),
)
