"""The printed file itself: archival, accessible, complete, and the same wherever it is printed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from inspect_app.domain.facts import Facility
from inspect_app.domain.terms import FacilityKind
from inspect_app.problems import LANGUAGES, Language
from inspect_app.reports.self_check import faults
from inspect_app.services.reporting import Press, print_report
from tests.reports.conftest import Kit
from tests.reports.invented import KAZAKH_SENTENCE, NAMES

Printed = Callable[[Language], bytes]


def text_of(content: bytes) -> str:
    """The text as a reader copies it, on one line; without pdftotext, the words of the tags' titles."""
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-enc", "UTF-8", "-raw", "-", "-"]
        answer = subprocess.run(command, input=content, capture_output=True, check=True)
        return " ".join(answer.stdout.decode().split())
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        return " ".join([str(pdf.docinfo["/Title"]), *(item.title for item in outline.root)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_finds_nothing_wrong_with_itself(printed: Printed, language: Language) -> None:
    assert faults(printed(language)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_validator_agrees_where_there_is_one(
    printed: Printed, language: Language, tmp_path: Path
) -> None:
    (tmp_path / "r.pdf").write_bytes(printed(language))
    if shutil.which("verapdf") is None:
        sys.stdout.write("veraPDF not run\n")
        assert faults((tmp_path / "r.pdf").read_bytes()) == ()
        return
    for flavour in ("3a", "ua1"):
        command = ["verapdf", "--flavour", flavour, "--format", "text", str(tmp_path / "r.pdf")]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        assert answer.stdout.startswith("PASS"), answer.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_put_in_can_be_copied_out(printed: Printed, language: Language) -> None:
    text = text_of(printed(language))
    assert NAMES[language] in text
    if shutil.which("pdftotext"):
        assert KAZAKH_SENTENCE[:60] in text
        assert "12-камера: терезе мен жарықтандыру" not in text
        assert "3-камера: терезе мен жарықтандыру" in text


def test_the_data_inside_are_those_whose_hash_is_printed(kit: Kit, printed: Printed) -> None:
    data = kit.request(kit.facts(photographs=7)).data
    with pikepdf.open(io.BytesIO(printed("en"))) as pdf:
        inside = pdf.attachments["assessment.json"].get_file().read_bytes()
    assert inside == data
    assert json.loads(inside)["packs"][0]["id"] == "international"
    if shutil.which("pdftotext"):
        digest = hashlib.sha256(data).hexdigest()
        assert digest in text_of(printed("en")).replace(" ", "")


def test_the_file_is_made_of_the_day_that_the_data_say(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed("en"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261012")
        assert str(pdf.docinfo["/ModDate"]).startswith("D:20261012")


def test_every_page_says_that_the_data_are_invented(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed("en"))) as pdf:
        pages = len(pdf.pages)
    if shutil.which("pdftotext"):
        assert text_of(printed("en")).count("DEMO: invented data") >= pages


def test_another_folder_and_another_machine_give_the_same_bytes(
    kit: Kit, printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "another place" / "reports"
    shutil.copytree(kit.templates, elsewhere)
    for name, value in (("LANG", "de_DE"), ("TZ", "Asia/Almaty"), ("PYTHONHASHSEED", "77")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    request = kit.request(kit.facts(photographs=7), language="kk")
    again = print_report(request, Press(elsewhere, seconds=240, memory_mib=1536))
    assert hashlib.sha256(again).digest() == hashlib.sha256(printed("kk")).digest()


def test_other_data_give_another_file(kit: Kit, printed: Printed) -> None:
    other = kit.print(kit.facts(photographs=7, seed=8), language="kk")
    assert other != printed("kk")


def test_html_that_somebody_typed_is_only_text(kit: Kit) -> None:
    typed = "<script>alert(1)</script><img src=http://127.0.0.1/x.png>\u202eгрязно\u0007 {{ 7*7 }}"
    facts = replace(
        kit.facts(rooms=3, answered=0.3),
        facility=Facility("f", {"kk": typed}, FacilityKind.REMAND, "KZ"),
    )
    content = kit.print(facts, language="ru")
    assert faults(content) == ()
    if shutil.which("pdftotext"):
        shown = "<script>alert(1)</script><imgsrc=http://127.0.0.1/x.png>грязно{{7*7}}"
        assert shown in text_of(content).replace(" ", "")


def test_the_public_edition_shows_only_what_was_cleared(kit: Kit) -> None:
    content = kit.print_public(kit.facts(photographs=6), "en")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pictures = [o for o in pdf.objects if _is_picture(o)]
    assert len(pictures) == 3
    assert faults(content) == ()
    if shutil.which("pdftotext"):
        text = text_of(content)
        assert "Photographs that were not cleared 3" in text
        assert "1-камера" not in text
        assert "2-камера" in text


def test_forty_photographs_keep_the_file_small(kit: Kit) -> None:
    content = kit.print(kit.facts(photographs=40), language="kk")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pictures = [o for o in pdf.objects if _is_picture(o)]
    assert len(pictures) == 40
    assert len(content) < 40 * 40_000 + 1_000_000
    assert faults(content) == ()


def test_an_inspection_that_saw_nothing_prints_too(kit: Kit) -> None:
    bare = replace(kit.facts(rooms=0), answers=(), blocks=(), recommendations=(), is_demo=False)
    content = kit.print(bare, language="ru")
    assert faults(content) == ()
    if shutil.which("pdftotext"):
        text = text_of(content)
        assert "Без оценки" in text
        assert "ДЕМО" not in text


@pytest.mark.slow
def test_two_thousand_rooms_print_within_the_limits(kit: Kit) -> None:
    content = kit.print(kit.facts(rooms=2000), language="kk")
    assert faults(content) == ()
    if shutil.which("pdftotext"):
        rooms = set(re.findall(r"\b[ABЖ]-\d{3,4}\b", text_of(content)))
        assert len(rooms) == 2000


def _is_picture(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_the_page_asks_nothing_of_the_current_folder(kit: Kit, tmp_path: Path) -> None:
    """A file beside the user that is called like a module of the printer is not run."""
    (tmp_path / "weasyprint.py").write_text("raise SystemExit('run!')")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert kit.print(kit.facts(rooms=1, answered=0.2)).startswith(b"%PDF")
    finally:
        os.chdir(before)
