"""Refusals of publication."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "publication.not_in_force",
        409,
        en="Nothing of inspection {inspection} is public at the moment: open its publication again and see where it stands.",
        ru="Сейчас по проверке {inspection} ничего не опубликовано: откройте её публикацию заново и посмотрите, где она сейчас.",
        kk="Қазір {inspection} тексеруі бойынша ештеңе жарияланып тұрған жоқ: оның жариялануын қайта ашып, қазіргі күйін қараңыз.",
    ),
    kind(
        "publication.not_compared",
        422,
        en="It was not said that both editions were compared: read what stands side by side, then tick that you have.",
        ru="Не отмечено, что обе версии сверены: прочитайте то, что стоит рядом, и отметьте это.",
        kk="Екі нұсқаның салыстырылғаны белгіленбеген: қатар тұрғанын оқып, соны белгілеңіз.",
    ),
    kind(
        "publication.reason_needed",
        422,
        en="No reason is chosen: choose one of the list; it is told to everybody who knew the address.",
        ru="Причина не выбрана: выберите её из списка; её узнает каждый, кто знал адрес.",
        kk="Себеп таңдалмаған: тізімнен таңдаңыз; мекенжайды білген әркім оны көреді.",
    ),
    kind(
        "publication.picture_missing",
        409,
        en="The file of photograph {evidence} is not in the data folder or is not the one that was approved: publish without it, and tell the administrator.",
        ru="Файла фотографии {evidence} нет в папке данных или это не тот файл, который утверждён: публикуйте без неё и сообщите администратору.",
        kk="{evidence} фотосуретінің файлы деректер қалтасында жоқ немесе бекітілген файл емес: онсыз жариялап, әкімшіге айтыңыз.",
    ),
    kind(
        "publication.document_differs",
        500,
        en="What publication {named} is printed from is no longer what was published: nothing was printed. Withdraw it and publish the next revision.",
        ru="То, по чему печатается публикация {named}, уже не то, что было опубликовано: ничего не напечатано. Отзовите её и опубликуйте следующую редакцию.",
        kk="{named} жарияланымы басылатын деректер енді жарияланғандағыдай емес: ештеңе басылмады. Оны кері қайтарып алып, келесі редакциясын жариялаңыз.",
    ),
    kind(
        "publication.printed_elsewhere",
        409,
        en="The public edition of inspection {inspection} was printed when it was published, as {named}: take it from there.",
        ru="Публичная версия по проверке {inspection} напечатана при публикации под кодом {named}: возьмите её оттуда.",
        kk="{inspection} тексеруінің жария нұсқасы жарияланғанда {named} кодымен басылған: оны сол жерден алыңыз.",
    ),
)
