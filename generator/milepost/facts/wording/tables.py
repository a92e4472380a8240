"""Tables: where a cell of a table ends counts, for a value in another column says something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.model.texts.expressions import expression

CELL = "\ue002"
"""What stands before each cell."""
_FRAME = " \t>"
_UNDERLINE = expression(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BEGINS_A_BLOCK = expression(r"(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]|<")
_MARKS_ALONE = expression(r"[-=:*_+ \t]+")


def with_cells(markdown: str, away: Mapping[int, int]) -> str:
    """A text with `CELL` before the cells of each row, as many as the head of its table has.

    A cell that holds a mark alone has it as `away` moves it, where it is no markup. The text has no mark that is code
    or escaped.
    """
    return "\n".join(_lines(markdown.split("\n"), away)) if "|" in markdown else markdown


def _lines(lines: list[str], away: Mapping[int, int]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        columns = _columns(lines, place)
        yield _row(lines[place], columns, away) if columns else lines[place]
        place += 1
        if columns:
            yield ""  # The line under the head says how the columns look.
            place += 1
        while columns and place < len(lines) and _is_row(lines[place]):
            yield _row(lines[place], columns, away)
            place += 1


def _columns(lines: list[str], place: int) -> int:
    """How many columns the table has whose head a line is; none where it is no head."""
    head, below = (line.strip(_FRAME) for line in (lines[place], *lines[place + 1 : place + 2], "")[:2])
    if "|" not in head or "|" not in below or not _UNDERLINE.fullmatch(below):
        return 0
    columns = len(_cells(head))
    return columns if columns == len(_cells(below)) else 0


def _is_row(line: str) -> bool:
    text = line.strip(_FRAME)
    return bool(text) and ("|" in text or not _BEGINS_A_BLOCK.match(text))


def _row(line: str, columns: int, away: Mapping[int, int]) -> str:
    cells = _cells(line.strip(_FRAME))
    cells += [""] * (columns - len(cells))
    return " ".join(f"{CELL} {cell.translate(away) if _MARKS_ALONE.fullmatch(cell) else cell}" for cell in cells)


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.removeprefix("|").removesuffix("|").split("|")]
