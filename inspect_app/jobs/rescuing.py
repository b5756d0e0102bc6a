"""Taking in a rescue file, line by line: operations in portions, files one by one.

What is there already changes nothing, what cannot be taken is named and the rest is read on, so that
a file may be brought any number of times, by anybody, damaged or not.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inspect_app.domain.operations import Envelope, SealedEnvelope
from inspect_app.jobs.rescued_files import FileTaker
from inspect_app.schemas.rescue import (
    BadLine,
    Chunk,
    End,
    Item,
    Locked,
    read_first_line,
    read_line,
)
from inspect_app.services.sync_in import (
    Certified,
    Delivery,
    certified,
    prepare,
    read_devices,
    take_in,
)
from inspect_app.signing import ServerKeys
from inspect_app.store.audit import write_line
from inspect_app.store.lost_races import committed

MOST_LINE_BYTES = 4 * 2**20
MOST_NAMED = 1000
"""Of what was refused; beyond, it is only counted."""
_PORTION, _PORTION_BYTES = 200, 2**20
BY = "rescue"


@dataclass(slots=True)
class OfDevice:
    """What the file held of one tablet. `places`: what became of those by their place in the chain,
    that were neither stored nor known."""

    stored: int = 0
    known: int = 0
    locked: int = 0
    refused: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """`files`: sha256 -> stored, known, locked, or why it was refused. `unread`: numbers of lines
    that could not be understood. `is_whole`: the last line was there."""

    sha256: str = ""
    devices: dict[str, OfDevice] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    is_whole: bool = False

    @property
    def is_all_taken(self) -> bool:
        """Nothing of the file is missing on this server now."""
        is_taken = all(not (one.refused or one.locked) for one in self.devices.values())
        has_files = all(word in ("stored", "known") for word in self.files.values())
        return self.is_whole and is_taken and has_files and not self.unread

    def document(self) -> dict[str, Any]:
        """As it is told: plain JSON values."""
        return {
            "devices": {
                dev: {
                    "stored": of.stored,
                    "known": of.known,
                    "locked": of.locked,
                    "refused": of.refused,
                    "statuses": dict(of.statuses),
                    "places": [{"seq": seq, "why": why} for seq, why in of.places],
                }
                for dev, of in self.devices.items()
            },
            "files": self.files,
            "unread": self.unread,
            "is_whole": self.is_whole,
            "is_all_taken": self.is_all_taken,
        }


@dataclass(frozen=True, slots=True)
class Rescue:
    """What taking in needs of the server. `is_from_anybody`: whoever knows the sealing key could fill
    the disk with files; then only those are kept that an operation of an enrolled tablet names."""

    engine: Engine
    keys: ServerKeys
    data_dir: Path
    clock: Callable[[], datetime]
    is_from_anybody: bool = False


def take_rescue_file(file: BinaryIO, rescue: Rescue) -> Report:
    """Each portion is committed for itself. Raises Problem `rescue.no_file`, `rescue.newer`, and
    Busy where the database takes nothing for now; what was taken before stays."""
    reading = _Reading(file)
    certificates = tuple(
        known
        for known in (
            certified(rescue.keys, one.text, one.sig) for one in read_first_line(reading.first())
        )
        if known is not None
    )
    report = Report()
    with Session(rescue.engine) as session:
        taking = _Taking(session, rescue, report, certificates)
        for item in reading.items(report):
            taking.take(item)
        taking.end()
        report.sha256 = reading.sha256
        _note(session, report, rescue.clock())
    return report


class _Reading:
    """Lines with their numbers; never more than one in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._number = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def first(self) -> bytes:
        return self._line() or b""

    def items(self, report: Report) -> Iterator[Item]:
        while (line := self._line()) is not None:
            try:
                item = read_line(line)
            except BadLine:
                if len(report.unread) < MOST_NAMED:
                    report.unread.append(self._number)
                continue
            if item is not None:
                yield item

    def _line(self) -> bytes | None:
        """Without the rest of one that is too long, which is then no JSON."""
        line = self._file.readline(MOST_LINE_BYTES)
        self._digest.update(line)
        is_cut = len(line) == MOST_LINE_BYTES
        while is_cut and not line.endswith(b"\n"):
            rest = self._file.readline(MOST_LINE_BYTES)
            self._digest.update(rest)
            is_cut = bool(rest) and not rest.endswith(b"\n")
        self._number += 1
        return line or None


class _Taking:
    def __init__(
        self,
        session: Session,
        rescue: Rescue,
        report: Report,
        certificates: tuple[Certified, ...],
    ) -> None:
        self._session, self._rescue, self._report = session, rescue, report
        self._certificates = certificates
        self._waiting: list[Envelope | SealedEnvelope] = []
        self._bytes = 0
        self._files = FileTaker(
            session,
            rescue.keys.sealing,
            rescue.data_dir,
            rescue.clock,
            BY,
            needs_name=rescue.is_from_anybody,
        )

    def take(self, item: Item) -> None:
        match item:
            case Envelope() | SealedEnvelope():
                self._waiting.append(item)
                self._bytes += len(item.body if isinstance(item, Envelope) else item.ct)
                if len(self._waiting) >= _PORTION or self._bytes >= _PORTION_BYTES:
                    self._store()
            case Locked():
                self._of(item.dev).locked += 1
            case Chunk():
                self._store()  # a file's operation stands before it
                self._heed(self._files.take(item))
            case End():
                self._report.is_whole = True

    def end(self) -> None:
        self._store()
        self._heed(self._files.end())

    def _heed(self, became: Mapping[str, str]) -> None:
        self._report.files.update(became)

    def _of(self, dev: str) -> OfDevice:
        return self._report.devices.setdefault(dev, OfDevice())

    def _store(self) -> None:
        if not self._waiting:
            return
        delivery = Delivery(None, tuple(self._waiting), carried=self._certificates)
        session, now = self._session, self._rescue.clock()
        devices = read_devices(session, delivery)
        session.rollback()
        prepared = prepare(delivery, devices, self._rescue.keys.sealing)
        taken = committed(session, lambda: take_in(session, prepared, now))
        for envelope, result, why in zip(self._waiting, taken.results, taken.why, strict=True):
            self._count(envelope.dev, envelope.seq, result, why)
        self._waiting, self._bytes = [], 0

    def _count(self, dev: str, seq: int, result: str | None, why: str | None) -> None:
        of = self._of(dev)
        if result == "dup":
            of.known += 1
        elif result in (None, "bad"):
            of.refused += 1
            if len(of.places) < MOST_NAMED:
                of.places.append((seq, why or "not_taken"))
        else:
            of.stored += 1
            of.statuses[str(result)] += 1


def _note(session: Session, report: Report, now: datetime) -> None:
    said = {dev: {"stored": of.stored, "refused": of.refused} for dev, of in report.devices.items()}
    files = Counter(report.files.values())
    write_line(
        session,
        at=now,
        actor=BY,
        action="rescue.taken",
        subject_kind="file",
        subject=report.sha256,
        details={"devices": said, "files": dict(files), "is_whole": report.is_whole},
    )
    session.commit()
