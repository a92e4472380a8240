"""Show, then write: a change as a small difference, and the word of whoever sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import unified_diff
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from milepost.commands.options import Command, config_option
from milepost.commands.printing import colour, counted
from milepost.commands.refusing import refuse_what_breaks
from milepost.frozen import dataclass
from milepost.model.texts.typed import seen_from

if TYPE_CHECKING:
    from milepost.authoring.edits.files import Draft

_COLOURS = {"+": "green", "-": "red"}
_LONGEST = 60
# To judge the whole content takes longer than to import so many items: beyond that `check` does, as its own step.
_AT_SIGHT = 10_000


@dataclass(frozen=True, slots=True)
class Carefully:
    """What every command is told that writes: the configuration, whether to write at all, and whether to ask."""

    config_file: Path | None = None
    dry_run: bool = False
    yes: bool = False


def careful(command: Command) -> Command:
    """Add what every command has that writes, as one record that is called `how`."""

    @wraps(command)
    def run(*, config_file: Path | None, dry_run: bool, yes: bool, **given: Any) -> Any:
        return command(how=Carefully(config_file, dry_run, yes), **given)

    careful = click.option("--dry-run", is_flag=True, help="Only show what would change.")(cast("Command", run))
    return config_option(click.option("-y", "--yes", is_flag=True, help="Write without asking.")(careful))


def write_shown(drafts: Sequence[Draft], how: Carefully, note: str = "") -> bool:
    """Show what files will say, ask whoever can answer, and write all of them; False where nothing was written.

    What would leave an error in the content is refused.
    """
    refuse_what_breaks(drafts, how.config_file)
    return write_mended(drafts, how, note)


def write_mended(drafts: Sequence[Draft], how: Carefully, note: str = "") -> bool:
    """The same of files that had errors, behind which others may have been hidden."""
    for draft in drafts:
        _show(draft)
    if note:
        click.echo(note, err=True)
    return _ask_and_write(drafts, how)


def write_told(drafts: Sequence[Draft], how: Carefully, items: int) -> bool:
    """The same of files of which it is told otherwise what they will say, of so many items."""
    if items <= _AT_SIGHT:
        refuse_what_breaks(drafts, how.config_file)
    return _ask_and_write(drafts, how)


def _ask_and_write(drafts: Sequence[Draft], how: Carefully) -> bool:
    from milepost.authoring.edits.files import refuse_too_big, write_together

    refuse_too_big(drafts)
    if how.dry_run or (not how.yes and is_asking() and not click.confirm("Write it?", default=True, err=True)):
        click.echo("Nothing was written.", err=True)
        return False
    write_together(drafts)
    return True


def is_asking() -> bool:
    """Whether somebody sits at a terminal who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def called(draft: Draft) -> str:
    """A file as one would type it here."""
    return seen_from(draft.file, Path.cwd())


def _show(draft: Draft) -> None:
    old, new = ((data or b"").decode(errors="replace").splitlines() for data in (draft.old, draft.new))
    lines = [line for line in [*unified_diff(old, new, n=1, lineterm="")][2:] if not line.startswith("@@")]
    if lines:
        click.echo(f"{called(draft)}:", err=True)
    for line in lines[:_LONGEST]:
        click.secho(line, fg=_COLOURS.get(line[0]), err=True, color=colour(sys.stderr))
    if (more := len(lines) - _LONGEST) > 0:
        click.echo(f"… and {counted(more, 'line')} more", err=True)
