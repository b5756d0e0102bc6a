"""The worker prints what it is given, refuses what is not the report's own, and is never waited for."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from inspect_app.problems import Problem
from inspect_app.reports.job import PrintJob, packed, unpacked
from inspect_app.reports.printing import Printer

FONTS = Path(__file__).resolve().parents[2] / "templates" / "reports" / "fonts"
FACE = '@font-face{font-family:"Source Sans 3";src:url(fonts/SourceSans3_400Regular.ttf)}'


def job(body: str, style: str = "") -> PrintJob:
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title>'
        '<meta name="dcterms.created" content="2026-10-12">'
        f'<style>{style}</style><style>{FACE} body{{font-family:"Source Sans 3"}}</style></head>'
        f"<body><h1>T</h1>{body}</body></html>"
    )
    return PrintJob(html, b"{}", date(2026, 10, 12), "identifier")


def printed(one: PrintJob, seconds: int = 60, memory_mib: int = 1536) -> bytes:
    with Printer(FONTS, seconds=seconds, memory_mib=memory_mib) as printer:
        return printer.print(one)


def refusal(one: PrintJob, seconds: int = 60, memory_mib: int = 1536) -> Problem:
    with pytest.raises(Problem) as caught:
        printed(one, seconds, memory_mib)
    return caught.value


def test_a_job_arrives_as_it_was_sent() -> None:
    sent = PrintJob(
        "<p>Ұ</p>", b"\x00{}", date(2026, 1, 2), "i", "d.json", "says", {"a/b.jpg": b"x"}
    )
    assert unpacked(packed(sent)) == sent


def test_printing_does_not_load_the_printer_into_this_process() -> None:
    assert printed(job("<p>Hello</p>")).startswith(b"%PDF-1.7")
    assert "weasyprint" not in sys.modules


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:1/x.png">',
        '<img alt="x" src="photos/missing.jpg">',
        '<img alt="x" src="../../../etc/passwd">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title>'
        '<image href="http://127.0.0.1:1/x.png" width="9" height="9"/></svg>',
    ],
)
def test_an_address_outside_the_report_ends_the_printing(body: str) -> None:
    assert refusal(job(body)).code == "report.address_blocked"


@pytest.mark.parametrize(
    "style", ["@import 'http://127.0.0.1:1/x.css';", "p{background:url(file:///etc/hostname)}"]
)
def test_a_style_cannot_reach_out_either(style: str) -> None:
    assert refusal(job("<p>x</p>", style)).code == "report.address_blocked"


def test_a_page_that_takes_too_long_is_given_up() -> None:
    started = time.monotonic()
    problem = refusal(job('<p style="break-after:page">x</p>' * 20_000), seconds=2)
    assert problem.code == "report.too_slow"
    assert time.monotonic() - started < 20


def test_a_page_that_takes_too_much_memory_is_given_up() -> None:
    problem = refusal(job("<p>word word</p>" * 60_000), memory_mib=420)
    assert problem.code == "report.too_large"
    assert "420" in problem.sentence("ru")


def test_a_character_without_a_glyph_is_no_silent_box() -> None:
    problem = refusal(job("<p>漢</p>"))
    assert problem.code == "report.not_printed"
    assert "U+6F22" in problem.sentence("en")


def test_a_page_nested_past_reason_is_one_sentence() -> None:
    assert refusal(job("<div>" * 3_000)).code == "report.not_printed"


@pytest.mark.parametrize(
    ("library", "named"),
    [
        ("libpango-1.0", "libpango-1.0"),
        ("libpangoft2", "libpangoft2-1.0"),
        ("libharfbuzz-subset", "libharfbuzz-subset"),
    ],
)
def test_a_missing_library_is_told_with_the_packages_to_install(
    library: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import cffi\n"
        "there = cffi.FFI.dlopen\n"
        "def dlopen(self, name, flags=0):\n"
        f"    if {library.removeprefix('lib')!r} in name:\n"
        "        raise OSError(f'cannot load library {name!r}')\n"
        "    return there(self, name, flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    problem = refusal(job("<p>x</p>"))
    assert problem.code == "report.library_missing"
    assert problem.details["library"] == named
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in problem.sentence("kk")


def test_nothing_of_the_worker_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    printed(job("<p>x</p>"))
    refusal(job('<p style="break-after:page">x</p>' * 20_000), seconds=2)
    assert list(tmp_path.iterdir()) == []


def test_margins_are_artifacts_and_languages_are_kept(tmp_path: Path) -> None:
    content = printed(job('<p lang="kk">Ұ</p>', '@page{@top-left{content:"head"}}'))
    (tmp_path / "a.pdf").write_bytes(content)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        stream = pdf.pages[0].Contents.read_bytes()
        languages = [str(o.Lang) for o in pdf.objects if _is_element(o) and "/Lang" in o]
    assert b"/Artifact" in stream
    assert b"/Pagination" in stream
    assert languages == ["kk"]


def _is_element(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


def test_the_cures_are_held_against_the_version_that_is_installed() -> None:
    from importlib.metadata import version

    source = (Path(__file__).resolve().parents[2] / "inspect_app/reports/tagging.py").read_text()
    assert f'CURED_VERSION = "{version("weasyprint")}"' in source
