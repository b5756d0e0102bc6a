"""Refusals of the doors themselves: who may enter, and requests that no resource could answer."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "access.log_in",
        401,
        en="Nobody is logged in, or the log-in has ended: log in and try again.",
        ru="Вход не выполнен или истёк: войдите и повторите.",
        kk="Жүйеге кірмегенсіз немесе кіру мерзімі бітті: кіріп, қайталаңыз.",
    ),
    kind(
        "access.denied",
        403,
        en="This account may not do that: ask an administrator for the permission.",
        ru="Этой учётной записи это не разрешено: попросите право у администратора.",
        kk="Бұл есептік жазбаға оған рұқсат жоқ: құқықты әкімшіден сұраңыз.",
    ),
    kind(
        "access.csrf",
        403,
        en="The request does not carry the token of this log-in: load the page again and repeat.",
        ru="В запросе нет маркера этого входа: обновите страницу и повторите.",
        kk="Сұрауда осы кірудің белгісі жоқ: бетті қайта жүктеп, қайталаңыз.",
    ),
    kind(
        "http.400",
        400,
        en="The request to {path} cannot be read: check that it is well formed.",
        ru="Запрос к {path} не удаётся прочитать: проверьте, правильно ли он составлен.",
        kk="{path} мекенжайына сұрауды оқу мүмкін емес: дұрыс құрылғанын тексеріңіз.",
    ),
    kind(
        "http.404",
        404,
        en="There is nothing at {path}, or nothing that this account may see: check the address.",
        ru="По адресу {path} ничего нет или это не для этой учётной записи: проверьте адрес.",
        kk="{path} мекенжайында ештеңе жоқ немесе ол бұл есептік жазбаға ашық емес: мекенжайды тексеріңіз.",
    ),
    kind(
        "http.405",
        405,
        en="{path} does not answer this method: the header Allow lists those that it answers.",
        ru="{path} не отвечает на этот метод: допустимые названы в заголовке Allow.",
        kk="{path} бұл әдіске жауап бермейді: рұқсат етілгендері Allow тақырыбында.",
    ),
    kind(
        "http.413",
        413,
        en="The request to {path} is too large: send less at a time.",
        ru="Запрос к {path} слишком велик: отправляйте меньшими частями.",
        kk="{path} мекенжайына сұрау тым үлкен: азырақ бөліктермен жіберіңіз.",
    ),
    kind(
        "http.415",
        415,
        en="{path} reads JSON only: send Content-Type application/json.",
        ru="{path} принимает только JSON: отправьте Content-Type application/json.",
        kk="{path} тек JSON қабылдайды: Content-Type application/json жіберіңіз.",
    ),
    kind(
        "http.412",
        412,
        en="What is at {path} has changed since it was read: read it again, then repeat the change.",
        ru="Данные по адресу {path} изменились после чтения: прочитайте их снова и повторите изменение.",
        kk="{path} мекенжайындағы дерек оқылғаннан кейін өзгерген: қайта оқып, өзгерісті қайталаңыз.",
    ),
    kind(
        "http.field",
        422,
        en="{field} cannot be taken ({why}): correct it and send the request again.",
        ru="{field} нельзя принять ({why}): исправьте и отправьте запрос снова.",
        kk="{field} қабылданбайды ({why}): түзетіп, сұрауды қайта жіберіңіз.",
    ),
    kind(
        "http.500",
        500,
        en="The server failed at {path} and changed nothing: try again; if it stays so, tell the administrator.",
        ru="Сбой сервера на {path}, ничего не изменено: повторите; если не поможет, сообщите администратору.",
        kk="{path} кезінде серверде ақау болды, ештеңе өзгертілген жоқ: қайталаңыз; көмектеспесе, әкімшіге айтыңыз.",
    ),
    kind(
        "http.503",
        503,
        en="The server is busy and took nothing of the request to {path}: try again in a moment.",
        ru="Сервер занят, из запроса к {path} ничего не принято: повторите чуть позже.",
        kk="Сервер бос емес, {path} сұрауынан ештеңе алынбады: сәлден соң қайталаңыз.",
    ),
)
