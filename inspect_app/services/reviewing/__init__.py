"""Step 5 of the road: remarks and their answers, what stands in the way, and the acts of a reviewer.

remarks_of(session, insp)            every comment with its anchor, answers and standing
in_the_way(session, insp, ...)       why it cannot be approved as it stands
returning(...), approving(...), ...  the acts as operations; the caller takes them in
"""

from inspect_app.services.reviewing.acts import (
    Anchor,
    approving,
    naming_on_the_team,
    publishing,
    remarking,
    returning,
    settling,
    taking_back,
    withdrawing,
)
from inspect_app.services.reviewing.obstacles import Needed, in_the_way
from inspect_app.services.reviewing.pen import Act, envelopes, office_device
from inspect_app.services.reviewing.remarks import Remark, remarks_of
from inspect_app.services.reviewing.standing import is_author, refuse_step, set_aside

__all__ = [
    "Act",
    "Anchor",
    "Needed",
    "Remark",
    "approving",
    "envelopes",
    "in_the_way",
    "is_author",
    "naming_on_the_team",
    "office_device",
    "publishing",
    "refuse_step",
    "remarking",
    "remarks_of",
    "returning",
    "set_aside",
    "settling",
    "taking_back",
    "withdrawing",
]
