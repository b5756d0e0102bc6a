"""Refusals about the worked cases of a pack."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind
from inspect_app.problems.pack_shapes import at

KINDS: tuple[Kind, ...] = (
    at(
        "cases_few",
        en="there are {count} worked cases, and at least {least} are needed: add more in cases/.",
        ru="разобранных случаев {count}, нужно не меньше {least}: добавьте в cases/.",
        kk="талданған жағдай саны – {count}, кемінде {least} қажет: cases/ ішіне қосыңыз.",
    ),
    at(
        "case_edge",
        en="no worked case has {measure} {stretch}: add one there.",
        ru="нет разобранного случая, где {measure} {stretch}: добавьте.",
        kk="{measure} {stretch} болатын талданған жағдай жоқ: қосыңыз.",
    ),
    at(
        "case_option",
        en="no worked case answers {input} with {option}: add one.",
        ru="нет разобранного случая с ответом {option} на {input}: добавьте.",
        kk="{input} көрсеткішіне {option} деп жауап берілген жағдай жоқ: қосыңыз.",
    ),
    at(
        "case_rooms",
        en="{value} is not answered room by room: write it in given.",
        ru="{value} не отвечают по помещениям: напишите это в given.",
        kk="{value} көрсеткішіне үй-жайлар бойынша жауап берілмейді: оны given ішіне жазыңыз.",
    ),
    at(
        "case_differs",
        en="expected {expected}, got {got} ({why}): correct the case or the criterion.",
        ru="ожидалось {expected}, вышло {got} ({why}): исправьте случай или критерий.",
        kk="{expected} күтілді, {got} шықты ({why}): жағдайды немесе критерийді түзетіңіз.",
    ),
    at(
        "case_failing",
        en="{value} was to fail here but came out as {got}: give an answer in this case that makes it fail.",
        ru="{value} должен был быть нарушен, но вышло {got}: дайте в этом случае ответ, при котором он не выполняется.",
        kk="{value} орындалмауы тиіс еді, бірақ {got} шықты: осы жағдайда ол орындалмайтын жауап беріңіз.",
    ),
    at(
        "case_level",
        en="{value} is no result that {subject} can have: write {known}.",
        ru="{value} не может быть результатом для {subject}: пишите {known}.",
        kk="{value} {subject} үшін нәтиже бола алмайды: {known} деп жазыңыз.",
    ),
)
