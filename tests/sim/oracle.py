"""A second opinion on conflicts, from the bodies alone and by another road than the program's.

Of the writes to one field, those that no other write names as seen are what stands. Two of them with
different values are a conflict.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

Standing = dict[tuple[str, str], dict[str, str]]
"""(entity, field) -> operation -> its value as JSON."""


def standing(bodies: Iterable[bytes]) -> Standing:
    """Of the applied operations of one inspection."""
    written: Standing = defaultdict(dict)
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for body in bodies:
        said = json.loads(body)
        for write in said["sets"]:
            place = said["e"], write["f"]
            written[place][said["op"]] = json.dumps(write["val"], sort_keys=True)
            seen[place].update(write["base"])
        if said["k"] == "attach":
            written[said["e"], "file"][said["op"]] = json.dumps(said["file"], sort_keys=True)
    return {
        place: {op_id: value for op_id, value in ops.items() if op_id not in seen[place]}
        for place, ops in written.items()
    }


def conflicts(found: Standing) -> int:
    return sum(len(set(values.values())) > 1 for values in found.values())
