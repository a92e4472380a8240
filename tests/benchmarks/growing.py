"""What one changed page costs: a build and a preview of 500 and of 2,000 pages against stock Material's whole build.

The page is an update that is edited and committed, or saved; the processor's own time is measured, for that is what a
busy machine disturbs least.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from building import write_project, write_stock
from timing import Row, alternate, command, processor_seconds, row

TURNS, _PORT, _LOOKS = 5, 8417, 1200
_SCRIPTS = Path(sys.executable).parent
_BUILT = "Documentation built"
# So many updates make so many pages, and this is what a build of one change may take of stock's whole build.
_SITES = {400: 0.8, 1900: 0.7}


def measure() -> list[Row]:
    """`milepost build` after one edit at each size, and `milepost serve` after one save."""
    return [found for updates, bound in _SITES.items() for found in _rows(updates, bound)]


def _rows(updates: int, bound: float) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        write_project(ours, {}, updates)
        kept = {**os.environ, "MILEPOST_CACHE": str(Path(folder, "kept"))}
        build = command([str(_SCRIPTS / "milepost"), "build", "-q"], ours, kept)
        for _ in range(2):  # The first build on a machine keeps nothing of its pages.
            build()
        pages = len(list((ours / "site").rglob("*.html")))
        write_stock(stock, ours, pages)
        peer = command([str(_SCRIPTS / "mkdocs"), "build", "-q"], stock)
        edit = _edits(ours)

        def grow() -> None:
            edit()
            _git(ours, "commit", "-qam", "Edit an update")
            build()

        grow()
        times = alternate(grow, peer, TURNS, processor_seconds)
        against = "stock mkdocs build, Material, small navigation"
        yield row(f"milepost build, 1 of {pages} pages changed, processor", *times, bound, against)
        with _serving(ours, kept) as busy:
            saved = min(_saving(edit, busy) for _ in range(TURNS))
        yield row(f"milepost serve, 1 of {pages} pages saved, processor", saved, times[1], bound, against)


def _edits(folder: Path) -> Callable[[], None]:
    """Each time it is called, one update says something else."""
    page = sorted((folder / "content/updates").iterdir())[100]
    text, number = page.read_text("utf-8"), count(1)
    return lambda: (page.write_text(f"{text}\nNumber {next(number)}.\n", "utf-8"), None)[1]


@contextmanager
def _serving(folder: Path, environment: dict[str, str]) -> Iterator[Callable[[], tuple[int, float]]]:
    """A preview, and what tells how often it has built and how long the processor was busy with it."""
    arguments = [str(_SCRIPTS / "milepost"), "serve", "-a", f"127.0.0.1:{_PORT}"]
    log = folder.parent / "serve.log"
    with (
        log.open("w") as said,
        subprocess.Popen(arguments, cwd=folder, env=environment, stdout=said, stderr=said) as it,
    ):

        def busy() -> tuple[int, float]:
            ticks = Path(f"/proc/{it.pid}/stat").read_text().rpartition(")")[2].split()[11:15]
            return log.read_text().count(_BUILT), sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

        try:
            _wait(lambda: "Serving on" in log.read_text())
            yield busy
        finally:
            it.terminate()


def _saving(edit: Callable[[], None], busy: Callable[[], tuple[int, float]]) -> float:
    built, before = busy()
    edit()
    _wait(lambda: busy()[0] > built)
    time.sleep(0.5)  # until it looks at the files again
    return busy()[1] - before


def _wait(is_done: Callable[[], bool]) -> None:
    for _ in range(_LOOKS):
        if is_done():
            return
        time.sleep(0.1)
    raise RuntimeError("the preview does not answer")


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Project office", "-c", "user.email=office@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)
