"""The inspection page: what was found, opened from the rating down to the operation on a tablet.

/inspections/<id>                         the rating with its reasons, findings by domain
/inspections/<id>/findings/<criterion>    rule, bands, inputs, places, readings, columns
/inspections/<id>/rooms[/<room>]          every room; everything answered in one
/inspections/<id>/photographs[/<id>]      the light table; one picture
/inspections/<id>/compare                 beside an earlier visit
/inspections/<id>/history                 everything that was ever said for one answer
/inspections/<id>/operations              the whole log
"""

from inspect_app.pages.inspection import (
    compare,
    criterion,
    history,
    operations,
    photographs,
    place,
    result,
    rooms,
)
from inspect_app.pages.inspection.group import pages

__all__ = [
    "compare",
    "criterion",
    "history",
    "operations",
    "pages",
    "photographs",
    "place",
    "result",
    "rooms",
]
