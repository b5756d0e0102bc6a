"""The console program: reads arguments, calls what it names, and says every refusal in one sentence."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword
from typing import Any

import click

from inspect_app import settings
from inspect_app.problems import LANGUAGES, Problem, Problems

_COMMANDS = {
    "pack": "inspect_app.cli.pack",
    "template": "inspect_app.cli.template",
    "score": "inspect_app.cli.score",
    "score-register": "inspect_app.cli.register",
    "import": "inspect_app.cli.import_register",
    "report": "inspect_app.cli.report",
    "example": "inspect_app.cli.example",
    "demo": "inspect_app.cli.demo",
    "user": "inspect_app.cli.user",
    "serve": "inspect_app.cli.serve",
    "worker": "inspect_app.cli.worker",
    "rebuild": "inspect_app.cli.rebuild",
    "rescue": "inspect_app.cli.rescue",
}
"""Command -> its module. Modules are imported when asked for: printing loads large libraries."""


class _Program(click.Group):
    """Turns refusals into sentences on the error output and status 2; no tracebacks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, module in _COMMANDS.items() if find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(_COMMANDS[cmd_name])
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problems as refused:
            _say(ctx, refused.problems)
        except Problem as refused:
            _say(ctx, (refused,))
        ctx.exit(2)


@click.group(cls=_Program, context_settings={"max_content_width": 100})
@click.version_option(package_name="inspect-app")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of everything that is said.")
@click.pass_context
def main(context: click.Context, lang: str | None) -> None:
    """Scores places of detention against international standards, with reasons, and prints reports."""
    context.obj = settings.load()
    context.meta["language"] = lang or context.obj.language


def _say(context: click.Context, problems: tuple[Problem, ...]) -> None:
    language = context.meta.get("language", "en")
    for problem in problems:
        click.echo(problem.sentence(language), err=True)
