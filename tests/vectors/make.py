"""Scores every vector anew and writes its result: `python -m tests.vectors.make`.

What a vector says, expects and finds is written by hand and never touched; the result is what the
engine makes of it. README.md says when this may be run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.standards import Pack
from inspect_app.files.packs import load_pack
from inspect_app.schemas.facts import facts_from_document
from inspect_app.schemas.json_text import parse_json
from tests.vectors.chain_results import FOLDER as CHAIN
from tests.vectors.chain_results import chain_files, chain_result
from tests.vectors.merging_results import FOLDER as MERGING
from tests.vectors.merging_results import merging_files, merging_result
from tests.vectors.remarks_results import FOLDER as REMARKS
from tests.vectors.remarks_results import remark_files, remark_result

FOLDER = Path(__file__).parent
PACKS = FOLDER / "pack"
WIDTH = 100
Vector = Mapping[str, Any]


def vector_files() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def read_vector(file: Path) -> dict[str, Any]:
    """Raises Problem where the file is no JSON; a key that stands twice is an AssertionError."""
    document, faults = parse_json(file.read_bytes(), file.name)
    assert faults == (), faults
    return dict(document)


def packs_of(vector: Vector) -> tuple[Pack, ...]:
    """The packs by name, the first cut down to the criteria that the vector is about."""
    main, *others = (_pack(name) for name in vector["packs"])
    chosen = vector.get("criteria", list(main.criteria))
    criteria = {id_: main.criteria[id_] for id_ in main.criteria if id_ in chosen}
    assert len(criteria) == len(chosen), f"no criterion of the pack: {set(chosen) - set(criteria)}"
    return (replace(main, criteria=criteria), *others)


def result_of(vector: Vector) -> dict[str, Any]:
    """The assessment that the engine makes of the vector's facts, as a document."""
    main, *others = packs_of(vector)
    facts = facts_from_document(vector["facts"], (main, *others), "vector")
    on = date.fromisoformat(vector["on"]) if "on" in vector else None
    return assessment_document(assess(facts, main, others, on))


def laid_out(value: Any, indent: str = "") -> str:
    """JSON in which whatever fits stands on one line, so that a change is seen where it is."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = f"{indent}  "
    if isinstance(value, dict):
        names = (f"{json.dumps(name, ensure_ascii=False)}: " for name in value)
        items = [f"{n}{laid_out(v, inner)}" for n, v in zip(names, value.values(), strict=True)]
    else:
        items = [laid_out(item, inner) for item in value]
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}{right}"


def any_result_of(file: Path, vector: Vector) -> Any:
    """The result of a vector of any folder."""
    if file.parent == CHAIN:
        return chain_result(vector)
    if file.parent == REMARKS:
        return remark_result(vector)
    if file.parent != MERGING:
        return result_of(vector)
    return merging_result(vector, tuple(_pack(name) for name in vector.get("packs", ())))


def made_anew() -> Iterator[str]:
    """Writes the results that differ; yields the names of those vectors."""
    for file in (*vector_files(), *merging_files(), *chain_files(), *remark_files()):
        vector = read_vector(file)
        result = any_result_of(file, vector)
        if canonical_bytes(vector.get("result")) != canonical_bytes(result):
            file.write_text(laid_out({**vector, "result": result}) + "\n", "utf-8")
            yield file.stem


@cache
def _pack(name: str) -> Pack:
    return load_pack(PACKS / name)


def main() -> None:
    for name in made_anew():
        sys.stdout.write(f"{name} has another result\n")


if __name__ == "__main__":
    main()
