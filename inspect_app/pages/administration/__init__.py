"""The pages of administrators, what everybody may read of the standards, and one's own account."""

from __future__ import annotations

from inspect_app.pages.administration import (
    audit,
    closing,
    new_user,
    own_account,
    regions,
    roles,
    standards,
    start,
    user,
    users,
)
from inspect_app.pages.administration.group import pages

__all__ = [
    "audit",
    "closing",
    "new_user",
    "own_account",
    "pages",
    "regions",
    "roles",
    "standards",
    "start",
    "user",
    "users",
]
