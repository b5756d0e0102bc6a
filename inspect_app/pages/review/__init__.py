"""The review of an inspection by somebody who had no part in it.

GET  /inspections/<id>/review            where it stands, what is in the way, what to decide
GET  /inspections/<id>/review/remark     the form for a remark (entity, field, op, criterion)
GET  /inspections/<id>/review/approval   what will be approved, to be confirmed
POST beside them                         remarks, replies, taken-back, return, settled, set-aside,
                                         team, approval
"""

from inspect_app.pages.review import approving, overview, remarks, settling, waiting
from inspect_app.pages.review.group import pages

__all__ = ["approving", "overview", "pages", "remarks", "settling", "waiting"]
