"""Photographs of 300 kB sent whole, against writing the same bytes durably and hashing them."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from inspect_app.extensions import db
from tests.benchmarks.bench_push import prepared, push
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.many_operations import INSPECTION, Chain, signed_headers
from tests.benchmarks.sizes import Sizes

SIZE_BYTES = 300_000
DOOR = "/sync/v1/blobs"


def run(sizes: Sizes) -> Figure:
    chance = random.Random(7)  # noqa: S311  # bytes that compress as badly as a photograph
    photographs = [chance.randbytes(SIZE_BYTES) for _ in range(sizes.blobs)]
    with TemporaryDirectory() as folder:
        app, bodies, chain = prepared(f"sqlite:///{folder}/up.sqlite", Path(folder), sizes)
        push(app, bodies[:1])
        ours, floor = least_of(
            1,
            lambda: [sent(app, chain, photograph) for photograph in photographs],
            lambda: [written(Path(folder), photograph) for photograph in photographs],
        )
        with app.app_context():
            db.engine.dispose()
    return Figure(
        benchmark="upload",
        cpu_seconds=ours,
        floor="hashing the same bytes and writing them durably",
        floor_cpu_seconds=floor,
        size={"photographs": sizes.blobs, "bytes": SIZE_BYTES},
        runs=1,
        goal="S4: twice the 77 photographs a second of ODK Central",
    )


def sent(app: Flask, chain: Chain, content: bytes) -> None:
    client, sha = app.test_client(), hashlib.sha256(content)
    asked = {
        "nonce": "n", "sha": sha.hexdigest(), "size": len(content), "insp": INSPECTION,
        "mime": "image/jpeg",
    }  # fmt: skip
    body = json.dumps(asked).encode("utf-8")
    headers = signed_headers(chain, "POST", DOOR, body)
    made = client.post(DOOR, data=body, headers=headers, content_type="application/json")
    place = made.headers["Location"].removeprefix("http://localhost")
    headers = signed_headers(chain, "PATCH", place, content) | {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
        "Upload-Checksum": f"sha256 {base64.b64encode(sha.digest()).decode('ascii')}",
    }
    done = client.patch(place, data=content, headers=headers)
    if done.status_code != 200:
        raise RuntimeError(done.text[:300])


def written(folder: Path, content: bytes) -> None:
    name = hashlib.sha256(content).hexdigest()
    with (folder / name).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
