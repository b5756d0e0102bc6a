"""Every text of the pages stands in all three languages, with the same details in each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale

from inspect_app.pages.wording import PageWording
from inspect_app.problems import LANGUAGES

USED = re.compile(r"""(?:say|count)\(\s*"([a-z_.\-0-9]+)"\s*[,)]""")


@pytest.fixture(scope="session")
def messages(templates_dir: Path) -> dict[str, dict[str, Any]]:
    """All files of a language as one: a key that stands in two would fail here."""
    found: dict[str, dict[str, Any]] = {}
    for one in LANGUAGES:
        texts: list[tuple[str, Any]] = []
        for file in sorted(templates_dir.glob(f"*/messages/*{one}.json")):
            if file.parts[-3] != "reports":
                texts += json.loads(file.read_text("utf-8")).items()
        found[one] = dict(texts)
        assert len(found[one]) == len(texts)
    return found


def _forms(message: Any) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def test_all_languages_have_all_texts(messages: dict[str, dict[str, Any]]) -> None:
    assert set(messages["en"]) == set(messages["ru"]) == set(messages["kk"])
    assert all(
        form for texts in messages.values() for text in texts.values() for form in _forms(text)
    )


def test_every_form_of_a_text_names_the_same_details(messages: dict[str, dict[str, Any]]) -> None:
    """But what is said of one in English, where it is never 21: "a year ago"."""
    for key in messages["en"]:
        forms = [form for language in LANGUAGES for form in _forms(messages[language][key])]
        one, wanted = _one_in_english(messages["en"][key]), _details(forms[-1])
        others = [form for form in forms if form != one]
        assert {_details(form) for form in others} == {wanted}, key
        assert one is None or wanted - _details(one) <= {"n"}, key


def _one_in_english(message: Any) -> str | None:
    return None if isinstance(message, str) else str(message["one"])


def _details(form: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(form) if name)


def test_every_plural_form_of_a_language_is_there(messages: dict[str, dict[str, Any]]) -> None:
    for language, texts in messages.items():
        wanted = {*Locale.parse(language).plural_form.tags, "other"}
        plurals = {key: set(text) for key, text in texts.items() if isinstance(text, dict)}
        assert plurals
        assert {key: forms for key, forms in plurals.items() if forms != wanted} == {}


def test_every_text_that_a_page_uses_is_known(templates_dir: Path) -> None:
    words = PageWording("en", templates_dir)._messages
    pages = [
        p for area in ("pages", "desk", "public") for p in templates_dir.rglob(f"{area}/*.html")
    ]
    used = {key for page in pages for key in USED.findall(page.read_text("utf-8"))}
    assert len(used) > 30
    assert used - set(words) == set()


def test_a_page_calls_a_rating_as_the_report_does(
    templates_dir: Path, messages: dict[str, dict[str, Any]]
) -> None:
    for language in LANGUAGES:
        report = templates_dir / "reports" / "messages" / f"{language}.json"
        told = json.loads(report.read_text("utf-8"))["rating.poor"]
        assert PageWording(language, templates_dir).say("rating.poor") == told
        assert not [key for key in messages[language] if key.startswith(("rating.", "level."))]
