"""The evidence of an inspection: what is a picture, what is not, and what has not arrived yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from inspect_app.domain.facts import Answer, Evidence
from inspect_app.domain.inspection_evidence import NO_CAPTION
from inspect_app.domain.operations import SERVER_DEVICE
from inspect_app.extensions import db
from inspect_app.pages.inspection.places import (
    Moment,
    Places,
    device_moment,
    server_moment,
)
from inspect_app.pages.inspection.reading import Opened
from inspect_app.services import page_reading
from inspect_app.services.inspections.evidence_log import (
    Arrived,
    Attached,
    arrived_of,
    attached_of,
)


@dataclass(frozen=True, slots=True)
class Supported:
    """An answer that a piece of evidence supports. `address`: the place where it was given."""

    place: str
    question: str
    address: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PictureShown:
    """One piece of evidence. `small` and `large` are addresses of pictures without metadata, None
    where there is no picture to show; `standing` then says why."""

    id: str
    number: int
    address: str
    kind: str
    caption: str
    alt: str
    small: str | None
    large: str | None
    standing: str
    is_awaited: bool
    taken: str
    by: str
    device: str
    device_clock: Moment | None
    server_clock: Moment | None
    flags: tuple[tuple[str, bool], ...]
    sha256: str
    file: str
    arrived: Moment | None
    supports: tuple[Supported, ...]
    copy_of: str | None


class Album:
    """Looked up once for all that a page shows: four statements."""

    def __init__(self, about: Opened, places: Places) -> None:
        self._about, self._places = about, places

    @cached_property
    def _attached(self) -> dict[str, Attached]:
        return attached_of(db.session(), self._about.id)

    @cached_property
    def _arrived(self) -> dict[str, Arrived]:
        hashes = {item.sha256 for item in self._about.facts.evidence if item.sha256}
        return arrived_of(db.session(), hashes)

    @cached_property
    def _names(self) -> dict[str, str]:
        return page_reading.shown_names(db.session(), {a.author for a in self._attached.values()})

    @cached_property
    def _labels(self) -> dict[str, str]:
        return page_reading.device_labels(db.session(), {a.device for a in self._attached.values()})

    @cached_property
    def _answers(self) -> Mapping[str, tuple[Answer, ...]]:
        """Id of the evidence -> the answers that rest on it."""
        found: dict[str, list[Answer]] = {}
        for answer in self._about.facts.answers:
            for evidence in answer.evidence:
                found.setdefault(evidence, []).append(answer)
        return {evidence: tuple(answers) for evidence, answers in found.items()}

    @cached_property
    def _criteria(self) -> Mapping[str, tuple[str, ...]]:
        """Input -> the criteria that are judged by it."""
        found: dict[str, list[str]] = {}
        for criterion in self._about.assessment.criteria:
            for input_id in self._about.criterion(criterion).input_ids:
                found.setdefault(input_id, []).append(criterion)
        return {input_id: tuple(codes) for input_id, codes in found.items()}

    def all(self) -> tuple[Evidence, ...]:
        return self._about.facts.evidence

    def is_picture(self, item: Evidence) -> bool:
        here = self._arrived.get(item.sha256 or "")
        return here is not None and here.is_picture

    def is_awaited(self, item: Evidence) -> bool:
        return bool(item.sha256) and item.sha256 not in self._arrived

    def places_of(self, item: Evidence) -> set[str]:
        return {answer.place for answer in self._answers.get(item.id, ())}

    def criteria_of(self, item: Evidence) -> set[str]:
        answers = self._answers.get(item.id, ())
        return {code for answer in answers for code in self._criteria.get(answer.input, ())}

    def of_place(self, place: str) -> tuple[Evidence, ...]:
        return tuple(item for item in self.all() if place in self.places_of(item))

    def shown(self, item: Evidence) -> PictureShown:
        about, words = self._about, self._about.words
        attached, here = self._attached.get(item.id), self._arrived.get(item.sha256 or "")
        number = about.sources.evidence_number(item.id)
        caption = "" if item.caption == NO_CAPTION else item.caption
        picture = f"{about.address}/pictures/{item.sha256}" if self.is_picture(item) else None
        return PictureShown(
            id=item.id,
            number=number,
            address=f"{about.address}/photographs/{item.id}",
            kind=words.say(f"evidence.{item.kind}"),
            caption=caption,
            alt=words.say(
                "inspection.evidence_alt",
                kind=words.say(f"evidence.{item.kind}"),
                n=number,
                caption=caption or words.say("inspection.no_caption"),
            ),
            small=f"{picture}/small" if picture else None,
            large=f"{picture}/large" if picture else None,
            standing=self._standing(item, here),
            is_awaited=self.is_awaited(item),
            taken=f"{item.taken_at:%d.%m.%Y %H:%M}" if item.taken_at else "",
            by=self._names.get(attached.author, attached.author) if attached else "",
            device=self._device(attached),
            device_clock=device_moment(attached.observed_at, words) if attached else None,
            server_clock=server_moment(attached.received_at, attached.observed_at)
            if attached
            else None,
            flags=(
                (
                    words.say(f"inspection.shows_person.{_yes(item.shows_person)}"),
                    item.shows_person,
                ),
                (words.say(f"inspection.cleared.{_yes(item.is_publishable)}"), False),
            ),
            sha256=item.sha256 or "",
            file=self._file(here),
            arrived=server_moment(here.received_at, attached.observed_at if attached else None)
            if here
            else None,
            supports=tuple(self._supports(item)),
            copy_of=self._copy_of(attached),
        )

    def _device(self, attached: Attached | None) -> str:
        if attached is None:
            return ""
        if attached.device.startswith(SERVER_DEVICE):
            return self._about.words.say("inspection.op.office")
        return self._labels.get(attached.device, attached.device)

    def _copy_of(self, attached: Attached | None) -> str | None:
        known = attached is not None and attached.copy_of in self._about.sources.evidence
        return (
            f"{self._about.address}/photographs/{attached.copy_of}" if known and attached else None
        )

    def _standing(self, item: Evidence, here: Arrived | None) -> str:
        words = self._about.words
        if not item.sha256:
            return words.say("inspection.no_file")
        if here is None:
            return words.say("inspection.awaited")
        return "" if here.is_picture else words.say("inspection.no_picture")

    def _file(self, here: Arrived | None) -> str:
        if here is None:
            return ""
        words = self._about.words
        size = words.say("inspection.kilobytes", n=words.whole(max(1, here.size_bytes // 1024)))
        sides = f", {here.width_px} × {here.height_px} px" if here.width_px else ""
        return f"{here.mime}, {size}{sides}"

    def _supports(self, item: Evidence) -> Iterable[Supported]:
        about = self._about
        for answer in self._answers.get(item.id, ()):
            asked = about.inputs.get(answer.input)
            yield Supported(
                place=self._places.name(answer.place),
                question=about.words.own(asked.label) if asked else answer.input,
                address=f"{about.address}/rooms/{answer.place}",
                criteria=tuple(
                    (code, f"{about.address}/findings/{code}")
                    for code in self._criteria.get(answer.input, ())
                ),
            )


def _yes(value: bool) -> str:
    return "yes" if value else "no"
