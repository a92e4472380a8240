"""Finding: the item that an id names, in the file where it stands on disk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar, cast

from milepost.errors import ContentError, MilepostError, Problem, errors_in
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.registers import REGISTERS
from milepost.source.content import Files
from milepost.source.files.items import read_file
from milepost.source.files.roles import register_at
from milepost.source.files.working_tree import read_working_tree
from milepost.source.validation.guesses import did_you_mean
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document

Promise = Milestone | Commitment
_PROMISED = "milepost done, move or withdraw, or edit its lines"
COMMANDS_OF: Mapping[Kind, str] = {
    Kind.MILESTONE: _PROMISED,
    Kind.COMMITMENT: _PROMISED,
    Kind.RISK: "milepost close, or edit its lines",
    Kind.PROBLEM: "milepost step, or edit its lines",
    Kind.DECISION: "milepost decide, or edit due: and its other lines",
    Kind.CHANGE: "milepost decide, or edit its lines",
    Kind.FEEDBACK: "milepost answer, or edit its lines",
    Kind.BUDGET: "edit its lines",
}
"""What goes on with an item of each kind that is listed."""
Sought = TypeVar("Sought", bound=Item, covariant=True)


class UnknownItemError(MilepostError):
    """An id that no item has, or more than one."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Sought]):
    """An item, the file that it stands in (`path` as one says it) with its bytes, and its position in there."""

    item: Sought
    file: Path
    path: str
    data: bytes
    at: int

    @property
    def document(self) -> Document:
        """The file as its bytes have it, line breaks and all, so that positions are those of the file."""
        return parse_yaml(self.data.decode().removeprefix(BOM), self.path)

    def with_text(self, text: str) -> bytes:
        """The bytes of the file with another text."""
        return (BOM if self.data.startswith(BOM.encode()) else "").encode() + text.encode()


def find_promise(content: Path, name: str) -> Found[Promise]:
    """The milestone or commitment that is called `name`, or `milestone:name` where both kinds have it.

    ContentError where a file with promises cannot be read, UnknownItemError where there is none, or are two.
    """
    kinds = [register.kind for register in REGISTERS if register.is_promise]
    return cast("Found[Promise]", find_item(content, name, kinds, "promise"))


def find_item(content: Path, name: str, kinds: Collection[str], noun: str = "item") -> Found[Item]:
    """The item of one of some kinds that is called `name`, or was before, or `kind:name`; errors as above."""
    short = name.rpartition(":")[2]
    files = read_working_tree(content)
    known, problems = _items_in(files, content, kinds)
    if problems:
        raise ContentError(problems)
    named = _called(name, known)
    if len(named) == 1:
        return named[0]
    if named:
        choices = " or ".join(f"{found.item.kind}:{short}" for found in named)
        raise UnknownItemError(f"{short!r} names more than one {noun} (write {choices})")
    if others := _called(name, _items_in(files, content, COMMANDS_OF)[0]):
        other = others[0]
        told = f"there is no {noun} {name!r}: it is a {other.item.kind}"
        raise UnknownItemError(f"{told} ({COMMANDS_OF[other.item.kind]} in {other.path})")
    ids = [found.item.id for found in known]
    some = f"there are {', '.join(ids[:5])}{' …' if ids[5:] else ''}" if ids else f"milepost new {next(iter(kinds))}"
    raise UnknownItemError(f"there is no {noun} {name!r} ({did_you_mean(short, ids) or some})")


def _items_in(files: Files, content: Path, kinds: Collection[str]) -> tuple[list[Found[Item]], list[Problem]]:
    """Every item of some kinds that is listed in the files, and the errors of these."""
    known: list[Found[Item]] = []
    problems: list[Problem] = []
    for path, data in files.items():
        register = register_at(path)
        if register is not None and register.is_list and register.kind in kinds and data is not None:
            reading = read_file(register, path, data, f"{content.name}/")
            problems += errors_in(reading.problems)
            known += [
                Found(sourced.item, content / path, f"{content.name}/{path}", data, int(sourced.at[0]))
                for sourced in reading.items
                if isinstance(sourced.item, Item)
            ]
    return known, problems


def _called(name: str, known: Sequence[Found[Item]]) -> list[Found[Item]]:
    """The items that a name is meant for; one that it was given up by only where no other has it."""
    kind, _, short = name.rpartition(":")
    meant = [found for found in known if kind in {"", found.item.kind}]
    return [found for found in meant if found.item.id == short] or [f for f in meant if short in f.item.was]
