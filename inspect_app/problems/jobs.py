"""Refusals about jobs and the printed reports that they make."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "job.failed",
        500,
        en="The work {kind} failed ({why}) and changed nothing: ask for it again; if it fails again, tell the administrator.",
        ru="Работа {kind} не удалась ({why}), ничего не изменено: закажите её снова; если сбой повторится, сообщите администратору.",
        kk="{kind} жұмысы орындалмады ({why}), ештеңе өзгертілген жоқ: оны қайта тапсырыңыз; ақау қайталанса, әкімшіге айтыңыз.",
    ),
    kind(
        "job.worker_died",
        500,
        en="The process that did this work was ended each time it was tried: give the machine more memory, then ask for the work again.",
        ru="Процесс, выполнявший эту работу, обрывался при каждой попытке: добавьте машине памяти и закажите работу снова.",
        kk="Бұл жұмысты орындаған процесс әр әрекетте үзіліп қалды: машинаның жадын көбейтіп, жұмысты қайта тапсырыңыз.",
    ),
    kind(
        "job.unknown_kind",
        501,
        en="This version of the program does not know the work {kind}: update the worker, then ask for it again.",
        ru="Эта версия программы не знает работы {kind}: обновите обработчик и закажите её снова.",
        kk="Бағдарламаның бұл нұсқасы {kind} жұмысын білмейді: өңдеушіні жаңартып, қайта тапсырыңыз.",
    ),
    kind(
        "printed.not_published",
        409,
        en="Inspection {inspection} is not published, so it has no public edition yet: ask for the full edition, or publish it first.",
        ru="Проверка {inspection} не опубликована, публичной версии отчёта ещё нет: закажите полную версию или сначала опубликуйте проверку.",
        kk="{inspection} тексеруі жарияланбаған, сондықтан есептің жария нұсқасы әлі жоқ: толық нұсқасын тапсырыңыз немесе алдымен тексеруді жариялаңыз.",
    ),
    kind(
        "printed.photographs_awaited",
        409,
        en="{count} photographs have not arrived from the tablets yet (the first is {evidence}): let the tablets send them, then ask for the report again.",
        ru="С планшетов ещё не поступили фотографии: {count} (первая – {evidence}). Дайте планшетам отправить их и закажите отчёт снова.",
        kk="Планшеттерден әлі келмеген фотосурет саны: {count} (біріншісі – {evidence}). Планшеттер оларды жіберсін, содан кейін есепті қайта тапсырыңыз.",
    ),
    kind(
        "printed.file_gone",
        410,
        en="The file of report {report} is not in the data folder or has been altered: ask for the report again, and tell the administrator.",
        ru="Файла отчёта {report} нет в папке данных или он изменён: закажите отчёт снова и сообщите администратору.",
        kk="{report} есебінің файлы деректер қалтасында жоқ немесе өзгертілген: есепті қайта тапсырып, әкімшіге айтыңыз.",
    ),
    kind(
        "serve.address_taken",
        503,
        en="Another program already listens at {host}:{port}: stop it, or choose another port with --port.",
        ru="По адресу {host}:{port} уже отвечает другая программа: остановите её или выберите другой порт через --port.",
        kk="{host}:{port} мекенжайын басқа бағдарлама алып тұр: оны тоқтатыңыз немесе --port арқылы басқа порт таңдаңыз.",
    ),
)
