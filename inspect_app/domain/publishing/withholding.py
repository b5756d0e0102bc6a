"""What the public edition withholds, and why: the one list, which the pages and the documents repeat.

docs/publication.md says the same in a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Ground(StrEnum):
    """On what a withholding rests. No text is named here that does not say it."""

    OPCAT_21_2 = "opcat_21_2"  # no personal data published without express consent
    NMR_26 = "nmr_26"  # medical files are confidential
    NMR_85 = "nmr_85"  # external reports without personal data on prisoners
    CGLPL = "cglpl"  # nobody can be identified in a published text
    APT = "apt"  # nobody identifiable in a visit report without consent
    POLICY = "policy"  # our own choice; no instrument gives it


class Withheld(StrEnum):
    PEOPLE = "people"
    PHOTOGRAPHS = "photographs"
    CAPTIONS = "captions"
    WORDS = "words"
    RECOMMENDATIONS = "recommendations"
    EVIDENCE = "evidence"
    REMARKS = "remarks"
    SMALL_COUNTS = "small_counts"
    ROOM_COUNTS = "room_counts"
    MEDICAL = "medical"
    ROOM_NAMES = "room_names"
    CLOCKS = "clocks"
    FILES = "files"
    IDS = "ids"


_GROUNDS: Mapping[Withheld, tuple[Ground, ...]] = {
    Withheld.PEOPLE: (Ground.OPCAT_21_2, Ground.CGLPL),
    Withheld.PHOTOGRAPHS: (Ground.OPCAT_21_2, Ground.APT),
    Withheld.CAPTIONS: (Ground.OPCAT_21_2, Ground.NMR_85),
    Withheld.WORDS: (Ground.OPCAT_21_2, Ground.NMR_85),
    Withheld.RECOMMENDATIONS: (Ground.OPCAT_21_2, Ground.NMR_85),
    Withheld.EVIDENCE: (Ground.OPCAT_21_2, Ground.NMR_85),
    Withheld.REMARKS: (Ground.OPCAT_21_2,),
    Withheld.SMALL_COUNTS: (Ground.POLICY,),
    Withheld.ROOM_COUNTS: (Ground.POLICY,),
    Withheld.MEDICAL: (Ground.NMR_26, Ground.NMR_85),
    Withheld.ROOM_NAMES: (Ground.OPCAT_21_2, Ground.CGLPL),
    Withheld.CLOCKS: (Ground.POLICY,),
    Withheld.FILES: (Ground.POLICY,),
    Withheld.IDS: (Ground.POLICY,),
}
GROUNDS = MappingProxyType(_GROUNDS)

UNTOLD = frozenset(
    {Withheld.PEOPLE, Withheld.REMARKS, Withheld.CLOCKS, Withheld.FILES, Withheld.IDS}
)
"""How many there were is itself withheld: the number would tell the size of the team or its work."""


@dataclass(slots=True)
class Tally:
    """Counts what is withheld while the edition is made."""

    counted: Counter[Withheld] = field(default_factory=Counter)

    def add(self, what: Withheld, number: int = 1) -> None:
        self.counted[what] += number

    def listed(self) -> tuple[tuple[Withheld, int], ...]:
        """Every kind in the order of the list, also where there was nothing of it."""
        return tuple((what, self.counted[what]) for what in Withheld)
