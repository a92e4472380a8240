"""The schemas beside the sample content are those of the models, and hold for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from milepost.authoring.schemas import schemas
from milepost.source.yaml.located_yaml import parse_yaml

CONTENT = Path(__file__).parents[1] / "content"


def test_they_are_current() -> None:
    """`milepost schema content/.schemas` would change nothing."""
    found = {path.name: path.read_text() for path in (CONTENT / ".schemas").iterdir()}
    assert found == schemas()


@pytest.mark.parametrize("name", ["project", "milestones", "commitments", "glossary"])
def test_the_sample_content_keeps_them(name: str) -> None:
    """Each sample file names its schema in its first line, and an editor finds nothing wrong in it."""
    text = (CONTENT / f"{name}.yml").read_text()
    schema = json.loads((CONTENT / f".schemas/{name}.json").read_text())
    wrong = [error.message for error in Draft202012Validator(schema).iter_errors(parse_yaml(text, name).value)]
    assert text.splitlines()[0] == f"# yaml-language-server: $schema=.schemas/{name}.json"
    assert wrong == []


def test_they_catch_a_typo() -> None:
    """An unknown key, a wrong word and a missing date are marked while they are written."""
    schema = json.loads(schemas()["milestones.json"])
    errors = Draft202012Validator(schema).iter_errors([{"id": "beta", "titel": "The beta", "cause": "weather"}])
    assert {error.validator for error in errors} == {"additionalProperties", "anyOf", "required"}
