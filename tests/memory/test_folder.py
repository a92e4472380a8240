"""The folder of what is kept: whole or not there, the user's own, bounded, and never needed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from milepost.memory import folder as ours
from milepost.memory.folder import fetch, keep, kept_folder


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own."""
    monkeypatch.setenv(ours.VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_is_kept_comes_back_to_the_byte() -> None:
    """And what is kept under the same name later takes its place."""
    assert fetch("notes", "one") is None
    for data in (b"", b"first", bytes(range(256)) * 1000):
        keep("notes", "one", data)
        assert fetch("notes", "one") == data


def test_what_is_not_whole_is_dropped(kept: Path) -> None:
    """Cut short at any byte, or with one bit changed: nothing is given out, and the file is gone."""
    keep("notes", "one", b"what was said")
    whole = (kept / "notes/one").read_bytes()
    flipped = [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(len(whole))]
    for wrong in (*(whole[:n] for n in range(len(whole))), *flipped, whole + b"x"):
        (kept / "notes/one").write_bytes(wrong)
        assert fetch("notes", "one") is None
        assert not (kept / "notes/one").exists()


def test_nothing_is_kept_where_others_may_write(kept: Path) -> None:
    """What lies there could be anybody's."""
    keep("notes", "one", b"mine")
    (kept / "notes").chmod(0o777)
    assert kept_folder("notes") is None
    assert fetch("notes", "one") is None


def test_off_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing needs it."""
    monkeypatch.setenv(ours.VARIABLE, "off")
    keep("notes", "one", b"mine")
    assert fetch("notes", "one") is None
    assert not kept.exists()


def test_it_never_grows_beyond_its_bounds(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for longest ago goes first, and what a process that died had begun goes with it."""
    monkeypatch.setattr(ours, "_MOST_FILES", 4)
    (kept_folder("notes") or kept).joinpath(".two.0123").write_bytes(b"begun")
    os.utime(kept / "notes/.two.0123", ns=(0, 0))
    for number in range(4):
        keep("notes", str(number), b"x")
        os.utime(kept / f"notes/{number}", ns=(0, number + 1))
    fetch("notes", "0")
    keep("notes", "4", b"x")
    assert sorted(path.name for path in (kept / "notes").iterdir()) == ["0", "2", "3", "4"]
    monkeypatch.setattr(ours, "_MOST_BYTES", 400)
    keep("notes", "5", b"x" * 90)
    assert [path.name for path in (kept / "notes").iterdir() if path.name == "5"] == ["5"]
    assert sum(path.stat().st_size for path in (kept / "notes").iterdir()) <= 400


def test_writers_at_once_leave_one_of_them_whole(kept: Path) -> None:
    """Whoever reads meanwhile sees all of the one or of the other."""
    texts = [bytes([65 + n]) * 50_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            list(pool.map(lambda text: keep("notes", "one", text), texts))
            assert set(pool.map(lambda _: fetch("notes", "one"), range(8))) <= set(texts)
    assert [path.name for path in (kept / "notes").iterdir()] == ["one"]


def test_a_disk_that_takes_nothing_stops_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only there to be quick is done without."""
    kept.write_text("a file in the place of the folder")
    keep("notes", "one", b"mine")
    assert fetch("notes", "one") is None
