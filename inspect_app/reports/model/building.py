"""From facts and their assessment to everything that the template may read."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_app.domain.scoring.assessment import CriterionResult
from inspect_app.reports.model.charts import qr_code
from inspect_app.reports.model.cover import SHOWN_HASH, cover_of, summary_of
from inspect_app.reports.model.evidence import evidence_of
from inspect_app.reports.model.findings import findings_of, is_below, reach_text
from inspect_app.reports.model.measured import (
    decisive,
    measured_text,
    met_threshold,
    worst_first,
)
from inspect_app.reports.model.method import method_of
from inspect_app.reports.model.photos import Album
from inspect_app.reports.model.readings import where_text
from inspect_app.reports.model.report import Chapter, Report
from inspect_app.reports.model.rooms import rooms_of
from inspect_app.reports.model.rows import (
    Critical,
    CriticalRow,
    Recommendation,
    SignatureRow,
    Verification,
)
from inspect_app.reports.model.sources import Sources, anchor_of
from inspect_app.reports.model.unseen import open_critical, open_titles, unseen_of
from inspect_app.reports.model.values import Values
from inspect_app.reports.model.verdicts import court_of, instruments_of

RUNNING_LENGTH = 70
_NUMBERED = (
    "summary",
    "critical",
    "findings",
    "instruments",
    "court",
    "unseen",
    "recommendations",
    "method",
)
_ANNEXES = {"rooms": "annex.rooms", "evidence": "annex.evidence", "sign": "sign.title"}


def build_report(sources: Sources, data_sha256: str, data_name: str) -> Report:
    """The whole report in one language. The data are those embedded in the file."""
    wording, facts = sources.wording, sources.facts
    values, album = Values(sources.pack, wording), Album(sources)
    facility = wording.line(wording.own(facts.facility.names), 200)
    return Report(
        language=wording.language,
        title=wording.say("document.title", facility=facility),
        code=wording.line(facts.inspection.id, 80),
        created=sources.assessment.judged_on.isoformat(),
        is_demo=facts.is_demo,
        is_public=sources.is_public,
        edition=wording.say(f"edition.{sources.edition}"),
        edition_says=_edition_says(sources),
        draft=_draft(sources, "mark"),
        draft_says=_draft(sources, "says"),
        facility=facility,
        facility_short=wording.line(facility, RUNNING_LENGTH),
        chapters=_chapters(sources),
        cover=cover_of(sources),
        summary=summary_of(sources),
        critical=_critical(sources, values),
        domains=findings_of(sources, values, album),
        instruments=instruments_of(sources, values),
        court=court_of(sources),
        unseen=unseen_of(sources),
        recommendations=tuple(_recommendations(sources)),
        method=method_of(sources),
        rooms=rooms_of(sources),
        evidence=evidence_of(sources, album),
        signatures=tuple(_signatures(sources)),
        verification=_verification(sources, data_sha256, data_name),
    )


def _edition_says(sources: Sources) -> str:
    chapter = sources.wording.say("unseen.title")
    return sources.wording.say(f"edition.{sources.edition}_says", chapter=chapter)


def _draft(sources: Sources, what: str) -> str | None:
    if not sources.is_draft:
        return None
    return sources.wording.say(f"trial.{what}" if sources.is_public else f"draft.{what}")


def _chapters(sources: Sources) -> dict[str, Chapter]:
    wording = sources.wording
    numbered = [n for n in _NUMBERED if n != "recommendations" or sources.facts.recommendations]
    chapters = {
        name: Chapter(name, str(number), wording.say(f"{name}.title"))
        for number, name in enumerate(numbered, 1)
    }
    keys = _ANNEXES | ({"sign": "verify.public_title"} if sources.is_public else {})
    annexes = {name: Chapter(name, "", wording.say(key)) for name, key in keys.items()}
    return chapters | annexes


def _critical(sources: Sources, values: Values) -> Critical:
    results = sources.assessment.criteria
    rows = [
        _critical_row(results[c], sources, values) for c in sources.assessment.critical_failures
    ]
    open_codes = open_critical(sources)
    return Critical(
        rows=tuple(rows),
        not_assessed=open_titles(open_codes, sources) if open_codes else None,
    )


def _critical_row(result: CriterionResult, sources: Sources, values: Values) -> CriticalRow:
    criterion = sources.pack.criteria[result.criterion]
    deciding = worst_first(decisive(result), criterion, sources)
    level = result.critical_level if result.critical_level is not None else result.level
    return CriticalRow(
        anchor=anchor_of(criterion.id),
        code=criterion.id,
        title=sources.wording.own(criterion.title),
        badge=sources.level_badge(level or 0),
        measured=measured_text(deciding, criterion, sources, values),
        threshold=met_threshold(deciding, criterion, sources, values),
        persons=reach_text(result, sources),
        where=where_text(deciding, sources),
        provisions=sources.provisions(criterion),
    )


def _recommendations(sources: Sources) -> Iterable[Recommendation]:
    wording, results = sources.wording, sources.assessment.criteria
    for number, item in enumerate(sources.facts.recommendations, 1):
        result = results.get(item.criterion)
        yield Recommendation(
            number=wording.say("recommendations.number", n=number),
            says=wording.long(item.says),
            criterion=f"{sources.title(item.criterion)} ({wording.line(item.criterion, 40)})",
            criterion_anchor=anchor_of(item.criterion) if result and is_below(result) else None,
            addressed_to=wording.line(item.addressed_to),
            due=(
                wording.day(item.due_on) if item.due_on else wording.say("recommendations.no_due")
            ),
        )


def _signatures(sources: Sources) -> Iterable[SignatureRow]:
    """A line for each of the team, by code; names are written by hand and never stored. In public
    nobody signs: the number of lines would tell how many they were."""
    if sources.is_public:
        return
    wording, team = sources.wording, sources.facts.inspection.team
    people = [sources.person(code) for code in team]
    codes = [wording.say("sign.code", code=code) if code else "" for code in people] or [""]
    for number, code in enumerate(codes):
        yield SignatureRow(wording.say("sign.member" if number else "sign.lead"), code)
    yield SignatureRow(wording.say("sign.facility"), "")


def _verification(sources: Sources, data_sha256: str, data_name: str) -> Verification:
    wording, code = sources.wording, sources.wording.line(sources.facts.inspection.id, 80)
    stamp, first = sources.stamp, data_sha256[:SHOWN_HASH]
    address = stamp.check_address.replace("{digits}", first)
    path, size = qr_code(address or f"{code}\nsha256:{data_sha256}")
    says = wording.say("verify.says", file=data_name)
    if not sources.is_public:  # the public attachment has no facts to print from
        says = f"{says} {wording.say('verify.again')}"
    return Verification(
        says=says,
        code=code,
        sha256=data_sha256,
        first=first,
        qr_path=path,
        qr_size=size,
        qr_alt=(
            wording.say("verify.qr_check", address=address)
            if address
            else wording.say("verify.qr_alt", first=first)
        ),
        check=wording.say("verify.check", address=address) if address else None,
        approved=_approved(sources),
    )


def _approved(sources: Sources) -> str | None:
    stamp, wording = sources.stamp, sources.wording
    if sources.is_public or stamp.approved_on is None:
        return None
    day = wording.day(stamp.approved_on)
    return wording.say("verify.approved", day=day, sha256=stamp.approved_sha256)
