"""Marshmallow fields for strict YAML, where every scalar is still text.

A refusal is a `Flaw` (code and details) in place of a message, so that it can be told in any
language and keeps its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn

from marshmallow import Schema, ValidationError, fields

from inspect_app.domain.exact import parse_exact
from inspect_app.domain.facts import Rectangle, Rectangles
from inspect_app.problems import LANGUAGES

ID = re.compile(r"[a-z0-9][a-z0-9_]{0,79}")
CRITERION_ID = re.compile(r"[A-Z]{2,4}[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A refusal without its place: the rest of a code `pack.<code>` and what its sentence needs."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


def refuse(code: str, **details: object) -> NoReturn:
    raise ValidationError([Flaw(code, details)])


class StrictField(fields.Field[Any]):
    default_error_messages = {"required": "missing_key", "null": "not_text"}  # noqa: RUF012


class Line(StrictField):
    """A text that is not empty."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        return text_of(value)


class Id(StrictField):
    """The id of anything but a criterion, or of anything at all."""

    def __init__(self, *, criterion: bool = False, **settings: Any) -> None:
        super().__init__(**settings)
        self.pattern = CRITERION_ID if criterion else ID

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        text = text_of(value)
        if not self.pattern.fullmatch(text):
            refuse("bad_id", value=text)
        return text


class Word(StrictField):
    """One of a closed list of words."""

    def __init__(self, words: type[StrEnum], **settings: Any) -> None:
        super().__init__(**settings)
        self.words = words

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        text = text_of(value)
        try:
            return self.words(text)
        except ValueError:
            refuse("unknown_word", value=text, known=", ".join(self.words))


class Truth(StrictField):
    """`true` or `false`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        text = text_of(value)
        if text not in ("true", "false"):
            refuse("unknown_word", value=text, known="true, false")
        return text == "true"


class Whole(StrictField):
    def __init__(self, least: int, most: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        text = text_of(value)
        number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1
        if not self.least <= number <= self.most:
            refuse("not_whole", value=text, least=self.least, most=self.most)
        return number


class Exact(StrictField):
    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        return exact_of(text_of(value))


class Day(StrictField):
    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        return day_of(text_of(value))


class Range(StrictField):
    """`1..200`, both ends included."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        text = text_of(value)
        ends = text.split("..")
        try:
            low, high = (parse_exact(end) for end in ends)
        except ValueError:
            refuse("not_range", value=text)
        if low > high:
            refuse("range_turned", value=text)
        return low, high


class Wording(StrictField):
    """Exactly en, ru and kk, none empty (unless `may_be_empty`: a unit that is not written)."""

    def __init__(self, *, may_be_empty: bool = False, **settings: Any) -> None:
        super().__init__(**settings)
        self.may_be_empty = may_be_empty

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        table = table_of(value)
        errors: dict[str, Any] = {
            key: [Flaw("wording_unknown", {"language": key})]
            for key in table
            if key not in LANGUAGES
        }
        for language in LANGUAGES:
            text = table.get(language)
            if text is None or not (self.may_be_empty or str(text).strip()):
                errors[language] = [Flaw("wording_missing", {"language": language})]
            elif not isinstance(text, str):
                errors[language] = [Flaw("not_text")]
        if errors:
            raise ValidationError(errors)
        return {language: " ".join(table[language].split()) for language in LANGUAGES}


class Items(StrictField):
    """A list whose items one field reads; `distinct` refuses equal ones."""

    def __init__(self, item: fields.Field[Any], *, distinct: bool = True, **settings: Any) -> None:
        super().__init__(**settings)
        self.item, self.distinct = item, distinct

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if not isinstance(value, list):
            refuse("not_list")
        found, errors = each(enumerate(value), self.item)
        if errors:
            raise ValidationError(errors)
        values = list(found.values())
        if self.distinct and (twice := [v for i, v in enumerate(values) if v in values[:i]]):
            refuse("twice_in_list", value=twice[0])
        return tuple(values)


class Table(StrictField):
    """A table with free keys; `key` and `value` are read by fields of their own."""

    def __init__(self, key: fields.Field[Any], value: fields.Field[Any], **settings: Any) -> None:
        super().__init__(**settings)
        self.key, self.value = key, value

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        table = table_of(value)
        keys, errors = each(((key, key) for key in table), self.key)
        found, more = each(table.items(), self.value)
        if errors or more:
            raise ValidationError({**more, **errors})
        return {keys[key]: item for key, item in found.items()}


class OneOrMany(StrictField):
    """A text, or a list of texts."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if isinstance(value, list):
            if not value:
                refuse("not_text")
            return [text_of(item) for item in value]
        return text_of(value)


class Shape(StrictField):
    """A table with its own schema. (Marshmallow's Nested would copy the schema for each use.)"""

    def __init__(self, schema: Schema, **settings: Any) -> None:
        super().__init__(**settings)
        self.schema = schema

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        return self.schema.load(table_of(value))


class StrictSchema(Schema):
    """Unknown keys are refused; messages are the rest of a problem code."""

    error_messages = {"unknown": "unknown_key", "type": "not_table"}  # noqa: RUF012


def each(
    values: Iterable[tuple[Any, Any]], field_: fields.Field[Any]
) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Every value read by one field: what came out and what was refused, by the same keys."""
    found: dict[Any, Any] = {}
    errors: dict[Any, Any] = {}
    for key, value in values:
        try:
            found[key] = field_.deserialize(value)
        except ValidationError as error:
            errors[key] = error.messages
    return found, errors


def text_of(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        refuse("not_text")
    return value.strip()


def table_of(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        refuse("not_table")
    return value


def exact_of(text: str) -> Fraction:
    try:
        return parse_exact(text)
    except ValueError:
        refuse("not_number", value=text)


def day_of(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    refuse("not_day", value=text)


def rectangles_of(value: object) -> Rectangles:
    """`[[4.0, 3.4]]`: pairs of length and width in metres."""
    if not isinstance(value, list):
        refuse("not_rectangles")
    found: list[Rectangle] = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:
            refuse("not_rectangles")
        length, width = (exact_of(text_of(side)) for side in pair)
        found.append(Rectangle(length, width))
    return tuple(found)
