"""An operation as the server keeps it, where only its standing matters."""

from __future__ import annotations

from inspect_app.store.operations import OperationRow
from tests.pages.listed_world import NOW


def stored_operation(
    op: str, insp: str, n: int, status: str, dev: str = "d_tablet"
) -> OperationRow:
    return OperationRow(
        op_id=op, insp=insp, n=n, chain="0" * 64, body=b"{}", bh="0" * 64, dev=dev, seq=n,
        prev="0" * 43, link=f"{n:043}", sig="0" * 86, usr="u_inspector", kind="set", entity="room:r",
        received_at=NOW, via_dev=dev, status=status, reason="bad_body",
    )  # fmt: skip
