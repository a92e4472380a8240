"""Commands that make a site, or show one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.clock import read_clock
from milepost.commands.answering import Standing, keep_site, standing_site, watched_project
from milepost.commands.options import DayType, collect_seldom, config_option, gathered
from milepost.commands.printing import counted, log, progress_bar, say_built, say_standing
from milepost.frozen import dataclass

if TYPE_CHECKING:
    from milepost.memory.answers import Question


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What `build` is told on the command line."""

    config_file: Path | None
    site_dir: Path | None
    strict: bool
    status_date: date | None
    versions: bool
    quiet: bool
    force: bool


@click.command()
@config_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes (default: site).")
@click.option("-s", "--strict", is_flag=True, help="Stop at warnings too.")
@click.option("--status-date", type=DayType(), help="Tell everything as of this day (default: today).")
@click.option("--versions", is_flag=True, help="Also build the site as it was on the day of each update.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("--force", is_flag=True, help="Build also where nothing has changed since the last time.")
@gathered(BuildOptions)
def build(options: BuildOptions) -> None:
    """Build the site from what is committed.

    \b
    milepost build
    milepost build --versions --strict
    """
    collect_seldom()
    if options.versions:
        if options.status_date:
            raise click.UsageError("--versions tells each day by itself: leave --status-date out")
        build_versions(options.config_file, options.site_dir, strict=options.strict, quiet=options.quiet)
        return
    from milepost.memory.answers import Question

    question = Question.of("build", options.config_file, options.site_dir, options.strict, options.status_date)
    standing = standing_site(question) if question and not options.force else None
    if standing:
        say_standing(standing, log(options.quiet), quiet=options.quiet)
        return
    _build(options, question)


def _build(options: BuildOptions, question: Question | None) -> None:
    """Build today's site, and remember what it was built from."""
    from milepost.pipeline import AsOf
    from milepost.site.build import build_site

    clock, said = read_clock(), list[tuple[str, str]]()
    say, as_of = log(options.quiet), AsOf(options.status_date, moment=clock.moment)

    def noted(level: str, message: str) -> None:
        said.append((level, message))
        say(level, message)

    watched = watched_project(question, options.config_file, clock)
    built = build_site(options.config_file, options.site_dir, as_of, strict=options.strict, say=noted)
    if watched:
        keep_site(*watched, Standing(str(built.directory), built.pages, said))
    if not options.quiet:
        say_built(built)


@click.command()
@config_option
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000).")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(config_file: Path | None, dev_addr: str | None, open_browser: bool) -> None:
    """Show the site as you write, uncommitted work included; mistakes show on the page.

    \b
    milepost serve -o
    """
    from milepost.site.build import serve_site

    serve_site(config_file, dev_addr=dev_addr, open_browser=open_browser, say=log(quiet=False))


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default="site")
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000, or a free port).")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def view(directory: Path, dev_addr: str | None, open_browser: bool) -> None:
    """Show a site that was built, as a server would: opened from the disk it neither searches nor leads on.

    \b
    milepost view -o
    milepost view public
    """
    show_site(directory, dev_addr, open_browser=open_browser)


def build_versions(config_file: Path | None, site_dir: Path | None, *, strict: bool, quiet: bool) -> None:
    """Build today's site and every version, and say so."""
    from milepost.publication.build_versions import BuildTerms, build_with_versions

    now, moment = read_clock()
    with progress_bar("Building versions", quiet=quiet) as progress:
        building = BuildTerms(now, log(quiet), progress, moment, strict)
        built = build_with_versions(config_file, site_dir, building)
    if not quiet:
        say_built(built)
        click.echo(f"{counted(built.versions, 'version')}, {built.kept} of them as they were.")


def show_site(directory: Path, address: str | None = None, *, open_browser: bool) -> None:
    """Show a built site until somebody interrupts."""
    from milepost.site.workshop.viewing import viewing

    with viewing(directory, address) as (place, show):
        click.echo(f"Showing {directory} at {place} (ctrl-C ends it)")
        if open_browser:
            click.launch(place)
        with suppress(KeyboardInterrupt):
            show()
