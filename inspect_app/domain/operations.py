"""One recorded act of an inspector: what it says, and its place in the chain of its tablet.

The body is a JSON text in the form of RFC 8785. Its bytes are what is hashed, signed, stored and
forwarded; nobody ever writes them anew. docs/operations.md lists every kind, entity and field.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

BODY_VERSION = 1
"""The newest `v` that this program can apply. Older ones are read for ever."""

VOID = "_void"
"""The field that takes an entity back; `{"why": words}`, or false to bring it back."""
ANSWER = "answer."
"""`answer.<input>`: the statement that answers an input at this entity, as one atomic value."""
CONFIRMED = "confirmed."
"""`confirmed.<input>`: the id of the operation that a second person confirms."""


class OperationKind(StrEnum):
    CREATE = "create"  # an entity comes to be: `type`, `parent`, and its first writes
    SET = "set"
    RETRACT = "retract"  # sets VOID with a reason; nothing is ever deleted
    ATTACH = "attach"  # evidence comes to be; `file` says which bytes
    SIGN = "sign"  # a person's signature over `covers`, or their refusal to sign
    SUBMIT = "submit"  # a block or the inspection is declared finished
    RESOLVE = "resolve"  # a set that decides between heads, with `why`
    COMMENT = "comment"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CLOCK = "clock"  # the tablet noticed that its clock jumped
    DEV = "dev"  # app updated, storage lost, rescue file made
    WIPE = "wipe"


REVIEW_KINDS = frozenset(
    {OperationKind.RETURN, OperationKind.APPROVE, OperationKind.PUBLISH, OperationKind.WITHDRAW}
)
"""Acts of a supervisor, signed by a device of the server (`SERVER_DEVICE`), never by a tablet."""

SERVER_DEVICE = "d_srv_"


class SignerRole(StrEnum):
    """In whose name a `sign` is. Whoever is not on the team is a role, never a name."""

    INSPECTOR = "inspector"
    FACILITY_HEAD = "facility_head"


class EntityType(StrEnum):
    INSPECTION = "inspection"
    FACILITY = "facility"
    BLOCK = "block"
    ROOM = "room"
    EVIDENCE = "evidence"
    RECOMMENDATION = "recommendation"
    COMMENT = "comment"


class Status(StrEnum):
    """What became of an authentic operation. All are stored and numbered; only `ok` is applied."""

    OK = "ok"
    HELD = "held"  # waits for what it builds upon
    QUARANTINE = "quarantine"  # cannot be applied; a supervisor sees it with its reason
    LATE = "late"  # after the approval: an addendum, never a change of the approved


class Write(NamedTuple):
    """One field set. `base`: ids of all heads of the field that the author had on screen."""

    field: str
    value: Any  # JSON
    base: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A body, read. `document` is all of it, so that what is unknown here is kept and shown."""

    id: str
    inspection: str
    entity: str
    kind: str
    author: str
    version: int
    writes: tuple[Write, ...]
    document: Mapping[str, Any]
    observed_at: datetime | None = None  # the device's wall clock with its zone; None: unreadable


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a tablet sends. `link` and `sig` are base64url without padding, 43 and 86 characters."""

    dev: str
    seq: int
    prev: str
    body: bytes
    sig: str

    @property
    def body_hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def link(self) -> str:
        return link_of(self.dev, self.seq, self.prev, self.body_hash)


@dataclass(frozen=True, slots=True)
class SealedEnvelope:
    """An envelope whose body only the server can read. `body_hash` proves link and signature before
    anything is opened; `kid` names the server's key, `enc` and `ct` are as HPKE gives them."""

    dev: str
    seq: int
    prev: str
    body_hash: str
    kid: str
    enc: bytes
    ct: bytes
    sig: str

    @property
    def link(self) -> str:
        return link_of(self.dev, self.seq, self.prev, self.body_hash)

    @property
    def info(self) -> bytes:
        """What its seal is bound to; the 32 bytes of the link are the additional data."""
        return f"insp/seal/1|{self.dev}|{self.seq}".encode("ascii")


def link_of(dev: str, seq: int, prev: str, body_hash: str) -> str:
    """The place in the chain: SHA-256 over device, number, previous link and hash of the body."""
    parts = ("insp/op/1", dev, str(seq), prev, body_hash)
    return b64(hashlib.sha256("\0".join(parts).encode("ascii")).digest())


def first_link(certificate: str) -> str:
    """What `prev` of a device's first operation must be."""
    return b64(hashlib.sha256(certificate.encode("utf-8")).digest())


EMPTY_CHAIN = "0" * 64


def next_in_stream(chain: str, op_id: str, body_hash: str) -> str:
    """The hash of a stream's log with one more operation; begins at `EMPTY_CHAIN`."""
    return hashlib.sha256(f"{chain}\0{op_id}\0{body_hash}".encode()).hexdigest()


def covers_hash(heads: Iterable[str]) -> str:
    """What a signature or a submission covers: the ids of the heads of its scope, each once."""
    return hashlib.sha256("\n".join(sorted(set(heads))).encode("ascii")).hexdigest()


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode("ascii").rstrip("=")


def un64(text: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
