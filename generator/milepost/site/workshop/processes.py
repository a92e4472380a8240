"""Processes: others that build for this one, and are gone when it is."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from milepost.errors import SiteError

if TYPE_CHECKING:  # Loading them takes longer than many a page, and most builds are made in one process.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext


@contextmanager
def helpers(number: int) -> Iterator[ProcessPoolExecutor]:
    """So many processes; they are ended where this one is to end, and end by themselves where it was killed."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children

    pool = ProcessPoolExecutor(number, mp_context=_context(), initializer=_begin)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise SiteError("a process that built versions was ended from outside (is there enough memory?)") from error
    except KeyboardInterrupt:
        for process in active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """How processes are started: as copies of this one where that is safe, which spares them all that is loaded."""
    from multiprocessing import get_context

    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return get_context("fork" if is_safe else "spawn")


def _begin() -> None:
    """Leave it to the process that this one works for to hear that all is to end, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_other, daemon=True).start()


def _end_with_the_other() -> None:
    from multiprocessing import parent_process

    # A pool waits for ever for orders of a process that was killed: python/cpython#111873.
    if other := parent_process():
        other.join()
        os._exit(1)
