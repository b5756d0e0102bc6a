"""The light table of photographs, and one photograph with everything known of it."""

from __future__ import annotations

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.domain.facts import Evidence
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.files.thumbnails import screen_picture, thumbnail
from inspect_app.pages.frame import here
from inspect_app.pages.inspection.album import Album, PictureShown
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.places import Places
from inspect_app.pages.inspection.reading import Opened, opened
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.services.inspections.evidence_log import is_picture_of

ROWS = 60
SIZES = ("small", "large")


@pages.get("/inspections/<inspection_id>/photographs")
@guarded(Permission.READ_INSPECTION)
def photographs(inspection_id: str) -> Response:
    about = opened(inspection_id, "/photographs")
    places = Places(about)
    album = Album(about, places)
    place, criterion = request.args.get("place") or None, request.args.get("criterion") or None
    found = [item for item in album.all() if _is_asked(album, item, place, criterion)]
    pictures = [item for item in found if album.is_picture(item)]
    last = max(1, -(-len(pictures) // ROWS))
    number = _page_number(last)
    part = pictures[(number - 1) * ROWS : number * ROWS]
    others = [item for item in found if not album.is_picture(item)]
    return inspection_page(
        "inspection/photographs",
        about.listed,
        "/photographs",
        pictures=[album.shown(item) for item in part],
        others=[album.shown(item) for item in others if not album.is_awaited(item)],
        awaited=[album.shown(item) for item in others if album.is_awaited(item)],
        total=len(pictures),
        page=number,
        pages=last,
        asked_place=place,
        asked_criterion=criterion,
        places=_place_choices(album, places),
        criteria=_criterion_choices(album, about),
        next_page=here(page=str(number + 1)) if number < last else None,
        previous_page=here(page=str(number - 1)) if number > 1 else None,
    )


@pages.get("/inspections/<inspection_id>/photographs/<evidence_id>")
@guarded(Permission.READ_INSPECTION)
def photograph(inspection_id: str, evidence_id: str) -> Response:
    """Any piece of evidence; its neighbours are those of the light table."""
    about = opened(inspection_id, "/photographs")
    album = Album(about, Places(about))
    items = album.all()
    at = next((n for n, item in enumerate(items) if item.id == evidence_id), None)
    if at is None:
        raise not_here()
    return inspection_page(
        "inspection/photograph",
        about.listed,
        "/photographs",
        shown=album.shown(items[at]),
        of=len(items),
        before=_address(about, items, at - 1),
        after=_address(about, items, at + 1),
        neighbours=_neighbours(album, items, at),
        back=f"{about.address}/photographs",
    )


@pages.get("/inspections/<inspection_id>/pictures/<picture>/<size>")
@guarded(Permission.READ_INSPECTION)
def picture(inspection_id: str, picture: str, size: str) -> Response:
    """A picture made anew from the pixels, without what a camera writes beside them. The original
    never leaves by this door."""
    inspection_in_scope(inspection_id, Permission.READ_INSPECTION)
    if size not in SIZES or not is_picture_of(db.session(), inspection_id, picture):
        raise not_here()
    make = thumbnail if size == "small" else screen_picture
    jpeg = make(machinery().settings.data_dir, picture)
    if jpeg is None:
        raise not_here()
    response = Response(jpeg, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_asked(album: Album, item: Evidence, place: str | None, criterion: str | None) -> bool:
    is_there = place is None or place in album.places_of(item)
    return is_there and (criterion is None or criterion in album.criteria_of(item))


def _place_choices(album: Album, places: Places) -> list[tuple[str, str]]:
    used = {place for item in album.all() for place in album.places_of(item)}
    named = [(place, places.cell(place)) for place in used]
    choices = [(place, f"{c.name} ({c.note})" if c.note else c.name) for place, c in named]
    return sorted(choices, key=lambda choice: choice[1])


def _criterion_choices(album: Album, about: Opened) -> list[tuple[str, str]]:
    used = {code for item in album.all() for code in album.criteria_of(item)}
    return [(c, f"{c} {about.sources.title(c)}") for c in sorted(used)]


def _neighbours(album: Album, items: tuple[Evidence, ...], at: int) -> list[PictureShown]:
    """Two before and two after, as small pictures."""
    beside = [n for n in range(at - 2, at + 3) if n != at and 0 <= n < len(items)]
    return [album.shown(items[n]) for n in beside]


def _address(about: Opened, items: tuple[Evidence, ...], at: int) -> str | None:
    if not 0 <= at < len(items):
        return None
    return f"{about.address}/photographs/{items[at].id}"


def _page_number(last: int) -> int:
    text = request.args.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), last)
