"""A pack's hash covers every byte that can move a score or a printed word, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_yaml import SMALL, changed, write_pack

from inspect_app.files.packs import load_pack


def hash_of(folder: Path, files: dict[str, str] | None = None) -> str:
    return load_pack(write_pack(folder / "small", files or SMALL)).sha256


def test_the_same_files_have_the_same_hash_in_another_folder(tmp_path: Path) -> None:
    assert hash_of(tmp_path / "here") == hash_of(tmp_path / "there")


def test_the_order_in_which_files_were_written_does_not_matter(tmp_path: Path) -> None:
    backwards = dict(reversed(SMALL.items()))
    assert hash_of(tmp_path / "a", backwards) == hash_of(tmp_path / "b")


@pytest.mark.parametrize("file", [name for name in SMALL if not name.startswith("cases")])
def test_one_more_byte_in_any_file_is_another_hash(file: str, tmp_path: Path) -> None:
    longer = {**SMALL, file: SMALL[file] + "# seen\n"}
    assert hash_of(tmp_path / "a", longer) != hash_of(tmp_path / "b")


def test_a_file_under_another_name_is_another_hash(tmp_path: Path) -> None:
    renamed = {("criteria/a.yaml" if n.startswith("criteria") else n): t for n, t in SMALL.items()}
    assert hash_of(tmp_path / "a", renamed) != hash_of(tmp_path / "b")


def test_cases_do_not_move_the_hash(tmp_path: Path) -> None:
    files = changed("cases/small.yaml", "says: No window.", "says: No window at all.")
    assert hash_of(tmp_path / "a", files) == hash_of(tmp_path / "b")


def test_another_process_finds_the_same_hash(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "small")
    asks = "import sys, pathlib; from inspect_app.files.packs import load_pack; print(load_pack(pathlib.Path(sys.argv[1])).sha256)"
    told = subprocess.run(
        [sys.executable, "-c", asks, str(folder)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == load_pack(folder).sha256
