"""The portal reads publications, names of places and the standards; of an inspection nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import inspect_app

PACKAGE = Path(inspect_app.__file__).parent
READER = sorted((PACKAGE / "services" / "portal").glob("*.py"))
PAGES = sorted((PACKAGE / "pages" / "portal").glob("*.py"))
MAY_READ = {
    "inspect_app.store.review": {
        "PublicationRow", "PublishedFileRow", "current_publications", "files_of",
    },
    "inspect_app.store.places": {"FacilityRow", "RegionRow", "searched"},
}  # fmt: skip
MAY_CHECK = {"inspect_app.store.printed": {"PrintedReportRow"}}
"""For `checking` alone: whether a hash is ours."""
COLUMNS = {
    "FacilityRow": {"id", "names", "kind", "country", "region_id", "is_demo", "is_open",
                    "sort_name", "search_text", "changed_at"},
    "RegionRow": {"id", "names", "kind", "geometry"},
    "PrintedReportRow": {"made_at", "file_sha256", "data_sha256"},
    "PublicationRow": {"id", "code", "insp", "revision", "facility_id", "region_id", "is_demo",
                       "visited_on", "published_at", "withdrawn_at", "withdrawn_reason", "document",
                       "document_sha256", "rating", "at_best", "index", "low", "high", "coverage",
                       "critical_failures", "severe_failure_count"},
    "PublishedFileRow": {"publication_id", "language", "file_sha256", "data_sha256", "size_bytes"},
}  # fmt: skip
"""Whatever is not named here the portal must not even be able to leak."""


def _imports(file: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name: {"*"} for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.setdefault(node.module, set()).update(alias.name for alias in node.names)
    return found


def _read(file: Path) -> set[tuple[str, str]]:
    """(row, attribute) as they are written, rows by their class or as `row`."""
    return {
        (node.value.id, node.attr)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


@pytest.mark.parametrize("file", READER, ids=lambda file: file.stem)
def test_the_reader_imports_nothing_else_of_the_store(file: Path) -> None:
    allowed = MAY_READ | (MAY_CHECK if file.stem == "checking" else {})
    stored = {m: names for m, names in _imports(file).items() if m.startswith("inspect_app.store")}
    for module, names in stored.items():
        assert names <= allowed.get(module, set()), f"{file.name} takes {names} of {module}"


@pytest.mark.parametrize("file", READER, ids=lambda file: file.stem)
def test_the_reader_reads_no_other_column(file: Path) -> None:
    for row, attribute in _read(file):
        if row in COLUMNS:
            assert attribute in COLUMNS[row], f"{file.name} reads {row}.{attribute}"
        elif row == "row":
            assert any(attribute in columns for columns in COLUMNS.values()), attribute


@pytest.mark.parametrize("file", READER, ids=lambda file: file.stem)
def test_the_reader_calls_no_other_service(file: Path) -> None:
    services = [m for m in _imports(file) if m.startswith("inspect_app.services")]
    assert all(module.startswith("inspect_app.services.portal") for module in services)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_the_pages_read_through_the_reader_alone(file: Path) -> None:
    known = _imports(file)
    stored = {m for m in known if m.startswith("inspect_app.store")}
    assert stored <= {"inspect_app.store.engine"}
    services = {m for m in known if m.startswith("inspect_app.services")}
    assert services <= {"inspect_app.services.portal", "inspect_app.services.assessments",
                        "inspect_app.services"}  # fmt: skip
    assert known.get("inspect_app.services", {"portal"}) == {"portal"}
    assert known.get("inspect_app.services.assessments", {"Standards"}) == {"Standards"}


def test_the_pages_know_no_log_in() -> None:
    """Nothing of who reads may change what is read."""
    for file in PAGES:
        names = {name for names in _imports(file).values() for name in names}
        assert not names & {
            "current_actor",
            "current_log_in",
            "cookie_name",
            "guarded",
            "g",
            "session",
        }
        text = file.read_text("utf-8")
        assert "cookies" not in text.replace("no cookie", ""), file.name


def test_there_is_something_to_look_at() -> None:
    assert len(READER) >= 7
    assert len(PAGES) >= 15
