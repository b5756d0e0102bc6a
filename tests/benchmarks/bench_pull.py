"""A tablet reads an inspection of ten thousand operations from the beginning, page by page."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import text

from inspect_app.extensions import db
from tests.benchmarks.bench_push import prepared, push
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.many_operations import INSPECTION, Chain, signed_headers
from tests.benchmarks.sizes import Sizes

PAGE = 500
ROWS = (
    "SELECT dev, seq, prev, body, sig, n, status FROM operation WHERE n > :n ORDER BY n LIMIT 500"
)


def run(sizes: Sizes) -> Figure:
    with TemporaryDirectory() as folder:
        app, bodies, chain = prepared(f"sqlite:///{folder}/pull.sqlite", Path(folder), sizes)
        push(app, bodies)
        runs = min(sizes.runs, 3)
        ours, floor = least_of(
            runs, lambda: pulled(app, chain, sizes), lambda: rows_as_json(app, sizes)
        )
        with app.app_context():
            db.engine.dispose()
    return Figure(
        benchmark="pull",
        cpu_seconds=ours,
        floor="reading the same rows and writing them as JSON",
        floor_cpu_seconds=floor,
        size={"operations": sizes.operations, "page": PAGE},
        runs=runs,
        goal="none set for the server; T10 takes 8,000 operations at 0.6 of raw storing",
    )


def pulled(app: Flask, chain: Chain, sizes: Sizes) -> None:
    """Follows the cursor to the end; fewer operations than were pushed would be no pull."""
    client, cursor, count, more = app.test_client(), {"n": 0, "h": ""}, 0, True
    while more:
        asked = {"nonce": "n", "dev": chain.dev, "limit": PAGE, "streams": {INSPECTION: cursor}}
        body = json.dumps(asked).encode("utf-8")
        headers = signed_headers(chain, "POST", "/sync/v1/pull", body)
        said = client.post(
            "/sync/v1/pull", data=body, headers=headers, content_type="application/json"
        )
        page: dict[str, Any] = json.loads(said.get_json()["p"])["streams"][INSPECTION]
        count += len(page["ops"])
        cursor, more = {"n": page["n"], "h": page["h"]}, page["more"]
    if count != sizes.operations:
        raise RuntimeError(f"{count} operations of {sizes.operations}")


def rows_as_json(app: Flask, sizes: Sizes) -> None:
    names = ("dev", "seq", "prev", "body", "sig", "n", "status")
    with app.app_context(), db.engine.connect() as connection:
        for start in range(0, sizes.operations, PAGE):
            rows = connection.execute(text(ROWS), {"n": start}).all()
            page = [dict(zip(names, row, strict=True)) for row in rows]
            json.dumps([op | {"body": op["body"].decode("utf-8")} for op in page])
