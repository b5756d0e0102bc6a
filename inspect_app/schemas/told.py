"""What the doors answer: shapes whose every field is always there, and says whether it may be null.

Exact numbers are text ("28/9", "3.4"), days and moments ISO 8601, wordings one text per language.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from marshmallow import Schema, fields, validate

from inspect_app.domain.exact import exact_text

EXACT = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"
SHA256 = r"^[0-9a-f]{64}$"


class Told(Schema):
    """Every field stands in every answer."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required = True


class Exact(fields.String):
    """An exact number as text; a Fraction, or text that is exact already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(EXACT), **kwargs)

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return exact_text(value) if isinstance(value, Fraction) else value


class Word(fields.String):
    """A word of a closed list."""

    def __init__(self, words: type[StrEnum] | tuple[str, ...], **kwargs: Any) -> None:
        known = [str(word) for word in words]
        super().__init__(validate=validate.OneOf(known), **kwargs)


class Words(fields.Dict):
    """One wording per language: en, ru, kk."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), values=fields.String(), **kwargs)

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return dict(value) if isinstance(value, Mapping) else value


class Sha256(fields.String):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(SHA256), **kwargs)


class TotalAndAfter(Told):
    """What every paged list says beside its rows."""

    total = fields.Integer(metadata={"description": "Rows of the whole list."})
    after = fields.String(
        allow_none=True,
        metadata={"description": "Ask with it for the next page; null on the last."},
    )


def moment(value: Any) -> Any:
    """A moment as ISO text, None as None."""
    return None if value is None else value.isoformat()


class ProblemTold(Told):
    """One refusal of the catalogue."""

    code = fields.String(metadata={"description": "Stable: docs/problems.md lists them all."})
    status = fields.Integer()
    sentence = fields.String(metadata={"description": "In the reader's language."})
    details = fields.Dict(keys=fields.String(), values=fields.String())


class ProblemsTold(Told):
    """Every refusal of every door, all problems of one request at once."""

    problems = fields.List(fields.Nested(ProblemTold), validate=validate.Length(min=1))


class SignedProblemsTold(ProblemsTold):
    """A refusal that is an order to a tablet: the signed text stands beside it."""

    p = fields.String()
    sig = fields.String()
    kid = fields.String()
