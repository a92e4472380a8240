"""Tables: the cells of a CSV file or a sheet, whatever its encoding and delimiter."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from zipfile import BadZipFile

from milepost.authoring.importing.rows import UnusableError

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_LONGEST_CELL = 1 << 24

Table = tuple[list[str], list[tuple[int, list[str]]]]
"""The header, and each row with the line that it begins on."""


def read_csv(data: bytes) -> Table:
    """The cells of a CSV file; lines above the header that are not of the table are left out."""
    text = decoded(data)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text[:_SAMPLE]), strict=False)
    try:
        return _table(_numbered(reader))
    except csv.Error as error:
        raise UnusableError(f"line {reader.line_num}: {error} (is it CSV?)") from error


def read_sheet(data: bytes) -> Table:
    """The cells of the first sheet of an Excel file; formulas are what they were computed to be."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UnusableError("Excel files want one more package (pip install openpyxl), or save it as CSV") from error
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return _table((n, [_shown(cell) for cell in row]) for n, row in enumerate(sheet.iter_rows(values_only=True), 1))
    except (OSError, ValueError, KeyError, IndexError, BadZipFile, SyntaxError) as error:  # A parser's own is the last.
        raise UnusableError(f"is no Excel file that can be read ({error})") from error


def decoded(data: bytes) -> str:
    """Bytes as text, in the encoding that they look like."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030" if _is_chinese(data) else "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _table(rows: Iterator[tuple[int, list[str]]]) -> Table:
    first: list[tuple[int, list[str]]] = []
    for row in rows:
        first.append(row)
        if len(first) == 10:
            break
    if not first:
        raise UnusableError("the file is empty")
    widest = max(sum(bool(cell.strip()) for cell in cells) for _, cells in first)
    at = next(n for n, (_, cells) in enumerate(first) if sum(bool(cell.strip()) for cell in cells) * 2 > widest)
    header = [cell.strip().lstrip("\ufeff") for cell in first[at][1]]
    body = [*first[at + 1 :], *rows]
    return header, [(number, cells) for number, cells in body if any(cell.strip() for cell in cells)]


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, as a spreadsheet counts them: cells may hold lines."""
    yield from enumerate(reader, 1)


def _is_chinese(data: bytes) -> bool:
    """Whether bytes beyond ASCII come in pairs, as in GBK, and not here and there, as in the West."""
    high = [byte > 127 for byte in data[:_SAMPLE]]
    pairs = sum(a and b for a, b in pairwise(high))
    return pairs * 3 > sum(high) * 2


def _delimiter(sample: str) -> str:
    """What cuts the most lines into the same number of cells, more than one."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)][:-1] or [
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        ]
        width, times = Counter(rows).most_common(1)[0] if rows else (1, 0)
        return (times if width > 1 else 0, width)

    return max(_DELIMITERS, key=score)


def _shown(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def column_of(header: Sequence[str], name: str) -> int | None:
    """The first column of a name; exports repeat some."""
    return next((n for n, cell in enumerate(header) if cell.casefold() == name.casefold()), None)
