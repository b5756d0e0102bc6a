"""What lies in the repository is fit to be read and cloned anywhere."""

from __future__ import annotations

import re
from pathlib import Path

# Each pattern is written so that it does not find itself.
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|tm[p]|Users/\w+)/\w")
INDEX_HOSTS = re.compile(
    r"pypi\.[o]rg|python[h]osted|npm[j]s\.|deb\.deb[i]an|archive\.ubun[t]u", re.IGNORECASE
)
LARGEST_BYTES = 2 * 1024 * 1024


def _lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def _readable(files: list[Path]) -> list[Path]:
    return [path for path in files if path.suffix not in {".ttf", ".png", ".jpg", ".pdf"}]


def test_no_file_names_a_path_of_one_machine(kept_files: list[Path]) -> None:
    assert _lines_with(MACHINE_PATHS, _readable(kept_files)) == []


def test_no_file_names_the_host_of_a_package_index(kept_files: list[Path]) -> None:
    assert _lines_with(INDEX_HOSTS, _readable(kept_files)) == []


def test_no_file_is_too_large_to_clone_on_a_thin_line(kept_files: list[Path]) -> None:
    assert [path for path in kept_files if path.stat().st_size > LARGEST_BYTES] == []


def test_text_files_end_with_one_new_line_and_no_trailing_spaces(kept_files: list[Path]) -> None:
    ours = [
        path
        for path in kept_files
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".svg", ".html", ".css"}
        or path.name == "Makefile"
    ]
    texts = {path: path.read_text("utf-8") for path in ours}
    untidy = [
        str(path)
        for path, text in texts.items()
        if text and (not text.endswith("\n") or re.search(r"[ \t]\n", text) or "\r" in text)
    ]
    assert untidy == []
