"""Commands that append an item to the list of its register, one for each that is a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import click

from milepost.clock import read_clock
from milepost.commands.completing import ids
from milepost.commands.options import content_here, project_here, today_here
from milepost.commands.showing import Carefully, careful, is_asking, write_shown
from milepost.commands.writing.editing import distance_to, typed_day
from milepost.errors import SiteError

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from milepost.facts.report.report import StatusReport
    from milepost.model.fields import Kind
    from milepost.model.registers import Register


def item_command(register: Register) -> click.Command:
    """The command that appends an item to the list of a register."""

    def command(title: str | None, named: str | None, how: Carefully, **given: str | None) -> None:
        _append(register, title or asked("In one sentence", "TITLE"), named, how, given)

    due = ' --due "6 march"' if "due" in _needed(register) else ""
    others = "".join(f" --{field} {(*_words_of(register, field), 40)[0]}" for field in _other_needs(register))
    what = "what was said" if register.kind == "feedback" else f"a {register.kind}"
    command.__doc__ = (
        f"Add {what} to the end of its file, with what else it may say in a few lines of comments."
        f'\n\n\b\nmilepost new {register.kind} "In one sentence"{due}{others}'
    )
    known = {info.alias or name for name, info in register.written.model_fields.items()}
    command = click.option("--owner", metavar="WHO", help="Who sees to it.")(command)
    if "milestone" in known:
        told = "The milestone that it belongs to."
        command = click.option("--milestone", metavar="ID", help=told, shell_complete=ids("milestone"))(command)
    if "from" in known:
        command = _from_option(register)(command)
    if "due" in _needed(register):
        told = "The day by which it is promised; asked for on a terminal."
        command = click.option("--due", metavar="DATE", help=told)(command)
    for field in _other_needs(register):
        command = _needed_option(register, field)(command)
    command = click.option("--id", "named", metavar="ID", help="What it is called for ever (default: proposed).")(
        command
    )
    return click.command(str(register.kind))(click.argument("title", required=False)(careful(command)))


def report_now(config_file: Path | None) -> StatusReport:
    """What the site would say if all that is on disk were committed now."""
    from milepost.project.work import report_of_work

    return report_of_work(project_here(config_file), read_clock().moment)


def known_ids(report: StatusReport, kind: Kind) -> frozenset[str]:
    """Every id that an item of a kind has or had as far as the site tells."""
    return frozenset(name for event in report.events if event.kind is kind for name in (event.id, event.origin))


def _needed(register: Register) -> frozenset[str]:
    """The fields that an item cannot be without."""
    fields = register.written.model_fields.items()
    return frozenset(info.alias or name for name, info in fields if info.is_required())


def _other_needs(register: Register) -> tuple[str, ...]:
    """What an item cannot be without, beside its id, its title and its day."""
    from milepost.authoring.items.new_items import title_field

    return tuple(sorted(_needed(register) - {"id", title_field(register), "due"}))


def _from_option(register: Register) -> Callable[[Any], Any]:
    """The option that says whose an item is, with the side that it is of where nothing is said."""
    from milepost.model.fields import Side

    info = _info_of(register, "from")
    told = f"{(info.description or '').rstrip('.')} (default: {info.default})."
    return click.option("--from", type=click.Choice([str(side) for side in Side]), help=told)


def _needed_option(register: Register, field: str) -> Callable[[Any], Any]:
    """The option for a field that is needed: one of its words, or what it may be."""
    info = _info_of(register, field)
    words = _words_of(register, field)
    told = f"{(info.description or field).split(chr(10))[0].rstrip('.')}; asked for on a terminal."
    return click.option(f"--{field}", type=click.Choice(words) if words else str, help=told)


def _words_of(register: Register, field: str) -> tuple[str, ...]:
    """The words of which a field holds one; none where it holds others."""
    info = _info_of(register, field)
    return get_args(info.annotation) if get_origin(info.annotation) is Literal else ()


def _info_of(register: Register, field: str) -> FieldInfo:
    """What the record says of a field that files call so."""
    return next(info for name, info in register.written.model_fields.items() if field == (info.alias or name))


def _as_number(words: str) -> str | int:
    return int(words) if words.isdecimal() and words.isascii() else words


def _append(register: Register, title: str, named: str | None, how: Carefully, given: dict[str, Any]) -> None:
    from milepost.authoring.items.finding import find_item
    from milepost.authoring.items.new_items import ids_on_disk, new_id, new_item, title_field
    from milepost.model.fields import Kind

    content = content_here(how.config_file)
    known = known_ids(report_now(how.config_file), register.kind) | ids_on_disk(register, content)
    if named in known:
        raise SiteError(
            f"{named!r} was given to a {register.kind} before, and an id is never used twice (leave --id out)"
        )
    if given.get("milestone"):
        find_item(content, str(given["milestone"]), [Kind.MILESTONE], "milestone")
    if "due" in given:
        given["due"] = (
            typed_day(given["due"], "--due", how.config_file) if given["due"] else _asked_day(how.config_file)
        )
    for field in _other_needs(register):
        given[field] = _as_number(given[field] or asked(f"{field}?", f"--{field}"))
    fields = {"id": named or new_id(title, register, known), title_field(register): title}
    fields |= {key: value for key, value in given.items() if value is not None}
    draft = new_item(register, content, fields)
    if write_shown([draft], how, distance_to(given["due"], today_here(how.config_file)) if "due" in given else ""):
        click.echo(f"Wrote {fields['id']} into {content.name}/{draft.file.name}. Next: milepost check")


def _asked_day(config_file: Path | None) -> date:
    """The day that whoever sits at a terminal names; what is none is asked for again."""
    while True:
        words = asked("By which day?", "--due")
        try:
            return typed_day(words, "--due", config_file)
        except click.BadParameter as error:
            click.echo(f"Error: {error.message}", err=True)


def asked(question: str, option: str) -> str:
    """The answer of whoever sits at a terminal."""
    if not is_asking():
        raise click.UsageError(f"{option} is missing")
    return str(click.prompt(question, err=True)).strip()
