"""That a result was approved: when, by whom, by which packs, and the hashes that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from inspect_app.pages.inspection.places import Moment, server_moment
from inspect_app.pages.wording import PageWording
from inspect_app.services import page_reading
from inspect_app.services.inspections.log import late_count
from inspect_app.store.review import ApprovalRow


@dataclass(frozen=True, slots=True)
class FrozenShown:
    """`packs`: (id, version, SHA-256). `later`: what arrived since, in words; None: nothing."""

    by: str
    at: Moment
    of: str
    packs: tuple[tuple[str, str, str], ...]
    data_sha256: str
    document_sha256: str
    later: str | None
    addendum: str | None


def frozen_shown(
    session: Session, approval: ApprovalRow, words: PageWording, may_review: bool
) -> FrozenShown:
    later = late_count(session, approval.insp)
    names = page_reading.shown_names(session, [approval.approved_by])
    return FrozenShown(
        by=names[approval.approved_by],
        at=server_moment(approval.approved_at, None),
        of=words.count("inspection.frozen_of", approval.of_n),
        packs=tuple((str(i), str(version), str(sha256)) for i, version, sha256 in approval.packs),
        data_sha256=approval.data_sha256,
        document_sha256=approval.document_sha256,
        later=words.count("inspection.frozen_later", later) if later else None,
        addendum=f"/inspections/{approval.insp}/review#addendum" if may_review else None,
    )
