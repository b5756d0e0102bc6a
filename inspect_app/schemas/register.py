"""A scored register as a table (CSV) and as one JSON document."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from fractions import Fraction
from io import StringIO
from typing import Any

from inspect_app.domain.exact import exact_text, shown
from inspect_app.domain.registers.reading import FacilityRead
from inspect_app.domain.registers.totals import Totals
from inspect_app.domain.scoring import Assessment
from inspect_app.files.spreadsheet_cells import harmless
from inspect_app.services.registers import RegisterRead

REASONS = {
    "corrected": "The publisher's value is known to be wrong; see the mapping.",
    "left_out": "The value answers nothing here; see the mapping.",
    "nothing": "The cell holds a word for no value.",
    "not_a_number": "The cell holds words where a number is expected; it was not guessed.",
    "negative": "A count cannot be below nothing.",
    "cannot_be_computed": "A share of nothing has no value.",
}


def register_row(facility: FacilityRead, assessment: Assessment) -> dict[str, str]:
    """One line of the table: rating, interval, coverage, failures, figures and levels, as text."""
    place = facility.facts.facility
    head = {
        "key": facility.key,
        "code": ", ".join(place.codes),
        "name": next(iter(place.names.values())),
        "region": place.region or "",
        "rating": assessment.rating.value,
        "at_best": assessment.at_best.value,
        "index_low": exact_text(assessment.interval.low),
        "index_high": exact_text(assessment.interval.high),
        "coverage_percent": shown(100 * assessment.coverage, 2),
        "critical_failures": " ".join(assessment.critical_failures),
    }
    levels = {
        f"level_{c}": str(r.level) for c, r in assessment.criteria.items() if r.level is not None
    }
    figures = {f: "" if v is None else _figure_text(v) for f, v in facility.figures.items()}
    return head | {"repairs": str(len(facility.repairs))} | figures | levels


def _figure_text(value: Fraction) -> str:
    return exact_text(value) if value.denominator == 1 else shown(value, 4)


def register_csv(rows: list[dict[str, str]]) -> bytes:
    """UTF-8 with a header; a column for every figure and every level that any facility has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8")


def register_json(read: RegisterRead, rows: list[dict[str, str]]) -> bytes:
    """Totals, the same rows, and every refused or repaired value with its reason."""
    return (json.dumps(_document(read, rows), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _document(read: RegisterRead, rows: list[dict[str, str]]) -> dict[str, Any]:
    source = read.register.source
    return {
        "register": read.register.id,
        "visited_on": read.register.visited_on.isoformat(),
        "source": {
            "name": source.name,
            "licence": source.licence,
            "credit": source.credit,
            "address": source.address,
        },
        "totals": _totals(read.totals),
        "facilities": rows,
        "repairs": [repair for facility in read.facilities for repair in _repairs(read, facility)],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    def plain(value: Fraction | None) -> str | None:
        return None if value is None else exact_text(value)

    return {
        "facilities": totals.facilities,
        "figures": {figure: plain(value) for figure, value in totals.figures.items()},
        "bands": [
            {"above": plain(low), "up_to": plain(high), "facilities": n}
            for low, high, n in totals.bands
        ],
        "not_computed": totals.not_computed,
        "highest": [{"key": key, "value": exact_text(value)} for key, value in totals.highest],
        "regions": {region: plain(value) for region, value in totals.regions.items()},
    }


def _repairs(read: RegisterRead, facility: FacilityRead) -> Iterable[dict[str, str]]:
    because = {str(c.column): c.because["en"] for c in read.register.corrections}
    because |= {a.input: a.because["en"] for a in read.register.answers if a.because}
    for repair in facility.repairs:
        reason = (
            because.get(repair.column, REASONS[repair.code])
            if repair.code in ("corrected", "left_out")
            else REASONS[repair.code]
        )
        yield {
            "key": repair.key,
            "column": repair.column,
            "value": repair.value,
            "code": repair.code,
            "means": repair.means,
            "because": reason,
        }
