"""YAML read strictly: text, lists and tables only, and every line kept for later refusals.

YAML can do more than people expect: it keeps the last of two equal keys in silence, reads `no` as
false and 1:30 as ninety, copies by anchors and builds objects by tags. Here all of that is either
refused or plain text; what a text means is decided by the field that it fills.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from inspect_app.problems import Problem, Problems

LARGEST_BYTES = 4_000_000
DEEPEST = 24

Where = tuple[str | int, ...]
"""A place in a document: keys of tables and positions in lists, from the top."""

Tree = str | list["Tree"] | dict[str, "Tree"]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name for people, what it holds, and the line of each place (from 1)."""

    name: str
    tree: Tree
    lines: Mapping[Where, int]

    def line(self, where: Where) -> int:
        """The line of a place, or of the nearest place around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read_yaml(path: Path, name: str) -> Document:
    """The document in a file. Raises Problem `file.not_found` or Problems `yaml.*`."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise Problem("file.not_found", file=name) from error
    return parse_yaml(content, name)


def parse_yaml(content: bytes, name: str) -> Document:
    """The document in these bytes; `name` is how refusals call it. Raises Problems, all at once."""
    if len(content) > LARGEST_BYTES:
        raise Problems([Problem("yaml.too_large", file=name, limit=LARGEST_BYTES // 1_000_000)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Problems([Problem("yaml.not_utf8", file=name, line=line)]) from error
    if strange := _CONTROL.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        raise Problems([Problem("yaml.control_character", file=name, line=line)])
    reading = _Reading(name)
    try:
        tree = reading.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        reading.refuse("yaml.not_yaml", _line_of(error), why=_reason(error))
        raise Problems(reading.problems) from error
    if reading.problems:
        raise Problems(reading.problems)
    return Document(name, tree, reading.lines)


class _Reading:
    """Builds the tree from the parser's events, where anchors and tags are still to be seen."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {}
        self.problems: list[Problem] = []

    def refuse(self, code: str, line: int, **details: object) -> None:
        self.problems.append(Problem(code, file=self.name, line=line, **details))

    def document(self, events: Iterator[Any]) -> Tree:
        tree: Tree | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    self.refuse("yaml.several_documents", _line(event))
                    break
                tree = self.node(next(events), events, ())
        if tree is None:
            self.refuse("yaml.empty", 1)
            return {}
        return tree

    def node(self, event: Any, events: Iterator[Any], where: Where) -> Tree:
        self.lines.setdefault(where, _line(event))
        if isinstance(event, yaml.AliasEvent):
            self.refuse("yaml.anchor", _line(event), mark=f"*{event.anchor}")
            return ""
        if event.anchor is not None:
            self.refuse("yaml.anchor", _line(event), mark=f"&{event.anchor}")
        if event.tag is not None:
            self.refuse("yaml.tag", _line(event), mark=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if len(where) >= DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        read: Callable[[Iterator[Any], Where], Tree] = (
            self.items if isinstance(event, yaml.SequenceStartEvent) else self.table
        )
        return read(events, where)

    def items(self, events: Iterator[Any], where: Where) -> Tree:
        found: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.node(event, events, (*where, len(found))))
        return found

    def table(self, events: Iterator[Any], where: Where) -> Tree:
        found: dict[str, Tree] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.key(event, events, where)
            place = (*where, key)
            if key in found:
                self.refuse("yaml.duplicate_key", _line(event), key=key, first=self.lines[place])
            self.lines.setdefault(place, _line(event))
            value = self.node(next(events), events, place)
            found.setdefault(key, value)
        return found

    def key(self, event: Any, events: Iterator[Any], where: Where) -> str:
        key = self.node(event, events, (*where, ""))
        self.lines.pop((*where, ""), None)
        if not isinstance(key, str):
            self.refuse("yaml.key_not_text", _line(event))
            return ""
        return key


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return 1 if mark is None else int(mark.line) + 1


def _reason(error: yaml.YAMLError) -> str:
    reason = getattr(error, "problem", None) or getattr(error, "reason", None)
    return " ".join(str(reason or error).split())
