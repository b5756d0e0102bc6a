"""Whatever the product can say on these pages has words in three languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_app.domain.permissions import Condition, Permission, Role
from inspect_app.domain.projecting import Reason
from inspect_app.pages.administration import audit_words
from inspect_app.pages.administration.audit_words import ACTIONS
from inspect_app.pages.administration.start import STRANGE
from inspect_app.pages.administration.users import NEEDS, SHOWS
from inspect_app.pages.devices import STANDINGS
from inspect_app.pages.wording import PageWording
from inspect_app.problems import LANGUAGES
from inspect_app.schemas.accounts import WIPES
from inspect_app.services.device_deliveries import NOT_APPLIED

PRODUCT = Path(__file__).resolve().parent.parent.parent / "inspect_app"
PUT_TOGETHER = {
    "services/sync_in/noting.py": {
        "sync.bad", "sync.fork", "sync.quarantine", "sync.clash", "sync.released",
    }
}  # fmt: skip
"""Files that make an action out of parts, and all that can come of it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest, templates_dir: Path) -> PageWording:
    return PageWording(request.param, templates_dir)


def _trees() -> dict[str, ast.Module]:
    files = sorted(PRODUCT.rglob("*.py"))
    return {str(f.relative_to(PRODUCT)): ast.parse(f.read_text("utf-8")) for f in files}


def _names(function: Function) -> list[str]:
    spec = function.args
    return [one.arg for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]


def _takers(tree: ast.Module) -> dict[str, int]:
    """Functions of a module that hand an action on, with the place of that argument."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, Function) and "action" in _names(node):
            names = _names(node)
            first = 1 if names[0] == "self" else 0
            found[node.name] = names.index("action") - first
    return found


def _called(node: ast.Call) -> str:
    """`record` is also what a simulated tablet does; only that of the module `acting` is ours."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute):
        of = ast.unparse(node.func.value)
        return "" if node.func.attr == "record" and of != "acting" else node.func.attr
    return ""


def _said(node: ast.Call, takers: dict[str, int]) -> ast.expr | None:
    """What a call gives as action, where it writes or hands on a line of the audit."""
    if _called(node) not in takers:
        return None
    for keyword in node.keywords:
        if keyword.arg == "action":
            return keyword.value
    place = takers[_called(node)]
    return node.args[place] if len(node.args) > place else None


def _expressions() -> Iterator[tuple[str, ast.expr]]:
    trees = _trees()
    everywhere = {
        "write_line": _takers(trees["store/audit.py"])["write_line"],
        "record": _takers(trees["api/acting.py"])["record"],
    }
    for file, tree in trees.items():
        if file.startswith("pages/administration") or file == "services/audit.py":
            continue  # these read
        takers = everywhere | _takers(tree)
        for node in ast.walk(tree):
            said = _said(node, takers) if isinstance(node, ast.Call) else None
            if said is not None:
                yield file, said


def _literals(said: ast.expr) -> set[str] | None:
    """The texts that an expression can be; None: they do not stand there."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return {said.value}
    if isinstance(said, ast.IfExp):
        both = (_literals(said.body), _literals(said.orelse))
        return None if None in both else {text for one in both for text in one or ()}
    return None


def written() -> tuple[set[str], list[str]]:
    """Every action that is written anywhere, and where one is written that cannot be read here."""
    actions, unread = set[str](), []
    for file, said in _expressions():
        literals = _literals(said)
        if literals is not None:
            actions |= literals
        elif file in PUT_TOGETHER:
            actions |= PUT_TOGETHER[file]
        elif not (isinstance(said, ast.Name) and said.id == "action"):
            unread.append(f"{file}: {ast.unparse(said)}")
    return actions, unread


def test_every_action_that_is_written_has_words() -> None:
    actions, unread = written()
    assert unread == []
    assert actions >= {"account.add", "device.revoke", "device.rename", "session.end_all"}
    assert actions - set(ACTIONS) == set()


def test_no_action_has_words_that_nobody_writes() -> None:
    assert set(ACTIONS) - written()[0] == set()


def test_each_action_is_said(words: PageWording) -> None:
    said = [words.say(f"audit.action.{action}") for action in ACTIONS]
    assert len(set(said)) == len(ACTIONS)


def test_each_kind_and_detail_of_a_line_is_said(words: PageWording) -> None:
    for kind in audit_words._KINDS:
        assert words.say(f"audit.kind.{kind}")
    for detail in audit_words._DETAILS:
        assert words.say(f"audit.detail.{detail}")
    for field in audit_words._FIELDS:
        assert words.say(f"audit.field.{field}")


def test_each_permission_condition_and_role_is_said(words: PageWording) -> None:
    may = [words.say(f"administration.may.{permission}") for permission in Permission]
    assert len(set(may)) == len(Permission)
    assert all(words.say(f"administration.condition.{one}") for one in Condition)
    assert all(words.say(f"administration.role.{role}") for role in Role)


def test_each_reason_and_state_of_an_operation_is_said(words: PageWording) -> None:
    for reason in (*Reason, "clash"):
        assert words.say(f"devices.reason.{reason}")
    assert all(words.say(f"devices.status.{status}") for status in NOT_APPLIED)


def test_each_choice_of_a_form_or_filter_is_said(words: PageWording) -> None:
    for wipe in WIPES:
        assert words.say(f"devices.wipe.{wipe}") != words.say(f"devices.wipe.{wipe}.says")
    assert all(words.say(f"devices.standing.{one}") for one in STANDINGS)
    assert all(words.say(f"administration.users.show.{one}") for one in SHOWS)
    assert all(words.count(f"administration.users.{one}.need", 2) for one in NEEDS)
    assert all(words.count(f"administration.audit.{one}", 2) for one in STRANGE)
