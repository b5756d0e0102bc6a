"""The international pack loaded: read strictly, checked and built."""

from __future__ import annotations

import yaml

from inspect_app.files.packs import load_seed_pack
from inspect_app.services.assessments import MAIN_PACK
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.sizes import SEED, Sizes

GOAL = "none set; S9 leaves 2 s from restart to serving"


def run(sizes: Sizes) -> Figure:
    folder = SEED / "standards" / MAIN_PACK
    read = [path for path in sorted(folder.rglob("*.yaml")) if path.parent.name != "cases"]
    texts = [path.read_bytes() for path in read]
    ours, floor = least_of(
        sizes.runs, lambda: load_seed_pack(SEED, MAIN_PACK), lambda: composed(texts)
    )
    return Figure(
        benchmark="pack loading",
        cpu_seconds=ours,
        floor="the C YAML parser composing the same bytes",
        floor_cpu_seconds=floor,
        size={"files": len(texts), "bytes": sum(len(text) for text in texts)},
        runs=sizes.runs,
        goal=GOAL,
    )


def composed(texts: list[bytes]) -> list[object]:
    return [yaml.compose(text, Loader=yaml.CSafeLoader) for text in texts]
