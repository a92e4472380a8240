"""How much work something is, counted: the same on every machine, whatever else that does."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """How often it calls, returns or goes on in a generator, in this thread."""
    calls = 0

    def one_more(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(one_more)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
