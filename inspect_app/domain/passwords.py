"""Which passwords are refused: short ones, and those that are made of what everybody tries first.

The check takes away all that a guesser has in a list: common words, keyboard rows, years, the login.
What is left must still have a few different characters. There is no rule about capitals and signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

SHORTEST = 12
LONGEST = 256
_LEAST_LEFT = 4
Weakness = Literal["too_short", "too_long", "too_common"]

_ROWS = (
    "1234567890", "0987654321", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedc", "1q2w3e4r5t",
    "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "abcdefghijklmnop", "абвгдеёжзийклмн",
)  # fmt: skip
_WORDS = (
    "password", "passwort", "passw", "pass", "pwd", "пароль", "құпиясөз", "құпия", "parol", "gfhjkm",
    "secret", "секрет", "welcome", "letmein", "login", "changeme", "change", "default", "temp",
    "test", "тест", "demo", "демо", "guest", "гость", "user", "пользователь", "account", "admin",
    "админ", "administrator", "администратор", "әкімші", "root", "master", "system", "manager",
    "inspector", "inspect", "инспектор", "инспекция", "тексеруші", "тексеру", "supervisor",
    "council", "prison", "тюрьма", "түрме", "colony", "колония", "facility", "tablet", "планшет",
    "server", "сервер", "monitoring", "мониторинг", "kazakhstan", "qazaqstan", "казахстан",
    "қазақстан", "astana", "астана", "almaty", "алматы", "karaganda", "караганда", "shymkent",
    "шымкент", "iloveyou", "love", "люблю", "sunshine", "dragon", "monkey", "football", "baseball",
    "superman", "batman", "princess", "shadow", "michael", "jordan", "hunter", "killer", "hello",
    "привет", "сәлем", "freedom", "whatever", "trustno", "summer", "winter", "spring", "autumn",
    "monday", "январь", "лето", "зима", "весна", "осень", "солнышко", "наташа", "любовь", "qwerty",
    "йцукен", "google", "computer", "internet", "windows", "new",
)  # fmt: skip
_DISGUISES = str.maketrans("013457@$!", "oleastasi")


def weakness(password: str, login: str) -> Weakness | None:
    """Why the password is refused; None: it is not."""
    if len(password) < SHORTEST:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    rest = _without((*_RUNS, *_YEARS), password.casefold())
    words = (login.casefold(), *_BY_LENGTH)
    left = (_without(words, text) for text in (rest, rest.translate(_DISGUISES)))
    return "too_common" if min(map(_different, left)) < _LEAST_LEFT else None


def _without(pieces: Iterable[str], text: str) -> str:
    for piece in pieces:
        text = text.replace(piece, " ")
    return text


def _different(text: str) -> int:
    return len({sign for sign in text if sign.isalnum()})


def _runs() -> Iterator[str]:
    """Every stretch of three or more neighbours in a row, either way."""
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for start in range(len(row)):
            yield from (row[start:end] for end in range(start + 3, len(row) + 1))


_RUNS = tuple(sorted(_runs(), key=len, reverse=True))
_YEARS = tuple(str(year) for year in range(1940, 2040))
_BY_LENGTH = tuple(sorted(_WORDS, key=len, reverse=True))
