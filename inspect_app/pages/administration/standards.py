"""What the product judges by, for everybody with a log-in: packs, criteria, checklists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.permissions import Permission
from inspect_app.domain.standards import Criterion, Doubt, Pack
from inspect_app.extensions import db
from inspect_app.pages.administration.group import pages
from inspect_app.pages.frame import page, page_language, wording
from inspect_app.pages.portal.rules import (
    DoubtSaid,
    NormSaid,
    doubt_said,
    norm_said,
    rule_of,
    weight_of,
)
from inspect_app.pages.portal.words import PortalWords, portal_words
from inspect_app.problems import Problem
from inspect_app.services import standards_use
from inspect_app.services.assessments import Standards
from inspect_app.services.standards_use import Use


@dataclass(frozen=True, slots=True)
class UseLine:
    """`is_current`: made with exactly what is in force now; None: that cannot be told."""

    version: int
    sha256: str
    inspections: str
    first_day: str
    last_day: str
    is_current: bool | None


@dataclass(frozen=True, slots=True)
class PackLine:
    id: str
    title: str
    version: int
    sha256: str
    feeds_index: bool
    criteria: int
    norms: int
    doubts: int
    since: str | None
    inspections: int


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """`is_doubted`: a figure in it is still to be settled against the source."""

    id: str
    title: str
    tier: str
    weight: str
    confidence: str
    checked: str
    is_doubted: bool


@dataclass(frozen=True, slots=True)
class DomainLines:
    id: str
    title: str
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """`concerns`: (what it is about, address of its page or None)."""

    doubt: DoubtSaid
    concerns: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class NormLine:
    norm: NormSaid
    criterion: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """`criteria` and `questions` None: known only when it is used."""

    id: str
    title: str
    version: int
    sha256: str
    is_released: bool
    criteria: int | None
    questions: int | None
    uses: tuple[UseLine, ...]


@pages.get("/standards")
@guarded(Permission.READ_STANDARDS)
def list_standards() -> Response:
    uses = standards_use.uses_of_packs(db.session())
    main = machinery().standards.main
    lines = [_pack_line(pack, pack is main, uses) for pack in machinery().standards.packs]
    return page("desk/administration/standards", packs=lines)


@pages.get("/standards/<pack_id>")
@guarded(Permission.READ_STANDARDS)
def pack(pack_id: str) -> Response:
    found, words = _pack(pack_id), _words()
    uses = standards_use.uses_of_packs(db.session())
    main = machinery().standards.main
    today = now().date()
    return page(
        "desk/administration/pack",
        pack=_pack_line(found, found is main, uses),
        uses=_use_lines(found.id, found.sha256, uses),
        domains=[lines for lines in _domains(found, words) if lines.criteria],
        norms=[
            NormLine(
                norm_said(norm, found, words, today), norm.criterion, _address_of(norm.criterion)
            )
            for norm in found.norms.values()
        ],
        doubts=[_doubt_line(doubt, words) for doubt in found.doubts],
    )


@pages.get("/standards/<pack_id>/<criterion>")
@guarded(Permission.READ_STANDARDS)
def criterion(pack_id: str, criterion: str) -> Response:
    of = _pack(pack_id)
    found = of.criteria.get(criterion)
    if found is None:
        raise Problem("standards.criterion_not_found", pack=of.id, criterion=criterion)
    words, every = _words(), machinery().standards
    seen = Standards(of, tuple(pack for pack in every.packs if pack is not of))
    rule = rule_of(found, seen, words, now().date())
    domain = words.own(of.domains[rule.domain].title)
    return page(
        "desk/administration/criterion",
        rule=rule,
        pack_id=of.id,
        pack_title=words.own(of.title),
        domain=domain,
        is_sure=found.confidence.value == "high" and not rule.doubts,
    )


@pages.get("/checklists")
@guarded(Permission.READ_STANDARDS)
def list_checklists() -> Response:
    uses = standards_use.uses_of_checklists(db.session())
    lines = []
    for ready in machinery().checklists.values():
        fixed = ready.sha256 if ready.questions is not None else None
        lines.append(
            ChecklistLine(
                id=ready.id,
                title=wording().own(ready.title),
                version=ready.version,
                sha256=ready.sha256,
                is_released=ready.is_released,
                criteria=ready.criteria,
                questions=ready.questions,
                uses=_use_lines(ready.id, fixed, uses),
            )
        )
    return page("desk/administration/checklists", checklists=lines)


def _words() -> PortalWords:
    return portal_words(page_language(), machinery().settings.templates_dir)


def _pack(pack_id: str) -> Pack:
    """Raises Problem `standards.not_found`."""
    found = next((one for one in machinery().standards.packs if one.id == pack_id), None)
    if found is None:
        raise Problem("standards.not_found", pack=pack_id)
    return found


def _pack_line(pack: Pack, feeds_index: bool, uses: Sequence[Use]) -> PackLine:
    words = wording()
    own = [use for use in uses if use.id == pack.id and use.sha256 == pack.sha256]
    since = min((use.first_day for use in own if use.first_day), default=None)
    return PackLine(
        id=pack.id,
        title=words.own(pack.title),
        version=pack.version,
        sha256=pack.sha256,
        feeds_index=feeds_index,
        criteria=len(pack.criteria),
        norms=len(pack.norms),
        doubts=len(pack.doubts),
        since=words.day(since) if since else None,
        inspections=sum(use.inspections for use in own),
    )


def _domains(pack: Pack, words: PortalWords) -> Iterable[DomainLines]:
    doubted = {of for doubt in pack.doubts for of in doubt.concerns}
    for domain in pack.domains.values():
        yield DomainLines(
            domain.id,
            words.own(domain.title),
            tuple(
                _criterion_line(one, one.id in doubted, words)
                for one in pack.criteria.values()
                if one.domain == domain.id
            ),
        )


def _criterion_line(one: Criterion, is_doubted: bool, words: PortalWords) -> CriterionLine:
    return CriterionLine(
        id=one.id,
        title=words.own(one.title),
        tier=words.say(f"tier.{one.tier.tier}"),
        weight=weight_of(one, words),
        confidence=words.say(f"confidence.{one.confidence}"),
        checked=words.day(one.last_checked_on),
        is_doubted=is_doubted,
    )


def _doubt_line(doubt: Doubt, words: PortalWords) -> DoubtLine:
    return DoubtLine(
        doubt_said(doubt, words), tuple((of, _address_of(of)) for of in doubt.concerns)
    )


def _address_of(criterion: str) -> str | None:
    """Of the page of a criterion; an instrument or a norm has none."""
    for pack in machinery().standards.packs:
        if criterion in pack.criteria:
            return f"/standards/{pack.id}/{criterion}"
    return None


def _use_lines(of: str, sha256: str | None, uses: Iterable[Use]) -> tuple[UseLine, ...]:
    """By content; where the content depends on the use (`sha256` None), by version alone."""
    words = wording()
    own = [use for use in uses if use.id == of]
    merged = own if sha256 is not None else standards_use.by_version(own)
    return tuple(
        UseLine(
            version=use.version,
            sha256=use.sha256,
            inspections=words.count("standards.inspections", use.inspections),
            first_day=words.day(use.first_day) if use.first_day else words.say("value.none"),
            last_day=words.day(use.last_day) if use.last_day else words.say("value.none"),
            is_current=None if sha256 is None else use.sha256 == sha256,
        )
        for use in merged
    )
