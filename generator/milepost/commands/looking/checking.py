"""What is wrong with a project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import Clock
from milepost.commands.answering import answered, as_problems, as_values
from milepost.commands.options import collect_seldom, config_option, format_option, project_here
from milepost.commands.printing import is_a_step, print_problems
from milepost.commands.showing import Carefully, write_mended
from milepost.errors import ExitCode, Severity, errors_in

if TYPE_CHECKING:
    from milepost.project.opening import Project


@click.command()
@config_option
@format_option("text", "json", "github", help="For people, for programs, or as GitHub shows it beside the line.")
@click.option("-s", "--strict", is_flag=True, help="Exit with 1 at warnings too.")
@click.option("--fix", is_flag=True, help="First put right what is mechanical, and show it.")
def check(config_file: Path | None, form: str, strict: bool, fix: bool) -> None:
    """Tell every problem of every file at once, uncommitted work included.

    \b
    milepost check
    milepost check --fix
    milepost check --strict --format github
    """
    collect_seldom()
    if fix:
        _fix(config_file)
    told = answered(("check",), config_file, _checked)
    problems = as_problems(told)
    if form == "json":
        from milepost.render.data.problems import as_json

        click.echo(as_json(problems))
    elif form == "github":
        from milepost.render.data.problems import as_github

        click.echo(as_github(problems), nl=bool(problems))
    else:
        print_problems(problems)
        if sys.stdout.isatty() and not errors_in(problems) and not is_a_step():
            click.echo("Next: milepost friday")
    # An old revision that cannot be read any more is told, but nobody can mend it: it stops nothing.
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in stops and not problem.location.revision for problem in problems):
        raise click.exceptions.Exit(ExitCode.PROBLEMS)


def _checked(project: Project, clock: Clock) -> list[list[Any]]:
    from milepost.project.checking import check_project

    return as_values(check_project(project, *clock))


def _fix(config_file: Path | None) -> None:
    """Mend what a machine can, and say what it was."""
    from milepost.authoring.mending.mend import mended
    from milepost.project.work import ids_that_were

    project = project_here(config_file)
    drafts, told = mended(project.content, lambda kind: ids_that_were(project, kind))
    if drafts and write_mended(drafts, Carefully(config_file)):
        for problem in told:
            click.echo(f"mended: {problem}")
