"""The command that takes over what other tools export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.commands.options import collect_seldom, content_here, today_here
from milepost.commands.printing import counted, progress_bar
from milepost.commands.showing import Carefully, careful, write_told

if TYPE_CHECKING:
    from milepost.authoring.importing.rows import Unusable
    from milepost.authoring.merging.merge import Merged

_SHOWN = 20


@click.command("import")
@careful
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--map", "mapped", metavar="FIELD=COLUMN", multiple=True, help="Which column says what, as due=Deadline.")
@click.option(
    "--dates", type=click.Choice(["dmy", "mdy"]), help="How to read 6/3/2026, where the file does not show it."
)
@click.option(
    "--baseline", is_flag=True, help="Take the first dates that the file knows: import, commit, import again."
)
@click.option("--reason", metavar="TEXT", help="Why dates moved, for all that did.")
def import_(file: Path, mapped: tuple[str, ...], dates: str | None, how: Carefully, **taken: Any) -> None:
    """Take over what another tool exports: the ids are its own keys, so that the next export changes the same items.

    Microsoft Project XML, GanttProject, CSV, Excel; by their headers Jira, Linear, Asana, GitLab, Redmine; GitHub's
    milestones and Trello's boards as JSON; iCalendar. Nothing is deleted.

    \b
    milepost import plan.xml --dry-run
    milepost import export.csv --map due="Target date" --reason "As planned anew in Jira."
    """
    collect_seldom()
    from milepost.authoring.importing.reading import read_export
    from milepost.authoring.merging.difference import Terms
    from milepost.authoring.merging.merge import merged

    mapping = fields_mapped(mapped)
    content = content_here(how.config_file)
    today = today_here(how.config_file)
    with progress_bar("Importing", quiet=False) as progress:
        export = read_export(file, mapping, dates or "")
        done = merged(content, export, Terms(today, taken["baseline"], taken["reason"], progress))
    _tell(done, export.tool)
    if not done.drafts:
        click.echo("Nothing is to be written.")
    elif write_told(done.drafts, how, len(done.new) + len(done.changed)):
        click.echo(f"Wrote {counted(len(done.drafts), 'file')} in {content.name}/milestones. Next: milepost check")


def fields_mapped(mapped: Sequence[str]) -> dict[str, str]:
    """What was said with `--map`, column by field."""
    return dict(_pair(entry) for entry in mapped)


def tell_unusable(rows: Sequence[Unusable]) -> None:
    """Which rows cannot be used, and why."""
    if rows:
        click.echo(f"Not usable: {counted(len(rows), 'row')}")
        _list([str(row) for row in rows])


def _pair(entry: str) -> tuple[str, str]:
    name, equals, column = entry.partition("=")
    if not equals or not column:
        raise click.BadParameter(f"{entry!r} is not FIELD=COLUMN", param_hint="--map")
    return name.strip(), column.strip()


def _tell(done: Merged, tool: str) -> None:
    """What the import does, and which rows it cannot use."""
    click.echo(f"{tool}: {len(done.new)} new, {len(done.changed)} changed, {done.same} as they were")
    _list([f"{name}  {what}" for name, what in done.changed.items()])
    if done.gone:
        click.echo(f"No longer in the export, and left as they are: {counted(len(done.gone), 'item')}")
        _list(done.gone)
    tell_unusable(done.unusable)
    if done.earlier:
        told = counted(len(done.earlier), "new item")
        click.echo(
            f"{told} had another date first: with --baseline, a commit, and a second import it is told as the first."
        )


def _list(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(f"  {line}")
    if (more := len(lines) - _SHOWN) > 0:
        click.echo(f"  and {more} more")
