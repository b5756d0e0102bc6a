"""The closed lists of domain/terms.py by name, for the tablet's twin to be held to."""

from __future__ import annotations

from enum import StrEnum

from inspect_app.domain import terms
from inspect_app.domain.scoring import known_inputs


def term_lists() -> dict[str, list[str]]:
    """Class name -> values in order; LIVING_KINDS and COLUMNS likewise."""
    classes = [
        one
        for one in vars(terms).values()
        if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
    ]
    lists = {one.__name__: [str(member) for member in one] for one in classes}
    lists["LIVING_KINDS"] = sorted(str(kind) for kind in terms.LIVING_KINDS)
    lists["COLUMNS"] = [str(family) for family in terms.COLUMNS]
    return lists


def known_input_names() -> dict[str, str]:
    """Constant -> the input that the method knows by name."""
    return {name: value for name, value in vars(known_inputs).items() if name.isupper()}
