"""What a kind of refusal is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Kind:
    """`says` holds one sentence per language, with the same {details} in each."""

    code: str
    status: int
    says: dict[Language, str]


def kind(code: str, status: int, *, en: str, ru: str, kk: str) -> Kind:
    return Kind(code, status, {"en": en, "ru": ru, "kk": kk})
