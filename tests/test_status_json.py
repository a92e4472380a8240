"""`status.json` is a contract: it holds what its schema says, and the schema still says what it said."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from milepost.authoring.story import play
from milepost.facts.report.deriving import derive_report
from milepost.git.repository import Repository
from milepost.git.writing.history import write_history
from milepost.render.data.status_json import SCHEMA, status_json
from milepost.render.data.status_shape import status_schema
from milepost.source.history import read_history
from milepost.source.yaml.located_yaml import read_steps
from test_readme import bash

HERE = Path(__file__).parent
STORIES = sorted(path.parent for path in (HERE / "stories").glob("*/history.yml"))
CONTRACTS = sorted((HERE / "contract").glob("status-*.json"))


@cache
def _closed() -> Draft202012Validator:
    """The schema without leave to hold more than it names: a key nobody has described is found."""
    schema = status_schema()
    for shape in (schema, *schema["$defs"].values()):
        if "properties" in shape:
            shape["additionalProperties"] = False
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _told(folder: Path, site_url: str | None = None) -> Any:
    return json.loads(status_json(derive_report(read_history(Repository.open(folder), "HEAD")), site_url))


def _wrong(told: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in _closed().iter_errors(told)]


def test_the_demo_keeps_it(demo: Path) -> None:
    """Every key is there, holds what the schema says, and none is there that it does not name."""
    assert _wrong(_told(demo, "https://status.example.org/")) == []


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_every_story_keeps_it(story: Path, tmp_path: Path) -> None:
    """Whatever happened: tombstones, renamings, what was made internal, histories that could not be read."""
    write_history(tmp_path / "told", play(read_steps("history.yml", (story / "history.yml").read_text("utf-8"))))
    assert _wrong(_told(tmp_path / "told")) == []


def test_it_catches_what_breaks_it(demo: Path) -> None:
    """A key that is gone, a day that is none and a word that nobody declared are found."""
    told = _told(demo)
    del told["rhythm"]["next_due"]
    told["status_date"] = "16 October 2026"
    told["milestones"][0]["state"] = "fine"
    assert len(_wrong(told)) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="the manual speaks to a Unix shell")
def test_the_example_of_the_manual(demo: Path, tmp_path: Path) -> None:
    """What the chapter shows as a program prints what is overdue."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/status.json").write_text(json.dumps(_told(demo)))
    chapter = (HERE.parent / "docs/status.md").read_text("utf-8")
    (program,) = re.findall(r"^```sh\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE)
    assert bash(tmp_path, program).stdout.splitlines() == [
        "2026-10-09 vendor Give the Head of sales a daily count of online tickets",
        "2026-10-12 client Confirm the day on which the power at Mill Pier may be cut",
    ]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda path: path.stem)
def test_what_it_said_it_says(contract: Path) -> None:
    """Each schema may grow: no key of it goes away or holds something else, and no word of a list is lost.

    The files in `contract/` are the schemas as they were when they were first described.
    """
    assert [path.stem for path in CONTRACTS] == [f"status-{number}" for number in range(1, SCHEMA + 1)]
    then, now = (dict(_said(schema)) for schema in (json.loads(contract.read_text("utf-8")), status_schema()))
    lost = {key: (kinds, now.get(key)) for key, kinds in then.items() if not kinds <= now.get(key, frozenset())}
    wider = {key: now[key] - kinds for key, kinds in then.items() if key in now and _types(now[key]) != _types(kinds)}
    assert (lost, wider) == ({}, {})


def _said(schema: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each key, by its path, with the types and words that it may hold."""
    yield from _keys(schema, schema, "")


def _keys(shape: Mapping[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, frozenset[str]]]:
    for part in _parts(shape, schema):
        for name, field in part.get("properties", {}).items():
            held = frozenset(word for one in _parts(field, schema) for word in _words(one))
            yield f"{path}{name}", held
            yield from _keys(field, schema, f"{path}{name}.")
        if "items" in part:
            yield from _keys(part["items"], schema, path)
            yield f"{path}[]", frozenset(word for one in _parts(part["items"], schema) for word in _words(one))


def _parts(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a key may hold, one at a time."""
    if "$ref" in shape:
        shape = schema["$defs"][shape["$ref"].rpartition("/")[2]]
    for one in shape.get("anyOf", ()):
        yield from _parts(one, schema)
    if "anyOf" not in shape:
        yield shape


def _words(part: Mapping[str, Any]) -> Iterator[str]:
    yield f"type {part.get('type', 'string')} {part.get('format', '')}".strip()
    yield from part.get("enum", ())


def _types(held: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in held if word.startswith("type "))
