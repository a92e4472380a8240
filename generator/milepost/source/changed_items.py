"""Windows: of two neighbouring versions of a list of items, only the items that differ are parsed.

The versions are compared as bytes; what differs is widened to whole top-level items (lines that begin with `- `), and
only that window is read. That is the same as reading everything as long as such a line always begins an item, and
nothing else stands at the margin. Quotes, brackets and block texts can hide such lines, so a gate proves it for every
text before it is relied on: the items that the parser found must begin exactly at those lines. Whatever does not pass
is read whole. A property test holds the two readings equal on every history.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from milepost.errors import Problem, errors_in
from milepost.frozen import dataclass
from milepost.model.registers import Register
from milepost.model.snapshot import AnyItem, Key
from milepost.source.files.items import FileReading, read_file, read_items
from milepost.source.yaml.decoding import MAX_BYTES, decode
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document

Items = Mapping[Key, AnyItem]

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
_HEADER = re.compile(rb"((?: *(?:#[^\n]*)?\n)*)---[ ]*\n")
# At the beginning of a line: neither an item nor a comment nor white space, so perhaps a document mark or a directive.
_STRANGE = re.compile(rb"^(?:[^ \n#-]|-(?! ))", re.MULTILINE)
_ITEM = b"\n- "


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file: its items in order and what is wrong with it.

    `data` is its text in one form (plain line ends, no document mark at the top); `is_plain` is whether the gate let it
    pass, so that the next version may be read by what differs from this one.
    """

    data: bytes
    items: Items
    problems: tuple[Problem, ...] = ()
    is_plain: bool = False


def read_version(register: Register, path: str, data: bytes, prefix: str, before: Version | None) -> Version:
    """The items of a version, read in the light of the one before where that is safe, else whole."""
    if not register.is_list or len(data) > MAX_BYTES:
        return _version(data, read_file(register, path, data, prefix))
    text = _in_one_form(data)
    if before is not None and before.is_plain:
        version = _read_window(register, text, before)
        if version is not None:
            return version
    document = _plain_document(text)
    if document is not None:
        reading = read_items(register, document)
        if not reading.problems:
            return _version(text, reading, is_plain=True)
    return _version(data, read_file(register, path, data, prefix))


def _version(data: bytes, reading: FileReading, *, is_plain: bool = False) -> Version:
    if errors_in(reading.problems):
        return Version(data, MappingProxyType({}), reading.problems)
    items = {(sourced.item.kind, sourced.item.id): sourced.item for sourced in reading.items}
    return Version(data, items, reading.problems, is_plain)


def _in_one_form(data: bytes) -> bytes:
    """The text without what editors put around it: byte order mark, carriage returns, the mark that opens it."""
    text = data.removeprefix(_BOM)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
    header = _HEADER.match(text)
    return header[1] + b"\n" + text[header.end() :] if header else text


def _read_window(register: Register, text: bytes, before: Version) -> Version | None:
    start, old_end, new_end = _window(before.data, text)
    document = _plain_document(text[start:new_end])
    if document is None:
        return None
    reading = read_items(register, document)
    if reading.problems:
        return None
    keys = list(before.items)
    first = _items_before(before.data, start)
    last = len(keys) if old_end == len(before.data) else _items_before(before.data, old_end)
    items = {key: before.items[key] for key in keys[:first]}
    for sourced in reading.items:
        key = (sourced.item.kind, sourced.item.id)
        if key in items:
            return None
        known = before.items.get(key)
        items[key] = known if known is not None and known == sourced.item else sourced.item
    after = len(items) + len(keys) - last
    items.update((key, before.items[key]) for key in keys[last:])
    return Version(text, items, (), is_plain=True) if len(items) == after else None


def _plain_document(window: bytes) -> Document | None:
    """What a text says, if each line that begins with `- ` begins an item and nothing else stands at the margin."""
    if b"\r" in window or _STRANGE.search(window):
        return None
    text = decode(window, "", yaml=True)
    if isinstance(text, Problem):
        return None
    document = parse_yaml(text, "")
    if document.problems:
        return None
    parts = document.root.parts if document.root else []
    if not isinstance(parts, list):
        return None
    lines = [number for number, line in enumerate(text.split("\n")) if line.startswith("- ")]
    return document if lines == [part.start.line for part in parts] else None


def _items_before(text: bytes, offset: int) -> int:
    """How many items of a plain text begin before an offset, at which one begins (or the text)."""
    return 0 if offset == 0 else text.count(_ITEM, 0, offset) + text.startswith(b"- ")


def _window(old: bytes, new: bytes) -> tuple[int, int, int]:
    """Where the items that differ begin, where they end in the old text and where in the new one."""
    most = min(len(old), len(new))
    head = _common_head(old, new, most)
    tail = _common_tail(old, new, most - head)
    start = new.rfind(_ITEM, 0, head) + 1
    end = new.find(_ITEM, len(new) - tail)
    rest = 0 if end < 0 else len(new) - end - 1
    return start, len(old) - rest, len(new) - rest


def _common_head(old: bytes, new: bytes, most: int) -> int:
    """How many bytes two texts begin alike, up to `most`."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_tail(old: bytes, new: bytes, most: int) -> int:
    """How many bytes two texts end alike, up to `most`."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low
