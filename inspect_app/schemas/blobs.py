"""Uploads on the wire: what a tablet announces, and what the server says that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

# `$` alone would let a line end pass behind the last letter.
SHA256 = r"^[0-9a-f]{64}$(?!\n)"
NONCE = r"^[!-~]{1,128}$(?!\n)"
IDENTIFIER = r"^[0-9A-Za-z_.:-]{1,80}$(?!\n)"
MIME = r"^[0-9A-Za-z!#$&^_.+/;= -]{1,80}$(?!\n)"


class BlobAsked(Schema):
    """Keys of a newer tablet are not for this server, and no reason to refuse a photograph."""

    class Meta:
        unknown = EXCLUDE

    nonce = fields.String(required=True, validate=validate.Regexp(NONCE))
    sha = fields.String(
        required=True,
        validate=validate.Regexp(SHA256),
        metadata={"description": "SHA-256 of the whole file, hexadecimal."},
    )
    size = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 2**53 - 1),
        metadata={"description": "Bytes of the whole file."},
    )
    insp = fields.String(required=True, validate=validate.Regexp(IDENTIFIER))
    mime = fields.String(
        load_default="application/octet-stream",
        validate=validate.Regexp(MIME),
        metadata={"description": "What the tablet takes it for; the server looks for itself."},
    )


def receipt_document(sha256: str, size: int, insp: str, is_durable: bool) -> Mapping[str, Any]:
    """The part of a signed reply that a tablet keeps: the server holds exactly these bytes."""
    return {
        "sha": sha256,
        "size": size,
        "insp": insp,
        "is_complete": True,
        "durable": is_durable,
    }
