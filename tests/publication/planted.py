"""Names, telephone numbers and positions planted wherever somebody can write something.

The fields are taken from the shapes that the projection itself knows, so a new field is planted by
itself; one that takes neither a planted text nor anything harmless stops the test.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select

from inspect_app.domain.facts import Facts
from inspect_app.domain.operations import ANSWER, CONFIRMED, VOID, EntityType
from inspect_app.domain.projecting import field_values
from inspect_app.domain.projecting.field_values import SIGNATURE, shape_of
from inspect_app.domain.terms import (
    EvidenceKind,
    People,
    Regime,
    RoomKind,
)
from inspect_app.extensions import db
from inspect_app.files.blob_store import blob_path
from inspect_app.store.accounts import AccountRow
from inspect_app.store.blobs import BlobRow, BlobUseRow
from inspect_app.store.devices import DeviceRow
from tests.inspections.readers import INSP, demo_stream
from tests.inspections.recorded import NOW, Stream

SHA = "ab" * 32
LATITUDE, LONGITUDE = (51, 9, 37), (71, 28, 13)
HARMLESS: tuple[Any, ...] = (
    True, None, "2026-02-17", "2026-02-17T10:00:00", "SP01", SHA, "inspector",
    *EvidenceKind, *RoomKind, *Regime, *People,
)  # fmt: skip
STANDS = {(EntityType.INSPECTION, "facility")}
"""Fields that must end as they were, or there is nothing to publish; the planted value stays beside."""


@dataclass
class Planter:
    """`planted`: needle -> where it was put."""

    planted: dict[str, str] = field(default_factory=dict)
    _number: int = 10

    def text(self, where: str) -> str:
        """One text with a Latin, a Cyrillic and a Kazakh name and a telephone number."""
        self._number += 1
        n = self._number
        needles = [f"Iskakov{n}x", f"Ахметов{n}ю", f"Әбдіқызы{n}ң", f"+770155501{n}"]
        self.planted |= dict.fromkeys(needles, where)
        return " ".join(needles)

    def code(self, where: str) -> str:
        self._number += 1
        code = f"Iskakov{self._number}x"
        self.planted[code] = where
        return code

    def values(self, shape: Callable[[Any], bool], where: str) -> list[Any]:
        """All that the field takes of what could carry a name; the barest text last, so it stands."""
        text, code = self.text(where), self.code(where)
        made = [
            [{"place": f"room:{code}", "input": code.lower()}],
            {"seed": text, "drawn_at": "2026-02-17T10:00:00", "rooms": {"cell": [code]}},
            {"sha": SHA, "size": 1, "mime": text},
            {"e": f"room:{code}", "f": text, "op": code},
            f"room:{code}",
            [code],
            code,
            {"state": "answered", "value": text},
            {"state": "answered", "value": [[text[:60], "1"]]},
            {"state": "not_assessed", "words": text},
            {"state": "not_applicable", "reason": "other", "words": text},
            {"state": "access_denied", "words": text},
            {"why": text},
            text,
        ]
        taken = [value for value in made if shape(value)]
        if not taken and not any(shape(value) for value in HARMLESS):
            raise AssertionError(f"{where} takes values of a new shape: say how one carries a name")
        return taken


def plant_everywhere(app: Flask, facts: Facts) -> Planter:
    """In the demo inspection: all fields of all entities, signatures, people, devices, photographs."""
    planter = Planter()
    with app.app_context():
        stream = demo_stream()
        _make_entities(stream, planter)
        for entity_type, entity in _entities(facts, planter):
            _plant_fields(stream, planter, entity_type, entity)
        _plant_answers(stream, planter, facts)
        _plant_signatures(stream, planter)
        stream.record(f"inspection:{INSP}", {"facility": facts.facility.id}, base=())
        _plant_people(planter)
        stream.arrive()
        photograph(app, planter, stream, facts)
        db.session.commit()
    return planter


RECOMMENDATION, PHOTOGRAPH = "recommendation:planted", "evidence:planted-photograph"


def _make_entities(stream: Stream, planter: Planter) -> None:
    """Entities whose own ids are names, and those that the second publication clears."""
    for kind in (EntityType.BLOCK, EntityType.ROOM, EntityType.RECOMMENDATION):
        code = planter.code(f"the id of a {kind}")
        stream.record(f"{kind}:{code}", {}, "create", type=kind.value, parent=None)
    says = {"criterion": "SP01", "says": planter.text("a recommendation"),
            "addressed_to": planter.text("to whom it is addressed")}  # fmt: skip
    stream.record(RECOMMENDATION, says, "create", type="recommendation", parent=None)
    comment = {"says": planter.text("a comment"), "about": {"e": f"inspection:{INSP}"}}
    stream.record("comment:planted", comment, "comment", base=[], type="comment")


def _entities(facts: Facts, planter: Planter) -> Iterable[tuple[EntityType, str]]:
    """One of each kind, and of the rooms one in which many slept and one that punishes."""
    yield EntityType.INSPECTION, f"inspection:{INSP}"
    yield EntityType.FACILITY, f"facility:{facts.facility.id}"
    yield EntityType.BLOCK, f"block:{facts.blocks[0].id}"
    for room in (facts.rooms[0], facts.rooms[-1]):
        yield EntityType.ROOM, f"room:{room.id}"
    for evidence in facts.evidence[:2]:
        yield EntityType.EVIDENCE, f"evidence:{evidence.id}"
    yield EntityType.COMMENT, "comment:planted"


def _plant_fields(stream: Stream, planter: Planter, entity_type: EntityType, entity: str) -> None:
    for name in field_values._FIELDS[entity_type]:
        shape = shape_of(entity_type, name)
        assert shape is not None
        for value in planter.values(shape, f"{entity} {name}"):
            stream.record(entity, {name: value})


def _plant_answers(stream: Stream, planter: Planter, facts: Facts) -> None:
    """Every form that an answer takes, each at an input of its own, so that all of them stand."""
    places = {facts.facility.id: f"facility:{facts.facility.id}"}
    places |= {room.id: f"room:{room.id}" for room in facts.rooms[1:3]}
    for place, entity in places.items():
        inputs = list(dict.fromkeys(a.input for a in facts.answers if a.place == place))
        shape = shape_of(EntityType.ROOM, f"{ANSWER}x")
        assert shape is not None
        for input_id, value in zip(
            inputs[2:], planter.values(shape, f"{entity} answer"), strict=False
        ):
            stream.record(entity, {f"{ANSWER}{input_id}": value})
        confirmed = planter.code(f"{entity} confirmed")
        stream.record(entity, {f"{CONFIRMED}{inputs[0]}": confirmed})
    void = {VOID: {"why": planter.text("why it was taken back")}}
    stream.record(f"room:{facts.rooms[-2].id}", void, "retract")


def _plant_signatures(stream: Stream, planter: Planter) -> None:
    """Words of whoever signed or refused to, and a key that this program does not know."""
    for name, shape in SIGNATURE.items():
        for value in planter.values(shape, f"signature {name}"):
            extra = {"covers": SHA, "role": "facility_head", "app": planter.code("the app")}
            stream.record(f"inspection:{INSP}", {}, "sign", **(extra | {name: value}))
    unknown = {"nickname": planter.text("a field that nobody knows")}
    stream.record(f"inspection:{INSP}", unknown)


def _plant_people(planter: Planter) -> None:
    """Names of accounts and tablets; a new column of text must be said here."""
    for row in db.session.scalars(select(AccountRow)):
        row.shown_name = planter.text(f"the name of {row.id}")
        row.login = planter.text(f"the log-in of {row.id}")
    for device in db.session.scalars(select(DeviceRow)):
        device.label = planter.text(f"the label of {device.id}")
        device.certificate = planter.text(f"the certificate of {device.id}")
    known = {"id", "login", "shown_name", "role", "language", "password_hash"}
    texts = {c.name for c in AccountRow.__table__.columns if c.type.python_type is str}
    assert texts == known, "plant in the new column of accounts as well"


def photograph(app: Flask, planter: Planter, stream: Stream, facts: Facts) -> None:
    """A JPEG with a position, names in its metadata and a comment; offered for publication."""
    content = with_marks(planter)
    sha256 = hashlib.sha256(content).hexdigest()
    place = blob_path(app.extensions["inspect"].settings.data_dir, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    db.session.add(
        BlobRow(sha256=sha256, size_bytes=len(content), mime="image/jpeg", is_picture=True,
                first_insp=INSP, first_dev="d_u_lead", received_at=NOW)
    )  # fmt: skip
    supported = next(a for a in facts.answers if a.place == facts.facility.id)
    writes = {
        "kind": "photo",
        "caption": planter.text("the caption of the photograph"),
        "taken_at": "2026-02-17T10:37:41+05:00",
        "shows_person": False,
        "is_publishable": True,
        "supports": [{"place": f"facility:{facts.facility.id}", "input": supported.input}],
    }
    file = {"sha": sha256, "size": len(content), "mime": "image/jpeg"}
    op = stream.record(PHOTOGRAPH, writes, "attach", file=file)
    stream.arrive()
    if db.session.get(BlobUseRow, (INSP, sha256, op)) is None:
        db.session.add(BlobUseRow(insp=INSP, sha256=sha256, op_id=op, dev="d_u_lead"))
    planter.planted[sha256] = "the hash of the original photograph"


def with_marks(planter: Planter) -> bytes:
    picture = Image.radial_gradient("L").resize((320, 240)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = planter.code("the description in the photograph")
    exif[0x013B] = planter.code("the artist in the photograph")
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", LATITUDE, "E", LONGITUDE
    written = io.BytesIO()
    comment = planter.code("the comment in the photograph").encode()
    xmp = f"<x:xmpmeta><dc:creator>{planter.code('the XMP')}</dc:creator></x:xmpmeta>".encode()
    picture.save(written, "JPEG", exif=exif, comment=comment, xmp=xmp)
    assert b"Exif" in written.getvalue()
    return written.getvalue()
