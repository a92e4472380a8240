"""Every version: several are built at once, and a few of them while today's pages are made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.frozen import dataclass
from milepost.site.workshop.processes import helpers
from milepost.versions.making.contents import foresee
from milepost.versions.making.one_version import build_version
from milepost.versions.making.order import Known, Order
from milepost.versions.making.result import Result, Unbuildable, Unreadable
from milepost.versions.receipts.summaries import Summary
from milepost.versions.sharing import folder_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

Progress = Callable[[int, int], None]
"""Is told how many versions are built, and how many there are to build."""
# Below this a process of its own costs more than it saves.
_WORTH_IT = 3


@dataclass(frozen=True, slots=True)
class Building:
    """Versions that are being built: what each will say, by name, and a way to wait until they are there."""

    says: Mapping[str, Summary | Unreadable | Unbuildable]
    finish: Callable[[], Mapping[str, Result]]


class Builder:
    """Builds versions below a target; what was built once is not built again unless its order changed."""

    def __init__(self, target: Path, known: Known, progress: Progress) -> None:
        self._target = target
        self._known = known
        self._progress = progress
        self._built: dict[str, tuple[Order, Result]] = {}

    @contextmanager
    def building(self, orders: Sequence[Order], *, meanwhile: bool) -> Iterator[Building]:
        """Build what is ordered, a few versions in other processes where there is work to do here `meanwhile`."""
        todo = [order for order in orders if self._built.get(order.version.name, (None,))[0] != order]
        for order in todo:
            shutil.rmtree(self._target / folder_of(order.version.name), ignore_errors=True)
        self._progress(0, len(todo))
        if meanwhile and 0 < len(todo) < _WORTH_IT:
            with helpers(len(todo)) as pool:
                results = _started(todo, pool)
                foreseen = {order.version.name: foresee(order, self._known) for order in todo}
                yield Building(self._says(orders) | foreseen, lambda: self._finished(orders, todo, results))
        else:
            finished = self._finished(orders, todo, _run(todo, self._known))
            yield Building(self._says(orders), lambda: finished)

    def _finished(
        self, orders: Sequence[Order], todo: Sequence[Order], results: Iterator[tuple[Order, Result]]
    ) -> Mapping[str, Result]:
        for done, (order, result) in enumerate(results, 1):
            self._built[order.version.name] = order, result
            self._progress(done, len(todo))
        return {order.version.name: self._built[order.version.name][1] for order in orders}

    def _says(self, orders: Sequence[Order]) -> dict[str, Summary | Unreadable | Unbuildable]:
        results = {order.version.name: self._built.get(order.version.name) for order in orders}
        return {name: found[1].summary for name, found in results.items() if found}


def _run(orders: Sequence[Order], known: Known) -> Iterator[tuple[Order, Result]]:
    """Every order with its result, in the order in which they are done."""
    workers = min(len(orders), os.cpu_count() or 1)
    if workers < 2 or len(orders) < _WORTH_IT:
        yield from ((order, build_version(order, known)) for order in orders)
        return
    with helpers(workers) as pool:
        yield from _started(orders, pool)


def _started(orders: Sequence[Order], pool: Executor) -> Iterator[tuple[Order, Result]]:
    """The same from a pool, at work as soon as this returns."""
    from concurrent.futures import as_completed

    waiting = {pool.submit(build_version, order): order for order in orders}
    return ((waiting[done], done.result()) for done in as_completed(waiting))
