"""What the chain vectors come to: texts of bodies, links, hashes of a log, what is covered, draws.

README.md in `chain/` describes the vectors. `python -m tests.vectors.make` writes results anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import rfc8785

from inspect_app.domain.operations import (
    EMPTY_CHAIN,
    b64,
    covers_hash,
    first_link,
    link_of,
    next_in_stream,
)

FOLDER = Path(__file__).parent / "chain"


def chain_files() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def chain_result(vector: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "bodies": list(_bodies(vector["bodies"])),
        "first": first_link(vector["certificate"]),
        "links": [
            link_of(said["dev"], said["seq"], said["prev"], said["bh"]) for said in vector["links"]
        ],
        "log": list(
            accumulate(
                vector["log"], lambda chain, row: next_in_stream(chain, *row), initial=EMPTY_CHAIN
            )
        ),
        "covers": [covers_hash(heads) for heads in vector["covers"]],
        "draws": [_drawn(said["seed"], said["rooms"]) for said in vector["draws"]],
        "bytes": [b64(bytes.fromhex(said)) for said in vector["bytes"]],
    }


def _drawn(seed: str, rooms: list[str]) -> list[str]:
    """As docs/operations.md says, without a line of the program."""
    return sorted(rooms, key=lambda room: hashlib.sha256(f"{seed}\0{room}".encode()).hexdigest())


def _bodies(bodies: list[Any]) -> Iterator[dict[str, str]]:
    for body in bodies:
        text = rfc8785.dumps(body)
        yield {"text": text.decode("utf-8"), "bh": hashlib.sha256(text).hexdigest()}
