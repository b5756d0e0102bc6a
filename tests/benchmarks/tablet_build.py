"""The two builds that are looked at: the app as it is shipped, and the page that is measured."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import hatch_build
from tests.benchmarks.sizes import CHECKOUT
from tests.twin.fixtures import write_fixtures

FRONTEND = CHECKOUT / "frontend"
FLOOR = Path(__file__).with_name("tablet_floor")


def shipped_sizes(folder: Path) -> dict[str, int]:
    """Bytes after gzip: what the first screen reads, and all JavaScript and styles in the precache."""
    _vite(folder)
    index = (folder / "index.html").read_text("utf-8")
    named = re.findall(r'(?:src|href)="/app/([^"]+\.(?:js|css))"', index)
    words = {path.name: _gzipped(path) for path in (folder / "assets").glob("first-*.js")}
    files = [path for path in folder.rglob("*") if path.suffix in {".js", ".css"}]
    first = sum(_gzipped(folder / name) for name in named)
    return {
        "first_screen": first + max(words.values()),
        "all": sum(_gzipped(path) for path in files),
        "largest": max(_gzipped(path) for path in files),
    }


def benchmark_build(folder: Path) -> Path:
    """bench.html and what it reads, and the floor, below one folder."""
    app = folder / "app"
    _vite(app, "--mode", "bench")
    write_fixtures(app / "fixtures")
    shutil.copytree(FLOOR, folder / "floor")
    (folder / "empty.html").write_text("<!doctype html><title>empty</title>", "ascii")
    (folder / "favicon.ico").write_bytes(b"")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


def _vite(out: Path, *words: str) -> None:
    node = hatch_build.node_on_path() or hatch_build.node_of_wheel()
    if node is None:
        raise SystemExit(
            "bench-tablet: no Node.js 20.19, 22.12 or newer was found; `make app` says more"
        )
    vite = FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
    command = [node.node, str(vite), "build", *words, "--outDir", str(out), "--emptyOutDir"]
    subprocess.run(
        [*command, "--logLevel", "error"], cwd=FRONTEND, env=dict(node.environment), check=True
    )


def _gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
