"""What a tablet keeps, in plain tables that change only by a commit.

The tables follow the tablet's two databases: the outbox (`kept`, `sent`, `photo`, `photo_bytes`),
which nothing may rebuild, and the data (`read`, `changed`, `stream`, `author`), which the outbox and
the server can. A tablet that dies loses its memory and nothing that was committed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, TypeVar

from inspect_app.domain.operations import EMPTY_CHAIN, Envelope, b64, un64

K = TypeVar("K")
V = TypeVar("V")


class Sent(NamedTuple):
    """An operation in the tablet's own chain, ready to be sent; `body` is the signed text."""

    dev: str
    seq: int
    prev: str
    body: str
    sig: str
    link: str
    op: str
    insp: str


class Read(NamedTuple):
    """An operation that was read in the server's log, with the envelope that carried it.

    `n`: its number there, on the present pass; None: not proven to be there.
    """

    dev: str
    seq: int
    prev: str
    body: str
    sig: str
    insp: str
    status: str
    n: int | None


class Cursor(NamedTuple):
    """How far a stream was read. `more`: its end was not reached on this pass."""

    n: int = 0
    h: str = EMPTY_CHAIN
    more: bool = True
    is_readable: bool = True


class Author(NamedTuple):
    """The certificate of another device, as the server signed it."""

    text: str
    sig: str


class Photo(NamedTuple):
    """Bytes and how far they are. `op` None: the operation that names them is not recorded.

    `address`: of the upload under way; `offset` None: to be asked. `receipt`: the server's text.
    """

    insp: str
    mime: str
    size: int
    op: str | None = None
    address: str | None = None
    offset: int | None = None
    receipt: str | None = None


class Changes:
    """The writes of one transaction, applied together or not at all."""

    def __init__(self) -> None:
        self._writes: list[Callable[[], Any]] = []
        self._condition: Callable[[], bool] = lambda: True
        self.happened = False

    def put(self, table: dict[K, V], key: K, row: V) -> None:
        self._writes.append(lambda: table.__setitem__(key, row))

    def then(self, write: Callable[[], Any]) -> None:
        """A write that must look at the tables as they are at the commit."""
        self._writes.append(write)

    def only_if(self, condition: Callable[[], bool]) -> None:
        """Asked inside the transaction, after whatever else was committed before it."""
        self._condition = condition

    def apply(self) -> None:
        self.happened = self._condition()
        for write in self._writes if self.happened else ():
            write()


def _nothing(side: str) -> None:
    """No accident at a commit."""


@dataclass
class Store:
    """`at_commit` is called with "before" and "after" each commit; a test dies there."""

    kept: dict[str, Any] = field(default_factory=dict)
    sent: dict[tuple[str, int], Sent] = field(default_factory=dict)
    photo: dict[str, Photo] = field(default_factory=dict)
    photo_bytes: dict[str, bytes] = field(default_factory=dict)
    read: dict[str, Read] = field(default_factory=dict)
    changed: dict[int, str] = field(default_factory=dict)  # ids of `read`, as they changed
    stream: dict[str, Cursor] = field(default_factory=dict)
    author: dict[str, Author] = field(default_factory=dict)  # by device
    at_commit: Callable[[str], None] = field(default=_nothing, repr=False, compare=False)

    @contextmanager
    def writing(self) -> Iterator[Changes]:
        """One transaction. An exception inside it leaves everything as it was."""
        changes = Changes()
        yield changes
        self.at_commit("before")
        changes.apply()
        self.at_commit("after")

    def put_read(self, changes: Changes, rows: dict[str, Read]) -> None:
        """Rows of `read`, noted in `changed` so that whoever follows the table sees them."""

        def write() -> None:
            for op_id, row in rows.items():
                if self.read.get(op_id) != row:
                    self.read[op_id] = row
                    self.changed[len(self.changed)] = op_id

        changes.then(write)

    def clone(self) -> Store:
        """A copy as a backup of the tablet makes it; what happens to one is unknown to the other."""
        copy = Store()
        copy.become(self)
        return copy

    def become(self, other: Store) -> None:
        """The tablet was set back to an earlier copy of itself."""
        for item in self._tables():
            table = getattr(self, item.name)
            table.clear()
            table.update(getattr(other, item.name))

    def text(self) -> str:
        """Everything as JSON."""
        return json.dumps(
            {
                "kept": self.kept,
                "sent": list(self.sent.values()),
                "photo": self.photo,
                "photo_bytes": {sha: b64(data) for sha, data in self.photo_bytes.items()},
                "read": self.read,
                "changed": list(self.changed.values()),
                "stream": self.stream,
                "author": self.author,
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Store:
        """What `text` gave."""
        said = json.loads(text)
        return cls(
            kept=said["kept"],
            sent={(row[0], row[1]): Sent(*row) for row in said["sent"]},
            photo={sha: Photo(*row) for sha, row in said["photo"].items()},
            photo_bytes={sha: un64(data) for sha, data in said["photo_bytes"].items()},
            read={op: Read(*row) for op, row in said["read"].items()},
            changed=dict(enumerate(said["changed"])),
            stream={insp: Cursor(*row) for insp, row in said["stream"].items()},
            author={dev: Author(*row) for dev, row in said["author"].items()},
        )

    @classmethod
    def _tables(cls) -> list[Any]:
        return [item for item in fields(cls) if item.name != "at_commit"]


def envelope_of(row: Sent | Read) -> Envelope:
    return Envelope(row.dev, row.seq, row.prev, row.body.encode("utf-8"), row.sig)


def wire_of(row: Sent | Read) -> dict[str, Any]:
    """The envelope as it is sent."""
    return {"dev": row.dev, "seq": row.seq, "prev": row.prev, "body": row.body, "sig": row.sig}
