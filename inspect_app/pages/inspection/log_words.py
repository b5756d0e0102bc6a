"""Operations for the reader: in whose name, on which device, by both clocks, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from inspect_app.api.machinery import machinery
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.operations import SERVER_DEVICE, EntityType, Status
from inspect_app.extensions import db
from inspect_app.pages.frame import wording
from inspect_app.pages.inspection.places import Moment, device_moment, server_moment
from inspect_app.pages.inspection.reading import report_wording
from inspect_app.pages.inspection.told_values import FieldWords
from inspect_app.pages.wording import PageWording
from inspect_app.reports.model.values import Values
from inspect_app.services import page_reading
from inspect_app.services.inspections import InspectionListed
from inspect_app.services.inspections.log import holders_of, names_of


@dataclass(frozen=True, slots=True)
class RecordedBy:
    """`carried_by`: the tablet and its person, where another than the author's brought it."""

    by: str
    device: str
    device_clock: Moment
    server_clock: Moment
    carried_by: str | None


class LogWords:
    """Names of people and tablets, looked up once for all that a page shows."""

    def __init__(self, session: Session, authors: Iterable[str], devices: Iterable[str]) -> None:
        self.words: PageWording = wording()
        used = set(devices)
        self._holders = holders_of(session, used)
        self._names = page_reading.shown_names(session, {*authors, *self._holders.values()})
        self._labels = page_reading.device_labels(session, used)

    @property
    def names(self) -> dict[str, str]:
        return self._names

    def person(self, code: str) -> str:
        return self._names.get(code, code)

    def device(self, device: str) -> str:
        if device.startswith(SERVER_DEVICE):
            return self.words.say("inspection.op.office")
        return self._labels.get(device, device)

    def recorded(
        self,
        author: str,
        device: str,
        carried_by: str,
        observed_at: datetime | None,
        received_at: datetime,
    ) -> RecordedBy:
        return RecordedBy(
            by=self.person(author),
            device=self.device(device),
            device_clock=device_moment(observed_at, self.words),
            server_clock=server_moment(received_at, observed_at),
            carried_by=self._carrier(carried_by) if carried_by not in ("", device) else None,
        )

    def kind(self, kind: str) -> str:
        key = f"inspection.op.kind.{kind}"
        return self.words.say(key) if self.words.knows(key) else kind

    def status(self, status: str) -> str:
        return self.words.say(f"inspection.op.status.{status}")

    def reason(self, reason: str | None) -> str:
        if reason is None:
            return ""
        key = f"inspection.op.reason.{reason}"
        return self.words.say(key) if self.words.knows(key) else reason

    def _carrier(self, device: str) -> str:
        holder = self._holders.get(device)
        label = self.device(device)
        return f"{label} ({self.person(holder)})" if holder else label


def field_words(
    listed: InspectionListed, entities: Iterable[str], names: dict[str, str]
) -> FieldWords:
    """By the standards in force: what was recorded under older ones is shown as it came."""
    words, ours, facility = wording(), machinery(), listed.facility
    places = names_of(db.session(), listed.row.id, set(entities))
    if facility is not None:
        places[f"{EntityType.FACILITY}:{facility.id}"] = words.own(facility.names)
    values = Values(ours.standards.main, report_wording(words.language))
    return FieldWords(
        words,
        inputs_of(ours.standards.packs),
        values,
        places,
        names,
    )


STATUSES = tuple(status.value for status in Status)
