"""Commands that write into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.commands.building import _build_versions

if TYPE_CHECKING:
    pass


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def schema(directory: Path) -> None:
    """Write the JSON Schemas of the content files into DIRECTORY."""
    from milepost.authoring.schemas import write_schemas

    for path in write_schemas(directory):
        click.echo(f"Wrote {path}")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def demo(directory: Path) -> None:
    """Write a demo project with 40 weeks of history into DIRECTORY and build its site with all versions."""
    from milepost.authoring.demo import write_demo

    write_demo(directory)
    click.echo(f"Wrote a project with its history: {directory.resolve()}")
    _build_versions(directory / "mkdocs.yml", directory / "site", strict=False, quiet=False)
    click.echo("Then, there: edit content/, run `milepost serve`, and `milepost changelog` to see what changed.")
