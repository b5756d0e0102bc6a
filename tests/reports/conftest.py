"""Printed reports are dear: each kind is printed once a session, from a pack cut to a few criteria."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Evidence, Facts
from inspect_app.domain.publishing import (
    PublicEdition,
    Publishing,
    clearable,
    cleared,
    photograph_item,
    public_edition,
)
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.standards import Pack
from inspect_app.problems import Language
from inspect_app.reports.model import Edition, Stamp
from inspect_app.reports.model.sources import Sources
from inspect_app.reports.photographs import prepare_photograph
from inspect_app.reports.wording import Wording
from inspect_app.services.assessments import Standards, load_standards
from inspect_app.services.reporting import Press, ReportRequest, photographs_of, print_report
from tests.reports.invented import invented_facts

CHECKOUT = Path(__file__).resolve().parents[2]
FEW = ("SP01", "SP02", "SP05", "SP12", "SP13", "SA01", "SA03", "EN01", "EN08", "AC07", "CO01")


@dataclass(frozen=True)
class Kit:
    """A small pack with its norms, and ways to a model, a request and a printed file."""

    pack: Pack
    norm_packs: tuple[Pack, ...]
    templates: Path
    folder: Path

    @property
    def press(self) -> Press:
        return Press(self.templates, seconds=240, memory_mib=1536)

    def facts(self, **wishes: Any) -> Facts:
        return invented_facts(self.pack, **wishes)

    def sources(
        self,
        facts: Facts,
        language: Language = "en",
        edition: Edition = Edition.FULL,
        pictures: bool = False,
    ) -> Sources:
        assessment, stamp = assess(facts, self.pack, self.norm_packs), Stamp()
        if edition is Edition.PUBLIC:
            made = self.public(facts)
            facts, assessment = made.facts, made.assessment
            stamp = Stamp(revision=1, withheld=made.withheld)
        photographs = photographs_of(facts, edition, self.folder) if pictures else {}
        return Sources(
            facts,
            self.pack,
            self.norm_packs,
            assessment,
            edition,
            Wording(language, self.templates),
            photographs,
            stamp,
        )

    def public(self, facts: Facts) -> PublicEdition:
        """The public edition with everything cleared that can be."""
        facts = replace(facts, evidence=tuple(map(self._hashed, facts.evidence)))
        items = clearable(facts)
        chosen = cleared(items, [item.key for item in items])
        photographs = {i.id: i for i in facts.evidence if chosen.has(photograph_item(i))}
        pictures = {name: self._public_picture(item) for name, item in photographs.items()}
        by = Publishing("KZ-TEST-0000", clearances=chosen, pictures=pictures)
        packs = (self.pack, *self.norm_packs)
        return public_edition(facts, assess(facts, self.pack, self.norm_packs), packs, by)

    def print_public(self, facts: Facts, language: Language) -> bytes:
        made = self.public(facts)
        request = ReportRequest(
            made.facts,
            made.assessment,
            self.pack,
            self.norm_packs,
            canonical_bytes(made.document),
            "publication.json",
            self.folder,
            language,
            Edition.PUBLIC,
            Stamp(revision=1, withheld=made.withheld),
        )
        return print_report(request, self.press)

    def _hashed(self, item: Evidence) -> Evidence:
        content = (self.folder / item.file).read_bytes() if item.file else b""
        return replace(item, sha256=hashlib.sha256(content).hexdigest()) if item.file else item

    def _public_picture(self, item: Evidence) -> str:
        content = (self.folder / str(item.file)).read_bytes()
        made = prepare_photograph(item.id, content).jpeg
        sha256 = hashlib.sha256(made).hexdigest()
        (self.folder / f"{sha256}.jpg").write_bytes(made)
        return sha256

    def request(self, facts: Facts, **changes: Any) -> ReportRequest:
        assessment = assess(facts, self.pack, self.norm_packs)
        return ReportRequest(
            facts,
            assessment,
            self.pack,
            self.norm_packs,
            canonical_bytes(assessment_document(assessment)),
            "assessment.json",
            self.folder,
            **changes,
        )

    def print(self, facts: Facts, **changes: Any) -> bytes:
        return print_report(self.request(facts, **changes), self.press)


@pytest.fixture(scope="session")
def standards() -> Standards:
    return load_standards(CHECKOUT / "seed")


@pytest.fixture(scope="session")
def kit(standards: Standards, tmp_path_factory: pytest.TempPathFactory) -> Kit:
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "photos").mkdir()
    for number in range(1, 41):
        size = (1200, 1600) if number % 3 == 0 else (1600, 1200)
        colour = (number * 6 % 256, 90, 255 - number * 5)
        (folder / "photos" / f"{number}.jpg").write_bytes(jpeg(size, colour))
    norms = standards.norm_packs_for("KZ")
    return Kit(cut(standards.main), norms, CHECKOUT / "templates" / "reports", folder)


@pytest.fixture(scope="session")
def printed(kit: Kit) -> Callable[[Language], bytes]:
    """The report of twelve rooms and seven photographs, by language."""
    return cache(lambda language: kit.print(kit.facts(photographs=7), language=language))


def cut(pack: Pack) -> Pack:
    """The pack with a few criteria, their domains and the inputs that they rest on."""
    criteria = {c: pack.criteria[c] for c in FEW}
    kept = {i for criterion in criteria.values() for i in criterion.input_ids}
    kept |= {"persons_present", "persons_slept_last_night", "free_movement_and_activities"}
    kept |= {"room_rectangles", "sanitary_annexe_rectangles"}
    domains = {criterion.domain for criterion in criteria.values()}
    return replace(
        pack,
        criteria=criteria,
        doubts=pack.doubts[:3],
        domains={d: item for d, item in pack.domains.items() if d in domains},
        inputs={i: item for i, item in pack.inputs.items() if i in kept},
    )


def jpeg(size: tuple[int, int], colour: tuple[int, int, int] = (90, 120, 150), **how: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", **how)
    return written.getvalue()
