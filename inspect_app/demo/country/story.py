"""One facility through the three years: what is found, written, recommended and mended at each visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random

from inspect_app.demo.country.facilities import FacilityPlan
from inspect_app.demo.country.facts import facts_of_visit
from inspect_app.demo.country.found import Finder, Found
from inspect_app.demo.country.observing import Observed, observed
from inspect_app.demo.country.quality import Course
from inspect_app.demo.country.seed import CountrySeed, load_country_seed
from inspect_app.demo.country.visits import Form, VisitPlan
from inspect_app.domain.checklist_building import criteria_to_follow
from inspect_app.domain.checklists import Checklist
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import Tier
from inspect_app.files.checklists import load_checklist
from inspect_app.services.assessments import Standards, assess_facts, load_standards

MOST_RECOMMENDED = 6
_COUNTRY = "KZ"
"""Whose norms the checklists ask for beside the international ones, as the released ones do."""
_THEMES_OF: Mapping[str, tuple[str, ...]] = {
    "SA05": ("SHOWERS",), "SA07": ("HOT_WATER",), "EN08": ("NO_HEATING",),
    "SP14": ("SP14", "LINEN"), "SA17": ("SA17", "PEST_LOG"), "EN10": ("EN10", "FIRE_DRILL"),
}  # fmt: skip
"""Criterion -> themes of the seed that it rests on, where they are not called alike."""


@dataclass(frozen=True, slots=True)
class Told:
    """A visit with everything that will be written of it. `recommended`: ids of criteria."""

    visit: VisitPlan
    checklist: Checklist
    found: Found
    seen: Observed
    recommended: tuple[str, ...]


class Teller:
    """Loads the seed, the standards and the checklists once; then tells any facility's story."""

    def __init__(self, seed_dir: Path) -> None:
        self.seed: CountrySeed = load_country_seed(seed_dir)
        self.standards: Standards = load_standards(seed_dir)
        packs: Sequence[Pack] = self.standards.packs
        self._own = (self.standards.main, *self.standards.norm_packs_for(_COUNTRY))
        self._finder = Finder(self.seed, {k: v for pack in packs for k, v in pack.inputs.items()})
        self._seed_dir = seed_dir
        self._checklists = {
            form: load_checklist(seed_dir, form, self._own) for form in (Form.FULL, Form.SHORT)
        }

    def story(self, plan: FacilityPlan, visits: Sequence[VisitPlan]) -> Iterator[Told]:
        """`visits` of this facility alone, in their order."""
        course = Course(plan.standing)
        open_criteria: tuple[str, ...] = ()
        for visit, next_visit in zip_longest(visits, visits[1:]):
            chance = Random(f"{visit.id}/story")  # noqa: S311  # an invented country, no secret
            found = self._finder.found(plan, course, visit.day, visit.elapsed)
            checklist = self._checklist(visit.form, open_criteria)
            seen = observed(self.seed, plan, visit, found, checklist)
            recommended: tuple[str, ...] = ()
            if visit.form is Form.FULL:
                recommended = self._worst(found, chance)
                if next_visit is not None and next_visit.form is Form.FOLLOW_UP:
                    open_criteria = self._failed(plan, visit, seen, recommended)
            yield Told(visit, checklist, found, seen, recommended)
            mended = [theme for name in recommended for theme in _THEMES_OF.get(name, (name,))]
            course.mend((theme for theme in mended if theme in self.seed.themes), chance)

    def assess(self, plan: FacilityPlan, told: Told) -> Assessment:
        facts = facts_of_visit(plan, told.visit, told.seen, self.standards.packs)
        return assess_facts(facts, self.standards)

    def criterion_says(self, criterion: str, language: str) -> str:
        return self.standards.main.criteria[criterion].says[language]

    def _checklist(self, form: Form, open_criteria: Sequence[str]) -> Checklist:
        if form is not Form.FOLLOW_UP:
            return self._checklists[form]
        return load_checklist(self._seed_dir, form, self._own, open_criteria)

    def _failed(
        self, plan: FacilityPlan, visit: VisitPlan, seen: Observed, recommended: Iterable[str]
    ) -> tuple[str, ...]:
        """What a follow-up looks at, as the result of this visit gives it."""
        facts = facts_of_visit(plan, visit, seen, self.standards.packs)
        document = assessment_document(assess_facts(facts, self.standards))
        return tuple(sorted(criteria_to_follow(document, recommended)))

    def _worst(self, found: Found, chance: Random) -> tuple[str, ...]:
        """What is recommended: of the things that are kept badly, the worst and the gravest first."""
        criteria = self.standards.main.criteria
        bad = [
            (level, criteria[name].tier.tier is not Tier.CRITICAL, name)
            for name, level in found.levels.items()
            if level < 2 and name in criteria
        ]
        return tuple(name for _, _, name in sorted(bad)[: chance.randint(2, MOST_RECOMMENDED)])
