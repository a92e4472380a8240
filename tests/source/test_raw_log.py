"""The raw log: what a commit message and git's own output say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.git.log.raw_log import FileChange, RawStep, read_log, reason_in
from milepost.model.history import Revision

SHA, OLD, NEW = "c" * 40, "a" * 40, "b" * 40


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Move the beta\n", None),
        ("Reason: a subject is no trailer\n", None),
        ("Move\n\nReason: the ice came early\n", "the ice came early"),
        ("Move\n\nreason : the ice\n  came early,\n\tand stayed\nSigned-off-by: X\n", "the ice came early, and stayed"),
        ("Move\n\nReason: first\nReason: second\n", "second"),
        ("Move\n\nReason: not the last paragraph\n\nWords\n", None),
        ("Move\n\nReason:\n", None),
        ("Move\n\nThe reason: words\nNo-Reason: words\n", None),
        ("Move\n\nWords\n\nREASON: Größe, 界\n\n\n", "Größe, 界"),
    ],
)
def test_reason(message: str, reason: str | None) -> None:
    """The last paragraph may give the reason, in one line or folded."""
    assert reason_in(message) == reason


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_the_log_is_read_in_any_portions(size: int) -> None:
    """Where the stream happens to be cut does not matter, nor does what people write into names and messages."""
    author, message = "A\x01\x1f:100644\n:B", f"S\n\n:100644 100644 {OLD} {NEW} M\nReason: {SHA}\n"
    entries = f":000000 100644 {'0' * 40} {NEW} A\0content/a\0:100644 000000 {OLD} {'0' * 40} D\0content/\n:b\0"
    step = f"{SHA}\0001772798400\0{author}\0{message}\0\0\n{entries}"
    log = (step + f"{SHA}\0001772798400\0{author}\0S\n\0\0" + step).encode()
    when = datetime(2026, 3, 6, 12, tzinfo=UTC)
    files = (FileChange("a", None, NEW), FileChange("\n:b", OLD, None))
    full = RawStep(Revision(SHA, when, author, SHA), files)
    portions = (log[start : start + size] for start in range(0, len(log), size))
    assert list(read_log(portions, "content/")) == [full, RawStep(Revision(SHA, when, author), ()), full]


@pytest.mark.parametrize(
    ("stamp", "year"), [("99999999999999", 9892), ("-61346764800", 1970), ("", 1970), ("soon", 1970)]
)
def test_a_date_beyond_every_calendar_stops_nothing(stamp: str, year: int) -> None:
    """It is read as the nearest there is, which the line around it shows to be wrong."""
    (step,) = read_log([f"{SHA}\0{stamp}\0A\0S\n\0".encode()])
    assert step.revision.committed_at.year == year
