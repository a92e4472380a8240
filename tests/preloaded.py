"""Milepost, loaded once and run many times: each run in a process of its own, ended as one likes.

To load all that a command needs, and to compile its templates, costs more than all that it does in a small project. A
`Preloaded` is a process that has done that and does nothing but fork: what it forks runs one command, under strace if
that is asked for, and it waits until all that came of that is gone, so that nobody writes any more when a run is over.
Linux only.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from known import know_what_stays, look_once_for_packages

_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans of those that were killed are ours to wait for.


class Preloaded:
    """A process that runs commands of Milepost."""

    def __init__(self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Load all that a command loads which runs in a folder; other commands may run afterwards."""
        begin = [sys.executable, __file__, json.dumps([str(folder), [*arguments], {**environment}])]
        pipe = subprocess.PIPE
        self._server = subprocess.Popen(begin, stdin=pipe, stdout=pipe, text=True, bufsize=1, env={**environment})

    def run(
        self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str], strace: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder; below zero is the signal that ended it."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps([str(folder), [*arguments], {**environment}, [*strace]]) + "\n")
        code, told = json.loads(self._server.stdout.readline())
        return subprocess.CompletedProcess([*arguments], code, "", told)

    def close(self) -> None:
        """End the process."""
        self._server.communicate()


def _serve(answers: int) -> None:
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    _load(*json.loads(sys.argv[1]))
    for line in sys.stdin:
        os.write(answers, (json.dumps(_run(*json.loads(line))) + "\n").encode())


class _InMemory(BytecodeCache):
    """Compiled templates, as a run has left them in a folder."""

    def __init__(self, folder: Path) -> None:
        self._found = {file.name: file.read_bytes() for file in folder.iterdir()}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from there, if it is one of them and has not changed."""
        if found := self._found.get(f"__jinja2_{bucket.key}.cache"):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep nothing."""


def _load_templates() -> None:
    templates = import_module("milepost.render.templates").environment()
    for name in templates.list_templates():
        templates.get_template(name)


def _load(folder: str, arguments: list[str], environment: dict[str, str]) -> None:
    """Load what a run of the command loads, and keep the templates in mind that it compiles."""
    look_once_for_packages()
    with tempfile.TemporaryFile("w+") as names, tempfile.TemporaryDirectory() as kept:
        keeping = {**environment, "MILEPOST_CACHE": kept}
        pid = _fork(lambda: _command(folder, arguments, keeping), lambda: print(*sys.modules, file=names, flush=True))
        os.waitpid(pid, 0)
        names.seek(0)
        for name in names.read().split():
            with suppress(Exception), redirect_stderr(StringIO()), redirect_stdout(StringIO()):
                import_module(name)
        compiled = _InMemory(Path(kept, "templates"))
    for user in ("milepost.render.templates", "milepost.site.theme_files"):
        vars(import_module(user))["compiled_templates"] = lambda: compiled
    know_what_stays()  # It takes thousands of calls, at each of which strace has a run wait.
    _load_templates()
    gc.freeze()  # No fork looks through what all have, which would copy it.


def _run(folder: str, arguments: list[str], environment: dict[str, str], strace: list[str]) -> tuple[int, str]:
    """How a run ended, and what it said on standard error."""
    with tempfile.TemporaryFile("w+") as errors:
        gate, opened = os.pipe()

        def begin() -> None:
            os.close(opened)
            os.dup2(errors.fileno(), 2)
            os.read(gate, 1)
            os.close(gate)
            _command(folder, arguments, environment)

        pid = _fork(begin)
        os.close(gate)
        if strace:
            tracer = subprocess.Popen([*strace, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
            assert tracer.stderr
            assert "attached" in tracer.stderr.readline()
        os.write(opened, b"!")
        os.close(opened)
        status = 0
        with suppress(ChildProcessError):
            while True:
                ended, how = os.wait()
                status = how if ended == pid else status
        errors.seek(0)
        return os.waitstatus_to_exitcode(status), errors.read()


def _fork(run: Callable[[], Any], afterwards: Callable[[], Any] = lambda: None) -> int:
    """Run something in a process of its own, as if that had just begun."""
    if pid := os.fork():
        return pid
    code = 0
    try:
        for end in (signal.SIGINT, signal.SIGTERM):
            signal.signal(end, signal.default_int_handler if end == signal.SIGINT else signal.SIG_DFL)
        run()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # As Python itself ends where nobody catches something.
        sys.excepthook(*sys.exc_info())
        code = 1
    afterwards()
    with suppress(Exception):
        sys.stderr.flush()
    os._exit(code)


def _command(folder: str, arguments: list[str], environment: dict[str, str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    sys.argv = ["milepost", *arguments]
    import_module("milepost.cli").main()


if __name__ == "__main__":
    _answers = os.dup(1)
    os.dup2(2, 1)
    _serve(_answers)
