"""Friday: the week's update from the first question to the published site, one step after another."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from milepost.commands.options import config_option
from milepost.commands.printing import colour
from milepost.commands.showing import is_asking
from milepost.commands.writing.friday_steps import STEPS, Step, Week, what_sends_it

_ANSWERS = click.Choice(["y", "s", "q"])


@click.command()
@config_option
@click.option("--remote", default="origin", show_default=True, help="Where the branch and the site are sent.")
@click.option("-y", "--yes", is_flag=True, help="Do each step without asking.")
@click.option("--dry-run", is_flag=True, help="Only show the steps.")
def friday(config_file: Path | None, remote: str, yes: bool, dry_run: bool) -> None:
    """Walk through the week's update: questions, draft, check, changes in words, commit, publish, push.

    Each step shows what it would do and can be skipped. Stop at any of them: called again, it goes on where you were.

    \b
    milepost friday
    milepost friday --dry-run
    """
    week = Week(click.get_current_context(), config_file, remote, yes)
    is_shown_only = dry_run or not (yes or is_asking())
    try:
        for number, step in enumerate(STEPS, 1):
            title = f"{number}/{len(STEPS)}  {step.title}"
            click.secho(f"\n{title}", bold=True, color=colour(sys.stdout))
            if step.show(week) and step.act and not is_shown_only:
                _do(step, week, yes=yes)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped; what was done stays. Go on with: milepost friday", err=True)
        raise
    if is_shown_only:
        click.echo("\nNothing was done. Next: milepost friday" + ("" if dry_run else " on a terminal, or with --yes"))
    elif then := what_sends_it(week):
        click.echo(f"\nThat was the week, and not all of it is sent. Next: {then}")
    else:
        click.echo("\nThat was the week. Next: milepost serve -o")


def _do(step: Step, week: Week, *, yes: bool) -> None:
    """Ask, and do what is wanted; one that cannot be done ends the walk where it stands."""
    question = f"{step.question} (y: yes, s: skip, q: stop)"
    answer = "y" if yes else click.prompt(question, "y", type=_ANSWERS, show_choices=False, err=True)
    if answer == "q":
        raise click.Abort
    if answer == "y" and step.act:
        step.act(week)
