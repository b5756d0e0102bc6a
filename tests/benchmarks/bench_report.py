"""The report of the demo facility printed, against WeasyPrint on the bare layout."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from inspect_app.domain.terms import EvidenceKind
from inspect_app.reports.fonts import fontconfig
from inspect_app.schemas.result import result_of
from inspect_app.services.assessments import load_standards
from inspect_app.services.reporting import Press, ReportRequest, print_job, print_report
from tests.benchmarks.bare_layout import PAGE
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.many_rooms import DEMO, demo_facts
from tests.benchmarks.sizes import CHECKOUT, SEED, TEMPLATES, Sizes

GOAL = "S10: at most 4 s for 16 pages in a fresh process"
MOST_RUNS = 2
"""A printing takes its time; its ratio is steady all the same."""

_PRESS = Press(templates=TEMPLATES / "reports", seconds=300, memory_mib=1536)


def run(sizes: Sizes) -> Figure:
    request = request_of(sizes)
    runs = min(sizes.runs, MOST_RUNS)
    job = print_job(request, _PRESS.templates)
    bare = BareTables(job.html)
    pictures = {name: data for name, data in job.assets.items() if name.endswith(".jpg")}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        lay_out(folder, bare, pictures)
        ours, floor = least_of(
            runs, lambda: print_report(request, _PRESS), lambda: print_bare(folder)
        )
    return Figure(
        benchmark="report",
        cpu_seconds=ours,
        floor="WeasyPrint on plain HTML with the same table rows and pictures, without tags",
        floor_cpu_seconds=floor,
        size={"rows": bare.rows, "pictures": len(pictures), "bytes_of_html": len(job.html)},
        runs=runs,
        goal=GOAL,
    )


def request_of(sizes: Sizes) -> ReportRequest:
    """The full edition in English, with as many photographs as wanted."""
    standards = load_standards(SEED)
    facts = demo_facts(SEED, standards)
    photos = [item for item in facts.evidence if item.kind is EvidenceKind.PHOTO]
    left_out = {item.id for item in photos} - {item.id for item in photos[: sizes.photographs]}
    kept = tuple(replace(i, file=None) if i.id in left_out else i for i in facts.evidence)
    result = result_of(replace(facts, evidence=kept), standards)
    return ReportRequest(
        facts=result.facts,
        assessment=result.assessment,
        pack=standards.main,
        norm_packs=standards.norm_packs_for(result.facts.facility.country),
        data=result.canonical,
        data_name="result.json",
        evidence_folder=(SEED / DEMO).parent,
    )


class BareTables(HTMLParser):
    """The rows of all tables of a page with their texts, and nothing else of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows = 0
        self._depth = 0
        self._parts: list[str] = []
        self.feed(html)

    @property
    def html(self) -> str:
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "table"
        self.rows += tag == "tr"
        if tag in ("table", "tr", "td", "th"):
            self._parts.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "table"
        if tag in ("table", "tr", "td", "th"):
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._depth and data.strip():
            self._parts.append(data.replace("&", "&amp;").replace("<", "&lt;"))


def lay_out(folder: Path, bare: BareTables, pictures: dict[str, bytes]) -> None:
    """The page and its pictures as files, and settings that know the report's own fonts only."""
    shown = []
    for number, content in enumerate(pictures.values()):
        (folder / f"{number}.jpg").write_bytes(content)
        shown.append(f'<img src="{number}.jpg" width="210">')
    style = "<style>body { font: 9pt 'Source Sans 3' } td, th { border: 1px solid }</style>"
    (folder / PAGE).write_text(f"{style}{bare.html}{''.join(shown)}", encoding="utf-8")
    fonts = fontconfig(_PRESS.templates / "fonts", folder / "cache")
    (folder / "fonts.conf").write_text(fonts, encoding="utf-8")


def print_bare(folder: Path) -> None:
    """In a process of its own, as the report is."""
    command = [sys.executable, "-m", "tests.benchmarks.bare_layout", str(folder)]
    environment = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=CHECKOUT, env=environment, check=True)
