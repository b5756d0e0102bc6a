"""The words of the field that the code decides on. Each is a closed list."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

Text = Mapping[str, str]
"""One wording per language: the keys are en, ru and kk."""


class PlaceKind(StrEnum):
    """What an answer is about."""

    FACILITY = "facility"
    BLOCK = "block"
    ROOM = "room"


class RoomKind(StrEnum):
    CELL = "cell"
    DORMITORY = "dormitory"
    ISOLATION = "isolation"  # disciplinary or segregation cell
    QUARANTINE = "quarantine"
    WARD = "ward"  # a room of a medical unit in which people sleep
    SHOWER = "shower"
    TOILET = "toilet"
    KITCHEN = "kitchen"
    CANTEEN = "canteen"
    YARD = "yard"
    VISITING = "visiting"
    WORKSHOP = "workshop"
    CLASSROOM = "classroom"
    CLINIC = "clinic"
    RECEPTION = "reception"
    OTHER = "other"


LIVING_KINDS = frozenset(
    {RoomKind.CELL, RoomKind.DORMITORY, RoomKind.ISOLATION, RoomKind.QUARANTINE, RoomKind.WARD}
)
"""Rooms in which people sleep; CPT/Inf (2015) 44 counts ordinary and special cells alike."""


class Regime(StrEnum):
    """Who the room is for; space norms differ by it in national law."""

    SENTENCED = "sentenced"
    REMAND = "remand"
    SETTLEMENT = "settlement"
    MEDICAL = "medical"


class People(StrEnum):
    MEN = "men"
    WOMEN = "women"
    JUVENILES = "juveniles"


class FacilityKind(StrEnum):
    COLONY = "colony"
    PRISON = "prison"
    REMAND = "remand"
    SETTLEMENT = "settlement"
    JUVENILE = "juvenile"
    WOMEN = "women"
    POLICE = "police"
    OTHER = "other"


class InputKind(StrEnum):
    NUMBER = "number"  # an exact decimal with a unit
    COUNT = "count"  # a whole number
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of the input's own options
    DATE = "date"
    RECTANGLES = "rectangles"  # lengths and widths in metres, added up


class AnswerState(StrEnum):
    ANSWERED = "answered"
    NOT_ASSESSED = "not_assessed"
    ACCESS_DENIED = "access_denied"
    NOT_APPLICABLE = "not_applicable"


class NotApplicableReason(StrEnum):
    """The closed list; `other` needs words and a second person."""

    NO_WOMEN = "no_women"
    NO_JUVENILES = "no_juveniles"
    NO_DISCIPLINARY_CELLS = "no_disciplinary_cells"
    NO_DORMITORIES = "no_dormitories"
    NEW_BUILDING_NOT_IN_USE = "new_building_not_in_use"
    OTHER = "other"


class Grade(StrEnum):
    """How an answer is known."""

    A = "A"  # measured or observed by the inspector
    B = "B"  # document seen
    C = "C"  # two or more independent interviews
    D = "D"  # the administration's statement alone


class Tier(StrEnum):
    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NONE = "none"  # shown, never in the index


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Family(StrEnum):
    """The separate columns of verdicts, and `other` guidance that has no column."""

    NATIONAL = "national"
    UN = "un"
    ICRC = "icrc"
    CPT_ECTHR = "cpt_ecthr"
    OTHER = "other"


COLUMNS = (Family.NATIONAL, Family.UN, Family.ICRC, Family.CPT_ECTHR)


class Standing(StrEnum):
    """What an instrument is for the country of the facility."""

    BINDING = "binding"
    SOFT_LAW = "soft_law"
    COMPARISON = "comparison"
    GUIDANCE = "guidance"
    NATIONAL_LAW = "national_law"


class EvidenceKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    INTERVIEWS = "interviews"
    OBSERVATION = "observation"
    MEASUREMENT = "measurement"
    RECORDING = "recording"  # a voice note, or another sound


class Rating(StrEnum):
    GOOD = "good"
    REASONABLY_GOOD = "reasonably_good"
    NOT_SUFFICIENTLY_GOOD = "not_sufficiently_good"
    POOR = "poor"
    NOT_RATED = "not_rated"
