"""Commands that write something new: an update drafted from the ledger, an entry of a list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import read_clock
from milepost.commands.editing import typed_day
from milepost.commands.options import config_option
from milepost.errors import SiteError

if TYPE_CHECKING:
    from milepost.facts.report import StatusReport
    from milepost.model.fields import Kind


@click.group()
def new() -> None:
    """Write something new: `new update`, `new milestone`, `new commitment`."""


@new.command()
@config_option
@click.option("--on", "day", default="today", show_default=True, help="The day of the update.")
@click.option("--edit/--no-edit", default=None, help="Open it in your editor (default: on a terminal).")
@click.option("--dry-run", is_flag=True, help="Only print it.")
def update(config_file: Path | None, day: str, edit: bool | None, dry_run: bool) -> None:
    """Draft this week's update from what the ledger knows since the last one.

    Every line is true as it stands: keep it, mend it or delete it. Comments are not published.

    \b
    milepost new update
    milepost new update --on fri --no-edit
    """
    from milepost.authoring.edits.files import Draft, write_together
    from milepost.authoring.update_draft import update_draft
    from milepost.render.words.words import Words
    from milepost.site.build import configured_content

    content = configured_content(config_file)
    report = _report(config_file)
    on = typed_day(day, "--on")
    text = update_draft(report, Words.of(report.charter.language), on)
    if dry_run:
        click.echo(text, nl=False)
        return
    file = content / f"updates/{on}.md"
    if file.exists():
        raise SiteError(f"{file}: is there already (milepost new update --on DAY writes one of another day)")
    write_together([Draft(file, None, text.encode())])
    click.echo(f"Wrote {content.name}/updates/{file.name}")
    if edit if edit is not None else sys.stdin.isatty() and sys.stdout.isatty():
        click.edit(filename=str(file))
    click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


def _item_command(name: str) -> click.Command:
    """The command that appends an item to the list of a register."""

    @config_option
    @click.argument("title")
    @click.option("--id", "named", metavar="ID", help="What it is called for ever (default: proposed).")
    @click.option("--due", metavar="DATE", required=True, help="The day by which it is promised.")
    @click.option("--owner", metavar="WHO", help="Who sees to it.")
    def command(config_file: Path | None, title: str, named: str | None, **given: str | None) -> None:
        _append(name, config_file, title, named, given)

    command.__doc__ = f"Add a {name} to the end of its file, with what else it may say as comments."
    return click.command(name)(command)


def _append(name: str, config_file: Path | None, title: str, named: str | None, given: dict[str, Any]) -> None:
    from milepost.authoring.edits.files import write_together
    from milepost.authoring.new_items import ids_on_disk, new_id, new_item, title_field
    from milepost.model.fields import Kind
    from milepost.model.registers import register_of
    from milepost.site.build import configured_content

    register = register_of(Kind(name))
    content = configured_content(config_file)
    given["due"] = typed_day(given["due"], "--due")
    known = _known_ids(_report(config_file), register.kind) | ids_on_disk(register, content)
    if named in known:
        raise SiteError(f"{named!r} was given to a {name} before, and an id is never used twice (leave --id out)")
    fields = {"id": named or new_id(title, name, known), title_field(register): title}
    fields |= {key: value for key, value in given.items() if value is not None}
    draft = new_item(register, content, fields)
    write_together([draft])
    click.echo(f"Wrote {fields['id']} into {content.name}/{draft.file.name}. Next: milepost check")


for _name in ("milestone", "commitment"):
    new.add_command(_item_command(_name))


def _report(config_file: Path | None) -> StatusReport:
    from milepost.project import report_of_work
    from milepost.site.build import configured_project

    moment = read_clock().moment
    return report_of_work(configured_project(config_file), moment, moment)


def _known_ids(report: StatusReport, kind: Kind) -> frozenset[str]:
    """Every id that an item of a kind has or had as far as the site tells."""
    return frozenset(name for event in report.events if event.kind is kind for name in (event.id, event.origin))
