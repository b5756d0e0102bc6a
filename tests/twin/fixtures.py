"""What the tablet's tests and its gallery read: `python -m tests.twin.fixtures`.

Standards and checklists out of seed/, the packs of the vectors, and cases of the lower domain with
what this side makes of them, as the documents that a tablet gets. They are made anew at will and never
handed in.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.checklist_building import checklist_document
from inspect_app.domain.pack_document import pack_document
from inspect_app.files.checklists import load_checklist
from inspect_app.files.packs import load_pack, load_seed_pack
from tests.twin.lower_cases import lower_cases
from tests.twin.term_lists import known_input_names, term_lists

CHECKOUT = Path(__file__).resolve().parents[2]
SEED = CHECKOUT / "seed"
VECTOR_PACKS = CHECKOUT / "tests" / "vectors" / "pack"
FIXTURES = CHECKOUT / "frontend" / ".fixtures"

SEED_PACKS = ("international", "kz", "nl")
CHECKLISTS = ("full", "short")


def fixtures() -> Mapping[str, Any]:
    """File name -> JSON document."""
    packs = {pack_id: load_seed_pack(SEED, pack_id) for pack_id in SEED_PACKS}
    asked = [packs["international"], packs["kz"]]
    made: dict[str, Any] = {
        f"pack_{pack_id}.json": pack_document(pack) for pack_id, pack in packs.items()
    }
    for checklist_id in CHECKLISTS:
        checklist = load_checklist(SEED, checklist_id, asked)
        made[f"checklist_{checklist_id}.json"] = checklist_document(checklist, asked)
    for folder in sorted(VECTOR_PACKS.iterdir()):
        made[f"vector_pack_{folder.name}.json"] = pack_document(load_pack(folder))
    made["lower_cases.json"] = lower_cases(packs)
    made["term_lists.json"] = term_lists()
    made["known_inputs.json"] = known_input_names()
    return made


def write_fixtures(folder: Path = FIXTURES) -> list[Path]:
    """Writes every fixture into `folder`; the files, in order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, document in sorted(fixtures().items()):
        file = folder / name
        file.write_bytes(canonical_bytes(document))
        written.append(file)
    return written


if __name__ == "__main__":
    for file in write_fixtures():
        sys.stdout.write(f"{file.relative_to(CHECKOUT)}\n")
