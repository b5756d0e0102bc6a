"""The files of a pack: which there are, what each holds, and where each item stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from inspect_app.domain.pack_faults import Fault, Section, Where
from inspect_app.files.packs import shapes
from inspect_app.files.packs.fields import CRITERION_ID, ID, Flaw
from inspect_app.files.strict_yaml import Document, read_yaml
from inspect_app.problems import Problem, Problems

SECTIONS: Mapping[Section, Schema] = {
    Section.PACK: shapes.PackShape(),
    Section.INSTRUMENTS: shapes.InstrumentShape(),
    Section.INPUTS: shapes.InputShape(),
    Section.CRITERIA: shapes.CriterionShape(),
    Section.NORMS: shapes.NormShape(),
    Section.DOUBTS: shapes.DoubtShape(),
    Section.CASES: shapes.CaseShape(),
}
_FILES = {f"{name}.yaml": Section(name) for name in ("pack", "instruments", "norms", "doubts")}
_FOLDERS = {name: Section(name) for name in ("inputs", "criteria", "cases")}


@dataclass(slots=True)
class Sources:
    """The items of one pack as shaped tables, with the document in which each stands."""

    shaped: dict[Section, dict[str | int, Any]] = field(
        default_factory=lambda: {section: {} for section in Section}
    )
    documents: dict[tuple[Section, str | int], tuple[Document, Where]] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unread: set[Section] = field(default_factory=set)  # sections with a file that is no YAML
    sha256: str = ""

    def problem(self, fault: Fault) -> Problem:
        """The fault as a refusal with file, line and item."""
        file, line = self.place(fault.section, fault.where)
        steps = fault.where
        if fault.section is Section.CASES:
            steps = (*self.documents[fault.section, fault.where[0]][1], *fault.where[1:])
        item = " / ".join(str(step + 1) if isinstance(step, int) else step for step in steps)
        return Problem(
            f"pack.{fault.code}", file=file, line=line, item=item or "pack", **fault.details
        )

    def place(self, section: Section, where: Where) -> tuple[str, int]:
        if section is Section.PACK:
            document, top = self.documents[section, ""]
            return document.name, document.line(where)
        document, top = self.documents[section, where[0]]
        steps = where[1:]
        if steps[:2] == ("parts", 0) and (*top, "parts") not in document.lines:
            steps = steps[2:]  # a single measured side stands at the top of its item
        return document.name, document.line((*top, *steps))


def files_of(folder: Path) -> dict[Path, Section]:
    """Every YAML file of a pack and what it holds, in order of name. Raises Problem(s)."""
    if not (folder / "pack.yaml").is_file():
        raise Problem("pack.not_found", folder=folder)
    found: dict[Path, Section] = {}
    strange: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_dir() or path.suffix == ".md" or path.name.startswith("."):
            continue
        section = _section(relative)
        if section is None:
            strange.append(Problem("pack.unknown_file", file=f"{folder.name}/{relative}"))
        else:
            found[path] = section
    if strange:
        raise Problems(strange)
    return found


def read_sources(folder: Path, sections: frozenset[Section]) -> Sources:
    """The items of these sections, shaped; what is wrong with each gathers in `problems`."""
    sources = Sources()
    digest = hashlib.sha256()
    for path, section in files_of(folder).items():
        if section not in sections:
            continue
        relative = path.relative_to(folder).as_posix()
        try:
            document = read_yaml(path, f"{folder.name}/{relative}")
        except Problems as refused:
            sources.problems += refused.problems
            sources.unread.add(section)
            continue
        digest.update(_hashed(relative, path.read_bytes()))
        _take(document, section, sources)
    sources.sha256 = digest.hexdigest()
    return sources


def hash_of(folder: Path, sections: frozenset[Section]) -> str:
    """As `read_sources` gives it, without reading what the files say. Raises Problem(s), OSError."""
    digest = hashlib.sha256()
    for path, section in files_of(folder).items():
        if section in sections:
            digest.update(_hashed(path.relative_to(folder).as_posix(), path.read_bytes()))
    return digest.hexdigest()


def _hashed(relative: str, content: bytes) -> bytes:
    return f"{relative}\0{len(content)}\0".encode() + content


def _section(relative: Path) -> Section | None:
    if relative.suffix != ".yaml":
        return None
    if len(relative.parts) == 1:
        return _FILES.get(relative.name)
    return _FOLDERS.get(relative.parts[0]) if len(relative.parts) == 2 else None


def _take(document: Document, section: Section, sources: Sources) -> None:
    if section is Section.PACK:
        sources.documents[section, ""] = (document, ())
        _shape(sources, section, "", document.tree)
        return
    for id_, tree, where in _items(document, section, sources):
        sources.documents[section, id_] = (document, where)
        _shape(sources, section, id_, tree)


def _items(
    document: Document, section: Section, sources: Sources
) -> Iterator[tuple[str | int, Any, Where]]:
    wanted = list if section is Section.CASES else dict
    if not isinstance(document.tree, wanted):
        code = "pack.not_list" if wanted is list else "pack.not_table"
        sources.problems.append(Problem(code, file=document.name, line=1, item=section))
        return
    if isinstance(document.tree, list):
        first = len(sources.shaped[section])
        for index, tree in enumerate(document.tree):
            yield first + index, tree, (index,)
        return
    for id_, tree in document.tree.items():
        place = {"file": document.name, "line": document.line((id_,)), "item": id_}
        pattern = CRITERION_ID if section is Section.CRITERIA else ID
        if not pattern.fullmatch(id_):
            sources.problems.append(Problem("pack.bad_id", value=id_, **place))
            sources.untold.add(id_)
        elif (section, id_) in sources.documents:
            other, first = sources.place(section, (id_,))
            details = {"value": id_, "other": other, "first": first}
            sources.problems.append(Problem("pack.defined_twice", **details, **place))
        else:
            yield id_, tree, (id_,)


def _shape(sources: Sources, section: Section, id_: str | int, tree: object) -> None:
    sources.shaped[section][id_] = None
    try:
        if not isinstance(tree, dict):
            raise ValidationError([Flaw("not_table")])
        sources.shaped[section][id_] = SECTIONS[section].load(tree)
    except ValidationError as error:
        sources.untold.add(str(id_))
        top = () if section is Section.PACK else (id_,)
        for where, flaw in flaws_in(error.messages, top):
            sources.problems.append(sources.problem(Fault(flaw.code, section, where, flaw.details)))


def flaws_in(messages: Any, where: Where) -> Iterator[tuple[Where, Flaw]]:
    """What marshmallow gathered, one by one, each with its place."""
    if isinstance(messages, dict):
        for key, below in messages.items():
            yield from flaws_in(below, where if key == "_schema" else (*where, key))
    else:
        for message in messages:
            yield where, message if isinstance(message, Flaw) else Flaw(message)
