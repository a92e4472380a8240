"""Commands that tell what is wrong, and what has changed."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import Clock
from milepost.commands.answering import answered, as_problems, as_values
from milepost.commands.options import DayType, collect_seldom, config_option, project_here
from milepost.commands.printing import (
    counted,
    is_a_step,
    print_lines,
    print_problems,
    tell,
)
from milepost.commands.showing import Carefully, write_shown
from milepost.errors import ExitCode, Severity, errors_in

if TYPE_CHECKING:
    from milepost.facts.advice.week import Week
    from milepost.facts.report.report import StatusReport
    from milepost.project.opening import Project
    from milepost.render.week.screen import Line


@click.command()
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def status(config_file: Path | None, form: str) -> None:
    """Tell in twenty lines how the project stands, and what is to be done until the next update.

    \b
    milepost status
    milepost status --format json
    """
    collect_seldom()
    told = _standing(config_file)
    if form == "json":
        click.echo(told["json"], nl=False)
        return
    print_lines(told["lines"])
    click.echo(f"Next: {told['next']}")


def tell_status(config_file: Path | None) -> None:
    """Print how a project stands, and what is to be done."""
    print_lines(_standing(config_file)["lines"])


def _standing(config_file: Path | None) -> Any:
    return answered(("status",), config_file, _stands)


def _stands(project: Project, clock: Clock) -> dict[str, Any]:
    from milepost.facts.advice.week import week_of
    from milepost.project.work import report_of_work
    from milepost.render.week.data import week_json

    report = report_of_work(project, *clock)
    week = week_of(report)
    return {"json": week_json(report, week), "lines": _lines(project, report), "next": _next(report, week)}


def _next(report: StatusReport, week: Week) -> str:
    """What to type next: an update where one is due, the closing report where nothing is open any more."""
    if report.is_finished:
        return "milepost check" if report.closing else "milepost new closing"
    is_due = not week.update or week.update.day <= report.status_date
    return "milepost new update" if is_due else "milepost check"


@click.command()
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as GitHub shows it beside the line.",
)
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


def _lines(project: Project, report: StatusReport) -> list[Line]:
    from milepost.facts.advice.week import week_of
    from milepost.render.week.screen import Line, week_lines
    from milepost.render.words.words import Words

    lines = [*week_lines(report, week_of(report), Words.of(report.charter.language))]
    if work := project.repository.uncommitted(project.prefix):
        lines.append(Line(f"This counts what is not committed yet: {counted(len(work), 'file')}."))
    return lines


def in_words(config_file: Path | None, form: str = "text") -> str:
    """What the ledger will say of the work that is not committed; nothing where it has nothing to say."""
    told: str = answered(("changelog", "uncommitted", form), config_file, partial(_news, form=form))
    return told


def _news(project: Project, clock: Clock, form: str) -> str:
    from milepost.project.work import news_of_work
    from milepost.render.data.changelog import changelog as written
    from milepost.render.words.words import Words

    language, events = news_of_work(project, *clock)
    return written(events, form, Words.of(language))


def _fix(config_file: Path | None) -> None:
    """Mend what a machine can, and say what it was."""
    from milepost.authoring.mending.mend import mended
    from milepost.project.work import ids_that_were

    project = project_here(config_file)
    drafts, told = mended(project.content, lambda kind: ids_that_were(project, kind))
    if drafts and write_shown(drafts, Carefully(config_file)):
        for problem in told:
            click.echo(f"mended: {problem}")


@click.command()
@config_option
@click.argument("span", metavar="[A..B]", default="HEAD")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for a comment on a forge.",
)
@click.option("--status-date", type=DayType(), help="Tell the clock's own entries up to this day (default: today).")
@click.option("--uncommitted", is_flag=True, help="Tell instead what the work will say that is not committed yet.")
def changelog(config_file: Path | None, span: str, form: str, status_date: date | None, uncommitted: bool) -> None:
    """Print the ledger: what was promised, moved, kept or broken, oldest first.

    A..B prints what was recorded after A, up to B: revisions, or versions such as 2026-03-06.

    \b
    milepost changelog
    milepost changelog 2026-03-06.. --format markdown
    milepost changelog --uncommitted
    """
    collect_seldom()
    if uncommitted:
        if span != "HEAD" or status_date:
            raise click.UsageError("--uncommitted tells what comes after HEAD: leave A..B and --status-date out")
        click.echo(in_words(config_file, form), nl=False)
        return

    def work(project: Project, clock: Clock) -> tuple[str, list[list[Any]]]:
        from milepost.versions.which.spans import changelog_of

        text, problems = changelog_of(project, span, form, status_date, clock.moment)
        return text, as_values(problems)

    text, problems = answered(("changelog", span, form, status_date), config_file, work, has_begun=True)
    tell(as_problems(problems))
    click.echo(text, nl=not text.endswith("\n"))
