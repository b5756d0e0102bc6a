"""What a closed account and an odd password file leave open: nothing, and nobody outside."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from flask import Flask

from inspect_app.cli import main
from inspect_app.domain.permissions import Role
from tests.accounts.browsers import PHRASE, Browser, add_person, logged_in
from tests.api.walking_world import HERE
from tests.sync.hand_tablet import new_key, public_text


def test_a_code_does_not_outlive_the_closing_of_its_account(app_on_both: Flask) -> None:
    inspector = add_person(app_on_both, "i.here", Role.INSPECTOR, [HERE])
    boss = logged_in(app_on_both, "boss")
    code = boss.send("POST", "/api/v1/devices/codes", {"account": inspector}).json["code"]
    for is_active in (False, True):
        changed = boss.change(f"/api/v1/accounts/{inspector}", {"is_active": is_active})
        assert changed.status_code == 200
    asked = {"code": code, "public_key": public_text(new_key()), "nonce": "n", "proto": 1}
    answer = app_on_both.test_client().post("/sync/v1/devices/enrol", json=asked)
    assert answer.json["problems"][0]["code"] == "sync.code_refused"


def test_a_password_file_of_windows_holds_the_password_alone(
    app: Flask, sqlite_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PHRASE.encode() + b"\r\n")
    environment = {
        "INSPECT_DATABASE_URL": sqlite_url, "INSPECT_DATA_DIR": str(tmp_path / "data"),
    }  # fmt: skip
    words = ["user", "add", "boss", "--role", "administrator", "--name", "Boss"]
    made = CliRunner(env=environment).invoke(main, [*words, "--password-file", str(file)])
    assert made.exit_code == 0, made.output
    assert Browser(app).log_in("boss").status_code == 200
