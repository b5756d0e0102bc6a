"""Taking in what a tablet deposits. An authentic operation is never refused and never lost.

    known = read_devices(session, delivery)      a short reading transaction
    prepared = prepare(delivery, known, ...)     hashes, signatures, bodies: no transaction at all
    taken = take_in(session, prepared, now)      one writing transaction; the caller commits

What may go wrong for its moment (two tablets at once) is done again whole by the caller.
"""

from inspect_app.services.sync_in.preparing import (
    Certified,
    Delivery,
    Devices,
    Prepared,
    certified,
    prepare,
    read_devices,
)
from inspect_app.services.sync_in.taking import Taken, take_in

__all__ = [
    "Certified",
    "Delivery",
    "Devices",
    "Prepared",
    "Taken",
    "certified",
    "prepare",
    "read_devices",
    "take_in",
]
