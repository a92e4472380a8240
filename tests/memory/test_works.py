"""Works: what a build made is there for the next one, as far as there is room."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.memory import works
from milepost.memory.works import Works


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path))
    (tmp_path / "works").mkdir(mode=0o700)


def _built(number: int, first: int = 0) -> list[int]:
    """Which works a build finds, that makes so many."""
    made = Works.of("a site")
    assert made is not None
    found = [n for n in range(first, number) if made.taken(str(n))]
    for n in range(first, number):
        made.put(str(n), f"{n} " * 500)
    made.turn()
    return found


def test_what_was_made_is_found_again() -> None:
    """All of it."""
    assert _built(10) == []
    assert _built(10) == list(range(10))


def test_of_more_than_may_be_kept_what_came_first_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build tells the newest first: it is what is older that is made anew, and never all of it."""
    monkeypatch.setattr(works, "LARGEST", 5_000)
    assert _built(10) == []
    assert _built(10) == [0, 1, 2, 3]
    assert _built(10) == [0, 1, 2, 3]


def test_after_a_small_change_little_is_written(tmp_path: Path) -> None:
    """What was made anew, beside all that there was; and nothing that is of no use for long."""
    assert _built(40) == []
    (size,), files = _sizes(tmp_path), set()
    for number in range(41, 60):
        assert _built(number, number - 40) == list(range(number - 40, number - 1))
        small, *large = sizes = _sizes(tmp_path)
        files.add(len(sizes))
        assert sum(large) == 0 or (small <= size / 4 and large == [pytest.approx(size, rel=0.1)])
    assert files == {1, 2}


def _sizes(folder: Path) -> list[int]:
    return sorted(path.stat().st_size for path in (folder / "works").iterdir())
