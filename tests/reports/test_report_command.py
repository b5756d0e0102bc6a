"""`inspect-app report`: facts or a kept result in, a file out, and every refusal one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from inspect_app.cli import main
from inspect_app.reports.self_check import faults
from inspect_app.schemas.facts import facts_json
from inspect_app.schemas.result import result_of
from inspect_app.services.assessments import Standards
from tests.reports.conftest import jpeg
from tests.reports.invented import invented_facts


@pytest.fixture
def facts(standards: Standards, tmp_path: Path) -> Path:
    """Facts with two photographs, the second one cleared for publication."""
    (tmp_path / "photos").mkdir()
    for number in (1, 2):
        (tmp_path / "photos" / f"{number}.jpg").write_bytes(jpeg((800, 600)))
    path = tmp_path / "facts.json"
    path.write_bytes(facts_json(invented_facts(standards.main, 2, 2, answered=0.1)))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *(str(argument) for argument in arguments)])


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_kept_result_gives_the_same_report_as_its_facts(
    facts: Path, standards: Standards, tmp_path: Path
) -> None:
    kept = tmp_path / "result.json"
    kept.write_bytes(
        result_of(invented_facts(standards.main, 2, 2, answered=0.1), standards).canonical
    )
    assert run(facts, "--lang", "kk", "-o", tmp_path / "a.pdf").exit_code == 0
    assert run(kept, "--lang", "kk", "-o", tmp_path / "b.pdf").exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert faults((tmp_path / "a.pdf").read_bytes()) == ()
    assert "камера" in embedded(tmp_path / "a.pdf", "result.json")


def test_the_public_edition_carries_no_captions(facts: Path, tmp_path: Path) -> None:
    answer = run(facts, "--edition", "public", "-o", tmp_path / "a.pdf")
    assert answer.exit_code == 0
    assert "камера" not in embedded(tmp_path / "a.pdf", "publication.json")


def embedded(file: Path, name: str) -> str:
    with pikepdf.open(file) as pdf:
        return pdf.attachments[name].get_file().read_bytes().decode()


@pytest.mark.parametrize(
    ("damage", "code_words"),
    [
        (lambda folder: (folder / "photos/2.jpg").unlink(), "which is not there"),
        (lambda folder: (folder / "photos/2.jpg").write_bytes(b"GIF89a"), "is not a whole JPEG"),
    ],
)
def test_a_photograph_at_fault_is_one_sentence_and_nothing_is_written(
    facts: Path, tmp_path: Path, damage: object, code_words: str
) -> None:
    assert callable(damage)
    damage(tmp_path)
    answer = run(facts, "-o", tmp_path / "a.pdf")
    assert answer.exit_code == 2
    assert code_words in answer.stderr
    assert "Traceback" not in answer.output
    assert left_in(tmp_path) == ["facts.json", "photos"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"file": "../secret.jpg"}, "folder"),
        ({"file": "/etc/hostname"}, "folder"),
        ({"sha256": "0" * 64}, "its SHA-256 differs"),
    ],
)
def test_evidence_that_points_elsewhere_is_refused(
    facts: Path, tmp_path: Path, change: dict[str, str], words: str
) -> None:
    document = json.loads(facts.read_bytes())
    document["evidence"][0].update(change)
    facts.write_text(json.dumps(document))
    answer = run(facts, "-o", tmp_path / "a.pdf")
    assert answer.exit_code == 2
    assert words in answer.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_a_link_that_leads_out_of_the_folder_is_no_way_out(facts: Path, tmp_path: Path) -> None:
    (tmp_path / "photos/1.jpg").unlink()
    (tmp_path / "photos/1.jpg").symlink_to("/etc/hostname")
    answer = run(facts, "-o", tmp_path / "a.pdf")
    assert answer.exit_code == 2
    assert "outside the folder of the facts" in answer.stderr


def test_a_changed_result_is_not_printed(facts: Path, standards: Standards, tmp_path: Path) -> None:
    document = json.loads(
        result_of(invented_facts(standards.main, 2, 2, answered=0.1), standards).canonical
    )
    document["assessment"]["rating"] = "good"
    (tmp_path / "result.json").write_text(json.dumps(document))
    answer = run(tmp_path / "result.json", "-o", tmp_path / "a.pdf")
    assert answer.exit_code == 2
    assert not (tmp_path / "a.pdf").exists()


def test_a_folder_that_is_not_there_is_one_sentence(facts: Path, tmp_path: Path) -> None:
    answer = run(facts, "-o", tmp_path / "missing" / "a.pdf")
    assert answer.exit_code == 2
    assert "could not be written" in answer.stderr
