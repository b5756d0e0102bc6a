"""What was written into a field, and the field itself, in the reader's words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from inspect_app.domain.answer_values import NotAValue, day_from_text, value_from_json
from inspect_app.domain.operations import ANSWER, CONFIRMED, VOID, EntityType
from inspect_app.domain.standards import Input
from inspect_app.pages.wording import PageWording
from inspect_app.reports.model.values import Values

_LONGEST = 600
_WORDS_OF = {
    "kind": ("room", "evidence"),
    "regime": ("inspection.op.regime",),
    "people": ("inspection.op.people",),
}
"""Field -> which groups of messages hold its words."""


class FieldWords:
    """`names`: account code -> the name that colleagues read; `places`: entity -> its name."""

    def __init__(
        self,
        words: PageWording,
        inputs: Mapping[str, Input],
        values: Values,
        places: Mapping[str, str],
        names: Mapping[str, str],
    ) -> None:
        self._words, self._inputs, self._values = words, inputs, values
        self._places, self._names = places, names

    def entity(self, entity: str) -> str:
        """The kind of thing, and its name where it has one."""
        kind, _, _ = entity.partition(":")
        known = kind in {one.value for one in EntityType}
        says = self._words.say(f"inspection.op.entity.{kind}") if known else kind
        name = self._places.get(entity)
        return f"{says} {name}" if name else says

    def field(self, field: str) -> str:
        for prefix in (ANSWER, CONFIRMED):
            if field.startswith(prefix):
                asked = self._inputs.get(field.removeprefix(prefix))
                label = self._words.own(asked.label) if asked else field.removeprefix(prefix)
                is_answer = prefix == ANSWER
                return (
                    label if is_answer else self._words.say("inspection.op.confirmed", label=label)
                )
        key = f"inspection.op.field.{field}"
        return self._words.say(key) if self._words.knows(key) else field

    def value(self, field: str, value: Any) -> str:
        """Never raises: what the standards of today cannot read is shown as it was recorded."""
        if field.startswith(ANSWER) and isinstance(value, dict):
            return self._answer(field.removeprefix(ANSWER), value)
        if field == VOID:
            return self._void(value)
        told = _TOLD.get(field)
        if told is not None:
            try:
                return told(self, value)
            except (TypeError, ValueError, KeyError, AttributeError):
                return self._raw(value)
        return self._plain(field, value)

    def _answer(self, input_id: str, said: Mapping[str, Any]) -> str:
        words, state = self._words, str(said.get("state"))
        if state == "answered":
            parts = [self._answered(input_id, said.get("value"))]
        else:
            key = f"state.{state}"
            parts = [words.say(key) if words.knows(key) else state]
        for name in ("reason", "grade"):
            key = f"{name}.{said.get(name)}"
            if said.get(name) and words.knows(key):
                parts.append(words.say(key))
        if said.get("words"):
            parts.append(f"«{said['words']}»")
        return "; ".join(parts)

    def _answered(self, input_id: str, value: Any) -> str:
        asked = self._inputs.get(input_id)
        if asked is None:
            return self._raw(value)
        try:
            return self._values.reading(value_from_json(value, asked), asked)
        except NotAValue:
            return self._raw(value)

    @staticmethod
    def named_in(field: str, value: Any) -> set[str]:
        """Entities that a value names, whose own names are needed to tell it."""
        if field == "supports" and isinstance(value, list):
            return {str(one.get("place")) for one in value if isinstance(one, dict)}
        if field == "about" and isinstance(value, dict):
            return {str(value.get("e"))}
        return {f"{EntityType.BLOCK}:{value}"} if field == "block" and value else set()

    def _void(self, value: Any) -> str:
        if value is False:
            return self._words.say("inspection.op.brought_back")
        why = value.get("why") if isinstance(value, dict) else None
        return self._words.say("inspection.op.taken_back", why=why or "–")

    def _plain(self, field: str, value: Any) -> str:
        if value is None:
            return self._words.say("value.none")
        if isinstance(value, bool):
            return self._words.say("answer.yes" if value else "answer.no")
        for group in _WORDS_OF.get(field, ()):
            if self._words.knows(f"{group}.{value}"):
                return self._words.say(f"{group}.{value}")
        return value if isinstance(value, str) else self._raw(value)

    def _raw(self, value: Any) -> str:
        """As recorded, for what no sentence is known."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    def _team(self, value: Any) -> str:
        return ", ".join(self._names.get(code, code) for code in value) or "–"

    def _supports(self, value: Any) -> str:
        return "; ".join(
            f"{self.entity(one['place'])}: {self.field(ANSWER + one['input'])}" for one in value
        )

    def _day(self, value: Any) -> str:
        return self._words.day(day_from_text(value))

    def _moment(self, value: Any) -> str:
        return f"{datetime.fromisoformat(value):%d.%m.%Y %H:%M}"

    def _file(self, value: Any) -> str:
        return self._words.say(
            "inspection.op.file", mime=value["mime"], size=value["size"], sha256=value["sha"]
        )

    def _facility(self, value: Any) -> str:
        return self._places.get(f"{EntityType.FACILITY}:{value}", str(value))

    def _block(self, value: Any) -> str:
        return self._places.get(f"{EntityType.BLOCK}:{value}", str(value))

    def _about(self, value: Any) -> str:
        parts = [self.entity(value["e"])]
        parts += [self.field(value["f"])] if "f" in value else []
        return ", ".join([*parts, *([value["c"]] if "c" in value else [])])

    def _sample(self, value: Any) -> str:
        drawn = sum(len(rooms) for rooms in value["rooms"].values())
        return self._words.count("inspection.op.sample", drawn)


_TOLD: Mapping[str, Callable[[FieldWords, Any], str]] = {
    "facility": FieldWords._facility,
    "team": FieldWords._team,
    "supports": FieldWords._supports,
    "visited_on": FieldWords._day,
    "due_on": FieldWords._day,
    "taken_at": FieldWords._moment,
    "file": FieldWords._file,
    "block": FieldWords._block,
    "about": FieldWords._about,
    "sample": FieldWords._sample,
}
