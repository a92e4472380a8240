"""A budget of the processor's time: what grows faster than its input exceeds it by far, however busy the machine is."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def budget(seconds: float = 30) -> Iterator[None]:
    """Stop what takes more of this process's own time, and fail; what is tested needs a hundredth of it.

    Time that others take does not count, so that a machine under load proves nothing.
    """
    begun = time.process_time()
    can_stop = hasattr(signal, "setitimer")
    if can_stop:
        before = signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if can_stop:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    assert time.process_time() - begun < seconds


def _stop(number: int, frame: object) -> None:
    raise AssertionError("it takes longer the longer its input is, and more than that")
