import pytest
from tests.api import walking
from tests.api.walking import Call, faults, guard_of, _values, _answering, _is_scoped
from tests.api.walking_world import ACTORS, NOBODY, build_world

def mine(app, world):
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, r.endpoint)):
        if not rule.endpoint.startswith(("administration.", "tablets.", "enrolling.", "log_in.", "devices.", "accounts.")): continue
        path = app.url_map.bind("localhost").build(rule.endpoint, _values(rule, world))
        for method in sorted(rule.methods or ()):
            if _answering(app, path, method) == rule.endpoint:
                yield Call(rule.endpoint, method, path, guard_of(app.view_functions[rule.endpoint]), _is_scoped(rule))

@pytest.mark.parametrize("token", [True, False])
@pytest.mark.parametrize("actor", [NOBODY, *ACTORS])
def test_walk(app, actor, token, monkeypatch):
    monkeypatch.setattr(walking, "calls", mine)
    world = build_world(app, False)
    n = list(mine(app, world)); assert len(n) > 60
    assert faults(app, world, actor, token) == []
