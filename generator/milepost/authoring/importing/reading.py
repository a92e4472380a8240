"""Reading: an export by what is in it, whatever its file is called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from milepost.authoring.importing.cards import read_calendar, read_json
from milepost.authoring.importing.columns import read_table
from milepost.authoring.importing.plans import read_xml
from milepost.authoring.importing.rows import Export, UnusableError
from milepost.authoring.importing.tables import read_csv, read_sheet

_BIGGEST = 256 << 20
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_export(file: Path, mapping: Mapping[str, str], order: str = "") -> Export:
    """What an export says; UnusableError where it cannot be read at all."""
    try:
        if file.stat().st_size > _BIGGEST:
            raise UnusableError(f"{file}: is bigger than 256 MiB")
        data = file.read_bytes()
    except OSError as error:
        raise UnusableError(f"{file}: {error.strerror} (name the file that was exported)") from error
    try:
        return _read(data, mapping, order)
    except UnusableError as error:
        raise UnusableError(f"{file.name}: {error}") from error


def _read(data: bytes, mapping: Mapping[str, str], order: str) -> Export:
    begun = data.lstrip()[:64]
    for mark in _MARKS:
        begun = begun.removeprefix(mark)
    begun = begun.replace(b"\0", b"").lstrip()
    if begun.startswith(b"PK"):
        return read_table(read_sheet(data), mapping, order)
    if begun.startswith(b"<"):
        return read_xml(data)
    if begun.startswith(b"BEGIN:VCALENDAR"):
        return read_calendar(data)
    if begun[:1] in {b"{", b"["}:
        return read_json(data)
    return read_table(read_csv(data), mapping, order)
