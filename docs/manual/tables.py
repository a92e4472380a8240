"""The manual's tables, from the declarations: `python docs/manual/tables.py` brings them up to date.

A chapter says where each table stands (`<!-- table: NAME -->` … `<!-- end of table -->`); a test tells what is out of
date. `docs/status.schema.json` is written with them.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from milepost.authoring.schemas import schema_name, schemas
from milepost.cli import cli
from milepost.errors import ExitCode
from milepost.model.registers import REGISTERS
from milepost.render.data.status_shape import status_schema
from milepost.site.plugin import MilepostConfig

DOCS = Path(__file__).parents[1]
_PLACE = re.compile(r"(?<=<!-- table: )([^>]+)( -->\n).*?(?=<!-- end of table -->)", re.DOTALL)
_LONG = 2_000  # A text that may be longer is Markdown.

Schema = Mapping[str, Any]


def files() -> dict[Path, str]:
    """Every file that tables stand in, and the schema of `status.json`, as each should be."""
    chapters = {path: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
    found = {path: _PLACE.sub(_placed, text) for path, text in chapters.items()}
    return found | {DOCS / "status.schema.json": json.dumps(status_schema(), ensure_ascii=False, indent=1) + "\n"}


def _placed(place: re.Match[str]) -> str:
    return f"{place[1]}{place[2]}\n{TABLES[place[1]]()}\n"


def keys_of(name: str) -> str:
    """The keys of a content file."""
    schema = json.loads(schemas()[f"{name}.json"])
    shape = _resolved(schema.get("items", schema), schema)
    return _table(("key", "holds", "what it says"), _keys(shape, schema))


def keys_of_status(part: str = "") -> str:
    """The keys of a part of `status.json`, or of the whole."""
    schema = status_schema()
    shape = schema["$defs"][part] if part else schema
    rows = [(f"`{key}`", _holds(field, schema), _told(field, schema)) for key, field in shape["properties"].items()]
    return _table(("key", "holds", "what it says"), rows)


def options_of(name: str) -> str:
    """How a command is called, and its options; those of a group each under its own heading."""
    command = cli.commands[name]
    if isinstance(command, click.Group):
        context = click.Context(command)
        parts = [(f"{name} {part}", command.get_command(context, part)) for part in command.list_commands(context)]
        told = (f"### milepost {called}\n\n{_command(called, part)}" for called, part in parts if part)
        return "\n".join(told)
    return _command(name, command)


def _command(name: str, command: click.Command) -> str:
    usage = " ".join(command.collect_usage_pieces(click.Context(command)))
    rows = [_option(param) for param in command.params if isinstance(param, click.Option)]
    # A block after \b is set as it stands (https://click.palletsprojects.com/en/stable/documentation/): our examples.
    words, _, examples = inspect.cleandoc(command.help or "").partition("\n\n\b\n")
    told = f"```text\nmilepost {name} {usage}\n```\n\n{words}\n"
    told += f"\n```sh\n{examples}\n```\n" if examples else ""
    return told + (f"\n{_table(('option', 'does'), rows)}" if rows else "")


def commands() -> str:
    """Every command with what it does, in the order of the manual."""
    rows = [(f"[`{name}`](#milepost-{name})", _first_sentence(command.help)) for name, command in cli.commands.items()]
    return _table(("command", "does"), rows)


def exit_codes() -> str:
    """How a command ends."""
    return _table(("code", "means"), [(str(code.value), code.meaning) for code in ExitCode])


def plugin_options() -> str:
    """The options of the plugin: each is followed by what it does, in its class."""
    (declared,) = ast.parse(inspect.getsource(MilepostConfig)).body
    assert isinstance(declared, ast.ClassDef)
    rows = []
    for option, told in zip(declared.body[1::2], declared.body[2::2], strict=True):
        assert isinstance(option, ast.Assign)
        assert isinstance(option.targets[0], ast.Name)
        assert isinstance(told, ast.Expr)
        assert isinstance(told.value, ast.Constant)
        rows.append((f"`{option.targets[0].id}`", str(told.value.value)))
    return _table(("option", "says"), rows)


def _first_sentence(text: str | None) -> str:
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


def _option(option: click.Option) -> tuple[str, str]:
    assert option.help, f"{option.opts[0]} says nothing of itself"
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('_')))}"
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"{names}{value}", f"{option.help}{default}"


def _keys(shape: Schema, schema: Schema, prefix: str = "") -> Iterator[Sequence[str]]:
    """A row a key, what is needed first; the keys of a mapping within stand below it, as `rhythm.every`."""
    needed = shape.get("required", ())
    for name, field in sorted(shape["properties"].items(), key=lambda named: named[0] not in needed):
        told = _told(field, schema)
        if name in needed:
            told = f"**Needed.** {told}"
        elif isinstance(field.get("default"), (str, int)):
            told = f"{told} Default: `{field['default']}`."
        yield f"`{prefix}{name}`", _holds(field, schema).removesuffix(" or `null`"), told
        if within := _within(field, schema):
            yield from _keys(within, schema, f"{prefix}{name}.")


def _told(field: Schema, schema: Schema) -> str:
    """What is said of a key; pydantic says only once what is said of the key and of its type."""
    return str(field.get("description") or _resolved(field, schema).get("description", ""))


def _holds(field: Schema, schema: Schema) -> str:
    """What a key holds, in words; a part of `status.json` has a heading of its own."""
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_holds(one, schema) for one in field["anyOf"]))
    part = field.get("$ref", "").rpartition("/")[2]
    if part.endswith("Data") and part not in {"PromiseData", "RecordData"}:
        return f"[{part[:-4].lower()}](#{part[:-4].lower()})"
    field = _resolved(field, schema)
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field["type"] == "array":
        return f"list of {_holds(field['items'], schema)}"
    if field["type"] == "object":
        return "mapping"
    return _plain(field)


def _plain(field: Schema) -> str:
    if field["type"] == "string" and field.get("format") == "date":
        return "day"
    if field["type"] == "string" and "pattern" in field:
        return "id"
    if field["type"] == "integer" and "maximum" in field:
        return f"{field['minimum']} to {field['maximum']}"
    words = {"string": "text", "integer": "number", "boolean": "`true`, `false`", "null": "`null`"}
    return "Markdown" if field.get("maxLength", 0) > _LONG else words[field["type"]]


def _within(field: Schema, schema: Schema) -> Schema | None:
    """The mapping that a key holds, or a list of which it holds."""
    for one in field.get("anyOf", [field]):
        found = _resolved(one, schema)
        found = _resolved(found.get("items", found), schema)
        if "properties" in found:
            return found
    return None


def _resolved(field: Schema, schema: Schema) -> Schema:
    if "$ref" in field:
        found: Schema = schema["$defs"][field["$ref"].rpartition("/")[2]]
        return found
    return field


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", r"\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


TABLES: dict[str, Callable[[], str]] = {
    **{f"keys of {name}": partial(keys_of, name) for name in ("project", *map(schema_name, REGISTERS))},
    "keys of status.json": keys_of_status,
    **{
        f"keys of {part} in status.json": partial(keys_of_status, part)
        for part in sorted(status_schema()["$defs"])
        if part.endswith("Data") and part not in {"PromiseData", "RecordData"}
    },
    **{f"options of {name}": partial(options_of, name) for name in cli.commands},
    "commands": commands,
    "exit codes": exit_codes,
    "options of the plugin": plugin_options,
}


def main() -> None:
    """Write what is not as it should be."""
    for path, text in files().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
