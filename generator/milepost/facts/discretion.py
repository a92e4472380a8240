"""The gate for words: what events and items say, without a name of anything that nobody may see.

Nobody may see what is internal now, whatever it was before, nor what never was public. Words that link to such an item
are left out whole, for those around the link were written about it, too. Of a file that nobody is shown, only its name
is left out: a picture that is gone shall not hide what a text said.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any
from urllib.parse import unquote

from milepost.facts.ledger.events import Edit, Event, EventName, Said
from milepost.facts.ledger.states import PromiseState
from milepost.facts.ledger.threads import Entry, Thread
from milepost.facts.wording.promise_fields import MARKDOWN, REFERENCES
from milepost.model.fields import Kind
from milepost.model.gate import Gate
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.milestones import Milestone
from milepost.model.places import GLOSSARY_PAGE
from milepost.model.prose import keys_in
from milepost.model.registers import REGISTERS
from milepost.model.snapshot import Key, Promise

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
# Fields in which nothing leads anywhere.
_PLAIN = frozenset({"title", "promise"})
# Pages that are ours, whatever the author has.
_OURS = frozenset({"index.md", "readme.md", GLOSSARY_PAGE, *(posixpath.basename(r.page) for r in REGISTERS)})


class Discretion:
    """Knows what may be named: items by what the ledger finds under a name, files by the gate."""

    def __init__(self, find: Callable[[Key], Thread | None], gate: Gate) -> None:
        self._find = find
        paths = gate.pages | gate.records | gate.files
        # A content without anything that is kept at home, be it only the charter, is none that files are known of.
        self._files = frozenset(map(_name, paths)) | _OURS if gate.kept else None

    def is_secret(self, key: Key) -> bool:
        """Whether nobody may read this name."""
        thread = self._find(key)
        return thread is None or thread.root.is_withheld

    def entry(self, entry: Entry) -> Entry | None:
        """An entry with what may be told of it; None where nothing is left."""
        event = entry.event
        before, after, edits = event.before, event.after, event.edits
        if event.field in REFERENCES:
            before, after = self._names(before), self._names(after)
            if event.event is EventName.CHANGED and before == after:
                return None
        elif any(map(self.is_secret, entry.linked)):
            before, after, edits = None, None, ()
        else:
            if event.field not in _PLAIN:
                before, after = self._said(before), self._said(after)
            edits = tuple(Edit(self.words(edit.before), self.words(edit.after)) for edit in edits)
        reason = LEFT_OUT if self._tells(event.reason) else self.words(event.reason) if event.reason else None
        return entry._replace(event=replace(event, before=before, after=after, edits=edits, reason=reason))

    def tellings(self, entry: Entry) -> Iterator[Event]:
        """Every way in which an entry may have been told while something it names was internal, or gone.

        What was left out once may be told in full later, and that is not to tell it otherwise.
        """
        event = entry.event
        words = f"{event.before} {event.after} {event.reason}"
        if not entry.linked and event.field not in REFERENCES and "." not in words and ":" not in words:
            yield event
            return
        pairs = {(event.before, event.after)}
        if event.field in REFERENCES:
            pairs |= set(product(_subsets(event.before), _subsets(event.after)))
        elif entry.linked:
            pairs.add((None, None))
        if event.field not in _PLAIN:
            pairs |= {(_nameless(before), _nameless(after)) for before, after in pairs}
        reasons = {event.reason, _nameless(event.reason), LEFT_OUT if keys_in(event.reason or "") else event.reason}
        ways = product(sorted(pairs, key=str), sorted(reasons, key=str))
        yield from (replace(event, before=before, after=after, reason=reason) for (before, after), reason in ways)

    def states(self, states: Sequence[PromiseState]) -> tuple[PromiseState, ...]:
        """What was known of a promise, without a secret: nobody checks the words of what is past, or gone."""
        past = (replace(state, item=self._promise(state.item, is_past=True)) for state in states[:-1])
        present = (replace(s, item=self._promise(s.item, is_past=s.gone_on is not None)) for s in states[-1:])
        return (*past, *present)

    def _promise(self, item: Promise, *, is_past: bool) -> Promise:
        changed: dict[str, object] = {}
        for name in (*sorted(MARKDOWN), "evidence") if is_past else ():
            words = getattr(item, name, None)
            if words:
                changed[name] = None if self._tells(words) else self.words(words)
        if isinstance(item, Milestone):
            changed["after"] = tuple(name for name in item.after if not self._is_hidden(name))
        elif item.milestone and self._is_hidden(item.milestone):
            changed["milestone"] = None
        return item.model_copy(update=changed)

    def lesson(self, lesson: Lesson) -> Lesson:
        """A lesson that names no secret."""
        if not lesson.matter.milestone or not self._is_hidden(lesson.matter.milestone):
            return lesson
        return replace(lesson, matter=lesson.matter.model_copy(update={"milestone": None}))

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

    def _names(self, names: Said) -> str | None:
        kept = [name for name in str(names or "").split(", ") if name and not self._is_hidden(name)]
        return ", ".join(kept) or None

    def _is_hidden(self, milestone: str) -> bool:
        return self.is_secret((Kind.MILESTONE, milestone))

    def _tells(self, text: str | None) -> bool:
        return bool(text) and any(map(self.is_secret, keys_in(text or "")))


def _nameless(said: Any) -> Any:
    """Words without the name of any file."""
    return _FILE.sub(_unnamed, said) if isinstance(said, str) and "." in said else said


def _unnamed(found: re.Match[str]) -> str:
    return f"{found['lead']}{LEFT_OUT}" if found["words"] is None else found["words"]


def _subsets(names: Said) -> Iterator[str | None]:
    """Every selection of a few names in their order; of many, all or none."""
    parts = [name for name in str(names or "").split(", ") if name]
    counts = range(len(parts) + 1) if len(parts) <= _FEW else (0, len(parts))
    yield from (", ".join(chosen) or None for count in counts for chosen in combinations(parts, count))


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()
