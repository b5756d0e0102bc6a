"""Fields whose refusals are codes of the problem catalogue, in any language later.

marshmallow would coerce ("yes" to true, 3 to "3"); these take exactly one JSON type each. A message
is a code, with its details behind a tab as `name=value`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from marshmallow import RAISE, Schema, ValidationError, fields

from inspect_app.domain.answer_values import day_from_text, value_to_json
from inspect_app.domain.facts_checking import Fault, Path

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_CODES: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": "facts.missing",
    "null": "facts.null",
}
Word = TypeVar("Word", bound=StrEnum)


def refusal(code: str, **details: object) -> ValidationError:
    return ValidationError("\t".join([code, *(f"{name}={text}" for name, text in details.items())]))


def faults_of(messages: Any, path: Path = ()) -> Iterator[Fault]:
    """marshmallow's nested messages as faults with their paths."""
    if isinstance(messages, Mapping):
        for step, below in messages.items():
            yield from faults_of(below, path if step == "_schema" else (*path, step))
        return
    for message in messages:
        code, *details = str(message).split("\t")
        yield Fault(path, code, dict(detail.split("=", 1) for detail in details))


class Shape(Schema):
    """An object with exactly the keys of its fields."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": "facts.unknown_key", "type": "facts.not_an_object"}  # noqa: RUF012  # marshmallow's own declaration


class Inside(fields.Nested):
    default_error_messages = _CODES | {"type": "facts.not_an_object"}


class Items(fields.List[Any]):
    """A list; out of it comes a tuple."""

    default_error_messages = _CODES | {"invalid": "facts.not_a_list"}

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise refusal("facts.not_a_list")
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class Text(fields.Field[str]):
    default_error_messages = _CODES

    def __init__(self, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refusal("facts.not_text")
        if not value.strip():
            raise refusal("facts.empty_text")
        if len(value) > self.longest:
            raise refusal("facts.too_long", limit=self.longest)
        return value


class Flag(fields.Field[bool]):
    default_error_messages = _CODES

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise refusal("facts.not_true_or_false")
        return value


class Whole(fields.Field[int]):
    """A whole number above 0; with `only`, exactly that one."""

    default_error_messages = _CODES

    def __init__(self, only: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.only = only

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**31:
            raise refusal("facts.not_whole")
        if self.only is not None and value != self.only:
            raise refusal("facts.other_version")
        return value


class OneOf(fields.Field[Word], Generic[Word]):
    """A word of a closed list."""

    default_error_messages = _CODES

    def __init__(self, words: type[Word], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = words

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Word:
        try:
            return self.words(value)
        except ValueError as error:
            raise refusal(
                "facts.not_one_of", choices=", ".join(word.value for word in self.words)
            ) from error

    def _serialize(self, value: Word | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.value


class Day(fields.Field[date]):
    default_error_messages = _CODES

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        try:
            return day_from_text(value)
        except ValueError as error:
            raise refusal("facts.not_a_day") from error

    def _serialize(self, value: date | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.isoformat()


class Moment(fields.Field[datetime]):
    """ISO 8601 with T; an offset from UTC may be absent where the place's own time is meant."""

    default_error_messages = _CODES

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise refusal("facts.not_a_moment")
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise refusal("facts.not_a_moment") from error

    def _serialize(self, value: datetime | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.isoformat()


class RawValue(fields.Field[Any]):
    """The value of an answer: its kind is the input's, so it is read once the pack is at hand."""

    default_error_messages = _CODES

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return value_to_json(value)
