"""Edit marks: a small mark in the author's words where some of them were edited, which leads to what discloses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from milepost.facts.events import Edit
from milepost.render.page import EditMark
from milepost.render.sentences.entries import Entry
from milepost.render.words.words import Words

# What is no word of a page: tags, signs by their numbers, and drawings whole.
_APART = re.compile(r"<svg\b.*?</svg>|<[^>]*>|&[#\w]+;", re.DOTALL)
# In these no link may stand: a mark comes after them.
_WHOLE = re.compile(r"<(/?)(a|button|code|pre|summary)\b")
_FEW = 8  # so few letters may stand anywhere


def marks_of(entries: Iterable[Entry], words: Words) -> tuple[EditMark, ...]:
    """The marks of edits, the newest first, numbered as they are disclosed."""
    edits = [(entry, edit) for entry in entries for edit in entry.edits]
    return tuple(
        EditMark(
            str(number),
            edit.near,
            edit.after,
            words("edited"),
            words("edited on {day}: what stood here", day=words.day(entry.event.recorded)),
        )
        for number, (entry, edit) in enumerate(edits, 1)
        if edit.near is not None
    )


def names_of(entries: Iterable[Entry]) -> dict[Edit, str]:
    """The number of each edit whose place in the words may be found."""
    edits = (edit for entry in entries for edit in entry.edits)
    return {edit: str(number) for number, edit in enumerate(edits, 1) if edit.near is not None}


def with_marks(html: str, marks: Sequence[EditMark]) -> tuple[str, frozenset[str]]:
    """The author's words with a mark at each place that is found, and which ones are."""
    letters, places = _letters(html)
    found = {mark.name: _place(mark, letters, places) for mark in marks}
    put = [(_after(html, place), mark) for mark in marks if (place := found[mark.name]) is not None]
    for place, mark in sorted(put, key=lambda one: one[0], reverse=True):
        html = html[:place] + _shown(mark) + html[place:]
    return html, frozenset(mark.name for _, mark in put)


def _shown(mark: EditMark) -> str:
    label = escape(mark.label)
    return (
        f'<sup class="mp-mark"><a id="mp-mark-{mark.name}" href="#mp-edit-{mark.name}" title="{label}"'
        f' aria-label="{label}">{escape(mark.sign)}</a></sup>'
    )


def _letters(html: str) -> tuple[str, list[int]]:
    """The letters and numerals of what is read, and where each ends."""
    kept, at = [], 0
    for apart in (*_APART.finditer(html), None):
        end = apart.start() if apart else len(html)
        kept += [(letter.lower(), place + 1) for place, letter in enumerate(html[at:end], at) if letter.isalnum()]
        at = apart.end() if apart else end
    return "".join(letter[:1] for letter, _ in kept), [place for _, place in kept]


def _plain(text: str) -> str:
    return "".join(letter.lower()[:1] for letter in text if letter.isalnum())


def _place(mark: EditMark, letters: str, places: Sequence[int]) -> int | None:
    near, close, now = _plain(mark.near), _plain(" ".join(mark.near.split()[-3:])), _plain(mark.now)
    for n, sought in enumerate((near + now, close + now, now)):
        if len(sought) > (_FEW if n else 0) and (at := letters.find(sought)) >= 0:
            return places[at + len(sought) - 1]
    return None


def _after(html: str, place: int) -> int:
    """The place, or the end of what may hold no link around it."""
    open_: list[str] = []
    for found in _WHOLE.finditer(html, 0, place):
        if not found[1]:
            open_.append(found[2])
        elif open_ and open_[-1] == found[2]:
            open_.pop()
    if not open_:
        return place
    end = html.find(f"</{open_[0]}>", place)
    return place if end < 0 else end + len(open_[0]) + 3
