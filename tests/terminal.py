"""A command in a pseudo-terminal: somebody reads its questions, and answers or interrupts."""

from __future__ import annotations

import os
import pty
import select
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from installed import PROGRAM, handed_on, running

CTRL_C = "\x03"
# So long a question is waited for before nobody believes any more that it will come: minutes, for a busy machine.
_PATIENCE = 60


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
            time.sleep(0.2)  # Nobody answers before the question is read to its end.
            os.write(terminal, waiting.pop(0)[1].encode())


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
