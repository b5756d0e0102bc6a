"""YAML that could mean something else than it says is refused, by file and line."""

from __future__ import annotations

import pytest

from inspect_app.files.strict_yaml import LARGEST_BYTES, parse_yaml, read_yaml
from inspect_app.problems import Problem, Problems

REFUSED = [
    pytest.param(b"a: 1\nb: 2\na: 3\n", "yaml.duplicate_key", 3, id="a key twice"),
    pytest.param(b"x:\n  a: 1\n  a: 1\n", "yaml.duplicate_key", 3, id="a key twice inside"),
    pytest.param(b"a: &mark 1\nb: 2\n", "yaml.anchor", 1, id="an anchor"),
    pytest.param(b"a: &mark 1\nb: *mark\n", "yaml.anchor", 1, id="an alias"),
    pytest.param(b"a: 1\nb: !!python/object:os.system x\n", "yaml.tag", 2, id="a tag"),
    pytest.param(b"a: !!str 1\n", "yaml.tag", 1, id="a harmless tag"),
    pytest.param(b"a: 1\n---\nb: 2\n", "yaml.several_documents", 2, id="two documents"),
    pytest.param(b"a: 1\nb: \xff\n", "yaml.not_utf8", 2, id="another encoding"),
    pytest.param(b"a: 1\nb: 'x\x07'\n", "yaml.control_character", 2, id="a bell"),
    pytest.param(b"a: 1\nb: [1, 2\nc: 3\n", "yaml.not_yaml", 3, id="an open bracket"),
    pytest.param(b"a: 1\n  b: 2\n", "yaml.not_yaml", 2, id="a wrong indentation"),
    pytest.param(b"? [1, 2]\n: x\n", "yaml.key_not_text", 1, id="a list as key"),
    pytest.param(b"x: " + b"[" * 30 + b"]" * 30, "yaml.not_yaml", 1, id="too deep"),
]


@pytest.mark.parametrize(("content", "code", "line"), REFUSED)
def test_what_could_mean_something_else_is_refused_with_its_line(
    content: bytes, code: str, line: int
) -> None:
    with pytest.raises(Problems) as refused:
        parse_yaml(content, "bad.yaml")
    first = refused.value.problems[0]
    assert (first.code, first.details["file"], first.details["line"]) == (
        code,
        "bad.yaml",
        str(line),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "yaml.empty"),
        (b"# only this\n", "yaml.empty"),
        (b" " * (LARGEST_BYTES + 1), "yaml.too_large"),
    ],
    ids=["nothing", "a comment", "too large"],
)
def test_a_file_without_content_or_too_large_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Problems) as refused:
        parse_yaml(content, "bad.yaml")
    assert [problem.code for problem in refused.value.problems] == [code]


def test_several_refusals_of_one_file_are_told_at_once() -> None:
    with pytest.raises(Problems) as refused:
        parse_yaml(b"a: !x 1\na: 2\nb: &m 3\n", "bad.yaml")
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["yaml.tag", "yaml.duplicate_key", "yaml.anchor"]


@pytest.mark.parametrize("word", ["no", "yes", "null", "~", "1:30", "0x10", "2026-11-01", "1e3"])
def test_every_scalar_stays_the_text_that_was_written(word: str) -> None:
    assert parse_yaml(f"a: {word}\n".encode(), "good.yaml").tree == {"a": word}


def test_every_place_has_its_line_and_an_unknown_one_the_line_around_it() -> None:
    document = parse_yaml(b"a:\n  b:\n    - x\n    - y\nc: z\n", "good.yaml")
    assert document.line(("a", "b", 1)) == 4
    assert document.line(("a", "b", 7)) == 2
    assert document.line(("c",)) == 5
    assert document.line(("nowhere",)) == 1


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "good.yaml").tree == {"a": "1"}


def test_a_missing_file_is_one_sentence(tmp_path) -> None:
    with pytest.raises(Problem, match="There is no file") as refused:
        read_yaml(tmp_path / "gone.yaml", "gone.yaml")
    assert refused.value.code == "file.not_found"
