"""What a printed report is a function of: whoever asks for the same again gets the same file."""

from __future__ import annotations

from importlib.metadata import version

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.jobs.scoring import fingerprint
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import Found


def made_of(found: Found, standards: Standards) -> str:
    """The hash of all that a report of this inspection is a function of, but language and edition.

    What was approved is a function of its approval alone: an addendum prints no other report.
    """
    state = [found.version.insp] if found.approval else list(map(str, found.version))
    said = [state, found.is_demo, fingerprint(standards, found)]
    return sha256_text(canonical_bytes([*said, version("inspect-app")]))
