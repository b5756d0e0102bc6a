"""Accounts, log-ins, tablets and the audit on the wire."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from inspect_app.domain.passwords import LONGEST
from inspect_app.domain.permissions import Role
from inspect_app.problems import LANGUAGES
from inspect_app.schemas.told import Told, TotalAndAfter, Word, moment
from inspect_app.services.accounts import AccountChange
from inspect_app.services.audit import AuditFilter
from inspect_app.services.device_administration import is_overdue
from inspect_app.store.accounts import AccountRow
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow

WIPES = ("none", "after_deposit")
ID = r"^[A-Za-z0-9_.:-]{1,64}\Z"
REGION = r"^[A-Za-z0-9-]{1,10}\Z"
_ONE_LINE = validate.Regexp(
    r"^[^\x00-\x1f\x7f\ud800-\udfff]*\Z", error="Must be one line of text that can be stored."
)


class Line(fields.String):
    """One line without control characters and without halves of characters."""

    def __init__(self, longest: int, shortest: int = 1, **kwargs: Any) -> None:
        super().__init__(validate=[validate.Length(shortest, longest), _ONE_LINE], **kwargs)


class _Id(fields.String):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(ID), **kwargs)


class _RoleWord(Word):
    """Read as a Role."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Role, **kwargs)

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        text = super().deserialize(value, *args, **kwargs)
        return Role(text) if isinstance(text, str) else text


class _Regions(fields.List[str]):
    def __init__(self, **kwargs: Any) -> None:
        one = fields.String(validate=validate.Regexp(REGION))
        super().__init__(one, validate=validate.Length(max=100), **kwargs)


class _MomentAsked(fields.AwareDateTime):
    """With its zone, and within the years that there are also in UTC."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> datetime:
        try:
            return super()._deserialize(value, *args, **kwargs).astimezone(UTC)
        except OverflowError:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from None


class LogInAsked(Schema):
    login = Line(200, required=True)
    password = Line(LONGEST, required=True)


class PasswordAsked(Schema):
    """A new password for oneself."""

    current = Line(LONGEST, required=True)
    new = Line(1000, required=True)


class AccountAsked(Schema):
    """Without a password one is drawn, and told once in the answer."""

    login = Line(200, required=True)
    shown_name = Line(500, required=True)
    role = _RoleWord(required=True)
    regions = _Regions(load_default=list)
    language = Word(LANGUAGES, load_default="ru")
    password = Line(1000, load_default=None)


class AccountChangeAsked(Schema):
    """Only what is to change. Closing (`is_active` false) ends log-ins and revokes tablets."""

    shown_name = Line(500)
    role = _RoleWord()
    regions = _Regions()
    language = Word(LANGUAGES)
    is_active = fields.Boolean(truthy={True}, falsy={False})
    password = Line(1000)

    @post_load
    def _change(self, values: dict[str, Any], **_: Any) -> AccountChange:
        if "regions" in values:
            values["regions"] = tuple(values["regions"])
        return AccountChange(**values)


class AccountsAsked(Schema):
    role = _RoleWord(load_default=None)
    region = fields.String(load_default=None, validate=validate.Regexp(REGION))
    is_active = fields.Boolean(load_default=None)


class WhoTold(Told):
    id = fields.String()
    shown_name = fields.String()
    role = Word(Role)
    language = Word(LANGUAGES)
    regions = fields.List(fields.String())


class SessionTold(Told):
    """`csrf_token` goes into X-CSRF-Token of every request that changes something."""

    csrf_token = fields.String()
    account = fields.Nested(WhoTold)


class AccountTold(WhoTold):
    login = fields.String()
    is_active = fields.Boolean()
    is_demo = fields.Boolean()
    made_at = fields.DateTime()


class AccountMadeTold(Told):
    account = fields.Nested(AccountTold)
    password = fields.String(
        allow_none=True, metadata={"description": "If it was drawn here: told this once."}
    )


class AccountsTold(TotalAndAfter):
    accounts = fields.List(fields.Nested(AccountTold))


class CodeAsked(Schema):
    account = _Id(required=True)


class CodeTold(Told):
    """`qr_text` is what the tablet reads from the picture."""

    code = fields.String()
    qr_text = fields.String()
    expires_at = fields.DateTime()


class DevicesAsked(Schema):
    account = _Id(load_default=None)
    is_overdue = fields.Boolean(load_default=None)


class RevocationAsked(Schema):
    wipe = Word(WIPES, load_default="none")


class DeviceTold(Told):
    """`is_overdue`: it said that it still holds something, and is silent for two days."""

    id = fields.String()
    account = fields.String()
    label = fields.String(allow_none=True)
    enrolled_at = fields.DateTime()
    seen_at = fields.DateTime(allow_none=True)
    head_seq = fields.Integer()
    told_head = fields.Integer(allow_none=True)
    told_pending = fields.Integer(allow_none=True)
    is_overdue = fields.Boolean()
    revoked_at = fields.DateTime(allow_none=True)
    revoked_after_seq = fields.Integer(allow_none=True)
    wipe = Word(WIPES, allow_none=True)


class DevicesTold(TotalAndAfter):
    devices = fields.List(fields.Nested(DeviceTold))


class AuditAsked(Schema):
    """`since` and `until` are moments with their zone: from the one, and before the other."""

    actor = _Id(load_default=None)
    action = _Id(load_default=None)
    subject_kind = _Id(load_default=None)
    subject = fields.String(load_default=None, validate=[validate.Length(1, 120), _ONE_LINE])
    since = _MomentAsked(load_default=None)
    until = _MomentAsked(load_default=None)


def audit_filter(values: dict[str, Any]) -> AuditFilter:
    return AuditFilter(**{name: values[name] for name in AuditAsked._declared_fields})


class AuditLineTold(Told):
    id = fields.Integer()
    at = fields.DateTime()
    actor = fields.String()
    action = fields.String()
    subject_kind = fields.String()
    subject = fields.String()
    details = fields.Dict(keys=fields.String())


class AuditTold(TotalAndAfter):
    audit = fields.List(fields.Nested(AuditLineTold))


def who_document(account: AccountRow) -> dict[str, Any]:
    return {
        "id": account.id,
        "shown_name": account.shown_name,
        "role": account.role,
        "language": account.language,
        "regions": [row.region_id for row in account.regions],
    }


def account_document(account: AccountRow) -> dict[str, Any]:
    return who_document(account) | {
        "login": account.login,
        "is_active": account.is_active,
        "is_demo": account.is_demo,
        "made_at": moment(account.made_at),
    }


def device_document(device: DeviceRow, now: datetime) -> dict[str, Any]:
    return {
        "id": device.id,
        "account": device.account_id,
        "label": device.label,
        "enrolled_at": moment(device.enrolled_at),
        "seen_at": moment(device.seen_at),
        "head_seq": device.head_seq,
        "told_head": device.told_head,
        "told_pending": device.told_pending,
        "is_overdue": is_overdue(device, now),
        "revoked_at": moment(device.revoked_at),
        "revoked_after_seq": device.revoked_after_seq,
        "wipe": device.wipe,
    }


def audit_document(line: AuditRow) -> dict[str, Any]:
    return {
        "id": line.id,
        "at": moment(line.at),
        "actor": line.actor,
        "action": line.action,
        "subject_kind": line.subject_kind,
        "subject": line.subject,
        "details": line.details,
    }
