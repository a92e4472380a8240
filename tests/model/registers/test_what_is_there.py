"""What every kind of item has beside its declaration: who adds one reads what it still lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from declared import every_register, fields_told, leaves
from milepost.model.fields import Kind
from milepost.model.marks import Mark, fields_of
from milepost.model.registers import REGISTERS, Form, Register
from milepost.render.words.words import Words
from milepost.source.files.items import read_file
from samples import MANUAL, shown

ROOT = Path(__file__).parents[3]


def test_every_kind_has_its_register() -> None:
    """In the order of the words of links, each once, under a name and on a page of its own."""
    assert tuple(register.kind for register in REGISTERS) == tuple(Kind)
    assert len({register.name for register in REGISTERS}) == len({register.page for register in REGISTERS}) == len(Kind)


@every_register
def test_its_schema_stands_beside_the_sample(register: Register) -> None:
    """An editor completes what is written, and explains every key of it."""
    name = register.name if register.is_list else register.kind
    schema = json.loads((ROOT / f"content/.schemas/{name}.json").read_text("utf-8"))
    keys = next(iter([schema["items"]] if register.is_list else [schema]))
    shape = schema["$defs"][keys["$ref"].rpartition("/")[2]] if "$ref" in keys else keys
    assert set(shape["properties"]) == {field.name for field in fields_of(register.written)}
    shapes = [shape, *schema.get("$defs", {}).values()]
    keys_said = [(name, said) for one in shapes for name, said in one.get("properties", {}).items()]
    assert [name for name, said in keys_said if not described(said, schema)] == []


def described(key: Any, schema: Any) -> bool:
    """Whether an editor has something to say of a key; pydantic says only once what its type says, too."""
    shape = schema["$defs"][key["$ref"].rpartition("/")[2]] if "$ref" in key else key
    return bool(key.get("description") or shape.get("description"))


@every_register
def test_the_manual_tells_of_it(register: Register) -> None:
    """Which file it is, each of its keys, and the word by which one links to it."""
    assert f"\n## {register.files[0]}" in MANUAL
    name = register.name if register.is_list else register.kind
    assert f"<!-- table: keys of {name} -->" in MANUAL
    assert f"`{register.kind}`" in MANUAL.partition("kinds are ")[2].partition("\n")[0]


@pytest.mark.parametrize("register", [r for r in REGISTERS if r.is_list], ids=lambda register: register.name)
def test_the_sample_of_the_manual_is_read(register: Register) -> None:
    """What the manual shows can be copied."""
    reading = read_file(register, f"{register.name}.yml", shown(register).encode())
    assert (len(reading.items), reading.problems) == (1, ())


@every_register
def test_wrong_inputs_of_it_are_told(register: Register) -> None:
    """Somebody has tried what goes wrong in it, and each of the tries says what it is told."""
    assert len(list((ROOT / "tests/invalid" / register.name).iterdir())) >= 3


@every_register
def test_a_story_and_the_demo_tell_of_it(register: Register) -> None:
    """Somebody has played what happens to it and read what comes of that, and shows it to whoever looks at the demo."""
    stories = [path.read_text("utf-8") for path in (ROOT / "tests/stories").glob("*/history.yml")]
    demo = [path.read_text("utf-8") for path in (ROOT / "generator/milepost/authoring/demo_story").glob("*.yml")]
    assert [text for text in stories if f"content/{register.name}" in text]
    # The demo is under way, and only a project at its end has a closing report.
    assert register.form is Form.PAGE or [text for text in demo if f"content/{register.name}" in text]


@every_register
def test_the_manual_says_how_to_link_to_it(register: Register) -> None:
    """The kinds that a link may name stand in one line."""
    kinds = next(line for line in MANUAL.splitlines() if line.startswith("Link to items:"))
    assert f"`{register.kind}`" in kinds


@every_register
def test_it_has_words_in_both_languages(register: Register) -> None:
    """What it is called, what its fields are called, and what their values mean that no author wrote."""
    chinese = Words.of("zh")
    assert chinese.kind(register.kind) != Words.of("en").kind(register.kind)
    if not register.is_record:
        return
    assert chinese.register(register.kind) != Words.of("en").register(register.kind)
    names = [name for name, _ in fields_told(register)]
    names += [
        f"{f.name}.{part.name}"
        for f in fields_of(register.written)
        for part in f.parts
        if part.name != "on" and not f.is_list
    ]
    assert [name for name in names if chinese.field(register.kind, name) == name] == []
    known = [(name, value, chinese.value(register.kind, name, value)) for name, value in coded(register)]
    assert [(name, value) for name, value, said in known if said == str(value)] == []


def coded(register: Register) -> Iterator[tuple[str, Any]]:
    """Each value of a field that is no word of an author's, in the parts of its fields, too."""
    for name, info in register.written.model_fields.items():
        field = next(field for field in fields_of(register.written) if field.attribute == name)
        values = [word for kind in leaves(info.annotation) if get_origin(kind) is Literal for word in get_args(kind)]
        yield from ((field.name, value) for value in values)
        if bool in leaves(info.annotation):
            yield from ((field.name, value) for value in (False, True))
        if field.has(Mark.LEVEL) and int in leaves(info.annotation):
            yield from ((field.name, value) for value in range(1, 6))
        for part in [kind for kind in leaves(info.annotation) if hasattr(kind, "model_fields")]:
            for inner, held in part.model_fields.items():
                words = [w for kind in leaves(held.annotation) if get_origin(kind) is Literal for w in get_args(kind)]
                yield from ((f"{field.name}.{inner}", word) for word in words)
