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


def _built(number: int) -> list[int]:
    """Which works a build finds, that makes so many."""
    made = Works.of("a site")
    assert made is not None
    found = [n for n in range(number) if made.taken(str(n))]
    for n in range(number):
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
