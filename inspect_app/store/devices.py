"""Tablets: one enrolment of one browser profile each, and the codes that let one in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.store.base import Base, Moment


class DeviceRow(Base):
    """`head_seq` and `head_link` are the end of its chain as the server has it, `durable_seq` the
    last place up to which all of it is in a verified backup.

    `told_head` and `told_pending` are what the tablet itself said last: a wiped tablet is then a
    visible loss with a number. Operations after `revoked_after_seq`, and those that arrived after
    `revoked_at`, are stored and quarantined.
    """

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    public_key: Mapped[str] = mapped_column(Text)  # uncompressed point, base64url
    certificate: Mapped[str] = mapped_column(Text)  # the signed text, as sent
    certificate_signature: Mapped[str] = mapped_column(Text)
    first_link: Mapped[str] = mapped_column(
        String(43)
    )  # what `prev` of its first operation must be
    head_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    head_link: Mapped[str] = mapped_column(String(43))
    durable_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    told_head: Mapped[int | None] = mapped_column(BigInteger)
    told_pending: Mapped[int | None]
    enrolled_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    label: Mapped[str | None] = mapped_column(String(80))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_after_seq: Mapped[int | None] = mapped_column(BigInteger)
    wipe: Mapped[str | None] = mapped_column(String(20))  # with revocation: none, after_deposit


class EnrolmentCodeRow(Base):
    """Shown once as a QR code, good for ten minutes and one tablet. Only its hash is kept."""

    __tablename__ = "enrolment_code"

    code_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    made_by: Mapped[str] = mapped_column(String(64))  # an account, or `system`
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    device_id: Mapped[str | None] = mapped_column(String(40))
