"""What has changed, and what the work will say that is not committed."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import Clock
from milepost.commands.answering import answered, as_problems, as_values
from milepost.commands.options import DayType, collect_seldom, config_option, format_option
from milepost.commands.printing import tell

if TYPE_CHECKING:
    from milepost.project.opening import Project


@click.command()
@config_option
@click.argument("span", metavar="[A..B]", default="HEAD")
@format_option("text", "json", "markdown", help="For people, for programs, or for a comment on a forge.")
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


def in_words(config_file: Path | None, form: str = "text") -> str:
    """What the ledger will say of the work that is not committed; nothing where it has nothing to say."""
    told: str = answered(("changelog", "uncommitted", form), config_file, partial(_news, form=form))
    return told


def _news(project: Project, clock: Clock, form: str) -> str:
    from milepost.project.work import news_of_work
    from milepost.render.data.changelog import changelog as written
    from milepost.render.words.words import Words

    language, events = news_of_work(project, clock.moment)
    return written(events, form, Words.of(language))
