"""Commands that write something new: an update drafted from the ledger, an entry of a list."""

from __future__ import annotations

import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from click.exceptions import NoSuchCommand

from milepost.commands.options import Command, config_option, content_here
from milepost.commands.refusing import refuse_what_breaks
from milepost.commands.showing import is_asking
from milepost.commands.writing.editing import typed_day
from milepost.commands.writing.new_items import asked, item_command, known_ids, report_now
from milepost.errors import SiteError
from milepost.frozen import dataclass

if TYPE_CHECKING:
    from milepost.model.kinds.lessons import LessonKind
    from milepost.model.kinds.meetings import MeetingKind


@dataclass(frozen=True, slots=True)
class Drafting:
    """How a page is written: for which configuration, whether it is opened (None: on a terminal), or only printed."""

    config_file: Path | None = None
    is_edited: bool | None = None
    dry_run: bool = False


def _drafting(command: Command) -> Command:
    """Add what every command has that drafts a page, as one record that is called `how`."""

    @wraps(command)
    def run(*, config_file: Path | None, edit: bool | None, yes: bool, dry_run: bool, **given: Any) -> Any:
        return command(how=Drafting(config_file, False if yes else edit, dry_run), **given)

    drafting = click.option("--dry-run", is_flag=True, help="Only print it.")(cast("Command", run))
    drafting = click.option("-y", "--yes", is_flag=True, help="Ask nothing, and open no editor.")(drafting)
    told = "Open it in your editor (default: on a terminal)."
    return config_option(click.option("--edit/--no-edit", default=None, help=told)(drafting))


# More letters than any command says of itself.
_WHOLE = 500
_LESSONS = click.Choice(["keep", "improve"])


class _Lists(click.Group):
    """A group with a command for each register that is a list; the registers are asked only when it is used."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; what is misspelt is told with what is near to it, of all commands."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(error.command_name, possibilities=self.list_commands(ctx), ctx=ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with the first of what it says of itself, on as many lines as that needs."""
        known = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(_WHOLE)) for name, command in known if command]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command: the update first, then the registers in their order."""
        from milepost.model.registers import REGISTERS

        return [*super().list_commands(ctx), *(str(register.kind) for register in REGISTERS if register.is_list)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        from milepost.model.registers import REGISTERS

        register = next((register for register in REGISTERS if register.is_list and register.kind == cmd_name), None)
        return item_command(register) if register else super().get_command(ctx, cmd_name)


@click.group(cls=_Lists)
def new() -> None:
    """Write something new: an update drafted from the ledger, or an item at the end of its list.

    \b
    milepost new update
    milepost new milestone "The beta is open" --due "6 march"
    milepost new commitment "Send the fares" --from client --due +2w
    """


@new.command()
@_drafting
@click.option("--on", "day", default="today", show_default=True, help="The day of the update.")
def update(day: str, how: Drafting) -> None:
    """Draft this week's update from what the ledger knows since the last one.

    Every line is true as it stands: keep it, mend it or delete it. Comments are not published.

    \b
    milepost new update
    milepost new update --on fri --no-edit
    """
    if write_update(how, day):
        click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


@new.command()
@_drafting
@click.option("--on", "day", default="today", show_default=True, help="The day of the meeting.")
@click.option(
    "--kind",
    type=click.Choice(["kickoff", "status", "steering", "review", "closing", "other"]),
    default="status",
    show_default=True,
    help="What kind of meeting it was.",
)
def meeting(day: str, kind: MeetingKind, how: Drafting) -> None:
    """Draft the minutes of a meeting from the last ones of its kind.

    Who was there then, what was decided and promised since; what is still open stands in comments, which are not
    published.

    \b
    milepost new meeting --kind steering
    milepost new meeting --kind kickoff --on "14 jan" --no-edit
    """
    from milepost.authoring.meeting_draft import meeting_draft
    from milepost.render.words.words import Words

    report, on = report_now(how.config_file), typed_day(day, "--on", how.config_file, past=True)
    text = meeting_draft(report, Words.of(report.charter.language), kind, on)
    if _write_page(f"meetings/{on}-{kind}.md", text, how):
        click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


@new.command()
@_drafting
@click.option("--on", "day", default="today", show_default=True, help="The day on which the project is closed.")
def closing(day: str, how: Drafting) -> None:
    """Draft the closing report from what came of the goals and the plan.

    What was not done stands in it, too; what is still open stands in comments, which are not published, since the
    page lists it by itself.

    \b
    milepost new closing
    milepost new closing --on "8 may" --dry-run
    """
    from milepost.authoring.closing_draft import closing_draft
    from milepost.render.words.words import Words

    report, on = report_now(how.config_file), typed_day(day, "--on", how.config_file, past=True)
    if _write_page("closing.md", closing_draft(report, Words.of(report.charter.language), on), how):
        click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


@new.command()
@click.argument("title", required=False)
@_drafting
@click.option("--on", "day", default="today", show_default=True, help="The day on which it was learned.")
@click.option("--kind", type=_LESSONS, help="Keep it, or improve on it (default: improve); asked for on a terminal.")
def lesson(title: str | None, day: str, kind: LessonKind | None, how: Drafting) -> None:
    """Begin the page of a lesson, in a file that is called after its title.

    The title is the advice, as one sentence; what happened, and why, is yours to write.

    \b
    milepost new lesson "Ask suppliers for their rate limits"
    milepost new lesson "Start on one route" --kind keep --on "25 sep"
    """
    from milepost.authoring.items.new_items import ids_on_disk
    from milepost.authoring.lesson_draft import lesson_draft, lesson_name
    from milepost.model.fields import Kind
    from milepost.model.registers import register_of
    from milepost.render.words.words import Words

    on = typed_day(day, "--on", how.config_file, past=True)
    title = title or asked("The advice, in one sentence", "TITLE")
    if kind is None and is_asking() and how.is_edited is not False:
        kind = click.prompt("Did it go well, or should it go better?", "improve", type=cast(Any, _LESSONS), err=True)
    report = report_now(how.config_file)
    on_disk = ids_on_disk(register_of(Kind.LESSON), content_here(how.config_file))
    name = lesson_name(title, known_ids(report, Kind.LESSON) | on_disk)
    text = lesson_draft(name, title, kind or "improve", on, Words.of(report.charter.language))
    if _write_page(f"lessons/{name}.md", text, how):
        click.echo("Next: milepost check, then git add and git commit, and milepost publish --push")


def write_update(how: Drafting, day: str = "today") -> bool:
    """Write the draft of an update, and open it in an editor; False where it was only printed."""
    from milepost.authoring.update_draft import update_draft
    from milepost.render.words.words import Words

    report = report_now(how.config_file)
    on = typed_day(day, "--on", how.config_file, past=True)
    text = update_draft(report, Words.of(report.charter.language), on)
    return _write_page(f"updates/{on}.md", text, how)


def _write_page(path: str, text: str, how: Drafting) -> bool:
    """Write a page that is not there yet, and open it in an editor; False where it was only printed."""
    from milepost.authoring.edits.files import Draft, write_together

    content = content_here(how.config_file)
    file = content / path
    if file.exists() and not how.dry_run:
        kind, _, name = path.partition("/")
        another = f"milepost new {kind.removesuffix('s')} --on DAY writes one of another day"
        raise SiteError(f"{file}: is there already ({another if name else 'edit it, or delete it first'})")
    draft = Draft(file, None, text.encode())
    refuse_what_breaks([draft], how.config_file)
    if how.dry_run:
        click.echo(text, nl=False)
        return False
    write_together([draft])
    click.echo(f"Wrote {content.name}/{path}")
    if how.is_edited if how.is_edited is not None else sys.stdin.isatty() and sys.stdout.isatty():
        click.edit(filename=str(file))
    return True
