"""The tablet reads the same facts out of the same operations as the server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Facility
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.inspection_facts import NoDay, facts_of
from inspect_app.domain.inspection_state import state_of
from inspect_app.domain.operation_reading import BadBody, read_operation
from inspect_app.domain.operations import covers_hash
from inspect_app.domain.pack_document import pack_document
from inspect_app.domain.projecting import Logged, project
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import FacilityKind
from inspect_app.files.packs import load_pack
from inspect_app.schemas.facts import dump_facts
from tests.merging.invented_logs import INSP
from tests.merging.invented_states import PACK
from tests.twin.node import Runner, bundled, running
from tests.twin.recorded_anyhow import HalfSent, as_tablet_has_it, half_sent
from tests.vectors.make import read_vector
from tests.vectors.merging_results import merging_files

COMPACT = Path(__file__).resolve().parents[1] / "vectors" / "pack" / "compact"
FACILITY: dict[str, Any] = {
    "id": "f1",
    "names": {"en": "Invented"},
    "kind": "colony",
    "country": "KZ",
}
WITH_FACTS = [file for file in merging_files() if "facility" in read_vector(file)]
THOROUGH = settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
    deadline=None,
)


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """The tablet's reading of facts, with the small pack and that of the vectors at hand."""
    program = bundled("src/testing/facts_runner.ts", tmp_path_factory.mktemp("facts"))
    with running(program) as runner:
        runner.ask({"as": "small", "pack": pack_document(PACK)})
        runner.ask({"as": "compact", "pack": pack_document(load_pack(COMPACT))})
        yield runner


def by_server(log: Sequence[Logged], pack: Pack) -> dict[str, Any]:
    projection = project(log)
    facility = Facility("f1", FACILITY["names"], FacilityKind.COLONY, "KZ")
    found: dict[str, Any] = {
        "review_state": projection.review_state and projection.review_state.value,
        "covers": covers_hash(head.op for heads in projection.heads.values() for head in heads),
        "facts": None,
        "not_used": [],
    }
    try:
        read = facts_of(state_of(INSP, projection), facility, inputs_of([pack]), pack.criteria)
    except NoDay:
        return found
    told = [[*item[:2], list(item.ops), item.reason.value] for item in read.not_used]
    return found | {"facts": dump_facts(read.facts), "not_used": told}


def by_tablet(reader: Runner, log: Sequence[dict[str, Any]], pack: str, insp: str = INSP) -> Any:
    asked = {"insp": insp, "log": log, "facility": FACILITY, "packs": [pack]}
    return json.loads(reader.ask(asked))


@THOROUGH
@given(found=half_sent())
def test_the_tablet_reads_what_the_server_will_read_once_all_has_been_sent(reader, found: HalfSent):
    on_tablet = by_tablet(reader, as_tablet_has_it(found), "small")
    on_server = json.loads(canonical_bytes(by_server(found.log, PACK)))
    on_tablet.pop("covers"), on_server.pop("covers")  # what is late on the server is shown here
    assert on_tablet == on_server


@settings(THOROUGH, max_examples=100)
@given(found=half_sent())
def test_what_is_sent_has_the_same_facts_and_is_covered_by_the_same_hash(reader, found: HalfSent):
    outcomes = dict(project(found.log).outcomes)
    everything = HalfSent(found.log, frozenset(), outcomes)
    on_server = json.loads(canonical_bytes(by_server(found.log, PACK)))
    assert by_tablet(reader, as_tablet_has_it(everything), "small") == on_server


@pytest.mark.parametrize("file", WITH_FACTS, ids=lambda file: file.stem)
def test_the_merging_vectors_have_the_facts_of_the_server(reader, file: Path):
    vector = read_vector(file)
    log = [
        {
            "text": rfc8785.dumps(entry["body"]).decode(),
            **{key: entry[key] for key in ("n", "dev", "seq")},
            "status": vector["result"]["outcomes"][entry["body"]["op"]].split()[0],
        }
        for entry in vector["log"]
    ]
    assert vector["facility"] == FACILITY
    found = by_tablet(reader, log, "compact", vector["log"][0]["body"]["insp"])
    wanted = json.loads(canonical_bytes(vector["result"]))
    assert [found[key] for key in ("facts", "not_used", "review_state")] == [
        wanted[key] for key in ("facts", "not_used", "review_state")
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
NAMED = {"v": 1, "op": "op1", "insp": "i1", "e": "room:r1", "k": "set", "usr": "u_1"}


@settings(THOROUGH, max_examples=200)
@given(more=st.dictionaries(st.text(), JSON, max_size=4))
def test_a_body_is_written_in_the_same_bytes_and_has_the_same_hash(reader, more: dict[str, Any]):
    body = {**more, **NAMED}
    text = rfc8785.dumps(body)
    said = json.loads(reader.ask({"text": text.decode()}))
    assert said["text"].encode() == text
    assert said["covers"] == covers_hash(["room:r1", "op1"])


@settings(THOROUGH, max_examples=200)
@given(
    text=st.one_of(
        st.text(), JSON.map(json.dumps), JSON.map(lambda v: json.dumps({**NAMED, "w": v}))
    )
)
def test_what_is_an_operation_for_the_server_is_one_for_the_tablet(reader, text: str):
    try:
        read_operation(text.encode("utf-8", "surrogatepass"))
        is_one = True
    except BadBody:
        is_one = False
    assert (reader.ask({"text": text}) != "null") is is_one
