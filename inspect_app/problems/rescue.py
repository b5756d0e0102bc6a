"""Refusals of files that were carried here because a tablet could not send."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "rescue.no_file",
        422,
        en="This is no rescue file: its first line is another; choose the file that the tablet wrote (insp-rescue-….ndjson), unpacked and unchanged.",
        ru="Это не файл спасения: первая строка другая; выберите файл, который записал планшет (insp-rescue-….ndjson), без архива и изменений.",
        kk="Бұл құтқару файлы емес: бірінші жолы басқа; планшет жазған файлды (insp-rescue-….ndjson) архивсіз, өзгертпей таңдаңыз.",
    ),
    kind(
        "rescue.newer",
        422,
        en="The rescue file is of version {version} and this server reads up to {newest}: update the server and bring the file again; nothing of it was taken.",
        ru="Файл спасения версии {version}, а сервер читает до {newest}: обновите сервер и принесите файл снова; из него ничего не принято.",
        kk="Құтқару файлының нұсқасы – {version}, ал сервер {newest} нұсқасына дейін оқиды: серверді жаңартып, файлды қайта әкеліңіз; одан ештеңе алынған жоқ.",
    ),
    kind(
        "rescue.too_large",
        413,
        en="The rescue file is larger than {limit}: bring it to the server's own machine and run `inspect-app rescue import`.",
        ru="Файл спасения больше {limit}: принесите его на машину сервера и выполните `inspect-app rescue import`.",
        kk="Құтқару файлы {limit} шегінен үлкен: оны сервердің өз машинасына апарып, `inspect-app rescue import` орындаңыз.",
    ),
    kind(
        "rescue.busy",
        503,
        en="Another rescue file is being taken in: send this one again in a minute.",
        ru="Принимается другой файл спасения: отправьте этот ещё раз через минуту.",
        kk="Басқа құтқару файлы қабылданып жатыр: мұны бір минуттан кейін қайта жіберіңіз.",
    ),
)
