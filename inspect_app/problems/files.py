"""Refusals about files as such: missing, unreadable, not writable; and about workbooks and their cells."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

FILES: tuple[Kind, ...] = (
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
    kind(
        "file.unreadable",
        403,
        en="{file} could not be read ({why}): check that it is a file and that you may open it.",
        ru="Не удалось прочитать {file} ({why}): проверьте, что это файл и что у вас есть к нему доступ.",
        kk="{file} оқылмады ({why}): оның файл екенін және оны ашуға құқығыңыз бар екенін тексеріңіз.",
    ),
    kind(
        "file.too_large",
        413,
        en="{file} is larger than {limit}: give a smaller file, or divide it.",
        ru="{file} больше {limit}: дайте файл поменьше или разделите его.",
        kk="{file} {limit} шегінен үлкен: кішірек файл беріңіз немесе оны бөліңіз.",
    ),
    kind(
        "file.exists",
        409,
        en="{file} is there already and may hold answers: choose another name, or add --force to write over it.",
        ru="{file} уже существует и может содержать ответы: выберите другое имя или добавьте --force, чтобы перезаписать его.",
        kk="{file} бұрыннан бар, онда жауаптар болуы мүмкін: басқа атау таңдаңыз немесе үстінен жазу үшін --force қосыңыз.",
    ),
    kind(
        "file.unknown_suffix",
        415,
        en="{file} is neither .xlsx nor .json: give facts as one of the two.",
        ru="{file} — не .xlsx и не .json: факты принимаются в одном из этих видов.",
        kk="{file} .xlsx те, .json да емес: фактілер осы екі түрдің бірінде беріледі.",
    ),
)

WORKBOOKS: tuple[Kind, ...] = (
    kind(
        "workbook.wrong_name",
        422,
        en="{file}: the name of a workbook ends in .xlsx: choose such a name.",
        ru="{file}: имя книги оканчивается на .xlsx: выберите такое имя.",
        kk="{file}: кітаптың атауы .xlsx деп аяқталады: сондай атау таңдаңыз.",
    ),
    kind(
        "workbook.not_a_workbook",
        415,
        en="{file} is not an .xlsx workbook: open it in a spreadsheet program and save it as .xlsx.",
        ru="{file} — не книга .xlsx: откройте файл в табличной программе и сохраните как .xlsx.",
        kk="{file} .xlsx кітабы емес: файлды кесте бағдарламасында ашып, .xlsx етіп сақтаңыз.",
    ),
    kind(
        "workbook.locked_or_old",
        415,
        en="{file} is protected by a password or has the old .xls format: save it as .xlsx without a password.",
        ru="{file} защищён паролем или сохранён в старом формате .xls: сохраните как .xlsx без пароля.",
        kk="{file} құпиясөзбен қорғалған немесе ескі .xls пішімінде: құпиясөзсіз .xlsx етіп сақтаңыз.",
    ),
    kind(
        "workbook.damaged",
        422,
        en="{file} is damaged ({why}): open it in a spreadsheet program, save it anew, or take an undamaged copy.",
        ru="{file} повреждён ({why}): откройте его в табличной программе и сохраните заново или возьмите неповреждённую копию.",
        kk="{file} бүлінген ({why}): оны кесте бағдарламасында ашып, қайта сақтаңыз немесе бүлінбеген көшірмесін алыңыз.",
    ),
    kind(
        "workbook.swollen",
        413,
        en="{file} would unpack to {unpacked}, more than the {limit} that a workbook of facts may have: it was not opened; fill in a fresh template.",
        ru="{file} распаковался бы до {unpacked}, а книге фактов можно не больше {limit}: файл не открыт; заполните новый шаблон.",
        kk="{file} ашылса, {unpacked} болады, ал фактілер кітабына {limit} артық болмауы керек: файл ашылған жоқ; жаңа үлгіні толтырыңыз.",
    ),
    kind(
        "workbook.not_ours",
        422,
        en="{file} was not made from our template, or its hidden first column was deleted: make one with 'inspect-app template' and fill it in.",
        ru="{file} создан не из нашего шаблона, или из него удалена скрытая первая колонка: создайте шаблон командой inspect-app template и заполните его.",
        kk="{file} біздің үлгіден жасалмаған немесе оның жасырын бірінші бағаны жойылған: inspect-app template командасымен үлгі жасап, толтырыңыз.",
    ),
    kind(
        "workbook.other_format",
        422,
        en="{file} has template format {given}, which this program does not read: make a new template and copy the answers over.",
        ru="{file}: формат шаблона {given}, эта программа его не читает: создайте новый шаблон и перенесите ответы.",
        kk="{file}: үлгі пішімі {given}, бұл бағдарлама оны оқымайды: жаңа үлгі жасап, жауаптарды көшіріңіз.",
    ),
    kind(
        "workbook.sheet_missing",
        422,
        en="{file}: the sheet {sheet} is gone: copy it back from a fresh template, even if it stays empty.",
        ru="{file}: листа {sheet} больше нет: верните его из нового шаблона, даже если он останется пустым.",
        kk="{file}: {sheet} парағы жоқ: ол бос қалса да, жаңа үлгіден қайта көшіріңіз.",
    ),
    kind(
        "workbook.sheet_twice",
        422,
        en="{file}: the sheets {other} and {sheet} are copies of one sheet: delete one of them.",
        ru="{file}: листы {other} и {sheet} — копии одного листа: удалите один из них.",
        kk="{file}: {other} мен {sheet} – бір парақтың көшірмелері: біреуін жойыңыз.",
    ),
    kind(
        "workbook.column_missing",
        422,
        en="{file}, sheet {sheet}: the column with the hidden key '{column}' is gone: copy it back from a fresh template.",
        ru="{file}, лист {sheet}: колонки со скрытым ключом «{column}» больше нет: верните её из нового шаблона.",
        kk="{file}, {sheet} парағы: «{column}» жасырын кілті бар баған жоқ: оны жаңа үлгіден қайта көшіріңіз.",
    ),
    kind(
        "workbook.column_twice",
        422,
        en="{where}: this column is a copy of column {other}: delete one of the two.",
        ru="{where}: эта колонка — копия колонки {other}: удалите одну из двух.",
        kk="{where}: бұл баған – {other} бағанының көшірмесі: екеуінің бірін жойыңыз.",
    ),
    kind(
        "workbook.cell_far_out",
        413,
        en="{where} lies far outside of the table: delete all rows and columns that are not needed.",
        ru="{where} лежит далеко за пределами таблицы: удалите все лишние строки и колонки.",
        kk="{where} кестеден тым алыс жатыр: артық жолдар мен бағандарды жойыңыз.",
    ),
)

CELLS: tuple[Kind, ...] = (
    kind(
        "workbook.error_cell",
        422,
        en="{where} shows the error {given}: type the value itself.",
        ru="{where}: в клетке ошибка {given}: впишите само значение.",
        kk="{where}: ұяшықта {given} қатесі тұр: мәннің өзін жазыңыз.",
    ),
    kind(
        "workbook.formula_without_value",
        422,
        en="{where} holds a formula that was never worked out: open the workbook in a spreadsheet program and save it, or type the value.",
        ru="{where}: формула в клетке не была вычислена: откройте книгу в табличной программе и сохраните или впишите значение.",
        kk="{where}: ұяшықтағы формула есептелмеген: кітапты кесте бағдарламасында ашып сақтаңыз немесе мәнін жазыңыз.",
    ),
    kind(
        "workbook.merged",
        422,
        en="{where}: these cells are merged: unmerge them and fill in each.",
        ru="{where}: эти клетки объединены: разъедините их и заполните каждую.",
        kk="{where}: бұл ұяшықтар біріктірілген: оларды ажыратып, әрқайсысын толтырыңыз.",
    ),
    kind(
        "workbook.required",
        422,
        en="{where} is empty: it must be filled in.",
        ru="{where}: клетка пуста: её нужно заполнить.",
        kk="{where}: ұяшық бос: оны толтыру керек.",
    ),
    kind(
        "workbook.not_text",
        422,
        en="{where} holds a date, a time or a truth value where text belongs: type it again with an apostrophe in front.",
        ru="{where}: вместо текста здесь дата, время или логическое значение: введите заново, поставив впереди апостроф.",
        kk="{where}: мәтіннің орнында күн, уақыт немесе логикалық мән тұр: алдына апостроф қойып, қайта теріңіз.",
    ),
    kind(
        "workbook.not_a_number",
        422,
        en="{where}: {given} is not a number: write it in digits without its unit, such as 3.1 or 3,1.",
        ru="{where}: «{given}» — не число: запишите цифрами без единицы, например 3,1 или 3.1.",
        kk="{where}: «{given}» сан емес: өлшем бірлігінсіз цифрмен жазыңыз, мысалы 3,1 немесе 3.1.",
    ),
    kind(
        "workbook.date_for_number",
        422,
        en="{where}: the spreadsheet program made a date out of a number: format the cell as a number and type it again.",
        ru="{where}: табличная программа превратила число в дату: задайте клетке числовой формат и введите заново.",
        kk="{where}: кесте бағдарламасы санды күнге айналдырған: ұяшыққа сан пішімін беріп, қайта теріңіз.",
    ),
    kind(
        "workbook.not_a_day",
        422,
        en="{where}: {given} is not a day: write it as 15.01.2026 or 2026-01-15.",
        ru="{where}: «{given}» — не дата: запишите её как 15.01.2026 или 2026-01-15.",
        kk="{where}: «{given}» күн емес: оны 15.01.2026 немесе 2026-01-15 түрінде жазыңыз.",
    ),
    kind(
        "workbook.not_a_moment",
        422,
        en="{where}: {given} is not a day and time: write it as 15.01.2026 10:30.",
        ru="{where}: «{given}» — не дата и время: запишите как 15.01.2026 10:30.",
        kk="{where}: «{given}» күн мен уақыт емес: 15.01.2026 10:30 түрінде жазыңыз.",
    ),
    kind(
        "workbook.unknown_word",
        422,
        en="{where}: '{given}' is not in the list: choose one of: {choices}.",
        ru="{where}: «{given}» нет в списке: выберите одно из: {choices}.",
        kk="{where}: «{given}» тізімде жоқ: мыналардың бірін таңдаңыз: {choices}.",
    ),
    kind(
        "workbook.unknown_question",
        422,
        en="{where}: the standards know no question '{given}': use a template made for them, or add the pack that has it.",
        ru="{where}: в стандартах нет вопроса «{given}»: возьмите шаблон, созданный для них, или подключите пакет, в котором он есть.",
        kk="{where}: стандарттарда «{given}» сұрағы жоқ: солар үшін жасалған үлгіні алыңыз немесе ол бар пакетті қосыңыз.",
    ),
    kind(
        "workbook.lost_question",
        422,
        en="{where}: the hidden key of this row is gone, so nobody can tell which question it answers: copy the whole row from a fresh template.",
        ru="{where}: скрытый ключ этой строки утрачен, и неизвестно, на какой вопрос она отвечает: скопируйте строку целиком из нового шаблона.",
        kk="{where}: бұл жолдың жасырын кілті жоғалған, сондықтан ол қай сұраққа жауап беретіні белгісіз: жолды жаңа үлгіден толығымен көшіріңіз.",
    ),
    kind(
        "workbook.said_twice",
        422,
        en="{where}: the same room and question stand in row {other} already: keep one of the two rows.",
        ru="{where}: то же помещение и тот же вопрос уже есть в строке {other}: оставьте одну из двух строк.",
        kk="{where}: дәл осы үй-жай мен сұрақ {other}-жолда бар: екі жолдың бірін қалдырыңыз.",
    ),
    kind(
        "workbook.side_missing",
        422,
        en="{where}: a length and a width belong together: fill in this side, or empty the other.",
        ru="{where}: длина и ширина нужны вместе: заполните эту сторону или очистите другую.",
        kk="{where}: ұзындық пен ен бірге керек: осы қабырғаны толтырыңыз немесе екіншісін тазалаңыз.",
    ),
    kind(
        "workbook.size_missing",
        422,
        en="{where} says that there is one, but its length and width are empty: measure it and fill them in.",
        ru="{where}: сказано, что он есть, но длина и ширина пусты: измерьте и впишите их.",
        kk="{where}: бар деп көрсетілген, бірақ ұзындығы мен ені бос: өлшеп, жазыңыз.",
    ),
    kind(
        "workbook.none_with_size",
        422,
        en="{where} says that there is none, but a length and a width are given: correct one of the two.",
        ru="{where}: сказано, что его нет, но длина и ширина указаны: исправьте одно из двух.",
        kk="{where}: жоқ деп көрсетілген, бірақ ұзындығы мен ені жазылған: екеуінің бірін түзетіңіз.",
    ),
)

KINDS = FILES + WORKBOOKS + CELLS
