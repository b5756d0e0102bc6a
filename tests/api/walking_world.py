"""A small world with one thing of every kind, and actors who may see it or may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from inspect_app.api.machinery import machinery
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.files.blob_store import blob_path
from inspect_app.pages.style import style_address
from inspect_app.services.sign_in import start_session
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.blobs import BlobRow, BlobUseRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.operations import OperationRow, StreamRow
from inspect_app.store.places import BlockRow, FacilityRow, RegionRow, RoomRow
from inspect_app.store.printed import PrintedReportRow
from tests.portal.published_world import picture_sha256, publish

HERE, ELSEWHERE = "KZ-11", "KZ-75"
NOBODY = "nobody"
_FITS_NOTHING = "none"
"""What is published is of an earlier visit, which nobody works on any more."""
ACTORS = {
    "inspector": (Role.INSPECTOR, [HERE]),
    "inspector of another team": (Role.INSPECTOR, [HERE]),
    "supervisor": (Role.SUPERVISOR, [HERE]),
    "supervisor of another region": (Role.SUPERVISOR, [ELSEWHERE]),
    "council member": (Role.COUNCIL_MEMBER, []),
    "administrator": (Role.ADMINISTRATOR, []),
}


@dataclass
class World:
    """Ids of the things, and of the actors' accounts by the names in `ACTORS`."""

    is_published: bool
    accounts: dict[str, str] = field(default_factory=dict)
    facility: str = "019a9b10-0000-7000-8000-00000000fac1"
    block: str = "019a9b10-0000-7000-8000-00000000b10c"
    room: str = "019a9b10-0000-7000-8000-00000000a00a"
    inspection: str = "019a9b10-0000-7000-8000-000000001252"
    device: str = "d_019a9b10deb1ce"
    job: str = "019a9b10-0000-7000-8000-0000000010b0"
    report: str = "019a9b10-0000-7000-8000-00000000e907"
    style: str = ""
    picture: str = "f0" * 32
    publication: str = "KZ-WALK-0001"
    public_picture: str = field(default_factory=picture_sha256)


def build_world(app: Flask, is_published: bool) -> World:
    """Writes the rows. The inspector leads the one inspection, in the supervisor's region."""
    world, now = World(is_published), datetime.now(UTC)
    with app.app_context():
        session = db.session()
        _add_places(session, world)
        for name in ACTORS:
            world.accounts[name] = _add_actor(session, name)
        session.flush()
        _add_work(session, world, now)
        _add_picture(session, world, now)
        publish(
            session,
            machinery().settings.data_dir,
            world.publication,
            world.inspection,
            world.facility,
        )
        session.commit()
        _write_picture(machinery().settings.data_dir, world.picture)
        world.style = style_address().removeprefix("/style-").removesuffix(".css")
    return world


def log_in_as(app: Flask, world: World, actor: str) -> tuple[str, str]:
    """A fresh cookie and CSRF token, without the cost of a password."""
    with app.app_context():
        account = db.session.get_one(AccountRow, world.accounts[actor])
        made = start_session(db.session(), account, datetime.now(UTC))
        db.session.commit()
    return made


def add_account(session: Session, name: str, role: Role, regions: list[str]) -> AccountRow:
    """`name` also makes the id; its password hash fits no password."""
    code = "".join(letter for letter in name if letter.isalnum())
    account = AccountRow(
        id=f"u_{code}",
        login=code,
        shown_name=f"Name of {name}",
        role=role.value,
        password_hash=_FITS_NOTHING,
        made_at=datetime.now(UTC),
        regions=[AccountRegionRow(region_id=region) for region in regions],
    )
    session.add(account)
    return account


def add_region(session: Session, region: str) -> None:
    names = dict.fromkeys(("en", "ru", "kk"), f"Region {region}")
    session.add(RegionRow(id=region, country="KZ", names=names, kind="region", geometry=None))


def add_facility(session: Session, facility: str, region: str | None) -> None:
    names = dict.fromkeys(("en", "ru", "kk"), "Facility")
    session.add(
        FacilityRow(id=facility, names=names, sort_name="facility", kind="prison", country="KZ",
                    region_id=region, changed_at=datetime.now(UTC))
    )  # fmt: skip


def add_inspection(
    session: Session, inspection: str, lead: str, facility: str | None, state: str = "in_progress"
) -> None:
    now = datetime.now(UTC)
    session.add(
        InspectionRow(id=inspection, facility_id=facility, visited_on=now.date(), lead=lead,
                      is_announced=False, review_state=state, created_at=now, changed_at=now)
    )  # fmt: skip
    session.add(StreamRow(insp=inspection, n=0, chain="0" * 64, xor="0" * 64))
    session.flush()
    session.add(MemberRow(insp=inspection, usr=lead))


def add_device(
    session: Session,
    device: str,
    account: str,
    *,
    silent: timedelta = timedelta(),
    pending: int = 0,
) -> DeviceRow:
    now = datetime.now(UTC)
    row = DeviceRow(id=device, account_id=account, public_key="k", certificate="{}",
                    certificate_signature="s", first_link="l", head_link="l", head_seq=7,
                    told_head=7 + pending, told_pending=pending, enrolled_at=now - silent,
                    seen_at=now - silent)  # fmt: skip
    session.add(row)
    return row


def _add_places(session: Session, world: World) -> None:
    add_region(session, HERE)
    add_region(session, ELSEWHERE)
    session.flush()
    add_facility(session, world.facility, HERE)
    session.flush()
    session.add(BlockRow(id=world.block, facility_id=world.facility, name="1"))
    session.flush()
    session.add(
        RoomRow(id=world.room, facility_id=world.facility, block_id=world.block, number="1",
                kind="cell")
    )  # fmt: skip


def _add_actor(session: Session, name: str) -> str:
    role, regions = ACTORS[name]
    return add_account(session, name, role, regions).id


def _add_work(session: Session, world: World, now: datetime) -> None:
    lead = world.accounts["inspector"]
    state = "published" if world.is_published else "in_progress"
    add_inspection(session, world.inspection, lead, world.facility, state)
    add_device(session, world.device, lead)
    session.add(
        JobRow(id=world.job, kind="print_report", state="running",
               payload={"insp": world.inspection, "language": "ru", "edition": "full"},
               run_at=now, asked_by=lead, asked_at=now)
    )  # fmt: skip
    session.add(
        PrintedReportRow(id=world.report, insp=world.inspection, of_n=0, made_of="0" * 64, language="ru",
                         edition="full", data_sha256="0" * 64, file_sha256="0" * 64,
                         size_bytes=1, asked_by=lead, made_at=now)
    )  # fmt: skip


def _add_picture(session: Session, world: World, now: datetime) -> None:
    """Evidence of the one inspection, whose bytes are here."""
    lead, op = world.accounts["inspector"], "019a9b10-0000-7000-8000-0000000a77ac"
    said = {
        "v": 1,
        "op": op,
        "insp": world.inspection,
        "e": "evidence:1",
        "k": "attach",
        "usr": lead,
    }
    body = canonical_bytes(said)
    session.get_one(StreamRow, world.inspection).n = 1
    session.add(
        OperationRow(op_id=op, insp=world.inspection, n=1, chain="0" * 64, body=body, bh="0" * 64,
                     dev=world.device, seq=1, prev="p", link="l", sig="s", usr=lead, kind="attach",
                     entity="evidence:1", received_at=now, via_dev=world.device, status="held")
    )  # fmt: skip
    session.add(
        BlobRow(sha256=world.picture, size_bytes=1, mime="image/jpeg", is_picture=True, width_px=1,
                height_px=1, first_insp=world.inspection, first_dev=world.device, received_at=now)
    )  # fmt: skip
    session.add(
        BlobUseRow(insp=world.inspection, sha256=world.picture, op_id=op, dev=world.device,
                   size_bytes=1)
    )  # fmt: skip


def _write_picture(data_dir: Path, sha256: str) -> None:
    place = blob_path(data_dir, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 4)).save(place, "JPEG")
