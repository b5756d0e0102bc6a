"""Refusals about accounts, log-ins and devices."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "log_in.refused",
        401,
        en="The log-in name or the password is not right, or the account is closed: check both and try again, or ask an administrator.",
        ru="Имя для входа или пароль неверны, или учётная запись закрыта: проверьте и повторите или обратитесь к администратору.",
        kk="Кіру аты немесе құпиясөз дұрыс емес, не есептік жазба жабық: екеуін тексеріп, қайталаңыз немесе әкімшіге айтыңыз.",
    ),
    kind(
        "log_in.too_often",
        429,
        en="Too many log-ins have failed with this name or from this address: try again in {minutes} min.",
        ru="Слишком много неудачных входов с этим именем или с этого адреса: повторите через {minutes} мин.",
        kk="Осы атпен немесе осы мекенжайдан сәтсіз кіру тым көп болды: {minutes} мин өткен соң қайталаңыз.",
    ),
    kind(
        "log_in.busy",
        503,
        en="Too many people are logging in at this moment: try again in a minute.",
        ru="Сейчас входит слишком много людей: повторите через минуту.",
        kk="Дәл қазір тым көп адам кіріп жатыр: бір минуттан соң қайталаңыз.",
    ),
    kind(
        "account.bad_login",
        422,
        en="{login} cannot be a log-in name: use 3 to 80 Latin letters, digits, full stops, hyphens, underscores or @, beginning with a letter or digit.",
        ru="{login} не может быть именем для входа: от 3 до 80 латинских букв, цифр, точек, дефисов, подчёркиваний или @, первой – буква или цифра.",
        kk="{login} кіру аты бола алмайды: 3-тен 80-ге дейін латын әрпі, цифр, нүкте, сызықша, астыңғы сызық немесе @, басы – әріп не цифр болсын.",
    ),
    kind(
        "account.login_taken",
        409,
        en="There is already an account with the log-in name {login}: choose another name.",
        ru="Учётная запись с именем для входа {login} уже есть: выберите другое имя.",
        kk="{login} кіру атымен есептік жазба бар: басқа ат таңдаңыз.",
    ),
    kind(
        "account.bad_name",
        422,
        en="The name to be shown must have 1 to 120 characters: shorten it or fill it in.",
        ru="В отображаемом имени должно быть от 1 до 120 знаков: сократите или заполните его.",
        kk="Көрсетілетін атта 1-ден 120-ға дейін таңба болуы керек: қысқартыңыз немесе толтырыңыз.",
    ),
    kind(
        "account.no_regions",
        422,
        en="A supervisor answers for regions, and none is named: name at least one.",
        ru="Руководитель отвечает за регионы, а ни один не назван: назовите хотя бы один.",
        kk="Жетекші өңірлерге жауап береді, ал бірде-біреуі аталмаған: кемінде біреуін атаңыз.",
    ),
    kind(
        "account.unknown_regions",
        422,
        en="The register has no region {regions}: give codes like KZ-11 that the list of regions names.",
        ru="В реестре нет региона {regions}: укажите коды вида KZ-11 из списка регионов.",
        kk="Тізілімде {regions} өңірі жоқ: өңірлер тізіміндегі KZ-11 тәрізді кодтарды көрсетіңіз.",
    ),
    kind(
        "account.password_too_short",
        422,
        en="The password is shorter than {shortest} characters: take a longer one, a few words will do.",
        ru="Пароль короче {shortest} знаков: возьмите длиннее, подойдут несколько слов.",
        kk="Құпиясөз {shortest} таңбадан қысқа: ұзағырағын алыңыз, бірнеше сөз де жарайды.",
    ),
    kind(
        "account.password_too_long",
        422,
        en="The password is longer than {longest} characters: take a shorter one.",
        ru="Пароль длиннее {longest} знаков: возьмите короче.",
        kk="Құпиясөз {longest} таңбадан ұзын: қысқарағын алыңыз.",
    ),
    kind(
        "account.password_too_common",
        422,
        en="The password is made of the log-in name, common words, years or keyboard rows: take one that nobody tries first.",
        ru="Пароль составлен из имени для входа, частых слов, годов или рядов клавиатуры: возьмите такой, который не пробуют первым.",
        kk="Құпиясөз кіру атынан, жиі сөздерден, жылдардан немесе пернетақта қатарларынан құралған: бірінші болып тексерілмейтінін алыңыз.",
    ),
    kind(
        "account.wrong_password",
        422,
        en="The present password is not right: type it again.",
        ru="Нынешний пароль неверен: введите его ещё раз.",
        kk="Қазіргі құпиясөз дұрыс емес: оны қайта теріңіз.",
    ),
    kind(
        "account.password_file",
        422,
        en="{file} holds no password on its first line: write the password there, or leave the option out.",
        ru="В первой строке {file} нет пароля: запишите его туда или не указывайте этот параметр.",
        kk="{file} файлының бірінші жолында құпиясөз жоқ: оны сонда жазыңыз немесе бұл параметрді қоймаңыз.",
    ),
    kind(
        "account.last_administrator",
        409,
        en="This is the last administrator: make another one before closing this account or changing its role.",
        ru="Это последний администратор: создайте другого, прежде чем закрывать эту учётную запись или менять её роль.",
        kk="Бұл – соңғы әкімші: осы есептік жазбаны жабу немесе рөлін өзгерту алдында басқасын жасаңыз.",
    ),
    kind(
        "account.not_found",
        404,
        en="There is no account with the log-in name {login}: `user list` shows those that there are.",
        ru="Нет учётной записи с именем для входа {login}: имеющиеся показывает `user list`.",
        kk="{login} кіру атымен есептік жазба жоқ: барларын `user list` көрсетеді.",
    ),
    kind(
        "account.nothing_to_change",
        422,
        en="The request names nothing to change: send at least one field.",
        ru="В запросе не названо, что изменить: отправьте хотя бы одно поле.",
        kk="Сұрауда не өзгерту керегі айтылмаған: кемінде бір өріс жіберіңіз.",
    ),
    kind(
        "change.read_first",
        428,
        en="A change must carry If-Match with the ETag of what it changes: read {path}, then repeat with its ETag.",
        ru="Изменение должно нести If-Match с ETag того, что меняется: прочитайте {path} и повторите с его ETag.",
        kk="Өзгеріс нені өзгертетінінің ETag белгісін If-Match ішінде алып жүруі керек: {path} оқып, оның ETag белгісімен қайталаңыз.",
    ),
    kind(
        "device.for_inspectors",
        409,
        en="Account {account} is closed or is not an inspector's: tablets are enrolled for active inspectors only.",
        ru="Учётная запись {account} закрыта или не принадлежит инспектору: планшеты подключают только действующим инспекторам.",
        kk="{account} есептік жазбасы жабық немесе инспектордікі емес: планшеттер тек жұмыс істейтін инспекторларға қосылады.",
    ),
)
