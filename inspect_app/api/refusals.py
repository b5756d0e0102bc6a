"""What a view itself can refuse, beside what the guard and the reading of requests refuse for it.

Endpoint -> codes of the problem catalogue. The description of the doors is written from it, and a
test asks every door and fails at a status that is not described.
"""

from __future__ import annotations

from collections.abc import Mapping

_DEVICE = ("sync.unsigned", "sync.wrong_signature", "sync.unknown_device")
_UNPACKING = ("sync.malformed", "sync.unpackable", "sync.too_much", "http.503")
_UPLOAD = (*_DEVICE, "blob.header", "blob.gone")
_SCORE = ("inspection.facility_unknown", "inspection.not_begun")
_CHANGE = ("change.read_first", "http.412")

REFUSALS: Mapping[str, tuple[str, ...]] = {
    "session.log_in": ("login.refused", "login.too_often", "login.busy"),
    "session.change_password": (
        "account.wrong_password",
        "login.too_often",
        "login.busy",
    ),
    "accounts.add_account": ("account.login_taken", "account.bad_login", "account.no_regions"),
    "accounts.change_account": (
        *_CHANGE,
        "account.last_administrator",
        "account.nothing_to_change",
    ),
    "devices.make_code": ("http.404", "device.for_inspectors"),
    "devices.revoke_device": ("http.412", "change.read_first"),
    "enrolment.enrol": (
        "sync.malformed",
        "sync.code_refused",
        "device.for_inspectors",
        "sync.bad_key",
        "sync.protocol",
        "sync.too_many_codes",
        "http.503",
    ),
    "sync.push": _UNPACKING,
    "sync.pull": (
        *_UNPACKING,
        *_DEVICE,
        "sync.other_device",
        "sync.revoked",
        "sync.protocol",
    ),
    "references.list_references": (
        *_UNPACKING,
        *_DEVICE,
        "sync.other_device",
        "sync.revoked",
        "sync.protocol",
    ),
    "references.read_reference": (*_DEVICE, "sync.revoked", "http.404"),
    "rescue.take_file": (
        "sync.malformed",
        "sync.unpackable",
        "rescue.no_file",
        "rescue.newer",
        "rescue.too_large",
        "rescue.busy",
        "blob.no_room",
        "http.503",
    ),
    "sync.hello": ("sync.malformed",),
    "blobs.begin_upload": (
        *_DEVICE,
        "blob.too_large",
        "blob.too_many",
        "blob.no_room",
        "http.415",
    ),
    "blobs.read_offset": _UPLOAD,
    "blobs.append_chunk": (
        *_UPLOAD,
        "http.413",
        "blob.offset",
        "blob.too_long",
        "blob.checksum",
        "blob.wrong_hash",
        "blob.no_room",
    ),
    "blobs.give_up": _UPLOAD,
    "reports.ask_for_report": (*_SCORE, "printed.not_published"),
    "reports.read_file": ("printed.file_gone",),
    "findings.list_findings": _SCORE,
    "assessments.read_assessment": _SCORE,
    "assessments.read_criterion_result": (*_SCORE, "standards.criterion_not_found"),
    "standards.read_pack": ("standards.not_found",),
    "standards.list_criteria": ("standards.not_found",),
    "standards.read_criterion": ("standards.not_found", "standards.criterion_not_found"),
    "checklists.read_checklist": ("checklist.version_not_found",),
}

SIGNED = frozenset({"sync.protocol", "sync.too_much", "sync.revoked"})
"""Orders to a tablet, which obeys nothing that is not signed."""
