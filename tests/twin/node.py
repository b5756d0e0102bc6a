"""Node.js for the tests of the tablet's twin: bundling one of its modules, and talking to it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from hatch_build import node_of_wheel, node_on_path

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
_BUNDLING = """
const [entry, outDir] = process.argv.slice(1);
const { build } = await import('vite');
await build({
  configFile: false, logLevel: 'error', publicDir: false, ssr: { noExternal: true },
  build: { ssr: entry, outDir, emptyOutDir: false, target: 'es2022' },
});
"""


def node() -> str:
    """The program: PATH's where it is good enough, or else that of the environment's wheel."""
    found = node_on_path() or node_of_wheel()
    assert found is not None, "the tests of the tablet need Node.js: run .ci/setup tests"
    return found.node


def bundled(module: str, folder: Path) -> Path:
    """`src/testing/x.ts` of the tablet with all that it imports, as one program in `folder`."""
    assert (FRONTEND / "node_modules" / "vite").is_dir(), "run `make app-tools` first"
    command = [node(), "--input-type=module", "-e", _BUNDLING, "--", module, str(folder)]
    done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (program,) = folder.glob(f"{Path(module).stem}.*")
    return program


class Runner:
    """A program that answers each line with a line."""

    def __init__(self, words: IO[str], answers: IO[str]) -> None:
        self._words = words
        self._answers = answers

    def ask(self, question: Any) -> str:
        """The answer as it was written."""
        self._words.write(json.dumps(question, ensure_ascii=True) + "\n")
        self._words.flush()
        answer = self._answers.readline()
        assert answer, "the tablet's program ended without an answer"
        assert not answer.startswith('{"error":'), json.loads(answer)["error"]
        return answer.removesuffix("\n")


@contextmanager
def running(program: Path) -> Iterator[Runner]:
    process = subprocess.Popen(
        [node(), str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=FRONTEND,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Runner(process.stdin, process.stdout)
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=10)
        finally:
            process.kill()
            process.stdout.close()
