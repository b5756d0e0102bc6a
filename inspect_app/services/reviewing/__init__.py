"""Step 5 of the road: remarks and their answers, what stands in the way, and the acts of a reviewer.

steps_of(session, insp)              where it stands, and who brought it there
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
from inspect_app.services.reviewing.addendum import Later, addendum_of
from inspect_app.services.reviewing.anchors import (
    Described,
    blocks_of,
    described,
    refuse_anchor,
)
from inspect_app.services.reviewing.heads import heads_of
from inspect_app.services.reviewing.obstacles import Needed, in_the_way
from inspect_app.services.reviewing.pen import Act, envelopes, office_device
from inspect_app.services.reviewing.prints import Print, prints_of, waived_files
from inspect_app.services.reviewing.remarks import Remark, remarks_of
from inspect_app.services.reviewing.standing import (
    is_author,
    refuse_looking_at_step,
    refuse_step,
    set_aside,
)
from inspect_app.services.reviewing.steps import StepTaken, steps_of
from inspect_app.services.reviewing.tablets import BY_THE_SERVER, Tablet, tablets_of
from inspect_app.services.reviewing.unapplied import (
    Unapplied,
    UnappliedFound,
    late_of,
    waiting_of,
)
from inspect_app.services.reviewing.wordings import LONGEST_REMARK, needed_words, says_something

__all__ = [
    "BY_THE_SERVER",
    "LONGEST_REMARK",
    "Act",
    "Anchor",
    "Described",
    "Later",
    "Needed",
    "Print",
    "Remark",
    "StepTaken",
    "Tablet",
    "Unapplied",
    "UnappliedFound",
    "addendum_of",
    "approving",
    "blocks_of",
    "described",
    "envelopes",
    "heads_of",
    "in_the_way",
    "is_author",
    "late_of",
    "naming_on_the_team",
    "needed_words",
    "office_device",
    "prints_of",
    "publishing",
    "refuse_anchor",
    "refuse_looking_at_step",
    "refuse_step",
    "remarking",
    "remarks_of",
    "returning",
    "says_something",
    "set_aside",
    "settling",
    "steps_of",
    "tablets_of",
    "taking_back",
    "waiting_of",
    "waived_files",
    "withdrawing",
]
