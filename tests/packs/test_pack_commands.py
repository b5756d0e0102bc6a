"""`inspect-app pack`: what it prints, in which language, and how it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_yaml import changed, write_pack

from inspect_app.cli import main
from inspect_app.cli.pack_words import WORDS, say
from inspect_app.domain.measures import MEASURES
from inspect_app.domain.terms import People, Regime
from inspect_app.problems import LANGUAGES


@pytest.fixture
def broken_seed(tmp_path: Path) -> Path:
    write_pack(tmp_path / "standards/small", changed("pack.yaml", "version: 1", "version: one"))
    return tmp_path


def asked(*arguments: str, seed: Path | None = None) -> Result:
    environment = {"INSPECT_SEED_DIR": str(seed)} if seed else {}
    return CliRunner().invoke(main, arguments, env=environment)


def test_check_counts_what_it_read_and_ends_well() -> None:
    result = asked("pack", "check")
    assert result.exit_code == 0, result.stderr
    assert "international, version 1: 123 criteria" in result.stdout
    assert "checklist short" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "line 2, version"), ("ru", "строка 2, version"), ("kk", "2-жол, version")],
)
def test_a_refusal_is_one_sentence_in_the_chosen_language_and_no_traceback(
    language: str, words: str, broken_seed: Path
) -> None:
    result = asked("--lang", language, "pack", "check", seed=broken_seed)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_pack_that_is_not_there_is_refused() -> None:
    result = asked("pack", "check", "atlantis")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no standards pack in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_shows_rule_bands_source_and_questions(language: str) -> None:
    result = asked("pack", "show", "SP01", "--lang", language)
    assert result.exit_code == 0, result.stderr
    for words in ("SP01", "136-141", "2015-12-15", ">=4.0", "<3.0", "2026-11-01", "CO01"):
        assert words in result.stdout
    assert say("questions", language) in result.stdout  # type: ignore[arg-type]


def test_a_card_shows_policy_options_and_norms_where_there_are_any() -> None:
    policy = asked("pack", "show", "VS01").stdout
    assert "no instrument gives all of these numbers" in policy
    norm = asked("pack", "show", "sp12").stdout
    assert "norm not entered" in norm


def test_a_criterion_that_no_pack_has_is_refused() -> None:
    result = asked("pack", "show", "XX99")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "XX99" in result.stderr


def test_doubts_name_every_figure_to_settle_and_every_norm_not_entered() -> None:
    result = asked("pack", "doubts")
    assert result.exit_code == 0
    assert "Figures to settle against the source" in result.stdout
    assert "National norms not entered" in result.stdout
    assert "kz_space_sentenced (SP12)" in result.stdout


def test_release_fixes_a_checklist_once(seed_dir: Path, tmp_path: Path) -> None:
    seed = tmp_path / "seed"
    shutil.copytree(seed_dir / "standards", seed / "standards")
    shutil.copytree(seed_dir / "checklists", seed / "checklists")
    (seed / "checklists/released.yaml").unlink(missing_ok=True)
    assert "full, version 1, is released" in asked("pack", "release", "full", seed=seed).stdout
    checked = asked("pack", "check", seed=seed).stdout
    assert "checklist full, version 1: 123 criteria" in checked
    assert checked.count("; released;") == 1


def test_every_measure_and_group_has_a_word_for_the_card() -> None:
    wanted = {f"measure_{id_}" for id_ in MEASURES}
    wanted |= {f"regime_{one}" for one in Regime} | {f"people_{one}" for one in People}
    assert wanted <= WORDS
