"""A folder of YAML becomes a pack, or a list of all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspect_app.domain.pack_faults import Fault, Faults, Section
from inspect_app.domain.packs import Surroundings, check_items
from inspect_app.domain.standards import Criterion, DomainOfLife, Norm, Pack
from inspect_app.domain.terms import PlaceKind
from inspect_app.files.packs import building
from inspect_app.files.packs.reading import Sources, read_sources
from inspect_app.problems import Problem, Problems

STANDARDS = frozenset(set(Section) - {Section.CASES})
"""What a pack's hash covers: everything that can move a score or a printed word. Cases cannot."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """`pack` sees the domains, units, instruments and inputs of the packs it builds on; `own` holds
    only what stands in its folder. `bases` are those packs, the nearest first. While there are
    `faults` or problems in `sources`, the packs hold what could be built in spite of them.
    """

    pack: Pack
    own: Pack
    bases: tuple[Pack, ...]
    sources: Sources
    faults: tuple[Fault, ...]


def load(folder: Path, above: tuple[str, ...] = ()) -> Loaded:
    """Raises Problem `pack.not_found` or Problems with everything that is wrong."""
    loaded = look_at(folder, above)
    refuse_all(loaded.sources, loaded.faults)
    return loaded


def look_at(folder: Path, above: tuple[str, ...] = ()) -> Loaded:
    """Loads what can be loaded. Raises only where there is no pack.yaml that can be read at all."""
    sources = read_sources(folder, STANDARDS)
    shaped = sources.shaped[Section.PACK].get("")
    if shaped is None:
        raise Problems(sources.problems)
    faults = Faults()
    if shaped["id"] != folder.name:
        faults.add("folder_differs", Section.PACK, ("id",), value=shaped["id"], folder=folder.name)
    base = _base(folder, shaped, above, faults)
    own = _own(shaped, sources, base, faults)
    pack = own if base is None else _seeing(own, base.pack)
    bases = () if base is None else (base.own, *base.bases)
    around = Surroundings(
        criteria={id_: one for other in bases for id_, one in other.criteria.items()},
        untold=frozenset(sources.untold),
    )
    _check_ids_are_new(own, bases, faults)
    check_items(pack, own, around, faults)
    return Loaded(pack, own, bases, sources, faults.found)


_DEFINED_IN = {
    "unknown_instrument": Section.INSTRUMENTS,
    "unknown_input": Section.INPUTS,
    "unknown_criterion": Section.CRITERIA,
    "unknown_concern": Section.CRITERIA,
}
"""What cannot be found may stand in the file that could not be read: that one is told alone."""


def refuse_all(sources: Sources, faults: Iterable[Fault]) -> None:
    """Raises Problems when there is anything to tell, in the order of files and lines."""
    told = [fault for fault in faults if _DEFINED_IN.get(fault.code) not in sources.unread]
    problems = [*sources.problems, *(sources.problem(fault) for fault in told)]
    if problems:
        raise Problems(sorted(problems, key=_in_order_of_files))


def _in_order_of_files(problem: Problem) -> tuple[str, int]:
    return problem.details.get("file", ""), int(problem.details.get("line", "1"))


def _base(
    folder: Path, shaped: Mapping[str, Any], above: tuple[str, ...], faults: Faults
) -> Loaded | None:
    name = shaped.get("builds_on")
    if name is None:
        return None
    ring = (*above, folder.name)
    if name in ring:
        raise Problem(
            "pack.base_ring", file=f"{folder.name}/pack.yaml", ring=" → ".join((*ring, name))
        )
    beside = folder.parent / name
    if not (beside / "pack.yaml").is_file():
        faults.add("unknown_base", Section.PACK, ("builds_on",), value=name)
        return None
    return load(beside, ring)


def _own(shaped: Mapping[str, Any], sources: Sources, base: Loaded | None, faults: Faults) -> Pack:
    items = {
        section: {str(id_): item for id_, item in sources.shaped[section].items() if item}
        for section in STANDARDS
    }
    inputs = {id_: building.asked_input(id_, one) for id_, one in items[Section.INPUTS].items()}
    seen = inputs if base is None else {**base.pack.inputs, **inputs}
    builder = building.Builder(seen, faults)
    criteria = _in_order_of_domains(
        (builder.criterion(id_, one) for id_, one in items[Section.CRITERIA].items()),
        [*(base.pack.domains if base else ()), *shaped["domains"]],
    )
    places = {id_: one.place for id_, one in criteria.items()}
    if base is not None:
        places = {**_places((base.own, *base.bases)), **places}
    return Pack(
        id=shaped["id"],
        version=shaped["version"],
        title=shaped["title"],
        sha256=sources.sha256,
        domains={id_: DomainOfLife(id_, title) for id_, title in shaped["domains"].items()},
        units=shaped["units"],
        instruments={
            id_: building.instrument(id_, one) for id_, one in items[Section.INSTRUMENTS].items()
        },
        inputs=inputs,
        criteria=criteria,
        norms=_norms(builder, items[Section.NORMS], places),
        doubts=tuple(building.doubt(id_, one) for id_, one in items[Section.DOUBTS].items()),
        **{key: shaped[key] for key in ("measurement_error_m", "country") if key in shaped},
    )


def _in_order_of_domains(
    criteria: Iterable[Criterion], domains: Sequence[str]
) -> dict[str, Criterion]:
    """As pack.yaml orders the domains, and within a domain as written."""
    order = {domain: index for index, domain in enumerate(domains)}
    ordered = sorted(criteria, key=lambda one: order.get(one.domain, len(order)))
    return {one.id: one for one in ordered}


def _norms(
    builder: building.Builder, items: Mapping[str, Any], places: Mapping[str, PlaceKind]
) -> dict[str, Norm]:
    return {
        id_: builder.norm(id_, one, places.get(one["criterion"], PlaceKind.ROOM))
        for id_, one in items.items()
    }


def _places(packs: Iterable[Pack]) -> dict[str, PlaceKind]:
    return {id_: one.place for pack in packs for id_, one in pack.criteria.items()}


def _seeing(own: Pack, base: Pack) -> Pack:
    return replace(
        own,
        domains={**base.domains, **own.domains},
        units={**base.units, **own.units},
        instruments={**base.instruments, **own.instruments},
        inputs={**base.inputs, **own.inputs},
    )


def _check_ids_are_new(own: Pack, bases: tuple[Pack, ...], faults: Faults) -> None:
    sections = (Section.INSTRUMENTS, Section.INPUTS, Section.CRITERIA, Section.NORMS)
    for base in bases:
        for section in sections:
            for id_ in getattr(own, section).keys() & getattr(base, section).keys():
                faults.add("in_base_already", section, (id_,), value=id_, base=base.id)
