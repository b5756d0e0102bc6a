"""What the publisher reads before deciding: what can be cleared, what is withheld, what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspect_app.api.machinery import now
from inspect_app.api.publishing import Looked
from inspect_app.domain.publishing import (
    GROUNDS,
    UNTOLD,
    Clearances,
    Item,
    ItemKind,
    PublicEdition,
    Withheld,
)
from inspect_app.extensions import db
from inspect_app.pages.frame import page_language
from inspect_app.pages.moments import Moment, shown_if_any, shown_moment
from inspect_app.pages.publication_compared import Both
from inspect_app.pages.wording import PageWording
from inspect_app.schemas.reports import kept_problem
from inspect_app.services import page_reading, publishing
from inspect_app.services.publishing import PrintedLanguage
from inspect_app.store.review import PublicationRow

WORKING = ("ready", "running")
LANGUAGE_NAMES = "language"


@dataclass(frozen=True, slots=True)
class ItemShown:
    """`texts`: as the publisher reads them; `picture`: (small, large) address of a photograph;
    `about`: where it stands, in words; `names`: what it calls a place whose name is withheld."""

    key: str
    kind: str
    texts: tuple[str, ...]
    picture: tuple[str, str] | None
    about: str
    names: str
    is_cleared: bool


@dataclass(frozen=True, slots=True)
class ItemGroup:
    kind: str
    title: str
    says: str
    promise: str
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class WithheldLine:
    what: str
    how_many: str
    is_told: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileShown:
    """A PDF: `address` once it is there; else the stage, or the sentence of its failure."""

    language: str
    name: str
    address: str | None
    stage: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class RevisionShown:
    code: str
    revision: int
    by: str
    at: Moment
    public_address: str
    sha256: str
    files: tuple[FileShown, ...]
    withdrawn_at: Moment | None
    withdrawn_by: str
    withdrawn_reason: str
    withdrawn_why: str


def item_groups(
    looked: Looked, cleared: Clearances, both: Both, words: PageWording
) -> tuple[ItemGroup, ...]:
    """Photographs and their captions first, as they are read together."""
    shown = [_item(item, looked, cleared, both, words) for item in looked.items]
    return tuple(
        ItemGroup(
            kind=kind.value,
            title=words.say(f"publication.clear.{kind}"),
            says=words.say(f"publication.clear.{kind}_says"),
            promise=words.say(f"publication.clear.{kind}_promise"),
            items=tuple(item for item in shown if item.kind == kind),
        )
        for kind in ItemKind
        if any(item.kind == kind for item in shown)
    )


def _item(
    item: Item, looked: Looked, cleared: Clearances, both: Both, words: PageWording
) -> ItemShown:
    insp, picture = looked.made.loaded.found.version.insp, None
    texts = item.says
    if item.kind is ItemKind.PHOTOGRAPH:
        address = f"/inspections/{insp}/pictures/{item.says[0]}"
        picture, texts = (f"{address}/small", f"{address}/large"), ()
    return ItemShown(
        key=item.key,
        kind=item.kind.value,
        texts=texts,
        picture=picture,
        about=_about(item, both, words),
        names=item.names,
        is_cleared=cleared.has(item),
    )


def _about(item: Item, both: Both, words: PageWording) -> str:
    sources = both.full
    if item.kind is ItemKind.RECOMMENDATION:
        return f"{item.about[0]} {sources.title(item.about[0])}"
    if item.kind is ItemKind.WORDS:
        input_id, place = item.about
        declared = sources.pack.inputs.get(input_id)
        label = sources.wording.own(declared.label) if declared else input_id
        return f"{label}, {sources.place(place)}"
    number = sources.evidence_number(item.id)
    return words.say("photo.label", n=number)


def withheld_lines(edition: PublicEdition, words: PageWording) -> tuple[WithheldLine, ...]:
    """The whole declared list, also where there is nothing of a kind."""
    return tuple(_withheld(what, count, words) for what, count in edition.withheld)


def _withheld(what: Withheld, count: int, words: PageWording) -> WithheldLine:
    always = what is Withheld.IDS
    return WithheldLine(
        what=words.say(f"withheld.{what}"),
        how_many=words.say("publication.all_of_them") if always else words.whole(count),
        is_told=what not in UNTOLD,
        why=tuple(words.say(f"ground.{ground}") for ground in GROUNDS[what]),
    )


def revisions_shown(
    rows: Sequence[PublicationRow], words: PageWording
) -> tuple[RevisionShown, ...]:
    """The newest first; the names of colleagues stay on the desk."""
    people = {row.published_by for row in rows} | {row.withdrawn_by or "" for row in rows}
    names = page_reading.shown_names(db.session(), people)
    return tuple(_revision(row, names, words) for row in rows)


def _revision(row: PublicationRow, names: dict[str, str], words: PageWording) -> RevisionShown:
    printed = publishing.printed_languages(db.session(), row.id)
    reason = row.withdrawn_reason
    return RevisionShown(
        code=row.code,
        revision=row.revision,
        by=names[row.published_by],
        at=shown_moment(row.published_at, now(), words),
        public_address=f"/public/{words.language}/reports/{row.code}",
        sha256=row.document_sha256,
        files=tuple(_files(row, printed, words)),
        withdrawn_at=shown_if_any(row.withdrawn_at, now(), words),
        withdrawn_by=names.get(row.withdrawn_by or "", ""),
        withdrawn_reason=words.say(f"publication.reason.{reason}") if reason else "",
        withdrawn_why=row.withdrawn_why or "",
    )


def _files(
    row: PublicationRow, printed: Sequence[PrintedLanguage], words: PageWording
) -> Iterator[FileShown]:
    for one in printed:
        address = f"/inspections/{row.insp}/publication/{row.code}/{one.language}"
        job = None if one.file else one.job
        problem = job.problem if job is not None else None
        yield FileShown(
            language=one.language,
            name=words.say(f"{LANGUAGE_NAMES}.{one.language}"),
            address=address if one.file else None,
            stage=words.say(_stage(one)),
            sentence=kept_problem(problem).sentence(page_language()) if problem else None,
        )


def _stage(one: PrintedLanguage) -> str:
    """A job that failed once and is tried again says so."""
    if one.file is not None:
        return "job.done"
    if one.job is None:
        return "publication.print.missing"
    is_again = one.job.state == "ready" and one.job.problem
    return "job.again" if is_again else f"publication.print.{one.job.state}"


def is_printing(rows: Sequence[PublicationRow]) -> bool:
    """Whether a PDF of the newest revision is on its way."""
    if not rows:
        return False
    printed = publishing.printed_languages(db.session(), rows[0].id)
    return any(one.file is None and one.job and one.job.state in WORKING for one in printed)
