"""The command line: the only place that prints, asks the clock and ends the process.

Commands import what they need when they run, so that `milepost --help` costs no more than click itself.
"""

from __future__ import annotations

import gc
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

from milepost import __version__
from milepost.clock import read_clock
from milepost.errors import ContentError, ExitCode, MilepostError, Problem, Severity, errors_in
from milepost.model.days import day_from
from milepost.output import take_every_character

if TYPE_CHECKING:
    from milepost.site.build import Built
    from milepost.site.publish import Published

Command = TypeVar("Command", bound=Callable[..., Any])
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


class DayType(click.ParamType[date]):
    """A day written `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with the way to write it."""
        if isinstance(value, date):
            return value
        try:
            return day_from(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date (write it as YYYY-MM-DD)", param, ctx)


class Commands(click.Group):
    """A group whose commands end with a message for people, never with a traceback of their mistake."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and translate what stops it into an exit code."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            tell(error.problems)
            ctx.exit(ExitCode.PROBLEMS)
        except MilepostError as error:
            fail(str(error))


def fail(message: str) -> NoReturn:
    """Say why the command stops, and stop it."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True, color=colour(sys.stderr))
    raise click.exceptions.Exit(ExitCode.PROBLEMS)


def colour(stream: Any) -> bool:
    """Whether to colour what is written to a stream: on a terminal, unless `NO_COLOR` says no."""
    return not os.environ.get("NO_COLOR") and stream.isatty()


def tell(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, one a line, and count them."""
    problems = tuple(problems)
    for problem in problems:
        mark = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
        click.echo(f"{mark}: {problem}", err=True, color=colour(sys.stderr))
    if errors := len(errors_in(problems)):
        click.echo(f"{errors} error{'s' if errors != 1 else ''}; nothing was written.", err=True)


def config_option(command: Command) -> Command:
    """Add `-f/--config-file`."""
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The MkDocs configuration (default: mkdocs.yml here; without one, our own).",
    )(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="milepost")
def cli() -> None:
    """A client status site from git, on which no promise can quietly change."""


@cli.command()
@config_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes (default: site).")
@click.option("-s", "--strict", is_flag=True, help="Stop at warnings too.")
@click.option("--status-date", type=DayType(), help="Tell everything as of this day (default: today).")
@click.option("--versions", is_flag=True, help="Also build the site as it was on the day of each update.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def build(
    config_file: Path | None,
    site_dir: Path | None,
    strict: bool,
    status_date: date | None,
    versions: bool,
    quiet: bool,
) -> None:
    """Build the site from what is committed."""
    _collect_seldom()
    if versions:
        if status_date:
            raise click.UsageError("--versions tells each day by itself: leave --status-date out")
        _build_versions(config_file, site_dir, strict=strict, quiet=quiet)
        return
    from milepost.site.build import build_site

    moment = read_clock().moment
    built = build_site(config_file, site_dir, strict=strict, status_date=status_date, moment=moment, say=_log(quiet))
    if not quiet:
        _say_built(built)


def _build_versions(config_file: Path | None, site_dir: Path | None, *, strict: bool, quiet: bool) -> None:
    from milepost.site.library import build_library

    now, moment = read_clock()
    with _progress("Building versions", quiet=quiet) as progress:
        built = build_library(
            config_file, site_dir, strict=strict, now=now, moment=moment, say=_log(quiet), progress=progress
        )
    if not quiet:
        _say_built(built)
        click.echo(f"{built.versions} versions, {built.kept} of them as they were.")


@contextmanager
def _progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, and silence elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
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


def _collect_seldom() -> None:
    """A build makes many records and drops few before it ends: looking for garbage often costs it a tenth."""
    gc.set_threshold(100_000, 50, 50)


def _say_built(built: Built) -> None:
    click.echo(f"Built {built.pages} pages in {built.seconds:.1f} s: {built.directory}")
    click.echo(f"See it: {_ourselves()} view {_called(built.directory)}")


def _ourselves() -> str:
    """How to call this command once more: by its name where the shell finds it, or as it was called."""
    called = Path(sys.argv[0])
    found = shutil.which("milepost")
    if called.stem != "milepost" or (found and called.exists() and Path(found).samefile(called)):
        return "milepost"
    return _called(called)


def _called(path: Path) -> str:
    """A path as one would type it here."""
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) and path != here else path))


def _log(quiet: bool) -> Callable[[str, str], None]:
    """Print what the site builder has to say, by severity."""

    def say(level: str, message: str) -> None:
        if level == "info" and quiet:
            return
        mark = {"info": "", "warning": "warning: ", "error": "error: "}[level]
        fg = {"info": None, "warning": "yellow", "error": "red"}[level]
        click.echo(click.style(mark, fg=fg, bold=True) + message, err=True, color=colour(sys.stderr))

    return say


@cli.command()
@config_option
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000).")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(config_file: Path | None, dev_addr: str | None, open_browser: bool) -> None:
    """Show the site as you write, uncommitted work included; mistakes show on the page."""
    from milepost.site.build import serve_site

    serve_site(config_file, dev_addr=dev_addr, open_browser=open_browser, say=_log(quiet=False))


@cli.command()
@click.argument("directory", type=click.Path(path_type=Path), default="site")
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000, or a free port).")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def view(directory: Path, dev_addr: str | None, open_browser: bool) -> None:
    """Show a site that was built, as a server would: opened from the disk it neither searches nor leads on."""
    from milepost.site.viewing import viewing

    with viewing(directory, dev_addr) as (address, show):
        click.echo(f"Showing {directory} at {address} (ctrl-C ends it)")
        if open_browser:
            click.launch(address)
        with suppress(KeyboardInterrupt):
            show()


@cli.command()
@config_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("-s", "--strict", is_flag=True, help="Exit with 1 at warnings too.")
def check(config_file: Path | None, form: str, strict: bool) -> None:
    """Tell every problem of every file at once, uncommitted work included."""
    from milepost.render.problems import as_github, as_json
    from milepost.site.build import checked

    now, moment = read_clock()
    problems = checked(config_file, now, moment)
    if form == "json":
        click.echo(as_json(problems))
    elif form == "github":
        click.echo(as_github(problems), nl=bool(problems))
    else:
        _print_problems(problems)
    # An old revision that cannot be read any more is told, but nobody can mend it: it stops nothing.
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in stops and not problem.location.revision for problem in problems):
        raise click.exceptions.Exit(ExitCode.PROBLEMS)


def _print_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        mark = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
        click.echo(f"{mark}: {problem}", color=colour(sys.stdout))
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    told = [f"{n} {name}{'s' if n != 1 and name != 'advice' else ''}" for name, n in counts.items() if n]
    click.echo(f"Found {', '.join(told)}." if told else "No problems found.")


@cli.command()
@config_option
@click.argument("span", metavar="[A..B]", default="HEAD")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--status-date", type=DayType(), help="Tell the clock's own entries up to this day (default: today).")
def changelog(config_file: Path | None, span: str, form: str, status_date: date | None) -> None:
    """Print the ledger: what was promised, moved, kept or broken, oldest first.

    A..B prints what was recorded after A, up to B: revisions, or versions such as 2026-03-06.
    """
    from milepost.site.build import configured_project
    from milepost.site.spans import changelog_of

    text, problems = changelog_of(configured_project(config_file), span, form, status_date, read_clock().moment)
    tell(problems)
    click.echo(text, nl=not text.endswith("\n"))


@cli.command()
@config_option
@click.option("-b", "--branch", default="gh-pages", show_default=True, help="The branch to publish on.")
@click.option("--remote", default="origin", show_default=True, help="Whose branch it is.")
@click.option("--push", is_flag=True, help="Send the branch to the remote; if that fails, nothing is published.")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Publish into this folder, on no branch.")
@click.option("--witness", metavar="URL", help="Have this RFC 3161 authority sign that the newest version was there.")
@click.option("--committed-only", is_flag=True, help="Leave out what is not committed, which stops it otherwise.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--tell-otherwise", is_flag=True, help="Go on without entries that were told; the site says so for ever.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def publish(
    config_file: Path | None,
    branch: str,
    remote: str,
    push: bool,
    folder: Path | None,
    witness: str | None,
    committed_only: bool,
    dry_run: bool,
    tell_otherwise: bool,
    quiet: bool,
) -> None:
    """Put the site with all its versions on a branch, as one commit on top of what is there."""
    given = click.get_current_context().get_parameter_source("branch")
    if folder and (push or given is not ParameterSource.DEFAULT):
        raise click.UsageError("--push and --branch go with a branch, and --to with a folder")
    _collect_seldom()
    from milepost.site.build import configured_project
    from milepost.site.publish import publish_branch, publish_folder
    from milepost.site.witness import authority

    ask = authority(witness) if witness else None
    project, (now, moment) = configured_project(config_file), read_clock()
    how: dict[str, Any] = {"dry_run": dry_run, "committed_only": committed_only, "now": now, "moment": moment}
    how |= {"witness": ask, "tell_otherwise": tell_otherwise}
    with _progress("Building versions", quiet=quiet) as progress:
        if folder:
            done = publish_folder(project, folder, progress=progress, **how)
        else:
            done = publish_branch(project, branch, remote, push=push, progress=progress, **how)
    if not quiet:
        _say_published(done, str(folder or branch), dry_run=dry_run)
        if done.witnessed:
            click.echo(f"  witnessed: {done.witnessed}, by {witness}")
        if done.sent:
            click.echo(f"Sent to {remote}.")
        elif done.commit:
            click.echo(f"Send it: git push {remote} {branch}")
    for warning in done.warnings:
        click.echo(f"{click.style('warning', fg='yellow', bold=True)}: {warning}", err=True, color=colour(sys.stderr))
    if done.missing:
        told = ", ".join(done.missing)
        fail(
            f"no version tells {told}: the revisions that published them cannot be built (see above; check tells more)"
        )


def _say_published(done: Published, where: str, *, dry_run: bool) -> None:
    plan = done.publication
    if not plan.written and not plan.removed:
        click.echo(f"Nothing to publish: {where} tells {done.day} already.")
        return
    did = "Would publish" if dry_run else "Published"
    click.echo(f"{did} {done.day} on {where}{f' ({done.commit[:10]})' if done.commit else ''}:")
    click.echo(f"  versions: {len(done.new)} new{_some(done.new)}, {done.kept} as they were")
    click.echo(f"  files: {len(plan.added)} new, {len(plan.changed)} changed, {len(plan.removed)} removed")
    if done.healed:
        click.echo(f"  altered since, and as they were again: {', '.join(done.healed)}")
    for sha, why in sorted(done.left_out.items()):
        click.echo(f"  {sha[:10]} gave no version: {why}")
    if plan.strangers:
        click.echo(f"  not ours and left alone: {len(plan.strangers)}{_some(plan.strangers)}")


def _some(names: Sequence[str], limit: int = 4) -> str:
    is_short = len(names) <= limit + 1
    shown = ", ".join(names if is_short else names[-limit:])
    return f" ({'' if is_short else '…, '}{shown})" if names else ""


@cli.command()
@config_option
@click.argument("where", metavar="[URL-or-DIR]", required=False)
@click.option("-b", "--branch", default="gh-pages", show_default=True, help="The branch, where no URL or DIR is given.")
@click.option("--remote", default="origin", show_default=True, help="Whose branch it is.")
@click.option("--receipt", "receipts", multiple=True, metavar="SHA256", help="A hash that a feed or manifest gave you.")
@click.option(
    "--trust", multiple=True, type=click.Path(path_type=Path), help="The root certificate of an authority that signs."
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def verify(
    config_file: Path | None,
    where: str | None,
    branch: str,
    remote: str,
    receipts: tuple[str, ...],
    trust: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Build every published version again from git, and compare.

    Ends with 0 if every file is what git gives, 4 if something differs, 5 if nothing does but not all could be built.
    """
    _collect_seldom()
    from milepost.site.build import configured_project
    from milepost.site.shelf import library_at
    from milepost.site.verify import verify as verify_tree

    project = configured_project(config_file)
    library = library_at(project.repository, where, branch, remote)
    with _progress("Building versions", quiet=quiet) as progress:
        verdict = verify_tree(project, library, receipts, progress, trust)
    for finding in verdict.wrong:
        click.echo(f"{click.style('differs', fg='red', bold=True)}: {finding}", color=colour(sys.stdout))
    for version in verdict.unproven:
        click.echo(f"{click.style('unproven', fg='yellow', bold=True)}: {version}", color=colour(sys.stdout))
    if not quiet:
        told = f"{verdict.versions} versions, {verdict.files} files on {library.where}"
        wrong = f"{len(verdict.wrong)} difference{'s' if len(verdict.wrong) != 1 else ''}"
        click.echo(f"{wrong}: {told}" if verdict.wrong else f"As git says: {told}")
        for told in verdict.witnessed:
            click.echo(f"witnessed: {told}")
        if verdict.otherwise:
            since = min(one.since for one in verdict.otherwise)
            click.echo(f"Told otherwise since {since}, as the site says: {len(verdict.otherwise)} entries (versions/)")
        if verdict.strangers:
            click.echo(f"Not ours, and not looked at: {len(verdict.strangers)} files{_some(verdict.strangers)}")
    if verdict.wrong or verdict.unproven:
        raise click.exceptions.Exit(ExitCode.DIFFERS if verdict.wrong else ExitCode.UNPROVEN)


@cli.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def schema(directory: Path) -> None:
    """Write the JSON Schemas of the content files into DIRECTORY."""
    from milepost.authoring.schemas import write_schemas

    for path in write_schemas(directory):
        click.echo(f"Wrote {path}")


@cli.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def demo(directory: Path) -> None:
    """Write a demo project with 40 weeks of history into DIRECTORY and build its site with all versions."""
    from milepost.authoring.demo import write_demo

    write_demo(directory)
    click.echo(f"Wrote a project with its history: {directory.resolve()}")
    _build_versions(directory / "mkdocs.yml", directory / "site", strict=False, quiet=False)
    click.echo("Then, there: edit content/, run `milepost serve`, and `milepost changelog` to see what changed.")


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


def _confess(error: Exception) -> None:
    """Say that something is wrong with Milepost itself, and where all that its makers need stands."""
    from milepost.bug_report import write_bug_report

    report = write_bug_report(error, sys.argv[1:])
    where = f"please send us {report}" if report else "MILEPOST_DEBUG=1 shows where"
    told = f"{type(error).__name__}: {error}".splitlines()[0]
    click.echo(f"bug: {told} (ours, not yours; {where})", err=True)


def main() -> None:
    """Run the command line; 3 means that Milepost itself is at fault."""
    _heed_signals()
    take_every_character()
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        code = ExitCode.OK
    except Exception as error:
        if os.environ.get("MILEPOST_DEBUG"):
            raise
        _confess(error)
        code = ExitCode.BUG
    sys.exit(code or 0)
