"""What tablets sent that is authentic and no operation: it belongs to no inspection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.paging import Page, SortKey, read_page

UNREADABLE = "unreadable"
"""The stream in which they stand (services.sync_in)."""


@dataclass(frozen=True, slots=True)
class UnreadableOperation:
    """`device` signed it, `carried_by` brought it. `bytes` is the length of what was signed."""

    op: str
    n: int
    device: str
    account: str
    carried_by: str
    received_at: datetime
    reason: str | None
    bytes: int
    is_demo: bool


def unreadable_page(
    session: Session, accounts: ColumnElement[bool], size: int, after: str | None
) -> tuple[tuple[UnreadableOperation, ...], Page]:
    """`accounts`: about `AccountRow`, whose tablets. The newest first."""
    keys = [SortKey(OperationRow.n.expression, is_descending=True)]
    page = read_page(session, _of_accounts(accounts), keys, size, after)
    return tuple(_one(row) for row in page.rows), page


def how_many_unreadable(session: Session, accounts: ColumnElement[bool]) -> int:
    listed = _of_accounts(accounts).with_only_columns(func.count())
    return session.scalar(listed) or 0


def _of_accounts(accounts: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    operation = OperationRow
    return (
        select(
            operation.op_id,
            operation.n,
            operation.dev,
            DeviceRow.account_id,
            operation.via_dev,
            operation.received_at,
            operation.reason,
            func.length(operation.body),
            AccountRow.is_demo,
        )
        .join(DeviceRow, DeviceRow.id == operation.dev)
        .join(AccountRow, AccountRow.id == DeviceRow.account_id)
        .where(operation.insp == UNREADABLE, accounts)
    )


def _one(row: Any) -> UnreadableOperation:
    return UnreadableOperation(*row[:9])
