"""Refusals of the pages where people, tablets and regions are looked after."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "account.is_a_reviewer",
        409,
        en="Account {account} has signed acts of a review, so its role stays: close it and add another account for the new role.",
        ru="Учётная запись {account} подписывала решения при рассмотрении, поэтому её роль не меняется: закройте её и добавьте другую для новой роли.",
        kk="{account} есептік жазбасы қарау шешімдеріне қол қойған, сондықтан рөлі өзгермейді: оны жауып, жаңа рөлге басқа есептік жазба қосыңыз.",
    ),
    kind(
        "account.changed_meanwhile",
        409,
        en="Somebody else changed this account while you were looking at it: compare what stands here now, then save again.",
        ru="Пока вы смотрели эту учётную запись, её изменил кто-то другой: сравните с тем, что записано сейчас, и сохраните ещё раз.",
        kk="Сіз бұл есептік жазбаны қарап отырғанда оны басқа біреу өзгертті: қазіргі жазылғанмен салыстырып, қайта сақтаңыз.",
    ),
    kind(
        "account.unknown_role",
        422,
        en="No role is chosen: choose one of the four.",
        ru="Роль не выбрана: выберите одну из четырёх.",
        kk="Рөл таңдалмаған: төртеуінің бірін таңдаңыз.",
    ),
    kind(
        "account.passwords_differ",
        422,
        en="The new password and its repetition differ: type both again.",
        ru="Новый пароль и его повтор различаются: введите оба ещё раз.",
        kk="Жаңа құпиясөз бен оның қайталануы бірдей емес: екеуін де қайта теріңіз.",
    ),
    kind(
        "account.strange_text",
        422,
        en="A field holds more than one line of plain text: type it again, without line breaks or control characters.",
        ru="В поле не одна строка обычного текста: введите её заново, без переносов и управляющих знаков.",
        kk="Өрісте бір жол қарапайым мәтін емес: оны жол ауыстырусыз және басқару таңбаларынсыз қайта теріңіз.",
    ),
    kind(
        "device.bad_label",
        422,
        en="The name of a tablet is one line of at most {most} characters: shorten it.",
        ru="Название планшета – одна строка не длиннее {most} знаков: сократите его.",
        kk="Планшет атауы – {most} таңбадан аспайтын бір жол: қысқартыңыз.",
    ),
    kind(
        "device.wipe_not_chosen",
        422,
        en="It is not chosen what happens to the data on the tablet: choose one of the two.",
        ru="Не выбрано, что будет с данными на планшете: выберите одно из двух.",
        kk="Планшеттегі деректермен не болатыны таңдалмаған: екеуінің бірін таңдаңыз.",
    ),
    kind(
        "audit.bad_day",
        422,
        en="{day} is no day: write it as year-month-day, 2026-11-22.",
        ru="{day} – не дата: запишите её как год-месяц-день, 2026-11-22.",
        kk="{day} – күн емес: оны жыл-ай-күн түрінде жазыңыз, 2026-11-22.",
    ),
)
