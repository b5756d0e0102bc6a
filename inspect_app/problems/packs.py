"""Refusals about standards packs: what the items of a pack say about each other."""

from __future__ import annotations

from inspect_app.problems import checklists, pack_cases, pack_shapes, yaml_files
from inspect_app.problems.kinds import Kind, kind
from inspect_app.problems.pack_shapes import at

_FOLDERS: tuple[Kind, ...] = (
    kind(
        "pack.not_found",
        404,
        en="There is no standards pack in {folder}: a pack is a folder with pack.yaml in it.",
        ru="В {folder} нет пакета стандартов: пакет – это папка с файлом pack.yaml.",
        kk="{folder} ішінде стандарттар топтамасы жоқ: топтама – ішінде pack.yaml файлы бар қалта.",
    ),
    kind(
        "pack.unknown_file",
        422,
        en="{file} has no place in a standards pack: rename it as docs/writing-a-standards-pack.md says, or take it out.",
        ru="Файлу {file} нет места в пакете стандартов: назовите его так, как сказано в docs/writing-a-standards-pack.md, или уберите.",
        kk="Стандарттар топтамасында {file} файлына орын жоқ: оны docs/writing-a-standards-pack.md бойынша атаңыз немесе алып тастаңыз.",
    ),
    kind(
        "pack.base_ring",
        422,
        en="{file}: the packs {ring} build on each other in a ring: let one of them stand alone.",
        ru="{file}: пакеты {ring} опираются друг на друга по кругу: один из них должен стоять сам.",
        kk="{file}: {ring} топтамалары бір-біріне шеңбер бойымен сүйенеді: біреуі дербес болуы тиіс.",
    ),
    kind(
        "pack.unknown_criterion_id",
        404,
        en="No pack has a criterion {criterion}: `inspect-app pack check` names the packs, their files name the criteria.",
        ru="Ни в одном пакете нет критерия {criterion}: `inspect-app pack check` называет пакеты, их файлы – критерии.",
        kk="{criterion} критерийі ешбір топтамада жоқ: `inspect-app pack check` топтамаларды, олардың файлдары критерийлерді атайды.",
    ),
)

_REFERENCES: tuple[Kind, ...] = (
    at(
        "unknown_base",
        en="there is no pack {value} to build on beside this one: correct the name.",
        ru="рядом нет пакета {value}, на который можно опереться: исправьте название.",
        kk="сүйенетін {value} топтамасы бұл топтаманың жанында жоқ: атауын түзетіңіз.",
    ),
    at(
        "folder_differs",
        en="the pack calls itself {value}, but its folder is called {folder}: make them the same.",
        ru="пакет называет себя {value}, а его папка – {folder}: сделайте одинаково.",
        kk="топтама өзін {value} деп атайды, ал қалтасы – {folder}: екеуін бірдей етіңіз.",
    ),
    at(
        "unknown_domain",
        en="pack.yaml has no domain {value}: correct it or add the domain there.",
        ru="в pack.yaml нет раздела {value}: исправьте или добавьте раздел.",
        kk="pack.yaml ішінде {value} бөлімі жоқ: түзетіңіз немесе бөлімді қосыңыз.",
    ),
    at(
        "unknown_unit",
        en="pack.yaml has no unit {value}: correct it or add the unit there.",
        ru="в pack.yaml нет единицы {value}: исправьте или добавьте единицу.",
        kk="pack.yaml ішінде {value} өлшем бірлігі жоқ: түзетіңіз немесе бірлікті қосыңыз.",
    ),
    at(
        "unknown_instrument",
        en="instruments.yaml has no {value}: correct it or add the instrument there.",
        ru="в instruments.yaml нет {value}: исправьте или добавьте документ.",
        kk="instruments.yaml ішінде {value} жоқ: түзетіңіз немесе құжатты қосыңыз.",
    ),
    at(
        "unknown_input",
        en="no file in inputs/ defines {value}: correct it or define the input.",
        ru="ни один файл в inputs/ не определяет {value}: исправьте или определите показатель.",
        kk="inputs/ ішіндегі ешбір файл {value} көрсеткішін анықтамайды: түзетіңіз немесе анықтаңыз.",
    ),
    at(
        "unknown_measure",
        en="there is no measure {value}: the measures stand in docs/writing-a-standards-pack.md.",
        ru="нет меры {value}: меры перечислены в docs/writing-a-standards-pack.md.",
        kk="{value} өлшемі жоқ: өлшемдер docs/writing-a-standards-pack.md ішінде тізілген.",
    ),
    at(
        "unknown_criterion",
        en="no pack here has a criterion {value}: correct it.",
        ru="критерия {value} здесь нет ни в одном пакете: исправьте.",
        kk="{value} критерийі мұндағы ешбір топтамада жоқ: түзетіңіз.",
    ),
    at(
        "unknown_concern",
        en="{value} is no criterion, norm or instrument of the pack: correct it.",
        ru="{value} – не критерий, не норма и не документ этого пакета: исправьте.",
        kk="{value} – осы топтаманың критерийі де, нормасы да, құжаты да емес: түзетіңіз.",
    ),
    at(
        "in_base_already",
        en="{value} is already defined in the pack {base}, on which this one builds: choose another id.",
        ru="{value} уже определено в пакете {base}, на который опирается этот: выберите другой идентификатор.",
        kk="{value} осы топтама сүйенетін {base} топтамасында анықталған: басқа идентификатор таңдаңыз.",
    ),
)

_MEASURES: tuple[Kind, ...] = (
    at(
        "role_missing",
        en="the measure {measure} needs an input in the role {role}: add it.",
        ru="мере {measure} нужен показатель в роли {role}: добавьте.",
        kk="{measure} өлшеміне {role} рөліндегі көрсеткіш қажет: қосыңыз.",
    ),
    at(
        "role_unknown",
        en="the measure {measure} has no role {role}: its roles are {known}.",
        ru="у меры {measure} нет роли {role}: её роли – {known}.",
        kk="{measure} өлшемінде {role} рөлі жоқ: оның рөлдері – {known}.",
    ),
    at(
        "role_takes_one",
        en="the role {role} takes one input, not a list.",
        ru="роль {role} принимает один показатель, а не список.",
        kk="{role} рөлі тізім емес, бір көрсеткіш қабылдайды.",
    ),
    at(
        "role_kind",
        en="{value} is a {kind} input, but the role {role} takes {known}.",
        ru="{value} – показатель вида {kind}, а роль {role} принимает {known}.",
        kk="{value} – {kind} түріндегі көрсеткіш, ал {role} рөлі {known} қабылдайды.",
    ),
    at(
        "input_place",
        en="{value} is answered per {input_place}, which a criterion judged per {place} cannot use: choose an input of another place.",
        ru="{value} отвечают на уровне {input_place}, критерию уровня {place} он недоступен: выберите показатель другого уровня.",
        kk="{value} көрсеткішіне {input_place} деңгейінде жауап беріледі, {place} деңгейіндегі критерий оны қолдана алмайды: басқа деңгейдегі көрсеткішті таңдаңыз.",
    ),
    at(
        "over_rooms",
        en="the measure {measure} looks over all rooms and can only judge a facility: set place to facility.",
        ru="мера {measure} охватывает все помещения и годится только для учреждения: укажите place: facility.",
        kk="{measure} өлшемі барлық үй-жайды қамтиды және тек мекемеге жарайды: place: facility деп көрсетіңіз.",
    ),
    at(
        "bands",
        en="these bands cannot be meant ({why}).",
        ru="так уровни задать нельзя ({why}).",
        kk="деңгейлерді бұлай қоюға болмайды ({why}).",
    ),
    at(
        "one_band",
        en="there is only one level here, so nothing could ever fail or pass: add the others.",
        ru="здесь только один уровень, различать нечего: добавьте остальные.",
        kk="мұнда бір ғана деңгей бар, ажырататын ештеңе жоқ: қалғандарын қосыңыз.",
    ),
    at(
        "condition",
        en="this condition cannot be meant ({why}).",
        ru="такое условие задать нельзя ({why}).",
        kk="мұндай шартты қоюға болмайды ({why}).",
    ),
    at(
        "when_nothing_missing",
        en="the measure {measure} divides: say in when_nothing what it means when there is nothing to divide by.",
        ru="мера {measure} делит: укажите в when_nothing, что значит отсутствие делителя.",
        kk="{measure} өлшемі бөледі: бөлгіш болмаса не болатынын when_nothing ішінде көрсетіңіз.",
    ),
    at(
        "when_nothing_idle",
        en="the measure {measure} never divides: take when_nothing out.",
        ru="мера {measure} не делит: уберите when_nothing.",
        kk="{measure} өлшемі бөлмейді: when_nothing кілтін алып тастаңыз.",
    ),
    at(
        "when_kind",
        en="{value} is a {kind} input, on which no condition can stand: choose a number, a count, a yes/no or a choice.",
        ru="{value} – показатель вида {kind}, условие на нём задать нельзя: нужен number, count, yes_no или choice.",
        kk="{value} – {kind} түріндегі көрсеткіш, оған шарт қойылмайды: number, count, yes_no немесе choice қажет.",
    ),
)

_RULES: tuple[Kind, ...] = (
    at(
        "key_needed",
        en="the key {key} is needed for {kind}: add it.",
        ru="для {kind} нужен ключ {key}: добавьте его.",
        kk="{kind} үшін {key} кілті қажет: оны қосыңыз.",
    ),
    at(
        "key_idle",
        en="the key {key} has no meaning for {kind}: take it out.",
        ru="для {kind} ключ {key} не имеет смысла: уберите его.",
        kk="{kind} үшін {key} кілтінің мәні жоқ: оны алып тастаңыз.",
    ),
    at(
        "range_turned",
        en="the lower end of {value} is above the upper one: turn them round.",
        ru="в {value} нижняя граница выше верхней: поменяйте их местами.",
        kk="{value} ауқымының төменгі шегі жоғарғысынан үлкен: орындарын ауыстырыңыз.",
    ),
    at(
        "level_never_given",
        en="the bands never give level {level}, so the instrument could never be met: correct met_at.",
        ru="уровень {level} полосами не достигается, документ никогда не был бы соблюдён: исправьте met_at.",
        kk="{level} деңгейіне ешқашан жетпейді, сондықтан құжат талабы орындалмас еді: met_at мәнін түзетіңіз.",
    ),
    at(
        "verdict_twice",
        en="a provision has one way to be met: keep one of met_at, test and personal_space_test.",
        ru="положение проверяется одним способом: оставьте одно из met_at, test, personal_space_test.",
        kk="ереже бір ғана тәсілмен тексеріледі: met_at, test, personal_space_test бірін қалдырыңыз.",
    ),
    at(
        "personal_space_misplaced",
        en="the personal space test belongs to a room criterion on living_space_per_person_m2 and an instrument of family cpt_ecthr.",
        ru="проверка личного пространства возможна лишь у критерия помещения с мерой living_space_per_person_m2 и документа семейства cpt_ecthr.",
        kk="жеке кеңістік сынағы тек living_space_per_person_m2 өлшемі бар үй-жай критерийіне және cpt_ecthr тобындағы құжатқа қолданылады.",
    ),
    at(
        "norm_family",
        en="{value} is not of family national: a norm stands in national law.",
        ru="{value} не относится к семейству national: норма берётся из национального права.",
        kk="{value} national тобына жатпайды: норма ұлттық құқықтан алынады.",
    ),
    at(
        "bands_need_one_part",
        en="{key} works on one measured number: the criterion must have exactly one numeric part.",
        ru="{key} действует на одно измеряемое число: у критерия должна быть ровно одна числовая часть.",
        kk="{key} бір өлшенетін санға қолданылады: критерийде дәл бір сандық бөлік болуы тиіс.",
    ),
    at(
        "aggravation_ring",
        en="the criteria {ring} aggravate each other in a ring: take one of them out.",
        ru="критерии {ring} усугубляют друг друга по кругу: уберите один из них.",
        kk="{ring} критерийлері бірін-бірі шеңбер бойымен ауырлатады: біреуін алып тастаңыз.",
    ),
    at(
        "aggravation_place",
        en="{value} is judged per {input_place} and cannot aggravate a criterion judged per {place}.",
        ru="{value} оценивается на уровне {input_place} и не может усугублять критерий уровня {place}.",
        kk="{value} {input_place} деңгейінде бағаланады, {place} деңгейіндегі критерийді ауырлата алмайды.",
    ),
    at(
        "unused_input",
        en="no criterion and no norm uses this input: use it or take it out.",
        ru="этот показатель не нужен ни одному критерию и ни одной норме: примените или уберите.",
        kk="бұл көрсеткішті ешбір критерий де, норма да қолданбайды: қолданыңыз немесе алып тастаңыз.",
    ),
)

KINDS: tuple[Kind, ...] = (
    *yaml_files.KINDS,
    *_FOLDERS,
    *pack_shapes.KINDS,
    *_REFERENCES,
    *_MEASURES,
    *_RULES,
    *pack_cases.KINDS,
    *checklists.KINDS,
)
