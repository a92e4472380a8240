"""Options that several commands have, and what they share before they begin."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from milepost.clock import read_clock
from milepost.model.texts.days import day_from

if TYPE_CHECKING:
    from milepost.project.opening import Project

Command = TypeVar("Command", bound=Callable[..., Any])


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


def config_option(command: Command) -> Command:
    """Add `-f/--config-file`."""
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The MkDocs configuration (default: mkdocs.yml here; without one, our own).",
    )(command)


def format_option(*forms: str, help: str) -> Callable[[Command], Command]:  # noqa: A002, as click has it
    """Add `--format`, one of these, of which the first is what people read; the command gets it as `form`."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=help)


def gathered(record: Callable[..., Any]) -> Callable[[Command], Command]:
    """Hand a command all its options as one record, whose fields are called as they are."""

    def around(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> Any:
            return command(record(**given))

        return cast("Command", run)

    return around


def project_here(config_file: Path | None, *, has_begun: bool = False) -> Project:
    """The project that a command is about, read without MkDocs where its settings are plain."""
    from milepost.project.opening import plain_project

    if project := plain_project(config_file, has_begun=has_begun):
        return project
    from milepost.site.configuration import configured_project

    return configured_project(config_file, has_begun=has_begun)


def content_here(config_file: Path | None) -> Path:
    """The content folder that a command is about; not even git is asked where the settings are plain."""
    from milepost.source.settings import plain_settings

    if settings := plain_settings(config_file, Path.cwd()):
        return settings.content
    from milepost.site.configuration import configured_content

    return configured_content(config_file)


def today_here(config_file: Path | None) -> date:
    """The day it is in the time zone of the project that a command is about: whoever types `today` means this one."""
    from milepost.project.days import today_in

    return today_in(content_here(config_file), read_clock().moment)


def collect_seldom() -> None:
    """A build makes many records and drops few before it ends: looking for garbage often costs it a tenth."""
    gc.set_threshold(1_000_000, 50, 50)
