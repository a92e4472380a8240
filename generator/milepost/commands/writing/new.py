"""Commands that write something new: an update drafted from the ledger, an entry of a list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import read_clock
from milepost.commands.completing import ids
from milepost.commands.options import config_option
from milepost.commands.writing.editing import typed_day
from milepost.errors import SiteError

if TYPE_CHECKING:
    from milepost.facts.report import StatusReport
    from milepost.model.fields import Kind
    from milepost.model.kinds.meetings import MeetingKind
    from milepost.model.registers import Register


class _Lists(click.Group):
    """A group with a command for each register that is a list; the registers are asked only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command: the update first, then the registers in their order."""
        from milepost.model.registers import REGISTERS

        return [*super().list_commands(ctx), *(str(register.kind) for register in REGISTERS if register.is_list)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        from milepost.model.registers import REGISTERS

        register = next((register for register in REGISTERS if register.is_list and register.kind == cmd_name), None)
        return _item_command(register) if register else super().get_command(ctx, cmd_name)


@click.group(cls=_Lists)
def new() -> None:
    """Write something new: an update drafted from the ledger, or an item at the end of its list.

    \b
    milepost new update
    milepost new milestone "The beta is open" --due "6 march"
    milepost new commitment "Send the fares" --from client --due +2w
    """


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
    if write_update(config_file, day, is_edited=edit, dry_run=dry_run):
        click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


@new.command()
@config_option
@click.option("--on", "day", default="today", show_default=True, help="The day of the meeting.")
@click.option(
    "--kind",
    type=click.Choice(["kickoff", "status", "steering", "review", "closing", "other"]),
    default="status",
    show_default=True,
    help="What kind of meeting it was.",
)
@click.option("--edit/--no-edit", default=None, help="Open it in your editor (default: on a terminal).")
@click.option("--dry-run", is_flag=True, help="Only print it.")
def meeting(config_file: Path | None, day: str, kind: MeetingKind, edit: bool | None, dry_run: bool) -> None:
    """Draft the minutes of a meeting from the last ones of its kind.

    Who was there then, what was decided and promised since; what is still open stands in comments, which are not
    published.

    \b
    milepost new meeting --kind steering
    milepost new meeting --kind kickoff --on "14 jan" --no-edit
    """
    from milepost.authoring.meeting_draft import meeting_draft
    from milepost.render.words.words import Words

    report, on = report_now(config_file), typed_day(day, "--on")
    text = meeting_draft(report, Words.of(report.charter.language), kind, on)
    if _write_page(config_file, f"meetings/{on}-{kind}.md", text, is_edited=edit, dry_run=dry_run):
        click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


def write_update(
    config_file: Path | None, day: str = "today", *, is_edited: bool | None = None, dry_run: bool = False
) -> bool:
    """Write the draft of an update, and open it in an editor; False where it was only printed."""
    from milepost.authoring.update_draft import update_draft
    from milepost.render.words.words import Words

    report = report_now(config_file)
    on = typed_day(day, "--on")
    text = update_draft(report, Words.of(report.charter.language), on)
    return _write_page(config_file, f"updates/{on}.md", text, is_edited=is_edited, dry_run=dry_run)


def _write_page(config_file: Path | None, path: str, text: str, *, is_edited: bool | None, dry_run: bool) -> bool:
    """Write a page that is not there yet, and open it in an editor; False where it was only printed."""
    from milepost.authoring.edits.files import Draft, write_together
    from milepost.site.configuration import configured_content

    if dry_run:
        click.echo(text, nl=False)
        return False
    content = configured_content(config_file)
    file = content / path
    if file.exists():
        kind = path.partition("/")[0].removesuffix("s")
        raise SiteError(f"{file}: is there already (milepost new {kind} --on DAY writes one of another day)")
    write_together([Draft(file, None, text.encode())])
    click.echo(f"Wrote {content.name}/{path}")
    if is_edited if is_edited is not None else sys.stdin.isatty() and sys.stdout.isatty():
        click.edit(filename=str(file))
    return True


def _item_command(register: Register) -> click.Command:
    """The command that appends an item to the list of a register."""

    def command(config_file: Path | None, title: str, named: str | None, **given: str | None) -> None:
        _append(register, config_file, title, named, given)

    due = ' --due "6 march"' if "due" in _needed(register) else ""
    what = "what was said" if register.kind == "feedback" else f"a {register.kind}"
    command.__doc__ = (
        f"Add {what} to the end of its file, with what else it may say as comments."
        f'\n\n\b\nmilepost new {register.kind} "In one sentence"{due}'
    )
    known = {info.alias or name for name, info in register.written.model_fields.items()}
    command = click.option("--owner", metavar="WHO", help="Who sees to it.")(command)
    if "milestone" in known:
        told = "The milestone that it belongs to."
        command = click.option("--milestone", metavar="ID", help=told, shell_complete=ids("milestone"))(command)
    if "from" in known:
        sides = click.Choice(["vendor", "client"])
        command = click.option("--from", type=sides, help="Whose it is (default: yours, the vendor's).")(command)
    if "due" in _needed(register):
        command = click.option("--due", metavar="DATE", required=True, help="The day by which it is promised.")(command)
    command = click.option("--id", "named", metavar="ID", help="What it is called for ever (default: proposed).")(
        command
    )
    return click.command(str(register.kind))(click.argument("title")(config_option(command)))


def _needed(register: Register) -> frozenset[str]:
    """The fields that an item cannot be without."""
    fields = register.written.model_fields.items()
    return frozenset(info.alias or name for name, info in fields if info.is_required())


def _append(register: Register, config_file: Path | None, title: str, named: str | None, given: dict[str, Any]) -> None:
    from milepost.authoring.edits.files import write_together
    from milepost.authoring.items.new_items import ids_on_disk, new_id, new_item, title_field
    from milepost.site.configuration import configured_content

    content = configured_content(config_file)
    if "due" in given:
        given["due"] = typed_day(given["due"], "--due")
    known = known_ids(report_now(config_file), register.kind) | ids_on_disk(register, content)
    if named in known:
        raise SiteError(
            f"{named!r} was given to a {register.kind} before, and an id is never used twice (leave --id out)"
        )
    fields = {"id": named or new_id(title, register.kind, known), title_field(register): title}
    fields |= {key: value for key, value in given.items() if value is not None}
    draft = new_item(register, content, fields)
    write_together([draft])
    click.echo(f"Wrote {fields['id']} into {content.name}/{draft.file.name}. Next: milepost check")


def report_now(config_file: Path | None) -> StatusReport:
    """What the site would say if all that is on disk were committed now."""
    from milepost.project.work import report_of_work
    from milepost.site.configuration import configured_project

    moment = read_clock().moment
    return report_of_work(configured_project(config_file, has_begun=False), moment, moment)


def known_ids(report: StatusReport, kind: Kind) -> frozenset[str]:
    """Every id that an item of a kind has or had as far as the site tells."""
    return frozenset(name for event in report.events if event.kind is kind for name in (event.id, event.origin))
