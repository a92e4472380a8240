"""The gate for words: what events and items say, without a name of anything that nobody may see.

Nobody may see what is internal now, whatever it was before, nor what never was public. Words that link to such an item
are left out whole, for those around the link were written about it, too. Of a file that nobody is shown, only its name
is left out: a picture that is gone shall not hide what a text said.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any, TypeVar
from urllib.parse import unquote

from milepost.facts.events import Edit, Event, EventName, Said
from milepost.facts.threads.states import S
from milepost.facts.threads.threads import Entry, Thread
from milepost.facts.wording.item_fields import field_of
from milepost.model.fields import Kind, Record
from milepost.model.gate import Gate
from milepost.model.items import PromiseItem
from milepost.model.kinds.lessons import Lesson
from milepost.model.marks import Mark, MarkedField, fields_of
from milepost.model.places import GLOSSARY_PAGE
from milepost.model.registers import REGISTERS
from milepost.model.snapshot import Key, keys_named
from milepost.model.texts.prose import keys_in

LEFT_OUT = "…"
"""What stands for words that were given and are not told: not the same as none."""
_ENDINGS = "md|svg|png|jpe?g|gif|webp|avif|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|zip|html?|mp4|webm"
_PLACE = rf"[^\s()<>\[\]\"':]+\.(?:{_ENDINGS})(?:[?#][^\s()<>]*)?"
# A link to a file with its words; a file that is led to otherwise, or in what is shown of an edit. Whoever merely says
# the name of a file does not lead there.
_FILE = re.compile(
    rf"!?\[(?P<words>[^\[\]\n]*)\]\(<?(?P<link>{_PLACE})>?(?:\s[^()\n]*)?\)"
    rf"|(?P<lead>\(|\]:[ \t]*<?|\b(?:src|href)[ \t]*=[ \t]*[\"']?)(?P<file>{_PLACE})(?=[\s)>\"']|$)",
    re.IGNORECASE,
)
# Of so many names every selection is known.
_FEW = 5
# Pages that are ours, whatever the author has.
_OURS = frozenset({"index.md", "readme.md", GLOSSARY_PAGE, *(posixpath.basename(r.page) for r in REGISTERS)})


# The kinds of item that a change can follow from.
_FOLLOWED = next(field.kinds for field in fields_of(PromiseItem) if field.name == "because")


R = TypeVar("R", bound=Record)


class Discretion:
    """Knows what may be named: items by what the ledger finds under a name that was public, files by the gate."""

    def __init__(self, find: Callable[[Key], Thread | None], was_shown: Callable[[Key], bool], gate: Gate) -> None:
        self._find, self._was_shown = find, was_shown
        paths = gate.pages | gate.records | gate.files
        # A content without anything that is kept at home, be it only the charter, is none that files are known of.
        self._files = frozenset(map(_name, paths)) | _OURS if gate.kept else None

    def is_secret(self, key: Key) -> bool:
        """Whether nobody may read this name, be it that of something internal that has become public under another."""
        thread = self._find(key)
        return thread is None or thread.root.is_withheld or not self._was_shown(key)

    def entry(self, entry: Entry) -> Entry | None:
        """An entry with what may be told of it; None where nothing is left."""
        event = entry.event
        before, after, edits = event.before, event.after, event.edits
        field = field_of(event)
        if field and field.kinds:
            before, after = self._names(before, field.kinds), self._names(after, field.kinds)
            if event.event in {EventName.CHANGED, EventName.SUPERSEDED} and before == after:
                return None
        elif any(map(self.is_secret, entry.linked)):
            before, after, edits = None, None, ()
        else:
            if not field or not field.has(Mark.TITLE):
                before, after = self._said(before), self._said(after)
            edits = tuple(Edit(self.words(edit.before), self.words(edit.after), edit.near) for edit in edits)
        reason = LEFT_OUT if self._tells(event.reason) else self.words(event.reason) if event.reason else None
        evidence = LEFT_OUT if self._tells(event.evidence) else self.words(event.evidence) if event.evidence else None
        because = tuple(dict.fromkeys(name for said in event.because for name in self._known_as(said)))
        return entry._replace(
            event=replace(
                event, before=before, after=after, edits=edits, reason=reason, because=because, evidence=evidence
            )
        )

    def _known_as(self, name: str) -> Iterator[str]:
        """What an item that a change follows from is called now, as `kind:id`; nothing where nobody may see it."""
        found = [(key, thread) for key in keys_named(name, _FOLLOWED) if (thread := self._find(key)) is not None]
        if not any(self.is_secret(key) for key, _ in found):
            yield from (f"{kind}:{thread.root.id}" for (kind, _), thread in found[:1])

    def tellings(self, entry: Entry) -> Iterator[Event]:
        """Every way in which an entry may have been told while something it names was internal, or gone.

        What was left out once may be told in full later, and that is not to tell it otherwise.
        """
        event = entry.event
        words = f"{event.before} {event.after} {event.reason} {event.evidence}"
        field = field_of(event)
        is_reference = field is not None and bool(field.kinds)
        if not entry.linked and not is_reference and "." not in words and ":" not in words:
            yield event
            return
        pairs = {(event.before, event.after)}
        if is_reference:
            pairs |= set(product(_subsets(event.before), _subsets(event.after)))
        elif entry.linked:
            pairs.add((None, None))
        if not field or not field.has(Mark.TITLE):
            pairs |= {(_nameless(before), _nameless(after)) for before, after in pairs}
        ways = product(sorted(pairs, key=str), _wordings(event.reason), _wordings(event.evidence))
        for (before, after), reason, evidence in ways:
            yield replace(event, before=before, after=after, reason=reason, evidence=evidence)

    def states(self, states: Sequence[S]) -> tuple[S, ...]:
        """What was known of an item, without a secret: nobody checks the words of what is past, or gone."""
        past = (replace(state, item=self._discreet(state.item, is_past=True)) for state in states[:-1])
        present = (replace(s, item=self._discreet(s.item, is_past=s.gone_on is not None)) for s in states[-1:])
        return (*past, *present)

    def lesson(self, lesson: Lesson) -> Lesson:
        """A lesson that names no secret."""
        return replace(lesson, matter=self._discreet(lesson.matter, is_past=False))

    def _discreet(self, record: R, *, is_past: bool) -> R:
        changed: dict[str, object] = {}
        for field in fields_of(type(record)):
            value = getattr(record, field.attribute)
            if value and field.kinds:
                changed[field.attribute] = self._shown(value, field.kinds)
            elif isinstance(value, tuple) and value:
                changed[field.attribute] = tuple(self._part(one, field, is_past=is_past) or LEFT_OUT for one in value)
            elif isinstance(value, Record) or (is_past and isinstance(value, str)):
                told = self._part(value, field, is_past=is_past)
                # What every such record has is left out in sight.
                is_needed = type(record).model_fields[field.attribute].is_required()
                changed[field.attribute] = LEFT_OUT if told is None and is_needed else told
        return record.model_copy(update=changed) if changed else record

    def _part(self, value: Any, field: MarkedField, *, is_past: bool) -> Any:
        """What a field holds, or one of what it lists; None where it tells of what nobody may see."""
        if isinstance(value, Record):
            return self._discreet(value, is_past=is_past)
        if is_past and isinstance(value, str) and field.is_text and not field.has(Mark.TITLE, Mark.PERSON):
            return None if self._tells(value) else self.words(value)
        return value

    def _shown(self, names: str | tuple[str, ...], kinds: Iterable[Kind]) -> str | tuple[str, ...] | None:
        if isinstance(names, str):
            return None if self._is_hidden(names, kinds) else names
        return tuple(name for name in names if not self._is_hidden(name, kinds))

    def words(self, text: str) -> str:
        """A text without the names of files that nobody is shown."""
        return _FILE.sub(self._named, text) if self._files is not None and "." in text else text

    def _named(self, found: re.Match[str]) -> str:
        name = found["link"] or found["file"]
        if self._files is None or _name(unquote(re.split("[?#]", name)[0])) in self._files:
            return found[0]
        return _unnamed(found)

    def _said(self, value: Said) -> Said:
        return self.words(value) if isinstance(value, str) else value

    def _names(self, names: Said, kinds: Iterable[Kind]) -> str | None:
        kept = [name for name in str(names or "").split(", ") if name and not self._is_hidden(name, kinds)]
        return ", ".join(kept) or None

    def _is_hidden(self, name: str, kinds: Iterable[Kind]) -> bool:
        """Whether a name may mean something that nobody may see, or means nothing that ever was to be seen."""
        known = [key for key in keys_named(name, kinds) if self._find(key) is not None]
        return not known or any(map(self.is_secret, known))

    def _tells(self, text: str | None) -> bool:
        return bool(text) and any(map(self.is_secret, keys_in(text or "")))


def _nameless(said: Any) -> Any:
    """Words without the name of any file."""
    return _FILE.sub(_unnamed, said) if isinstance(said, str) and "." in said else said


def _wordings(said: str | None) -> list[str | None]:
    """Every way in which words beside a change may have been told."""
    return sorted({said, _nameless(said), LEFT_OUT if keys_in(said or "") else said}, key=str)


def _unnamed(found: re.Match[str]) -> str:
    return f"{found['lead']}{LEFT_OUT}" if found["words"] is None else found["words"]


def _subsets(names: Said) -> Iterator[str | None]:
    """Every selection of a few names in their order; of many, all or none."""
    parts = [name for name in str(names or "").split(", ") if name]
    counts = range(len(parts) + 1) if len(parts) <= _FEW else (0, len(parts))
    yield from (", ".join(chosen) or None for count in counts for chosen in combinations(parts, count))


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()
