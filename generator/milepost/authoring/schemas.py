"""JSON Schemas of the content files, for the editor that completes and checks them as they are written."""

from __future__ import annotations

import json
from pathlib import Path
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

from milepost.model.kinds.charter import Charter
from milepost.model.kinds.glossary import Glossary
from milepost.model.registers import REGISTERS, Register


def schemas() -> dict[str, str]:
    """Every schema as text, by file name."""
    found = {
        "project.json": _schema("The charter: content/project.yml", Charter),
        "glossary.json": _schema("Terms and their plain explanations: content/glossary.yml", Glossary),
    }
    return found | {f"{schema_name(register)}.json": _schema_of(register) for register in REGISTERS}


def schema_name(register: Register) -> str:
    """What the schema of a register is called: it judges a whole list, or the front matter of one page."""
    return register.name if register.is_list else register.kind


def _schema_of(register: Register) -> str:
    files = " and ".join(f"content/{name}" for name in register.files)
    if register.is_list:
        return _schema(f"{register.about}: {files}", GenericAlias(list, (register.written,)))
    return _schema(f"The front matter of {files}", register.written)


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
