"""What must hold whatever happened (I1 to I9 and I11 of the design), each with its number."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app import signing
from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.store import Store, envelope_of
from inspect_app.domain.operations import EMPTY_CHAIN, Envelope, next_in_stream, un64
from inspect_app.files.blob_store import blob_path
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import HeadRow, LinkRow, OperationRow, StreamRow
from inspect_app.store.projection import projection_rows, reproject
from tests.sim.oracle import conflicts, standing
from tests.sim.world import Server


def check_cursors(tablet: Tablet) -> None:
    """I6: at {n, h} a tablet holds exactly the operations 1..n that hash to h."""
    for insp, cursor in tablet.store.stream.items():
        rows = sorted(
            (row.n, op) for op, row in tablet.store.read.items() if row.insp == insp and row.n
        )
        assert [n for n, _ in rows] == list(range(1, cursor.n + 1)), f"I6 {insp} at {cursor.n}"
        chain = EMPTY_CHAIN
        for _, op in rows:
            chain = next_in_stream(chain, op, envelope_of(tablet.store.read[op]).body_hash)
        assert chain == cursor.h, f"I6 {insp}: the hash at {cursor.n}"


def check_streams(server: Server) -> None:
    """I2: one row an operation, numbers 1..n without a gap, and a chain that adds up."""
    with server.session() as session:
        for stream in session.scalars(select(StreamRow)):
            rows = _log(session, stream.insp)
            assert [row.n for row in rows] == list(range(1, stream.n + 1)), "I2 numbers"
            chain, mixed = EMPTY_CHAIN, 0
            for row in rows:
                chain = next_in_stream(chain, row.op_id, row.bh)
                mixed ^= int(row.bh, 16)
                assert row.chain == chain, "I2 chain"
            assert (stream.chain, stream.xor) == (chain, f"{mixed:064x}"), "I2 stream"


def check_links(server: Server) -> None:
    """I7: every link is signed by its device; what stands at the head of a chain leads back to its
    certificate without a gap."""
    with server.session() as session:
        devices = {row.id: row for row in session.scalars(select(DeviceRow))}
        links = list(session.scalars(select(LinkRow)))
        for link in links:
            key = signing.public_key(devices[link.dev].public_key)
            assert signing.is_signed(key, un64(link.link), link.sig), "I7 signature"
        before = {(link.dev, link.seq, link.link): link.prev for link in links}
        for dev, row in devices.items():
            at = row.head_link
            for seq in range(row.head_seq, 0, -1):
                at = before[dev, seq, at]
            assert at == row.first_link, "I7 chain"


def check_bodies(server: Server) -> None:
    """The envelope that stands with an operation is the one that was signed (mistake 3)."""
    with server.session() as session:
        for row in session.scalars(select(OperationRow)):
            envelope = Envelope(row.dev, row.seq, row.prev, row.body, row.sig)
            assert envelope.link == row.link, "the envelope of another branch"
            key = signing.public_key(_device(session, row.dev).public_key)
            assert signing.is_signed(key, un64(row.link), row.sig), "a signature of another branch"


def check_nothing_lost(server: Server, stores: Iterable[Store], ticked: Iterable[str]) -> None:
    """I1: what was ticked and still exists anywhere is on the server."""
    with server.session() as session:
        there = set(session.scalars(select(OperationRow.op_id)))
    held: set[str] = set()
    for store in stores:
        held |= {row.op for row in store.sent.values()} | set(store.read)
    missing = (set(ticked) & held) - there
    assert not missing, f"I1: {len(missing)} lost, such as {sorted(missing)[0]}"
    assert held <= there, f"I1: {len(held - there)} held but not sent"


def check_projection(server: Server) -> None:
    """I3, I4: the tables are what the log alone says; conflicts are what the oracle finds."""
    with server.session() as session:
        for insp in session.scalars(select(StreamRow.insp)).all():
            rows = projection_rows(session, insp)
            reproject(session, insp, server.now)
            assert projection_rows(session, insp) == rows, "I3 projection"
            found = standing(row.body for row in _log(session, insp) if row.status == "ok")
            told = {place: set(heads) for place, heads in server_heads(session, insp).items()}
            assert told == {place: set(heads) for place, heads in found.items()}, "I4 heads"
            inspection = session.get(InspectionRow, insp)
            assert inspection is None or inspection.conflicts == conflicts(found), "I4 conflicts"


def check_same_picture(server: Server, tablets: Sequence[Tablet]) -> None:
    """I3: every tablet that may read an inspection shows what the server has."""
    with server.session() as session:
        for tablet in tablets:
            for insp, cursor in tablet.store.stream.items():
                if not cursor.is_readable:
                    continue
                shown = {
                    (entity, field): set(heads)
                    for where, entity, field in tablet.view.fields()
                    if where == insp and (heads := tablet.heads(insp, entity, field))
                }
                told = {place: set(heads) for place, heads in server_heads(session, insp).items()}
                assert shown == told, f"I3 {_difference(shown, told)}"


def check_acknowledged(server: Server, tablets: Iterable[Tablet]) -> None:
    """I5: what a tablet holds to be acknowledged is there. Not right after a restore."""
    with server.session() as session:
        for tablet in tablets:
            acked = tablet.chain.acked if tablet.chain.dev else 0
            for row in tablet.chain.own() if acked else ():
                if row.seq <= acked:
                    assert session.get(OperationRow, row.op) is not None, "I5"


def check_photographs(server: Server, stores: Iterable[Store]) -> None:
    """I11: a receipt means that the bytes lie there and are the right ones."""
    for store in stores:
        for sha, photo in store.photo.items():
            if photo.receipt is not None:
                content = blob_path(server.folder / "data", sha).read_bytes()
                assert hashlib.sha256(content).hexdigest() == sha, "I11"
                assert json.loads(json.loads(photo.receipt)["p"])["sha"] == sha, "I11 receipt"


def server_heads(session: Session, insp: str) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """(entity, field) -> operation -> value."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in session.scalars(select(HeadRow).where(HeadRow.insp == insp)):
        found.setdefault((row.entity, row.field), {})[row.op_id] = json.loads(row.value)
    return found


def statuses(server: Server) -> Counter[str]:
    with server.session() as session:
        return Counter(session.scalars(select(OperationRow.status)))


def _log(session: Session, insp: str) -> list[OperationRow]:
    found = select(OperationRow).where(OperationRow.insp == insp).order_by(OperationRow.n)
    return list(session.scalars(found))


def _device(session: Session, dev: str) -> DeviceRow:
    return session.scalars(select(DeviceRow).where(DeviceRow.id == dev)).one()


def _difference(shown: Mapping[Any, Any], told: Mapping[Any, Any]) -> str:
    places = [place for place in {*shown, *told} if shown.get(place) != told.get(place)]
    place = sorted(places)[0]
    return f"{place}: the tablet {shown.get(place)}, the server {told.get(place)}"
