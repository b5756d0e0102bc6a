"""The figures as a table, with the goals and the floor beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

ENKETO_OPEN_CPU_S = {100: 2.5, 400: 22.0, 1000: 143.0}
"""Figures of the peers and of another, larger floor, taken once on two cores: they are constants here."""
LARGER_FLOOR_OPEN_CPU_S = 0.08
ENKETO_KEY_CPU_MS = {100: 48.0, 400: 212.0, 1000: 626.0}
ENKETO_ADD_MS = {100: 72.0, 400: 255.0, 1000: 791.0}
WIDTH = 13


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """One line after the other; "x" is a ratio to the floor of the same run."""
    yield f"load of the machine: {found['load_before'][0]:.1f} before, {found['load_after'][0]:.1f} after"
    if "sizes" in found:
        sizes = {name: size / 1024 for name, size in found["sizes"].items()}
        yield (
            f"JS + CSS, gzip: first screen {sizes['first_screen']:.0f} kB (T8: <= 120),"
            f" all {sizes['all']:.0f} kB (<= 200), largest file {sizes['largest']:.0f} kB"
        )
    yield from _forms(found.get("forms", []))
    yield from _storage(found.get("storage", []))
    if "start" in found:
        yield from _start(found["start"])


def _forms(forms: list[Mapping[str, Any]]) -> Iterator[str]:
    floors = {
        (form["rooms"], at["slow"]): at
        for form in forms
        for at in form["at"]
        if form["kind"] == "floor"
    }
    if forms:
        heads = (
            "rooms", "slow", "open CPU s", "x floor", "usable s", "settled s", "key p50", "key p95",
            "key CPU", "add ms", "+card ms", "add CPU", "heap MiB", "process", "elements", "score ms",
        )  # fmt: skip
        yield "".join(head.rjust(WIDTH) for head in heads)
    for form in forms:
        for at in form["at"]:
            floor = floors.get((form["rooms"], at["slow"])) if form["kind"] == "bench" else None
            yield _row(form, at, floor)
    yield from _goals(forms)


def _row(form: Mapping[str, Any], at: Mapping[str, Any], floor: Mapping[str, Any] | None) -> str:
    name = f"{form['rooms']}{'' if form['kind'] == 'bench' else ' floor'}"
    ratio = "" if floor is None else f"{at['cpu_s'] / floor['cpu_s']:.1f}"
    cells = [
        name, f"x{at['slow']}", f"{at['cpu_s']:.2f}", ratio, f"{at['usable_s']:.2f}",
        f"{at['settled_s']:.2f}", *(
            _said(at.get(key), digits) for key, digits in (
                ("key_p50_ms", 1), ("key_p95_ms", 1), ("key_cpu_ms", 1), ("add_ms", 0),
                ("add_opened_ms", 0), ("add_cpu_ms", 0), ("heap_mib", 1), ("process_mib", 0),
                ("elements", 0), ("score_ms", 0),
            )
        ),
    ]  # fmt: skip
    return "".join(cell.rjust(WIDTH) for cell in cells)


def _said(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _goals(forms: list[Mapping[str, Any]]) -> Iterator[str]:
    at = {(form["kind"], form["rooms"], one["slow"]): one for form in forms for one in form["at"]}
    ours, floor = at.get(("bench", 400, 1)), at.get(("floor", 400, 1))
    if ours and floor:
        yield (
            f"T1 400 rooms: {ours['cpu_s'] / floor['cpu_s']:.1f} x floor (<= 5),"
            f" {ours['cpu_s'] / LARGER_FLOOR_OPEN_CPU_S:.1f} x the floor that the goal was set by,"
            f" 1/{ENKETO_OPEN_CPU_S[400] / ours['cpu_s']:.0f} of Enketo's CPU (<= 1/60)"
        )
        yield (
            f"T3 key: CPU 1/{ENKETO_KEY_CPU_MS[400] / ours['key_cpu_ms']:.0f} of Enketo's (<= 1/12),"
            f" p95 {ours['key_p95_ms']:.0f} ms (<= 50)"
        )
        yield (
            f"T4 room added: {ours['add_ms'] / floor['add_ms']:.1f} x floor (<= 3),"
            f" 1/{ENKETO_ADD_MS[400] / ours['add_ms']:.0f} of Enketo's (<= 1/10);"
            f" with its card {ours['add_opened_ms'] / floor['add_opened_ms']:.1f} x floor"
        )
        yield f"T9 whole score of 400 rooms: {ours['score_ms']:.0f} ms in the worker (<= 150)"
    yield from _large(at)


def _large(at: Mapping[tuple[str, int, int], Mapping[str, Any]]) -> Iterator[str]:
    large, small, floor = (
        at.get(("bench", 2000, 1)), at.get(("bench", 10, 1)), at.get(("floor", 2000, 1))
    )  # fmt: skip
    middle, slow = at.get(("bench", 400, 1)), at.get(("bench", 2000, 4))
    if large and middle:
        yield f"T2 2,000 rooms: {large['cpu_s'] / middle['cpu_s']:.1f} x the CPU of 400 (<= 2)"
    if slow:
        yield (
            f"T2 2,000 rooms at a quarter of the speed: usable in {slow['usable_s']:.1f} s (<= 3);"
            f" T3 p95 {slow['key_p95_ms']:.0f} ms (<= 100)"
        )
    if large and small:
        yield f"T3 key at 2,000 rooms: {large['key_cpu_ms'] / small['key_cpu_ms']:.2f} x 10 rooms (<= 1.2)"
    if large and floor:
        yield (
            f"T6 2,000 rooms: heap {large['heap_mib']:.0f} MiB (<= 25), process"
            f" {large['process_mib'] / max(floor['process_mib'], 1):.1f} x floor (<= 1.4);"
            f" T7 elements {large['elements']} (<= 3,000)"
        )


def _storage(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        limit = {1: 15, 4: 30}.get(row["slow"])
        yield (
            f"T5 x{row['slow']} one operation: p50 {row['record_p50_ms']:.1f},"
            f" p95 {row['record_p95_ms']:.1f} ms (<= {limit}); bare strict row p50"
            f" {row['bare_p50_ms']:.1f}, p95 {row['bare_p95_ms']:.1f} ms"
        )
        yield (
            f"T10 x{row['slow']} 8,000 operations pulled: {row['bulk_ms'] / row['pulled_ms']:.2f} of"
            f" bare IndexedDB's speed (>= 0.6); with every hash"
            f" {row['bulk_ms'] / row['pulled_hashed_ms']:.2f}"
        )


def _start(start: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    full, empty = start["full"], start["empty"]
    yield (
        f"T11 start with 50,000 operations and 2,000 photographs: listed"
        f" {full['listed'] / empty['listed']:.2f} x the empty start (<= 2), what waits counted"
        f" {full['counted'] / empty['counted']:.2f} x, CPU {full['cpu_s'] / empty['cpu_s']:.2f} x"
    )
