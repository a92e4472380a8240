"""Printing: the only place that writes to the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from milepost.errors import ExitCode, Problem, Severity, errors_in
from milepost.model.texts.typed import typed

if TYPE_CHECKING:
    from milepost.commands.answering import Standing
    from milepost.publication.publish import Published
    from milepost.site.build import Built

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def fail(message: str) -> NoReturn:
    """Say why the command stops, and stop it."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True, color=colour(sys.stderr))
    raise click.exceptions.Exit(ExitCode.PROBLEMS)


def colour(stream: Any) -> bool:
    """Whether to colour what is written to a stream: on a terminal, unless `NO_COLOR` says no, `FORCE_COLOR` yes."""
    return not os.environ.get("NO_COLOR") and bool(os.environ.get("FORCE_COLOR") or stream.isatty())


def is_a_step() -> bool:
    """Whether a command is run by another one, which knows what comes next."""
    around = click.get_current_context().parent
    return around is not None and not isinstance(around.command, click.Group)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, one a line, and count them."""
    problems = tuple(problems)
    for problem in problems:
        mark = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
        click.echo(f"{mark}: {problem}", err=True, color=colour(sys.stderr))
    if errors := len(errors_in(problems)):
        click.echo(f"{counted(errors, 'error')}; nothing was written.", err=True)


@contextmanager
def progress_bar(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, and silence elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    if os.environ.get("NO_COLOR"):
        yield _counting(label)
        return
    bar: Any = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and total:
            bar = click.progressbar(length=total, label=label, file=sys.stderr, show_pos=True)
            bar.__enter__()
        if bar is not None:
            bar.update(done - bar.pos)

    try:
        yield show
    finally:
        if bar is not None:
            bar.render_finish()


def _counting(label: str) -> Callable[[int, int], None]:
    """The same in plain characters, for who wants no others: each tenth of the way once."""
    told = -1

    def show(done: int, total: int) -> None:
        nonlocal told
        if total and (tenth := 10 * done // total) > told:
            told = tenth
            click.echo(f"\r{label} {10 * tenth}%", nl=tenth == 10, err=True)

    return show


def say_built(built: Built) -> None:
    """Say where a site was built, and how to see it."""
    click.echo(f"Built {built.pages} pages in {built.seconds:.1f} s: {built.directory}")
    click.echo(f"See it: {_ourselves()} view {_called(built.directory)}")


def say_standing(site: Standing, say: Callable[[str, str], None], *, quiet: bool) -> None:
    """Say that a site stands as it would be built, and what was wrong then and is."""
    for level, message in site.said:
        if level != "info":
            say(level, message)
    if not quiet:
        click.echo(f"Nothing has changed: {counted(site.pages, 'page')} as they were built last: {site.directory}")
        click.echo(f"See it: {_ourselves()} view {_called(Path(site.directory))}")


def _ourselves() -> str:
    """How to call this command once more: by its name where the shell finds it, or as it was called."""
    called = Path(sys.argv[0])
    found = shutil.which("milepost")
    if called.stem != "milepost" or (found and called.exists() and Path(found).samefile(called)):
        return "milepost"
    return _called(called)


def _called(path: Path) -> str:
    """A path as one would type it here."""
    return typed(path, Path.cwd())


def log(quiet: bool) -> Callable[[str, str], None]:
    """Print what the site builder has to say, by severity."""

    def say(level: str, message: str) -> None:
        if level == "info" and quiet:
            return
        mark = {"info": "", "warning": "warning: ", "error": "error: "}[level]
        fg = {"info": None, "warning": "yellow", "error": "red"}[level]
        click.echo(click.style(mark, fg=fg, bold=True) + message, err=True, color=colour(sys.stderr))

    return say


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print problems to standard output, one a line, and count them."""
    for problem in problems:
        mark = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
        click.echo(f"{mark}: {problem}", color=colour(sys.stdout))
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    told = [f"{n} {name}{'s' if n != 1 and name != 'advice' else ''}" for name, n in counts.items() if n]
    click.echo(f"Found {', '.join(told)}." if told else "No problems found.")


def print_lines(lines: Iterable[Sequence[str]]) -> None:
    """Print lines to standard output, coloured by their tones."""
    colours = {"green": "green", "amber": "yellow", "red": "red"}
    for text, tone in lines:
        click.secho(text, fg=colours.get(tone), bold=bool(tone) or None, color=colour(sys.stdout))


def say_published(done: Published, where: str, *, dry_run: bool) -> None:
    """Say what was published, or would be."""
    plan = done.changes
    if not plan.written and not plan.removed:
        click.echo(f"Nothing to publish: {where} tells {done.day} already.")
        return
    did = "Would publish" if dry_run else "Published"
    click.echo(f"{did} {done.day} on {where}{f' ({done.commit[:10]})' if done.commit else ''}:")
    click.echo(f"  versions: {len(done.new)} new{some(done.new)}, {done.kept} as they were")
    click.echo(f"  files: {len(plan.added)} new, {len(plan.changed)} changed, {len(plan.removed)} removed")
    if done.healed:
        click.echo(f"  altered since, and as they were again: {', '.join(done.healed)}")
    for sha, why in sorted(done.left_out.items()):
        click.echo(f"  {sha[:10]} gave no version: {why}")
    if plan.strangers:
        click.echo(f"  not ours and left alone: {len(plan.strangers)}{some(plan.strangers)}")


def counted(number: int, noun: str) -> str:
    """A number of things, or of one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def some(names: Sequence[str], limit: int = 4) -> str:
    """A few of many names, in brackets."""
    is_short = len(names) <= limit + 1
    shown = ", ".join(names if is_short else names[-limit:])
    return f" ({'' if is_short else '…, '}{shown})" if names else ""
