"""Decoding: the bytes of a file become text, or a problem that names the byte."""

from __future__ import annotations

import re

from milepost.errors import Location, Problem

_MERGE = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
MAX_BYTES = 1 << 20
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# What neither YAML nor XML may hold. NEL is among them: YAML 1.1 takes it for a line break, editors do not.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_YAML_CONTROL = re.compile(_CONTROL.pattern.replace("]", r"\ufeff\u2028\u2029]"))


def decode(data: bytes, path: str, *, yaml: bool = False) -> str | Problem:
    """The text with plain line ends and without a byte order mark, or what is wrong with the bytes."""
    if len(data) > MAX_BYTES:
        return Problem(Location(path), f"the file is too big ({len(data):,} bytes)", "at most 1 MiB is read")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _undecodable(data, path, error)
    text = text.removeprefix(BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = (_YAML_CONTROL if yaml else _CONTROL).search(text)
    if found is None:
        return text
    return Problem(
        place(path, text, found.start()),
        f"a character that does not belong in text: U+{ord(found[0]):04X}",
        "delete it, or save the file again as UTF-8 text",
    )


def merge_mark(text: str, path: str, first_line: int = 1) -> Problem | None:
    """The first mark of a merge that nobody has resolved."""
    found = _MERGE.search(text) if "<<<<<<<" in text and ">>>>>>>" in text else None
    if found is None:
        return None
    where = place(path, text, found.start(), first_line)
    return Problem(where, "a merge is not resolved here", "keep what is true, and delete the lines of marks")


def control_character(text: str) -> str | None:
    """The first character that may not stand in text, if there is one."""
    found = _CONTROL.search(text)
    return found[0] if found else None


def place(path: str, text: str, offset: int, first_line: int = 1) -> Location:
    """The location of an offset into the text of a file."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(path, first_line + text.count("\n", 0, offset), offset - line_start + 1)


def _undecodable(data: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode().removeprefix(BOM)
    what = f"the file is not UTF-8: byte 0x{data[error.start]:02X} is no character"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = "the file is UTF-16, not UTF-8"
    return Problem(place(path, before, len(before)), what, "save it as UTF-8")
