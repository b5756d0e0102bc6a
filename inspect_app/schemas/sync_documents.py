"""The sync door described for people and for the tablet's generated types.

`EnrolRequest` is also what reads that request; pushes and pulls are read by `schemas.sync`.
"""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from inspect_app.schemas.sync import MOST_OPERATIONS

_NONCE = validate.Regexp(r"^[!-~]{1,128}\Z")
_LABEL = validate.Regexp(
    r"^[^\x00-\x1f\x7f\ud800-\udfff]{0,80}\Z",
    error="Must be one line of at most 80 characters that can be stored.",
)


class _Asked(Schema):
    """A newer tablet may say more."""

    class Meta:
        unknown = EXCLUDE


class EnrolRequest(_Asked):
    code = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata={"description": "As shown; small letters, spaces and hyphens do not matter."},
    )
    public_key = fields.String(
        required=True,
        validate=validate.Length(87, 87),
        metadata={"description": "The uncompressed point on P-256 in base64url, unpadded."},
    )
    nonce = fields.String(required=True, validate=_NONCE)
    proto = fields.Integer(required=True, strict=True)
    label = fields.String(load_default=None, allow_none=True, validate=_LABEL)


class EnvelopeDocument(_Asked):
    """With `body`, or sealed: with `bh`, `kid`, `enc` and `ct` in its place."""

    dev = fields.String(required=True)
    seq = fields.Integer(required=True, validate=validate.Range(1))
    prev = fields.String(required=True, validate=validate.Length(43, 43))
    body = fields.String(metadata={"description": "JSON text in the form of RFC 8785, as signed."})
    bh = fields.String(metadata={"description": "SHA-256 of the body, hexadecimal."})
    kid = fields.String(metadata={"description": "The server's sealing key."})
    enc = fields.String(metadata={"description": "HPKE: the encapsulated key, base64url."})
    ct = fields.String(metadata={"description": "HPKE: the sealed body, base64url."})
    sig = fields.String(required=True, validate=validate.Length(86, 86))


class CertificateDocument(_Asked):
    text = fields.String(required=True)
    sig = fields.String(required=True)
    kid = fields.String()


class PushDocument(_Asked):
    nonce = fields.String(required=True, validate=_NONCE)
    dev = fields.String(required=True)
    proto = fields.Integer()
    pending = fields.Integer(allow_none=True)
    local_head = fields.Integer(allow_none=True)
    ops = fields.List(
        fields.Nested(EnvelopeDocument), required=True, validate=validate.Length(0, MOST_OPERATIONS)
    )
    cert = fields.Nested(CertificateDocument, allow_none=True)
    certs = fields.List(
        fields.Nested(CertificateDocument),
        metadata={"description": "Of the authors of what is carried for others."},
    )


class CursorDocument(_Asked):
    n = fields.Integer(required=True)
    h = fields.String(required=True)


class PullDocument(_Asked):
    nonce = fields.String(required=True, validate=_NONCE)
    dev = fields.String(required=True)
    proto = fields.Integer()
    limit = fields.Integer(validate=validate.Range(1, MOST_OPERATIONS))
    streams = fields.Dict(keys=fields.String(), values=fields.Nested(CursorDocument))


class ReferencesDocument(_Asked):
    nonce = fields.String(required=True, validate=_NONCE)
    dev = fields.String(required=True)
    proto = fields.Integer()


class SignedReply(Schema):
    """`p` is a JSON text with `kind` "insp", `nonce`, `dev`, `time`, `head`, `cp`, and the answer."""

    p = fields.String(required=True)
    sig = fields.String(
        required=True, metadata={"description": "ECDSA P-256, SHA-256, raw r||s in base64url."}
    )
    kid = fields.String(required=True)
