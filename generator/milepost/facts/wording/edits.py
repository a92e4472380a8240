"""Edits: which words of a Markdown text changed, as a reader sees them; case, white space and markup do not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from milepost.facts.events import Edit
from milepost.facts.wording.markup import NUMBERED, STRUCK
from milepost.facts.wording.plain_text import Text, read_line, read_markdown
from milepost.facts.wording.tables import CELL

MAX_PASSAGES = 8
MAX_LENGTH = 240
_NEAR = 6  # so many words before a passage tell its place

# Beyond so many pairs of words an exact comparison would take a noticeable time.
_MAX_PAIRS = 1_000_000
# Changes with no more than so many equal words between them read as one passage.
_SAME_PASSAGE = 2
# What may begin in a line and end many lines later.
_OPENING = ("```", "~~~", "<")


class Difference(NamedTuple):
    """How many words changed, and the passages in which they did."""

    words: int
    edits: tuple[Edit, ...]


def same_words(before: str | None, after: str | None) -> bool:
    """Whether two Markdown texts say the same in the same words."""
    return before == after or read_markdown(before or "").words == read_markdown(after or "").words


def same_line(before: str | None, after: str | None) -> bool:
    """The same for plain words, such as a title, in which nothing is markup."""
    return before == after or read_line(before or "").words == read_line(after or "").words


def difference(before: str, after: str) -> Difference:
    """The words by which two Markdown texts differ; a replaced word counts once."""
    if before == after:
        return Difference(0, ())
    return _compared(*map(read_markdown, _without_equal_lines(before, after)))


def line_difference(before: str, after: str) -> Difference:
    """The same for plain words."""
    return Difference(0, ()) if before == after else _compared(read_line(before), read_line(after))


def _compared(old: Text, new: Text) -> Difference:
    changes = list(_changes(old.words, new.words))
    passages = list(_passages(changes))
    shown = [
        Edit(_excerpt(old, a, b), _excerpt(new, c, d), _excerpt(new, max(0, c - _NEAR), c))
        for a, b, c, d in passages[:MAX_PASSAGES]
    ]
    return Difference(_count(old.words, new.words, changes), tuple(shown))


def _without_equal_lines(before: str, after: str) -> tuple[str, str]:
    """Two texts without the lines with which both begin, and both end, as far as those can be read by themselves."""
    if any(mark in text for mark in _OPENING for text in (before, after)):
        return before, after
    old, new = before.split("\n"), after.split("\n")
    head = _common(zip(old, new, strict=False))
    tail = _common(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    end = len(old) - tail
    # What opens in a line and closes in another one is read whole.
    head = next((n for n, line in enumerate(old[:head]) if not _is_closed(line)), head)
    end += next((n + 1 for n, line in reversed(list(enumerate(old[end:]))) if not _is_closed(line)), 0)
    # Whether the number of a list entry counts hangs on the one before it.
    head = max((n for n, line in enumerate(old[:head]) if NUMBERED.match(line)), default=head)
    end += next((n + 1 for n, line in enumerate(old[end:]) if NUMBERED.match(line)), 0)
    # A row of a table is read with its head.
    if any("|" in line for line in (*old[max(0, head - 1) : end + 1], *new[head : len(new) - len(old) + end])):
        head = max((n for n, line in enumerate(old[:head]) if not line.strip(" \t>")), default=0)
        end += next((n for n, line in enumerate(old[end:]) if not line.strip(" \t>")), len(old) - end)
    # A line of words before it tells where a passage stands.
    head = max((n for n, line in enumerate(old[:head]) if line.strip()), default=head)
    rest = len(old) - end
    return "\n".join(old[head:end]), "\n".join(new[head : len(new) - rest])


def _is_closed(line: str) -> bool:
    """Whether nothing that opens in a line can close in a later one."""
    return not line.count("`") % 2 and not line.lstrip(" \t>").removeprefix("* ").count("*") % 2


_Change = tuple[int, int, int, int]


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[_Change]:
    start = _common(zip(old, new, strict=False))
    end = _common(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if len(left) * len(right) > _MAX_PAIRS:
        yield start, start + len(left), start, start + len(right)
        return
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + a, start + b, start + c, start + d


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count


def _count(old: tuple[str, ...], new: tuple[str, ...], changes: list[_Change]) -> int:
    if len(changes) == 1:
        a, b, c, d = changes[0]
        if (b - a) * (d - c) > _MAX_PAIRS:
            gone, come = Counter(old[a:b]), Counter(new[c:d])
            return max((gone - come).total(), (come - gone).total(), 1)
    return sum(max(_how_many(old[a:b]), _how_many(new[c:d])) for a, b, c, d in changes) or len(changes)


def _how_many(words: tuple[str, ...]) -> int:
    """How many words there are: where a cell begins is none, though it counts."""
    return len(words) - words.count(CELL)


def _passages(changes: list[_Change]) -> Iterator[_Change]:
    open_: _Change | None = None
    for a, b, c, d in changes:
        if open_ and a - open_[1] <= _SAME_PASSAGE:
            open_ = (open_[0], b, open_[2], d)
            continue
        if open_:
            yield open_
        open_ = (a, b, c, d)
    if open_:
        yield open_


def _excerpt(text: Text, first: int, last: int) -> str:
    if first == last:
        return ""
    passage = text.shown[text.spans[first][0] : text.spans[last - 1][1]].replace(STRUCK, "~~")
    passage = " ".join(passage.split())
    return passage if len(passage) <= MAX_LENGTH else passage[: MAX_LENGTH - 1].rstrip() + "…"
