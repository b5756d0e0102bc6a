"""The three catalogues say the same things, in every form that their language needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel import Locale

from inspect_app.problems import LANGUAGES, Language
from inspect_app.reports.model.cover import CAPS

CHECKOUT = Path(__file__).resolve().parents[2]
TEMPLATES = CHECKOUT / "templates" / "reports"
CATALOGUES = {
    language: json.loads((TEMPLATES / "messages" / f"{language}.json").read_text("utf-8"))
    for language in LANGUAGES
}
_BUILT = re.compile(r"""["']([a-z_{}.]*(?:\{[^}"']*\}[a-z_.]*)+)["']|["']([a-z_.]+\.)["'] ~""")
"""Keys with something filled in: f"level.{level}" in Python, 'verdict.' ~ v in a template."""


def details(message: str | dict[str, str]) -> set[str]:
    forms = message.values() if isinstance(message, dict) else [message]
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}


def test_every_language_has_the_same_messages() -> None:
    keys = [list(catalogue) for catalogue in CATALOGUES.values()]
    assert keys[0] == keys[1] == keys[2]


@pytest.mark.parametrize("key", list(CATALOGUES["en"]))
def test_a_message_takes_the_same_details_in_every_language(key: str) -> None:
    english, russian, kazakh = (details(CATALOGUES[language][key]) for language in LANGUAGES)
    assert english == russian == kazakh


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_message_has_every_form_of_its_language(language: Language) -> None:
    wanted = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key, message in CATALOGUES[language].items():
        if isinstance(message, dict):
            assert set(message) == wanted, key


def test_no_message_calls_a_failing_a_violation_or_people_inmates() -> None:
    banned = re.compile(r"violat|inmate|prisoner[^s]|нарушен|бұзушылық|заключённ|заключенн", re.I)
    everything = json.dumps(CATALOGUES, ensure_ascii=False)
    assert banned.findall(everything.replace("Нельсона", "")) == []


def test_kazakh_is_written_in_its_own_letters() -> None:
    text = json.dumps(CATALOGUES["kk"], ensure_ascii=False)
    assert {letter for letter in "әғқңөұүһі" if letter not in text} == set()


def test_every_message_is_said_somewhere() -> None:
    sources = [*CHECKOUT.glob("inspect_app/**/*.py"), *TEMPLATES.rglob("*.html")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    keys = [python or f"{template}{{}}" for python, template in _BUILT.findall(code)]
    built = [
        re.compile(re.sub(r"\\\{.*?\\\}", r"[\\w.]+", re.escape(key)))
        for key in keys
        if re.search(r"^[a-z_]+\.|\.[a-z_]+$", key)  # a key of two holes would fit everything
    ]
    silent = [
        key
        for key in CATALOGUES["en"]
        if f'"{key}"' not in code
        and f"'{key}'" not in code
        and not any(pattern.fullmatch(key) for pattern in built)
    ]
    assert silent == []


def test_the_caps_are_told_with_the_engines_own_numbers() -> None:
    for language in LANGUAGES:
        told = {k: m for k, m in CATALOGUES[language].items() if k.startswith("cap.")}
        assert {k.removeprefix("cap.") for k in told} == set(CAPS)
        for name, cap in CAPS.items():
            assert re.search(rf"\b{cap}\b", told[f"cap.{name}"]), (language, name)
