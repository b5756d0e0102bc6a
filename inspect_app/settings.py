"""Every setting of the product, typed, each with its line of documentation.

A setting comes from the environment variable named in `variable`. An unknown value stops the start
with one sentence; nothing is read from anywhere else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit


def _shipped(name: str) -> Path:
    """templates/ and seed/ stand beside the package in a checkout and inside it in a wheel."""
    package = Path(__file__).resolve().parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    seed_dir: Path = field(
        default_factory=lambda: _shipped("seed"),
        metadata={
            "variable": "INSPECT_SEED_DIR",
            "says": "Folder of standards, checklists, registers and the demo facility.",
        },
    )
    templates_dir: Path = field(
        default_factory=lambda: _shipped("templates"),
        metadata={
            "variable": "INSPECT_TEMPLATES_DIR",
            "says": "Folder of the report templates and their fonts.",
        },
    )
    app_dir: Path = field(
        default_factory=lambda: Path(__file__).resolve().parent / "shipped" / "app",
        metadata={
            "variable": "INSPECT_APP_DIR",
            "says": "Folder of the built tablet app, which is served under /app/.",
        },
    )
    language: str = field(
        default="en",
        metadata={
            "variable": "INSPECT_LANGUAGE",
            "says": "Language of the command line: en, ru or kk.",
        },
    )
    data_dir: Path = field(
        default_factory=lambda: Path("var"),
        metadata={
            "variable": "INSPECT_DATA_DIR",
            "says": "Folder of the embedded database, photographs, reports and the server's key.",
        },
    )
    database_url: str = field(
        default="",
        metadata={
            "variable": "INSPECT_DATABASE_URL",
            "says": "Database, as postgresql+psycopg://...; empty: SQLite in the data folder.",
        },
    )
    cookie_secure: bool = field(
        default=True,
        metadata={
            "variable": "INSPECT_COOKIE_SECURE",
            "says": "yes or no: whether the session cookie travels over HTTPS alone.",
        },
    )
    idle_minutes: int = field(
        default=480,
        metadata={
            "variable": "INSPECT_IDLE_MINUTES",
            "says": "Minutes after which a log-in that nobody uses ends; used or not, after 12 hours.",
        },
    )
    trusted_proxies: int = field(
        default=0,
        metadata={
            "variable": "INSPECT_TRUSTED_PROXIES",
            "says": "How many proxies of our own stand in front and set X-Forwarded-For.",
        },
    )
    is_demo: bool = field(
        default=False,
        metadata={
            "variable": "INSPECT_DEMO",
            "says": "yes or no: mark every screen and page as DEMO and show the demo log-ins.",
        },
    )
    public_address: str = field(
        default="",
        metadata={
            "variable": "INSPECT_PUBLIC_ADDRESS",
            "says": "Where the public reaches this server, as https://...; printed reports name its"
            " page of verification. Empty: they carry their code alone.",
        },
    )
    render_seconds: int = field(
        default=300,
        metadata={
            "variable": "INSPECT_RENDER_SECONDS",
            "says": "Seconds after which printing one report is given up.",
        },
    )
    render_memory_mib: int = field(
        default=1536,
        metadata={
            "variable": "INSPECT_RENDER_MEMORY_MIB",
            "says": "MiB of memory that printing one report may use.",
        },
    )

    def check_address(self, language: str) -> str:
        """Where everybody asks about a printed file, `{digits}` for its hash; empty: nobody can."""
        if not self.public_address:
            return ""
        return f"{self.public_address}/public/{language}/check?h={{digits}}"

    @property
    def engine_url(self) -> str:
        """The database to open."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'inspect.sqlite'}"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; refuses a number that is not one, and an unknown language."""
    given = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for item in fields(Settings):
        text = given.get(item.metadata["variable"])
        if text is not None:
            values[item.name] = _typed(str(item.type), text, item.metadata["variable"])
    settings = Settings(**values)  # type: ignore[arg-type]  # each value was typed by its own field
    if settings.public_address and not _is_address(settings.public_address):
        raise SystemExit(
            f"INSPECT_PUBLIC_ADDRESS is {settings.public_address!r}: set it to an address such as"
            " https://reports.example.org, without a path."
        )
    if settings.language not in ("en", "ru", "kk"):
        raise SystemExit(f"INSPECT_LANGUAGE is {settings.language!r}: set it to en, ru or kk.")
    return settings


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    is_bare = not (parts.path or parts.query or parts.fragment or parts.username)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_bare


def _typed(kind: str, text: str, variable: str) -> object:
    if kind == "Path":
        return Path(text)
    if kind == "bool":
        if text not in ("yes", "no"):
            raise SystemExit(f"{variable} is {text!r}: set it to yes or no.")
        return text == "yes"
    if kind == "int":
        least = 0 if variable == "INSPECT_TRUSTED_PROXIES" else 1
        if not text.isascii() or not text.isdigit() or int(text) < least:
            above = "0 or a whole number above it" if least == 0 else "a whole number above 0"
            raise SystemExit(f"{variable} is {text!r}: set it to {above}.")
        return int(text)
    return text
