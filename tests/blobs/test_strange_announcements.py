"""What a tablet announces in ways that no tablet does."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.blobs.files_to_send import bytes_of, sha256
from tests.blobs.sender import DOOR, INSPECTION, Sender


@pytest.mark.parametrize("nonce", ["\ud800", "\0", "", "n" * 129, "a\n"])
def test_a_nonce_that_cannot_be_signed_back_is_refused(app_on_both: Flask, nonce: str) -> None:
    content = bytes_of(10)
    said = {"nonce": nonce, "sha": sha256(content), "size": 10, "insp": INSPECTION}
    headers = {"Content-Type": "application/json"}
    answer = Sender(app_on_both).send("POST", DOOR, json.dumps(said).encode(), headers)
    assert answer.status_code == 422
    assert answer.json["problems"][0]["details"]["field"] == "json.nonce"
