"""Commands that make a site, or show one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from milepost.clock import read_clock
from milepost.commands.options import DayType, collect_seldom, config_option
from milepost.commands.printing import counted, log, progress_bar, say_built


@click.command()
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
    collect_seldom()
    if versions:
        if status_date:
            raise click.UsageError("--versions tells each day by itself: leave --status-date out")
        build_versions(config_file, site_dir, strict=strict, quiet=quiet)
        return
    from milepost.site.build import build_site

    moment = read_clock().moment
    built = build_site(config_file, site_dir, strict=strict, status_date=status_date, moment=moment, say=log(quiet))
    if not quiet:
        say_built(built)


@click.command()
@config_option
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000).")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(config_file: Path | None, dev_addr: str | None, open_browser: bool) -> None:
    """Show the site as you write, uncommitted work included; mistakes show on the page."""
    from milepost.site.build import serve_site

    serve_site(config_file, dev_addr=dev_addr, open_browser=open_browser, say=log(quiet=False))


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default="site")
@click.option("-a", "--dev-addr", metavar="HOST:PORT", help="Where to serve (default: 127.0.0.1:8000, or a free port).")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def view(directory: Path, dev_addr: str | None, open_browser: bool) -> None:
    """Show a site that was built, as a server would: opened from the disk it neither searches nor leads on."""
    show_site(directory, dev_addr, open_browser=open_browser)


def build_versions(config_file: Path | None, site_dir: Path | None, *, strict: bool, quiet: bool) -> None:
    """Build today's site and every version, and say so."""
    from milepost.publication.build_versions import build_with_versions

    now, moment = read_clock()
    with progress_bar("Building versions", quiet=quiet) as progress:
        built = build_with_versions(
            config_file, site_dir, strict=strict, now=now, moment=moment, say=log(quiet), progress=progress
        )
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
