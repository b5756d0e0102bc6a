"""Log-ins of the demo: one administrator, supervisors of regions, inspectors, council members.

Their passwords stand here for everybody to read. They are made only where the settings say that
this is a demo, and every one of them is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from inspect_app.demo.country.seed import CountrySeed
from inspect_app.demo.country.visits import inspectors
from inspect_app.domain.permissions import Role
from inspect_app.services.accounts import add_account

PASSWORDS = {
    Role.ADMINISTRATOR: "betege-aqseleu-kol",
    Role.SUPERVISOR: "betege-aqseleu-tobe",
    Role.INSPECTOR: "betege-aqseleu-zhol",
    Role.COUNCIL_MEMBER: "betege-aqseleu-zhel",
}

HEAD_SUPERVISOR = "u_demo_supervisor_all"
"""Answers for all regions: what one supervisor returned, another can approve."""


@dataclass(frozen=True, slots=True)
class Person:
    """`code` is what operations carry; nobody in the demo has a name."""

    code: str
    login: str
    role: Role
    regions: tuple[str, ...]
    language: str

    @property
    def shown_name(self) -> str:
        return f"DEMO {self.login.replace('-', ' ')}"

    @property
    def password(self) -> str:
        return PASSWORDS[self.role]


def people(seed: CountrySeed) -> list[Person]:
    return list(_people(seed))


def _people(seed: CountrySeed) -> Iterator[Person]:
    yield Person("u_demo_administrator", "administrator", Role.ADMINISTRATOR, (), "ru")
    for number, regions in enumerate(seed.supervisors, 1):
        code, login = f"u_demo_supervisor_{number}", f"supervisor-{number}"
        yield Person(code, login, Role.SUPERVISOR, regions, "kk" if number % 3 == 0 else "ru")
    everywhere = tuple(region for regions in seed.supervisors for region in regions)
    yield Person(HEAD_SUPERVISOR, "supervisor-all", Role.SUPERVISOR, everywhere, "ru")
    for one in inspectors(seed):
        regions = seed.supervisors[one.group]
        login = f"inspector-{one.number + 1:02d}"
        yield Person(one.code, login, Role.INSPECTOR, regions, one.language)
    for number in range(1, seed.council_members + 1):
        code, login = f"u_demo_council_{number}", f"council-{number}"
        yield Person(code, login, Role.COUNCIL_MEMBER, (), ("kk", "ru", "en")[number % 3])


def add_people(session: Session, seed: CountrySeed, now: datetime) -> None:
    """The caller commits. Raises Problem `account.*`."""
    for person in people(seed):
        add_account(
            session, "system", login=person.login, shown_name=person.shown_name, role=person.role,
            regions=person.regions, language=person.language, password=person.password, now=now,
            is_demo=True, account_id=person.code,
        )  # fmt: skip


def supervisor_of(seed: CountrySeed, region: str) -> str:
    """The code of the supervisor who answers for a region."""
    number = next(i for i, regions in enumerate(seed.supervisors, 1) if region in regions)
    return f"u_demo_supervisor_{number}"
