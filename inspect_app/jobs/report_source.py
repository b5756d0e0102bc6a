"""What a printed report is a function of: whoever asks for the same again gets the same file."""

from __future__ import annotations

from importlib.metadata import version

from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.jobs.scoring import fingerprint
from inspect_app.services import evidence_files
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import Found
from inspect_app.services.reviewing import waived_files
from inspect_app.settings import Settings
from inspect_app.store.review import ApprovalRow


def made_of(session: Session, found: Found, standards: Standards, settings: Settings) -> str:
    """The hash of all that a report of this inspection is a function of, but language and edition.

    What was approved is a function of its approval, and of which of the pictures that it did not wait
    for are here by now: an addendum prints no other report. The address of the public stands in the
    code on the page. What was printed before is kept as it is, beside what is printed anew.
    """
    if found.approval:
        state = [found.version.insp, *_came_since(session, found.version.insp)]
    else:
        state = list(map(str, found.version))
    said = [state, found.is_demo, fingerprint(standards, found), settings.public_address]
    return sha256_text(canonical_bytes([*said, version("inspect-app")]))


def _came_since(session: Session, insp: str) -> list[str]:
    """Hashes of the pictures that were waived and have arrived, in order."""
    approval, waived = session.get(ApprovalRow, insp), waived_files(session, insp)
    if approval is None or not waived:
        return []
    named = {entity.partition(":")[2]: sha256 for entity, sha256 in approval.evidence if sha256}
    hashes = [named[evidence] for evidence in waived if evidence in named]
    return sorted(evidence_files.bytes_of(session, hashes).pictures)
