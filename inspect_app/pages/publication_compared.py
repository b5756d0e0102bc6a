"""Both editions side by side, section by section, in the words of the printed reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspect_app.api.machinery import machinery
from inspect_app.domain.publishing import PublicEdition
from inspect_app.domain.scoring.assessment import CriterionResult
from inspect_app.extensions import db
from inspect_app.jobs.scoring import Scored
from inspect_app.pages.wording import PageWording
from inspect_app.reports.model import Edition, Sources, Stamp
from inspect_app.reports.model.cover import cover_of, domain_title
from inspect_app.reports.model.findings import reach_text
from inspect_app.reports.model.measured import decisive, measured_text, worst_first
from inspect_app.reports.model.unseen import unseen_of
from inspect_app.reports.model.values import Values
from inspect_app.reports.wording import Wording
from inspect_app.services import printed_reports

MOST_ROOMS_NAMED = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing as each edition says it, line by line."""

    label: str
    full: tuple[str, ...]
    public: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return self.full != self.public


@dataclass(frozen=True, slots=True)
class Section:
    """`alike`: how many more things both editions say in the same words; they are not listed."""

    title: str
    pairs: tuple[Pair, ...]
    alike: str | None = None


@dataclass(frozen=True)
class Both:
    """The two sources of words, in one language."""

    full: Sources
    public: Sources

    @property
    def wording(self) -> Wording:
        return self.full.wording


def both_editions(made: Scored, edition: PublicEdition, words: PageWording) -> Both:
    wording = Wording(words.language, machinery().settings.templates_dir / "reports")
    full, public = made.loaded.facts, edition.facts
    region = printed_reports.region_name(db.session(), made.loaded.found.region, words.language)
    main, norms = made.standards.main, made.standards.norm_packs_for(full.facility.country)
    stamps = Stamp(region=region), Stamp(region=region, revision=1)
    return Both(
        Sources(full, main, norms, made.assessment, Edition.FULL, wording, stamp=stamps[0]),
        Sources(public, main, norms, edition.assessment, Edition.PUBLIC, wording, stamp=stamps[1]),
    )


def sections(both: Both, words: PageWording) -> tuple[Section, ...]:
    """Where a section says the same in both editions, it says so in a line."""
    return (
        Section(words.say("publication.section.result"), tuple(_result(both, words))),
        Section(words.say("publication.section.space"), tuple(_space(both, words))),
        *_domains(both, words),
        Section(words.say("publication.section.rooms"), tuple(_rooms(both, words))),
        Section(words.say("publication.section.denied"), tuple(_denied(both))),
    )


def _result(both: Both, words: PageWording) -> Iterator[Pair]:
    full, public = cover_of(both.full), cover_of(both.public)
    yield Pair(words.say("rating"), (full.rating.word,), (public.rating.word,))
    yield Pair(words.say("index"), (_index(full.index),), (_index(public.index),))
    yield Pair(words.say("failures"), (full.critical,), (public.critical,))
    told = {line.label: line.value for line in public.lines}
    for line in full.lines:
        if line.label in told and line.value != both.full.facts.inspection.id:
            yield Pair(line.label, (line.value,), (told[line.label],))
    code = both.full.facts.inspection.id
    yield Pair(both.wording.say("cover.code"), (code,), (words.say("publication.own_code"),))
    team = both.full.facts.inspection.team
    names = ", ".join(both.full.person(code) for code in team)
    yield Pair(
        words.say("inspection.team"),
        (f"{names} ({len(team)})",) if team else (words.say("value.none"),),
        (both.wording.say("value.withheld"),),
    )


def _index(index: str | None) -> str:
    return index or "–"


def _space(both: Both, words: PageWording) -> Iterator[Pair]:
    full, public = both.full.assessment.space_counts, both.public.assessment.space_counts
    wording = both.wording
    for name in ("below_3", "from_3_to_4", "above_4"):
        numbers = [wording.whole(getattr(counts, name)) for counts in (full, public)]
        yield Pair(wording.say(f"cover.{name}"), (numbers[0],), (numbers[1],))
    told = dict(public.histogram)  # some steps as one, told at its first
    for edge, number in full.histogram:
        if number or told.get(edge):
            label = words.say("publication.from_m2", edge=wording.short_number(edge))
            as_one = (wording.whole(told[edge]),) if edge in told else ()
            yield Pair(label, (wording.whole(number),), as_one)


def _domains(both: Both, words: PageWording) -> Iterator[Section]:
    for domain in both.full.assessment.domains:
        pairs = [
            _criterion(result, both.public.assessment.criteria[result.criterion], both)
            for result in both.full.results_of(domain)
            if result.level is not None
        ]
        differing = tuple(pair for pair in pairs if pair.differs)
        alike = len(pairs) - len(differing)
        if pairs:
            yield Section(
                domain_title(domain, both.full),
                differing,
                words.count("publication.alike", alike) if alike else None,
            )


def _criterion(full: CriterionResult, public: CriterionResult, both: Both) -> Pair:
    title = f"{full.criterion} {both.full.title(full.criterion)}"
    return Pair(title, _said(full, both.full), _said(public, both.public))


def _said(result: CriterionResult, sources: Sources) -> tuple[str, ...]:
    """The level, what was measured and how many it concerns; rooms have a section of their own."""
    criterion = sources.pack.criteria[result.criterion]
    values = Values(sources.pack, sources.wording)
    deciding = worst_first(decisive(result), criterion, sources)
    return (
        sources.level_badge(result.level or 0).word,
        measured_text(deciding, criterion, sources, values),
        reach_text(result, sources),
    )


def _rooms(both: Both, words: PageWording) -> Iterator[Pair]:
    """By kind: the numbers on the doors, and what the rooms are called in public."""
    kinds = dict.fromkeys(room.kind for room in both.full.facts.rooms)
    for kind in kinds:
        names = [
            [sources.place(room.id) for room in sources.facts.rooms if room.kind is kind]
            for sources in (both.full, both.public)
        ]
        full, public = (sorted(one) for one in names)
        if full != public:
            shown = [
                _named(set(one) - set(other), words)
                for one, other in ((full, public), (public, full))
            ]
            yield Pair(both.wording.say(f"room.{kind}"), (shown[0],), (shown[1],))


def _named(names: Iterable[str], words: PageWording) -> str:
    listed = sorted(names, key=lambda name: (len(name), name))
    left = len(listed) - MOST_ROOMS_NAMED
    text = ", ".join(listed[:MOST_ROOMS_NAMED])
    return f"{text} (+{left})" if left > 0 else text


def _denied(both: Both) -> Iterator[Pair]:
    full, public = unseen_of(both.full).denied, unseen_of(both.public).denied
    said: dict[str, list[str]] = {}
    for row in public:
        said.setdefault(row.item, []).append(_line(row.place, row.words))
    whole: dict[str, list[str]] = {}
    for row in full:
        whole.setdefault(row.item, []).append(_line(row.place, row.words))
    for item, lines in whole.items():
        yield Pair(item, tuple(lines), tuple(said.get(item, ())))


def _line(place: str, words: str) -> str:
    return f"{place}: {words}" if words else place
