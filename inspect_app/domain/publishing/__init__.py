"""What the public may read of an approved inspection. Pure: values in, values out.

public_edition(facts, assessment, packs, by) -> PublicEdition
clearable(facts)                             what a publisher could clear, item by item
cleared(items, keys)                         what they did clear
"""

from inspect_app.domain.publishing.clearances import (
    Clearances,
    Item,
    ItemKind,
    clearable,
    cleared,
    photograph_item,
)
from inspect_app.domain.publishing.counts import Masked
from inspect_app.domain.publishing.edition import PublicEdition, Publishing, public_edition
from inspect_app.domain.publishing.withholding import GROUNDS, UNTOLD, Ground, Withheld

__all__ = [
    "GROUNDS",
    "UNTOLD",
    "Clearances",
    "Ground",
    "Item",
    "ItemKind",
    "Masked",
    "PublicEdition",
    "Publishing",
    "Withheld",
    "clearable",
    "cleared",
    "photograph_item",
    "public_edition",
]
