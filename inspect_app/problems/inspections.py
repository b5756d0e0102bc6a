"""Refusals about inspections, their assessments and the standards they are read by."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind, kind

KINDS: tuple[Kind, ...] = (
    kind(
        "page.unknown_place",
        422,
        en="{after} is no place in this list: take the address of the next page from the answer before.",
        ru="{after} – не место в этом списке: возьмите адрес следующей страницы из предыдущего ответа.",
        kk="{after} бұл тізімдегі орын емес: келесі беттің мекенжайын алдыңғы жауаптан алыңыз.",
    ),
    kind(
        "inspection.facility_unknown",
        409,
        en="Inspection {inspection} cannot be scored: the register does not know facility {facility}; add it to the register.",
        ru="Проверку {inspection} нельзя оценить: в реестре нет учреждения {facility}; внесите его в реестр.",
        kk="{inspection} тексеруін бағалау мүмкін емес: тізілімде {facility} мекемесі жоқ; оны тізілімге енгізіңіз.",
    ),
    kind(
        "inspection.not_begun",
        409,
        en="Inspection {inspection} cannot be scored: the facility or the day of the visit has not arrived; send what the tablet still holds.",
        ru="Проверку {inspection} нельзя оценить: учреждение или день посещения ещё не поступили; отправьте то, что осталось на планшете.",
        kk="{inspection} тексеруін бағалау мүмкін емес: мекеме немесе бару күні әлі келген жоқ; планшетте қалғанын жіберіңіз.",
    ),
    kind(
        "inspection.unknown",
        404,
        en="Nothing of an inspection {inspection} has arrived: check the id.",
        ru="О проверке {inspection} ничего не поступало: проверьте её номер.",
        kk="{inspection} тексеруі туралы ештеңе келген жоқ: нөмірін тексеріңіз.",
    ),
    kind(
        "standards.not_found",
        404,
        en="There is no standards pack {pack} here: the list of packs names those that there are.",
        ru="Пакета стандартов {pack} здесь нет: имеющиеся названы в списке пакетов.",
        kk="Мұнда {pack} стандарттар топтамасы жоқ: барлары топтамалар тізімінде аталған.",
    ),
    kind(
        "standards.criterion_not_found",
        404,
        en="Pack {pack} has no criterion {criterion}: the list of its criteria names those that there are.",
        ru="В пакете {pack} нет критерия {criterion}: имеющиеся названы в списке его критериев.",
        kk="{pack} топтамасында {criterion} критерийі жоқ: барлары оның критерийлер тізімінде аталған.",
    ),
    kind(
        "checklist.version_not_found",
        404,
        en="There is no version {version} of checklist {checklist} here: the list of checklists names those that there are.",
        ru="Версии {version} проверочного листа {checklist} здесь нет: имеющиеся названы в списке листов.",
        kk="Мұнда {checklist} тексеру парағының {version}-нұсқасы жоқ: барлары парақтар тізімінде аталған.",
    ),
)
