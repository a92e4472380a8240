"""Commands that write a project to look at, and what editors complete one of your own with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from milepost.commands.building import build_versions, show_site


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def schema(directory: Path) -> None:
    """Write the JSON Schemas of the content files into DIRECTORY.

    \b
    milepost schema content/.schemas
    """
    from milepost.authoring.schemas import write_schemas

    for path in write_schemas(directory):
        click.echo(f"Wrote {path}")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--serve/--no-serve", default=None, help="Show the site in a browser at the end (default: on a terminal)."
)
def demo(directory: Path, serve: bool | None) -> None:
    """Write a demo project with 40 weeks of history into DIRECTORY, build its site with all versions, and show it.

    \b
    milepost demo harbour
    """
    from milepost.authoring.demo import write_demo

    write_demo(directory)
    click.echo(f"Wrote a project with its history: {directory.resolve()}")
    build_versions(directory / "mkdocs.yml", directory / "site", strict=False, quiet=False)
    click.echo("Then, there: edit content/, run `milepost serve`, and `milepost changelog` to see what changed.")
    if serve if serve is not None else sys.stdin.isatty() and sys.stdout.isatty():
        show_site(directory / "site", open_browser=True)
