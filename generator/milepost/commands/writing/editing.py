"""Commands that change one item of the content: shown first, then written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from milepost.clock import read_clock
from milepost.commands.options import Command, config_option
from milepost.commands.printing import colour

if TYPE_CHECKING:
    from milepost.authoring.edits.files import Draft
    from milepost.authoring.items.finding import Found

_COLOURS = {"+": "green", "-": "red"}
_CAUSES = ("scope", "estimate", "technical", "supplier", "staffing", "decision", "client", "external")


@dataclass(frozen=True, slots=True)
class Carefully:
    """What every command is told that writes: the configuration, whether to write at all, and whether to ask."""

    config_file: Path | None
    dry_run: bool
    yes: bool


def _careful(command: Command) -> Command:
    """Add what every command has that writes, as one record that is called `how`."""

    @wraps(command)
    def run(*, config_file: Path | None, dry_run: bool, yes: bool, **given: Any) -> Any:
        return command(how=Carefully(config_file, dry_run, yes), **given)

    careful = click.option("--dry-run", is_flag=True, help="Only show what would change.")(cast("Command", run))
    return config_option(click.option("-y", "--yes", is_flag=True, help="Write without asking.")(careful))


@click.command()
@_careful
@click.argument("name", metavar="ID")
@click.option("--on", "day", default="today", show_default=True, help="The day it was reached or kept.")
@click.option("--evidence", metavar="TEXT", help="What proves it: an address, or a few words (commitments).")
def done(name: str, day: str, evidence: str | None, how: Carefully) -> None:
    """Say that the milestone is reached, or the commitment kept.

    \b
    milepost done beta
    milepost done C-12 --on fri --evidence https://example.org/report
    """
    from milepost.authoring.items.promises import done as kept

    on = typed_day(day, "--on", past=True)
    _change(name, lambda found: kept(found, on, evidence), how)


@click.command()
@_careful
@click.argument("name", metavar="ID")
@click.argument("day", metavar="DATE")
@click.option("--reason", metavar="TEXT", help="Why, in words for the client; asked for on a terminal.")
@click.option("--cause", type=click.Choice(_CAUSES), help="What kind of reason it is.")
def move(name: str, day: str, reason: str | None, cause: str | None, how: Carefully) -> None:
    """Move a date, and say why: the first one stays on the page.

    \b
    milepost move go-live "12 june" --reason "The pier is closed until May."
    milepost move C-12 +2w --reason "The supplier is late." --cause supplier
    """
    from milepost.authoring.items.promises import move as moved

    due = typed_day(day, "DATE")
    _change(name, lambda found: moved(found, due, reason or _asked("Why does it move?"), cause), how, due)


@click.command()
@_careful
@click.argument("name", metavar="ID")
@click.option("--reason", metavar="TEXT", help="Why, in words for the client; asked for on a terminal.")
@click.option("--agreed-with", metavar="WHO", help="Who agreed, on the other side (commitments).")
@click.option("--on", "day", default="today", show_default=True, help="The day it was withdrawn.")
def withdraw(name: str, day: str, reason: str | None, agreed_with: str | None, how: Carefully) -> None:
    """Take a promise back openly, where deleting it would be told as removed without a word.

    \b
    milepost withdraw C-12 --reason "The old tickets stay valid." --agreed-with "Head of sales"
    """
    from milepost.authoring.items.promises import withdraw as withdrawn

    on = typed_day(day, "--on", past=True)
    _change(name, lambda found: withdrawn(found, on, reason or _asked("Why is it withdrawn?"), agreed_with), how)


def typed_day(words: str, option: str, *, past: bool = False) -> date:
    """The day that is meant by what was typed for an option."""
    from milepost.authoring.items.days import read_day

    try:
        return read_day(words, read_clock().moment.astimezone().date(), past=past)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _asked(question: str) -> str:
    """The answer of whoever sits at a terminal."""
    if not _is_asking():
        raise click.UsageError("--reason is missing: a date never moves without one")
    return str(click.prompt(question, err=True)).strip()


def _is_asking() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _change(name: str, make: Callable[[Found], Draft], how: Carefully, due: date | None = None) -> None:
    """Show what one item's file will say, ask whoever can answer, and write it."""
    from milepost.authoring.edits.files import write_together
    from milepost.authoring.items.finding import find_promise
    from milepost.site.build import configured_content

    found = find_promise(configured_content(how.config_file), name)
    draft = make(found)
    _show(found, draft, due)
    if how.dry_run or (not how.yes and _is_asking() and not click.confirm("Write it?", default=True, err=True)):
        click.echo("Nothing was written.", err=True)
        return
    write_together([draft])
    click.echo(f"Wrote {found.path}. Next: milepost check")


def _show(found: Found, draft: Draft, due: date | None) -> None:
    """The change as a small difference, and a date with its weekday and distance."""
    old, new = (data.decode().splitlines() for data in (found.data, draft.new))
    for line in list(unified_diff(old, new, found.path, found.path, n=1, lineterm=""))[2:]:
        if not line.startswith("@@"):
            click.secho(line, fg=_COLOURS.get(line[0]), err=True, color=colour(sys.stderr))
    if due:
        days = (due - found.item.due).days
        distance = f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'later' if days > 0 else 'earlier'}"
        click.echo(f"{_named(found.item.due)} → {_named(due)}, {distance}", err=True)


def _named(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
