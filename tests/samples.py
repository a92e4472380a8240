"""Samples: an item of every register, as the manual shows it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from history_builder import closing, commitment, lesson, meeting, milestone, update
from milepost.model.fields import Kind
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, marked
from milepost.model.registers import Register
from milepost.model.snapshot import AnyItem
from milepost.source.files.items import read_file

MANUAL = (Path(__file__).parents[1] / "docs/content.md").read_text("utf-8")


def sample(register: Register, **fields: Any) -> Any:
    """The item that the manual shows, with other fields in place of some of its own."""
    (found, *_) = read_file(register, f"{register.name}.yml", shown(register).encode()).items
    written = found.item.model_dump(by_alias=True) if isinstance(found.item, RegisterItem) else {}
    return register.written.model_validate({**written, **fields})


def item_of(register: Register) -> AnyItem:
    """An item of a register, as the manual shows it where it can be told alone."""
    written = (update("2026-01-05"), lesson("a"), meeting("2026-01-05"), closing())
    known: dict[Kind, AnyItem] = {item.kind: item for item in (milestone("a"), commitment("a"), *written)}
    found: AnyItem = known[register.kind] if register.kind in known else sample(register, id="a")
    return found


def still_open(register: Register, **fields: Any) -> Any:
    """The same as it was before it was decided or closed."""
    ends: dict[str, Any] = {field.name: None for field in marked(register.written, Mark.CLOSES, Mark.DECIDES)}
    ends |= {"thread": ()} if register.kind is Kind.PROBLEM else {}
    return sample(register, **{**ends, **fields})


def shown(register: Register) -> str:
    """The sample of a register in the manual."""
    chapter = MANUAL.partition(f"\n## {register.files[0]}")[2].partition("\n## ")[0]
    block = re.search(r"^```yaml\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE)
    assert block, f"docs/content.md shows no {register.files[0]}"
    return block[1]
