"""JSON Schemas of the content files, for the editor that completes and checks them as they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from milepost.model.kinds.charter import Charter
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.glossary import Glossary
from milepost.model.kinds.lessons import LessonMatter
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import UpdateMatter

_SHAPES: dict[str, tuple[str, Any]] = {
    "project": ("The charter: content/project.yml", Charter),
    "milestones": ("The plan: content/milestones.yml and content/milestones/*.yml", list[Milestone]),
    "commitments": ("The promises: content/commitments.yml and content/commitments/*.yml", list[Commitment]),
    "glossary": ("Terms and their plain explanations: content/glossary.yml", Glossary),
    "update": ("The front matter of content/updates/YYYY-MM-DD[-slug].md", UpdateMatter),
    "lesson": ("The front matter of content/lessons/*.md", LessonMatter),
}


def schemas() -> dict[str, str]:
    """Every schema as text, by file name."""
    return {f"{name}.json": _schema(title, shape) for name, (title, shape) in _SHAPES.items()}


def write_schemas(directory: Path) -> list[Path]:
    """Write the schemas into a directory, made where it is missing, and return what was written."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in sorted(schemas().items()):
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(directory / name)
    return written


def _schema(title: str, shape: Any) -> str:
    found = TypeAdapter(shape).json_schema(by_alias=True)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": title}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
