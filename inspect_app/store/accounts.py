"""Accounts of people who work with the product, their sessions, and failed log-ins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inspect_app.store.base import Base, Moment


class AccountRow(Base):
    """`id` is the code that operations carry (`u_...`): never a name. `shown_name` stays inside."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    shown_name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2), default="ru")
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Moment)

    regions: Mapped[list[AccountRegionRow]] = relationship(
        cascade="all, delete-orphan", order_by="AccountRegionRow.region_id", lazy="selectin"
    )


class AccountRegionRow(Base):
    __tablename__ = "account_region"

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    region_id: Mapped[str] = mapped_column(ForeignKey("region.id"), primary_key=True)


class WebSessionRow(Base):
    """A log-in. Only the hash of the cookie is kept, so a stolen database opens nothing."""

    __tablename__ = "web_session"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    csrf_token: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    proved_at: Mapped[datetime | None] = mapped_column(Moment)  # the password, shown again since
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)

    account: Mapped[AccountRow] = relationship(lazy="joined")


class LoginFailureRow(Base):
    """`key_sha256` is the hash of a login or of an address: throttling needs to know no more."""

    __tablename__ = "login_failure"
    __table_args__ = (Index("ix_login_failure_key_sha256_at", "key_sha256", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
