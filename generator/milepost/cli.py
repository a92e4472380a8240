"""The command line: the group of all commands, and how the process ends."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from typing import Any, NoReturn

import click

from milepost import __version__
from milepost.commands import CommandsByName, tell_subjects
from milepost.commands.printing import colour, fail, tell
from milepost.errors import ContentError, ExitCode, MilepostError
from milepost.output import take_every_character

# What a system says of a disk that is full, over its quota, read-only or broken, and of too many open files.
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Commands(click.Group):
    """A group whose commands end with a message for people, never with a traceback of their mistake."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by subject."""
        tell_subjects(formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and translate what stops it into an exit code."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            tell(error.problems)
            ctx.exit(ExitCode.PROBLEMS)
        except MilepostError as error:
            fail(str(error))


@click.group(cls=Commands, commands=CommandsByName(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="milepost")
def cli() -> None:
    """A client status site from git, on which no promise can quietly change."""


def _interrupt_once(number: int, frame: object) -> NoReturn:
    """Stop, and put everything in its place; asked again, stop at once: the next run puts it there."""
    for other in (*_ENDINGS, signal.SIGINT):
        if signal.getsignal(other) is _interrupt_once:
            signal.signal(other, lambda number, frame: os._exit(ExitCode.INTERRUPTED))
    raise KeyboardInterrupt


def _heed_signals() -> None:
    """Take whatever asks politely to end for a ctrl-C, but what `nohup` and the like have switched off."""
    for number in (*_ENDINGS, signal.SIGINT):
        if signal.getsignal(number) not in {signal.SIG_IGN, None}:
            signal.signal(number, _interrupt_once)


def _told_of_disk(error: Exception) -> ExitCode | None:
    """Say that the disk takes no more, whatever was being written; None for every other error."""
    if not isinstance(error, OSError) or error.errno not in _DISK:
        return None
    where = f"{error.filename}: " if error.filename else ""
    click.echo(f"error: {where}{error.strerror} (make room, or free what is in the way, and run it again)", err=True)
    return ExitCode.PROBLEMS


def _told_in_short(error: click.ClickException) -> int:
    """Say what is misspelt, and where help is: two lines, where click would have four."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    mark = click.style("error", fg="red", bold=True)
    told = " ".join(error.format_message().split())  # click puts each choice on a line of its own.
    click.echo(f"{mark}: {told}", err=True, color=colour(sys.stderr))
    if context is not None:
        click.echo(f"Try: {context.command_path} --help", err=True)
    return error.exit_code


def _confess(error: Exception) -> ExitCode:
    """Say that something is wrong with Milepost itself, and where all that its makers need stands."""
    from milepost.bug_report import write_bug_report

    report = write_bug_report(error, sys.argv[1:])
    where = f"please send us {report}" if report else "MILEPOST_DEBUG=1 shows where"
    told = f"{type(error).__name__}: {error}".splitlines()[0]
    click.echo(f"bug: {told} (ours, not yours; {where})", err=True)
    return ExitCode.BUG


def main() -> None:
    """Run the command line; 3 means that Milepost itself is at fault."""
    _heed_signals()
    take_every_character()
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = ExitCode.INTERRUPTED
    except click.ClickException as error:
        code = _told_in_short(error)
    except BrokenPipeError:
        sys.stderr.close()
        code = ExitCode.OK
    except Exception as error:
        if os.environ.get("MILEPOST_DEBUG"):
            raise
        code = _told_of_disk(error) or _confess(error)
    gc.freeze()  # To look for garbage now, as Python does at the end, would take a hundredth of a build.
    sys.exit(code or 0)
