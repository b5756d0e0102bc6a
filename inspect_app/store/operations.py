"""Signed operations as they arrived, their places in device chains and streams, and the heads.

Content of `operation` and `link` is never changed and never deleted; triggers on both engines see
to it. Only `status`, `reason` and `tlog_index` of an operation may change. `head`, `op_base` are
made from the operations and can be made again.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.store.base import Base, Moment


class StreamRow(Base):
    """The ordered log of one inspection. `n` is given out under this row's lock, last thing before
    the commit, so commit order is number order. `chain` is the hash of the log up to `n`, `xor` the
    exclusive-or of all body hashes (hexadecimal), `judged` another text whenever an operation came
    or the status of one changed."""

    __tablename__ = "stream"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger, default=0)
    chain: Mapped[str] = mapped_column(String(64))
    xor: Mapped[str] = mapped_column(String(64))
    backed_n: Mapped[int] = mapped_column(BigInteger, default=0)  # up to here in a verified backup
    judged: Mapped[str] = mapped_column(String(32), default="", server_default="")


class OperationRow(Base):
    """The envelope that carried it stands with it: with a fork, (dev, seq) names two."""

    __tablename__ = "operation"
    __table_args__ = (
        UniqueConstraint("insp", "n"),
        Index("ix_operation_insp_entity", "insp", "entity"),
        Index("ix_operation_status", "status", "insp"),
        Index("ix_operation_dev_seq", "dev", "seq"),
    )

    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    insp: Mapped[str] = mapped_column(String(80))
    n: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    bh: Mapped[str] = mapped_column(String(64))
    dev: Mapped[str] = mapped_column(String(40))
    seq: Mapped[int] = mapped_column(BigInteger)
    prev: Mapped[str] = mapped_column(String(43))
    link: Mapped[str] = mapped_column(String(43))
    sig: Mapped[str] = mapped_column(String(88))
    usr: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(120))
    received_at: Mapped[datetime] = mapped_column(Moment)
    via_dev: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(12))  # ok, held, quarantine, late
    reason: Mapped[str | None] = mapped_column(String(40))
    tlog_index: Mapped[int | None] = mapped_column(BigInteger)


class LinkRow(Base):
    """One place in a device chain. Two links at one (dev, seq) are a fork; both are kept.

    Several links may lead to one operation: it is judged by the best of them.
    """

    __tablename__ = "link"

    dev: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link: Mapped[str] = mapped_column(String(43), primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64), index=True)
    prev: Mapped[str] = mapped_column(String(43))
    sig: Mapped[str] = mapped_column(String(88))
    received_at: Mapped[datetime] = mapped_column(Moment)


class OpBaseRow(Base):
    """`by_op` saw and replaced `base_op`, which may arrive later or never."""

    __tablename__ = "op_base"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    entity: Mapped[str] = mapped_column(String(120), primary_key=True)
    field: Mapped[str] = mapped_column(String(120), primary_key=True)
    base_op: Mapped[str] = mapped_column(String(64), primary_key=True)
    by_op: Mapped[str] = mapped_column(String(64), primary_key=True)


class HeadRow(Base):
    """An operation that nobody has replaced yet for one field. `value` is canonical JSON.

    `n`, `usr`, `dev` are the operation's own. `observed_at` is the tablet's clock in ISO 8601, in
    the tablet's own zone.
    """

    __tablename__ = "head"

    insp: Mapped[str] = mapped_column(String(80), primary_key=True)
    entity: Mapped[str] = mapped_column(String(120), primary_key=True)
    field: Mapped[str] = mapped_column(String(120), primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    n: Mapped[int] = mapped_column(BigInteger)
    usr: Mapped[str] = mapped_column(String(64))
    dev: Mapped[str] = mapped_column(String(40))
    observed_at: Mapped[str | None] = mapped_column(String(40))
