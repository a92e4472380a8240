"""How a project stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import Clock
from milepost.commands.answering import answered
from milepost.commands.options import collect_seldom, config_option, format_option
from milepost.commands.printing import counted, print_lines

if TYPE_CHECKING:
    from milepost.facts.advice.week import Week
    from milepost.facts.report.report import StatusReport
    from milepost.project.opening import Project
    from milepost.render.week.screen import Line


@click.command()
@config_option
@format_option("text", "json", help="For people, or for programs.")
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

    report = report_of_work(project, clock.moment)
    week = week_of(report)
    return {"json": week_json(report, week), "lines": _lines(project, report), "next": _next(report, week)}


def _next(report: StatusReport, week: Week) -> str:
    """What to type next: an update where one is due, the closing report where nothing is open any more."""
    if report.is_finished:
        return "milepost check" if report.closing else "milepost new closing"
    is_due = not week.update or week.update.day <= report.status_date
    return "milepost new update" if is_due else "milepost check"


def _lines(project: Project, report: StatusReport) -> list[Line]:
    from milepost.facts.advice.week import week_of
    from milepost.render.week.screen import Line, week_lines
    from milepost.render.words.words import Words

    lines = [*week_lines(report, week_of(report), Words.of(report.charter.language))]
    if work := project.repository.uncommitted(project.prefix):
        lines.append(Line(f"This counts what is not committed yet: {counted(len(work), 'file')}."))
    return lines
