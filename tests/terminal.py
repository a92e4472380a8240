"""A command in a pseudo-terminal: somebody reads its questions, and answers or interrupts."""

from __future__ import annotations

import os
import platform
import pty
import select
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from installed import PROGRAM, at_work, handed_on, running

CTRL_C = "\x03"
# So long a question is waited for before nobody believes any more that it will come: minutes, for a busy machine.
_PATIENCE = 300
# So often it is looked whether a command waits for its answer, until it is thought to wait in another way.
_LOOKS = 500
# The numbers of read, select and pselect6, which begin with a file, or with how many.
_WAITS = {"0", "23", "270"} if platform.machine() == "x86_64" else {"63", "72"}


def in_terminal(
    folder: Path, command: Sequence[str], answers: Sequence[tuple[str, str]], program: str = PROGRAM, **environment: str
) -> tuple[int, str]:
    """Run a command in a folder: each question that is waited for gets its answer. Its exit code and output."""
    settings = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", **environment}
    if "SOURCE_DATE_EPOCH" not in environment:
        settings.pop("SOURCE_DATE_EPOCH", None)  # Somebody sits there, today.
    if program == PROGRAM:
        terminal, theirs = pty.openpty()
        with running(folder, command, settings, [theirs] * 3, is_terminal=True) as ended:
            os.close(theirs)
            seen = _answered(terminal, answers)
            code = ended()
    else:
        handed_on()  # Not in the child first, which would be left with a process of its own.
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.set_inheritable(handed_on(), True)
            os.execve(program, [program, *command], settings)  # noqa: S606, there is no shell to do without
        seen = _answered(terminal, answers)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return code, seen.replace("\r\n", "\n")


def _answered(terminal: int, answers: Sequence[tuple[str, str]]) -> str:
    seen, at, waiting = "", 0, [*answers]
    while True:
        text = _read(terminal, seen)
        if not text:
            assert not waiting, f"never asked {waiting[0][0]!r} in: {seen}"
            return seen
        seen += text
        while waiting and (found := seen.find(waiting[0][0], at)) >= 0:
            at = found + len(waiting[0][0])
            _wait_for_its_reading(terminal)
            os.write(terminal, waiting.pop(0)[1].encode())


def _wait_for_its_reading(terminal: int) -> None:
    """Nobody answers before the question is read to its end, and whoever asks waits for an answer.

    Linux tells what a process waits for: here to read what is typed, or to be told that there is something. Where
    nobody tells, there is time enough.
    """
    try:
        for _ in range(_LOOKS):
            if any(_reads(process) for process in (os.tcgetpgrp(terminal), *at_work())):
                return
            time.sleep(0.01)
    except OSError:
        time.sleep(0.2)


def _reads(process: int) -> bool:
    try:
        call, *arguments = Path(f"/proc/{process}/syscall").read_text().split()
    except (FileNotFoundError, ProcessLookupError):  # It has ended, and asks nothing.
        return False
    return call in _WAITS and arguments[0] in {"0x0", "0x1"}


def _read(terminal: int, seen: str) -> str:
    ready, _, _ = select.select([terminal], [], [], _PATIENCE)
    assert ready, f"it neither ends nor asks: {seen}"
    try:
        return os.read(terminal, 65536).decode(errors="replace")
    except OSError:  # The other side of a terminal that is closed.
        return ""


def settings_of(mapping: Mapping[str, str]) -> dict[str, str]:
    """An environment in which somebody has told git their name."""
    names = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _NAMES}
    return {
        **names,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "EDITOR": "true",
        "VISUAL": "true",
        **mapping,
    }


_NAMES = (("NAME", "Project office"), ("EMAIL", "office@example.org"))
