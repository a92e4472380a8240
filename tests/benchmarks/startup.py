"""What the command line costs before it does anything, and where there is nothing to do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ledger import kept_in
from milepost.authoring.demo import write_demo
from timing import Row, alternate, command, processor_seconds, row

TURNS, AGAIN = 15, 9
_NOTHING = 0.15
"""So many seconds of the processors may pass until a build says that nothing has changed."""
_COMPLETION = 0.15
"""And so many until a shell has the ids that it asks for."""
_TOLD = 1.3
"""And so many times what `--help` takes, until it is told what was told before."""


def measure() -> list[Row]:
    """`milepost --help` against importing click, and what was said before against `milepost --help`."""
    milepost = str(Path(sys.executable).with_name("milepost"))
    ours, peer = alternate(command([milepost, "--help"]), command([sys.executable, "-c", "import click"]), TURNS)
    told = row("milepost --help", ours, peer, 1.5, "python -c 'import click'")
    with tempfile.TemporaryDirectory() as room, kept_in():
        demo = Path(room, "demo")
        write_demo(demo)
        first = [told, _nothing_changed(milepost, demo), _completed(milepost, demo)]
        again = [_said_again([milepost, *words], demo) for words in _TELLING]
        return [*first, *again, *(_said_first([milepost, *words], demo) for words in _TELLING[:-1])]


_TELLING = (
    ("check",),
    ("changelog",),
    ("changelog", "--uncommitted"),
    ("status",),
    ("status", "--format", "json"),
    ("completion", "bash"),
)
"""Every command that only reads; what `view`, `serve` and `verify` do is to serve and to build."""
_LEDGER = """
from milepost.clock import read_clock
from milepost.commands.options import collect_seldom
from milepost.project.opening import plain_project
from milepost.project.work import report_of_work
collect_seldom()
report_of_work(plain_project(None), read_clock().moment)
"""
"""The ledger's own time: what every telling rests on, and nothing said of it."""


def _nothing_changed(milepost: str, demo: Path) -> Row:
    """A build of what is built, against the promise; a build that is forced shows what it is spared."""
    build = command([milepost, "build"], demo)
    build()
    said = subprocess.run([milepost, "build"], cwd=demo, capture_output=True, text=True, check=True).stdout
    assert said.startswith("Nothing has changed"), said
    best, whole = alternate(build, command([milepost, "build", "--force"], demo), 5, processor_seconds)
    against = f"the promise, processors' time; a build that is forced takes {whole:.2f} s"
    return row("milepost build of the demo, nothing changed", best, _NOTHING, 1.0, against)


def _completed(milepost: str, demo: Path) -> Row:
    """The ids of all promises with their titles, as a shell asks for them, against the promise."""
    asked = {**os.environ, "COMP_WORDS": "milepost done ", "COMP_CWORD": "2", "_MILEPOST_COMPLETE": "zsh_complete"}
    said = subprocess.run([milepost], cwd=demo, env=asked, capture_output=True, text=True, check=True).stdout
    best, _ = alternate(command([milepost], demo, asked), command([milepost, "--help"]), AGAIN, processor_seconds)
    against = f"the promise, processors' time; {len(said.splitlines()) // 3} ids"
    return row("completion of an id of the demo", best, _COMPLETION, 1.0, against)


def _said_again(words: list[str], demo: Path) -> Row:
    """What a command says of the demo once more, against help; the same as what it says first."""
    first = subprocess.run(words, cwd=demo, capture_output=True, text=True, check=True).stdout
    again = subprocess.run(words, cwd=demo, capture_output=True, text=True, check=True).stdout
    assert again == first, f"{words[1:]} says something else the second time"
    best, peer = alternate(command(words, demo), command([words[0], "--help"]), AGAIN, processor_seconds)
    told = f"milepost --help, processors' time; {len(first.splitlines())} lines said twice and equal"
    return row(f"milepost {' '.join(words[1:])} of the demo, warm", best, peer, _TOLD, told)


def _said_first(words: list[str], demo: Path) -> Row:
    """The same where nothing was ever kept, against help and the ledger's own time, Python's start left out."""
    nothing = {**os.environ, "MILEPOST_CACHE": "off"}
    told, ledger = (
        command(words, demo, nothing),
        command([sys.executable, "-c", _LEDGER], demo, nothing),
    )
    best, read = alternate(told, ledger, AGAIN, processor_seconds)
    start, peer = alternate(
        command([sys.executable, "-c", "pass"]), command([words[0], "--help"]), AGAIN, processor_seconds
    )
    against = f"1.3 times milepost --help and the ledger's {read - start:.3f} s, processors' time"
    return row(f"milepost {' '.join(words[1:])} of the demo, cold", best, _TOLD * peer + read - start, 1.0, against)
