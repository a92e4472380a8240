"""Entries: an answer as an entry of the register of feedback, or in the entry by which it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from milepost.authoring.edits.change import Change, appended, changed
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import Plain, as_meant
from milepost.authoring.items.finding import Found, UnknownItemError, find_item
from milepost.authoring.items.new_items import new_id
from milepost.authoring.recording.answers import Answer, UnclearError
from milepost.errors import ContentError, errors_in
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.marks import Mark, marked
from milepost.model.places import address
from milepost.model.records.feedback import Feedback
from milepost.model.registers import REGISTERS, register_of
from milepost.source.files.items import read_file, read_items
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml

_ABOUT = tuple(register.kind for register in REGISTERS if register.is_list)
_REGISTER, _CLOSING = register_of(Kind.FEEDBACK), register_of(Kind.CLOSING)
NOTHING = "none"
"""What is said where an answer is about no item."""


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is about: an item, and the name by which it is meant and no other; or the closing report.

    What is said of something internal is internal.
    """

    name: str
    found: Found[Item] | None
    called: str = ""
    is_public: bool = True

    @property
    def title(self) -> str:
        """What it is called."""
        if self.found is None:
            return self.called
        item = self.found.item
        return str(getattr(item, marked(type(item), Mark.TITLE)[0].attribute))


@dataclass
class Recording:
    """The register as it is on disk, and what is being recorded into it; `known` are ids that cannot be given anew.

    Of the `ids` that were recorded those are `to_answer` by which the client says more than that it agrees.
    """

    content: Path
    known: set[str]
    texts: dict[Path, tuple[bytes | None, str]] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    to_answer: list[str] = field(default_factory=list)

    def add(self, answer: Answer, about: About | None) -> str | None:
        """Record an answer to an item; its id, or None where it stands there already."""
        found = about.found if about else None
        if found is not None and isinstance(found.item, Feedback):
            return self._fill(answer, found, found.item)
        file = self.content / f"{_REGISTER.name}.yml"
        document = parse_yaml(self._text(file), f"{self.content.name}/{file.name}")
        if document.problems:
            raise ContentError(document.problems)
        fields = _fields(answer, about)
        listed = document.value if isinstance(document.value, list) else []
        if any(_is_same(entry, fields) for entry in listed):
            return None
        name = new_id("", _REGISTER, self.known)
        self._write(file, lambda: appended(document, {"id": name, **fields}))
        self.known.add(name)
        self.ids.append(name)
        if answer.kind != "agreement":
            self.to_answer.append(name)
        return name

    @property
    def drafts(self) -> list[Draft]:
        """The files as they will be; ContentError says what would be wrong in them."""
        made = []
        for file, (old, text) in sorted(self.texts.items()):
            problems = errors_in(read_items(_REGISTER, parse_yaml(text, f"{self.content.name}/{file.name}")).problems)
            if problems:
                raise ContentError(problems)
            mark = BOM if (old or b"").startswith(BOM.encode()) else ""
            made.append(Draft(file, old, (mark + text).encode()))
        return [draft for draft in made if draft.old != draft.new]

    def _fill(self, answer: Answer, found: Found[Item], asked: Feedback) -> str | None:
        """The answer to what was asked, into the entry by which it was."""
        document = parse_yaml(self._text(found.file), found.path)
        entry = document.value[found.at] if isinstance(document.value, list) else {}
        fields = _fields(answer, None)
        if _is_same(entry, fields):
            return None
        if not asked.is_silent or asked.id in self.ids:
            raise UnclearError(f"{asked.id} has been said already (--about {NOTHING} makes an entry of its own)")
        self._write(found.file, lambda: changed(document, Change((found.at,), fields)))
        self.ids.append(asked.id)
        self.to_answer.append(asked.id)
        return asked.id

    def _text(self, file: Path) -> str:
        if file not in self.texts:
            data = file.read_bytes() if file.exists() else None
            self.texts[file] = data, (data or b"").decode(errors="replace").removeprefix(BOM)
        return self.texts[file][1]

    def _write(self, file: Path, make: Callable[[], str]) -> None:
        try:
            self.texts[file] = self.texts[file][0], make()
        except RefusedError as refused:
            raise ContentError([refused.problem]) from refused


def find_about(content: Path, name: str, page: str = "") -> About | None:
    """What an answer is about; where several items are called so, the one that the answer's page shows."""
    if name in {"", NOTHING}:
        return None
    report = content / _CLOSING.files[0]
    if name == _CLOSING.name and report.exists():
        read = [sourced.item for sourced in read_file(_CLOSING, report.name, report.read_bytes()).items]
        is_public = all(item.is_public for item in read)
        return About(f"{_CLOSING.kind}:{name}", None, next((item.title for item in read), ""), is_public)
    kind = next((kind for kind in _ABOUT if f"/{address(kind, name)}" in f"{page}/"), None)
    try:
        return _about(name, find_item(content, name, _ABOUT))
    except UnknownItemError:
        if kind is None:
            raise
    return _about(f"{kind}:{name}", find_item(content, f"{kind}:{name}", _ABOUT))


def _about(name: str, found: Found[Item]) -> About:
    """What is said of an item, which may have been renamed since."""
    kind, colon, _ = name.rpartition(":")
    return About(f"{kind}{colon}{found.item.id}", found, is_public=found.item.is_public)


def _fields(answer: Answer, about: About | None) -> dict[str, Plain]:
    said: Mapping[str, Plain | None] = {
        # What is said of the closing report is called by what was said: a day would be no title.
        **({"title": about.title if about.found else None, "affects": about.name} if about else {}),
        "on": answer.on,
        "raised_by": answer.role,
        "kind": answer.kind,
        "rating": answer.rating,
        "channel": answer.channel,
        "version": answer.version,
        "said": answer.said,
        "visibility": None if about is None or about.is_public else "internal",
    }
    return {key: as_meant(value) for key, value in said.items() if value is not None}


def _is_same(entry: object, fields: Mapping[str, Plain]) -> bool:
    """Whether an entry says the same on the same day."""
    if not isinstance(entry, dict):
        return False
    on = fields["on"]
    return entry.get("said") == fields["said"] and entry.get("on") == (on.isoformat() if isinstance(on, date) else on)
