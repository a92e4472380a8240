"""Commands that say what became of a risk, a problem, a question or a lesson, and that give an item another name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.commands.completing import ids
from milepost.commands.options import content_here, project_here
from milepost.commands.showing import Carefully, careful, write_shown
from milepost.commands.writing.editing import typed_day

if TYPE_CHECKING:
    from milepost.authoring.edits.files import Draft
    from milepost.authoring.items.finding import Found
    from milepost.model.items import Item

_ENDINGS = ("occurred", "passed", "reduced", "transferred", "accepted")
_STATES = ("investigating", "identified", "fixing", "monitoring", "resolved")
_OUTCOMES = ("approved", "rejected", "deferred")
_COMES = ("done", "planned", "declined")
_ON = click.option("--on", "day", default="today", show_default=True, help="The day of it.")


@click.command()
@careful
@click.argument("name", metavar="RISK", shell_complete=ids("risk"))
@click.option("--because", type=click.Choice(_ENDINGS), required=True, help="How it ended.")
@click.option(
    "--problem", metavar="ID", help="The problem that it became, where it occurred.", shell_complete=ids("problem")
)
@_ON
def close(name: str, because: str, problem: str | None, day: str, how: Carefully) -> None:
    """Close a risk: it happened, it can no longer happen, or it need not be watched any more.

    \b
    milepost close R-1 --because passed
    milepost close R-2 --because occurred --problem P-3
    """
    from milepost.authoring.items.records import closed

    on = typed_day(day, "--on", how.config_file, past=True)
    if because == "occurred" and not problem:
        raise click.UsageError('--problem is missing: which problem did it become? (milepost new problem "…" adds one)')
    if problem and because != "occurred":
        raise click.UsageError("--problem goes with --because occurred")
    _change(name, ("risk",), lambda found: closed(found, on, because, problem), how)


@click.command()
@careful
@click.argument("name", metavar="PROBLEM", shell_complete=ids("problem"))
@click.argument("text")
@click.option("--state", type=click.Choice(_STATES), required=True, help="How far it is.")
@_ON
def step(name: str, text: str, state: str, day: str, how: Carefully) -> None:
    """Say what is known or was done about a problem: a new entry after those that were told.

    \b
    milepost step P-3 "The supplier has found the cause." --state identified
    """
    from milepost.authoring.items.records import stepped

    on = typed_day(day, "--on", how.config_file, past=True)
    _change(name, ("problem",), lambda found: stepped(found, on, text, state), how)


@click.command()
@careful
@click.argument("name", metavar="ID", shell_complete=ids("decision", "change"))
@click.argument("text")
@click.option("--by", metavar="WHO", help="Who decided, by name or role.")
@_ON
def decide(name: str, text: str, by: str | None, day: str, how: Carefully) -> None:
    """Say how a question was decided, or a change request: approved, rejected or deferred.

    \b
    milepost decide D-4 "The island route comes first." --by "Steering group"
    milepost decide CR-2 approved --by "Head of sales"
    """
    from milepost.authoring.items.records import decided

    on = typed_day(day, "--on", how.config_file, past=True)

    def make(found: Found[Item]) -> Draft:
        if found.item.kind == "change" and text not in _OUTCOMES:
            raise click.BadParameter(f"{text!r} is none of {', '.join(_OUTCOMES)}", param_hint="TEXT")
        return decided(found, on, text, by)

    _change(name, ("decision", "change"), make, how)


@click.command()
@careful
@click.argument("name", metavar="FEEDBACK", shell_complete=ids("feedback"))
@click.argument("text")
@click.option("--outcome", type=click.Choice(_COMES), help="What comes of it.")
@_ON
def answer(name: str, text: str, outcome: str | None, day: str, how: Carefully) -> None:
    """Answer what the client said.

    \b
    milepost answer F-5 "The ticket will name the pier’s number." --outcome planned
    """
    from milepost.authoring.items.records import answered

    on = typed_day(day, "--on", how.config_file, past=True)
    _change(name, ("feedback",), lambda found: answered(found, on, text, outcome), how)


@click.command()
@careful
@click.argument("name", metavar="LESSON", shell_complete=ids("lesson"))
@click.option("--where", metavar="TEXT", required=True, help="Where it was used.")
@_ON
def apply(name: str, where: str, day: str, how: Carefully) -> None:
    """Say that a lesson was used, and where.

    \b
    milepost apply ask-first --where "The estimate for the second release"
    """
    from milepost.authoring.items.records import applied

    draft = applied(content_here(how.config_file), name, typed_day(day, "--on", how.config_file, past=True), where)
    if write_shown([draft], how):
        click.echo("Wrote it. Next: milepost check")


@click.command()
@careful
@click.argument(
    "old",
    metavar="OLD",
    shell_complete=ids(),
)
@click.argument("new", metavar="NEW")
def rename(old: str, new: str, how: Carefully) -> None:
    """Give an item another id: `was` keeps its history, and every link to it in the content is changed.

    \b
    milepost rename beta open-beta
    """
    from milepost.authoring.items.finding import find_item
    from milepost.authoring.items.new_items import ids_on_disk
    from milepost.authoring.items.renaming import renamed
    from milepost.errors import SiteError
    from milepost.model.registers import REGISTERS, register_of
    from milepost.project.work import ids_that_were

    project = project_here(how.config_file)
    kinds = [register.kind for register in REGISTERS if register.is_list]
    found = find_item(project.content, old, kinds)
    item = found.item
    taken = ids_on_disk(register_of(item.kind), project.content) | ids_that_were(project, item.kind)
    if new in taken - {item.id, *item.was}:
        raise SiteError(f"{new!r} was given to a {item.kind} before, and an id is never used twice (choose another)")
    drafts = renamed(project.content, found, new)
    if write_shown(drafts, how):
        click.echo(f"Wrote {len(drafts)} file{'' if len(drafts) == 1 else 's'}. Next: milepost check")


def _change(name: str, kinds: tuple[str, ...], make: Callable[[Found[Item]], Draft], how: Carefully) -> None:
    """Show what one item's file will say, ask whoever can answer, and write it."""
    from milepost.authoring.items.finding import find_item

    content: Path = content_here(how.config_file)
    found = find_item(content, name, kinds, " or ".join(kinds))
    if write_shown([make(found)], how):
        click.echo(f"Wrote {found.path}. Next: milepost check")
