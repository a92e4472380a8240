"""Windows: of two neighbouring versions of a list of items, only the items that differ are parsed.

The versions are compared as bytes; what differs is widened to whole top-level items (`- …` at the beginning of a line), and
only that window is read. That is the same as reading everything as long as no quote, bracket or document mark can reach
across such a line, so a gate lets only windows of plain lines pass; whatever else comes is read whole. A property test
holds the two readings equal on every history.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from milepost.errors import Problem, errors_in
from milepost.model.snapshot import AnyItem, Key
from milepost.source.decoding import MAX_BYTES
from milepost.source.files import RECORDS, Role, read_file

Items = Mapping[Key, AnyItem]

# One line that neither opens a quote or a bracket without closing it nor marks a document: a comment, a key with or without
# a value, an entry of a list, words that go on; in each at most one quoted text or bracket, and that one closed.
_VALUE = (
    rb"""(?:"[^"\\\n]*"|'[^'\n]*'|\{[^"'{}\[\]#\n]*\}|\[[^"'{}\[\]#\n]*\]|[|>][+-]?|[^\s"'\[\]{}&*!|>%@`#?,:-][^\n]*)"""
)
_LINE = rb"(?: *#[^\n]*| *|(?:- |  +(?:- )?)(?:[A-Za-z_]+:(?: +" + _VALUE + rb")?|" + _VALUE + rb") *)"
_PLAIN = re.compile(rb"(?:" + _LINE + rb"\n)*" + _LINE)
# Before the first item nothing may stand but comments: an indented list there would make the whole file unreadable.
_BEGINNING = re.compile(rb"(?: *(?:#[^\n]*)?\n)*(?:- | *(?:#[^\n]*)?$)")
_ID = re.compile(rb"^- id: +([A-Za-z0-9][A-Za-z0-9._-]*) *$", re.MULTILINE)
_ENTRY = re.compile(rb"^- ", re.MULTILINE)
_FOREIGN = re.compile(
    rb"[\t\r\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]"
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file: its items, what is wrong with it, and whether every line of it passes the gate."""

    data: bytes
    items: Items
    problems: tuple[Problem, ...] = ()
    is_plain: bool = False


def read_version(role: Role, path: str, data: bytes, prefix: str, before: Version | None) -> Version:
    """The items of a version, read in the light of the one before where that is safe, else whole."""
    if before is not None and before.is_plain and len(data) <= MAX_BYTES:
        version = _read_window(role, path, data, prefix, before)
        if version is not None:
            return version
    reading = read_file(role, path, data, prefix)
    if errors_in(reading.problems):
        return Version(data, MappingProxyType({}), reading.problems)
    items = {(sourced.item.kind, sourced.item.id): sourced.item for sourced in reading.items}
    return Version(data, items, reading.problems, role in RECORDS and _is_plain(data))


def _read_window(role: Role, path: str, data: bytes, prefix: str, before: Version) -> Version | None:
    old, new = _windows(before.data, data)
    if not _is_plain(new):
        return None
    gone = _ids(old)
    if gone is None or _ids(new) is None:
        return None
    reading = read_file(role, path, new, prefix)
    if reading.problems:
        return None
    kind = RECORDS[role].kind
    items = dict(before.items)
    for name in gone:
        items.pop((kind, name), None)
    for sourced in reading.items:
        key = (sourced.item.kind, sourced.item.id)
        if key in items:
            return None
        items[key] = before.items[key] if before.items.get(key) == sourced.item else sourced.item
    return Version(data, items, (), is_plain=True)


def _is_plain(window: bytes) -> bool:
    return bool(_PLAIN.fullmatch(window) and _BEGINNING.match(window)) and not _FOREIGN.search(window)


def _ids(window: bytes) -> list[str] | None:
    """The ids of the items in a window, or None where one does not stand in its item's first line."""
    ids = _ID.findall(window)
    return [name.decode() for name in ids] if len(ids) == len(_ENTRY.findall(window)) else None


def _windows(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """The parts in which two texts differ, widened to whole top-level items."""
    shorter = min(len(old), len(new))
    head = _common(shorter, lambda n: old[:n] == new[:n])
    tail = _common(shorter - head, lambda n: old[len(old) - n :] == new[len(new) - n :])
    start = new.rfind(b"\n- ", 0, head) + 1
    end = new.find(b"\n- ", len(new) - tail)
    rest = 0 if end < 0 else len(new) - end - 1
    return old[start : len(old) - rest], new[start : len(new) - rest]


def _common(most: int, equal: Callable[[int], bool]) -> int:
    """The largest number up to `most` for which `equal` holds, which is true up to it and false beyond."""
    low, high = 0, most
    if equal(high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if equal(middle):
            low = middle
        else:
            high = middle
    return low
