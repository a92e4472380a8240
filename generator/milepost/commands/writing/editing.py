"""Commands that change one item of the content: shown first, then written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.commands.completing import ids
from milepost.commands.options import content_here, today_here
from milepost.commands.showing import Carefully, careful, is_asking, write_shown

if TYPE_CHECKING:
    from milepost.authoring.edits.files import Draft
    from milepost.authoring.items.finding import Found, Promise

_CAUSES = ("scope", "estimate", "technical", "supplier", "staffing", "decision", "client", "external")


@click.command()
@careful
@click.argument("name", metavar="ID", shell_complete=ids("milestone", "commitment"))
@click.option("--on", "day", default="today", show_default=True, help="The day it was reached or kept.")
@click.option("--evidence", metavar="TEXT", help="What proves it: an address, or a few words (commitments).")
def done(name: str, day: str, evidence: str | None, how: Carefully) -> None:
    """Say that the milestone is reached, or the commitment kept.

    \b
    milepost done beta
    milepost done C-12 --on fri --evidence https://example.org/report
    """
    from milepost.authoring.items.promises import done as kept

    on = typed_day(day, "--on", how.config_file, past=True)
    _change(name, lambda found: kept(found, on, evidence), how)


@click.command()
@careful
@click.argument("name", metavar="ID", shell_complete=ids("milestone", "commitment"))
@click.argument("day", metavar="DATE")
@click.option("--reason", metavar="TEXT", help="Why, in words for the client; asked for on a terminal.")
@click.option("--cause", type=click.Choice(_CAUSES), help="What kind of reason it is.")
@click.option(
    "--because",
    metavar="ID",
    multiple=True,
    help="The change request, problem, decision or risk behind it.",
    shell_complete=ids("change", "problem", "decision", "risk"),
)
def move(name: str, day: str, because: tuple[str, ...], how: Carefully, **why: str | None) -> None:
    """Move a date, and say why: the first one stays on the page.

    \b
    milepost move go-live "12 june" --reason "The pier is closed until May."
    milepost move C-12 +2w --reason "The supplier is late." --cause supplier --because CR-2
    """
    from milepost.authoring.items.promises import move as moved

    due = typed_day(day, "DATE", how.config_file)
    reason, cause = why["reason"], why["cause"]

    def make(found: Found[Promise]) -> Draft:
        told = reason or _asked("Why does it move?", "a date never moves without one")
        return moved(found, due, told, cause, because)

    _change(name, make, how, due)


@click.command()
@careful
@click.argument("name", metavar="ID", shell_complete=ids("milestone", "commitment"))
@click.option("--reason", metavar="TEXT", help="Why, in words for the client; asked for on a terminal.")
@click.option("--agreed-with", metavar="WHO", help="Who agreed, on the other side (commitments).")
@click.option("--on", "day", default="today", show_default=True, help="The day it was withdrawn.")
def withdraw(name: str, day: str, reason: str | None, agreed_with: str | None, how: Carefully) -> None:
    """Take a promise back openly, where deleting it would be told as removed without a word.

    \b
    milepost withdraw C-12 --reason "The old tickets stay valid." --agreed-with "Head of sales"
    """
    from milepost.authoring.items.promises import withdraw as withdrawn

    on = typed_day(day, "--on", how.config_file, past=True)

    def make(found: Found[Promise]) -> Draft:
        why = reason or _asked("Why is it withdrawn?", "nothing is taken back without one")
        return withdrawn(found, on, why, agreed_with)

    _change(name, make, how)


def typed_day(words: str, option: str, config_file: Path | None, *, past: bool = False) -> date:
    """The day that is meant by what was typed for an option."""
    from milepost.authoring.items.days import read_day

    today = today_here(config_file)
    try:
        found = read_day(words, today, past=past)
    except ValueError as error:
        if past and _reads(words, today):
            raise click.BadParameter(
                f"{words!r} lies ahead (name the day on which it happened)", param_hint=option
            ) from error
        raise click.BadParameter(str(error), param_hint=option) from error
    if past and found > today:
        raise click.BadParameter(f"{found} lies ahead (name the day on which it happened)", param_hint=option)
    return found


def _reads(words: str, today: date) -> bool:
    """Whether words mean a day that lies ahead."""
    from milepost.authoring.items.days import read_day

    try:
        return read_day(words, today) > today
    except ValueError:
        return False


def distance_to(day: date, today: date) -> str:
    """A day with its weekday, and how far it lies ahead."""
    days = (day - today).days
    return f"{_named(day)}, {'today' if not days else f'in {_counted(days)}' if days > 0 else f'{_counted(-days)} ago'}"


def _asked(question: str, rule: str) -> str:
    """The answer of whoever sits at a terminal; elsewhere the rule is told that asks for one."""
    if not is_asking():
        raise click.UsageError(f"--reason is missing: {rule}")
    return str(click.prompt(question, err=True)).strip()


def _change(name: str, make: Callable[[Found[Promise]], Draft], how: Carefully, due: date | None = None) -> None:
    """Show what one item's file will say, ask whoever can answer, and write it."""
    from milepost.authoring.items.finding import find_promise

    found = find_promise(content_here(how.config_file), name)
    if write_shown([make(found)], how, _moved(found.item.due, due) if due else ""):
        click.echo(f"Wrote {found.path}. Next: milepost check")


def _moved(old: date, new: date) -> str:
    """Two days with their weekdays, and how far they lie apart."""
    days = (new - old).days
    distance = f"{_counted(abs(days))} {'later' if days > 0 else 'earlier'}"
    return f"{_named(old)} → {_named(new)}, {distance}"


def _counted(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _named(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
