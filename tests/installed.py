"""The installed command: loaded once, and run many times, each time in a process of its own.

To load all that a command needs costs more than most commands do. So one process loads it, and does nothing but fork:
a child takes over the folder, the surroundings and the streams of a run, calls what the installed script calls, and
ends. What is told of loading itself, or of what is installed, needs a new process: `PROGRAM` is there for that.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import json
import os
import pkgutil
import shutil
import socket
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO

from known import know_what_stays, look_once_for_packages

PROGRAM = str(Path(sys.executable).with_name("milepost"))
_WITH_A_LIMIT = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20000,) * 2)
os.execv(sys.argv[1], sys.argv[1:])
"""
FULL_DISK = (sys.executable, "-c", _WITH_A_LIMIT)
"""Before a command: it cannot write a file larger than 20,000 bytes, as on a disk that fills up."""
_ENCODING = "PYTHONIOENCODING"
_MOST = 1 << 20  # bytes that arguments and surroundings have


def milepost(
    folder: Path, *arguments: str, before: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder; by another command where that says how."""
    settings = {**os.environ, "NO_COLOR": "1", **environment}
    if before:
        command = [*before, PROGRAM, *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=settings)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors, Path(os.devnull).open("rb") as nothing:
        with running(folder, arguments, settings, [file.fileno() for file in (nothing, out, errors)]) as ended:
            code = ended()
        told = [_text_of(file.fileno(), settings.get(_ENCODING, "utf-8")) for file in (out, errors)]
    return subprocess.CompletedProcess([PROGRAM, *arguments], code, *told)


@contextmanager
def running(
    folder: Path,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    streams: Sequence[int],
    *,
    is_terminal: bool = False,
) -> Iterator[Callable[[], int]]:
    """Start the command with these streams, which may be those of a terminal; what is given waits for its exit code."""
    told = json.dumps([str(folder), [*arguments], {**environment}, is_terminal]).encode()
    socket.send_fds(_loaded(), [told], [*streams])
    codes: list[int] = []

    def ended() -> int:
        if not codes:
            codes.append(json.loads(_loaded().recv(_MOST)))
        return codes[0]

    yield ended
    ended()


# The command as a shell finds it: it hands on what it was given, and ends as that ended.
_SHIM = """\
#!{python} -ISE
import json, os, socket, sys
loaded = socket.socket(fileno=int(os.environ["MILEPOST_LOADED"]))
told = json.dumps([os.getcwd(), sys.argv[1:], dict(os.environ), False]).encode()
socket.send_fds(loaded, [told], [0, 1, 2])
code = json.loads(loaded.recv(64))
loaded.detach()
sys.exit(code & 255)
"""


def for_shells() -> dict[str, str]:
    """Surroundings in which a shell that was handed `handed_on` finds the command that is loaded already."""
    path = os.pathsep.join([_shims(), str(Path(PROGRAM).parent), os.environ["PATH"]])
    return {"PATH": path, "MILEPOST_LOADED": str(handed_on())}


def handed_on() -> int:
    """What a shell inherits to have one command run after another."""
    return _loaded().fileno()


def at_work() -> list[int]:
    """The processes that run a command now, which whoever handed on the order only waits for; Linux tells."""
    server, _ = _server()
    return [int(number) for number in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


@cache
def _shims() -> str:
    folder = tempfile.mkdtemp()
    atexit.register(lambda: shutil.rmtree(folder))
    shim = Path(folder, "milepost")
    shim.write_text(_SHIM.format(python=sys.executable))
    shim.chmod(0o755)
    return folder


def _loaded() -> socket.socket:
    """Where the process hears what to run that has loaded everything."""
    return _server()[1]


@cache
def _server() -> tuple[int, socket.socket]:
    """Its number, and where it hears that."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen([sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()])
    theirs.close()
    atexit.register(lambda: (ours.close(), process.wait()))
    return process.pid, ours


def _text_of(file: int, encoding: str) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file), encoding=encoding, errors="replace") as text:
        return text.read()


def _serve(orders: socket.socket) -> None:
    _load()
    while True:
        told, streams, _, _ = socket.recv_fds(orders, _MOST, 3)
        if not told:
            return
        if (pid := os.fork()) == 0:
            orders.close()
            _run(streams, *json.loads(told))
        for stream in streams:
            os.close(stream)
        orders.send(json.dumps(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())


def _load() -> None:
    """Load all of Milepost, and with it what it loads at last when it builds a site."""
    look_once_for_packages()
    milepost = import_module("milepost")
    names = [module.name for module in pkgutil.walk_packages(milepost.__path__, "milepost.")]
    for name in (*names, "material.plugins.search.plugin", "babel.dates"):
        if not name.endswith("__main__"):
            with suppress(ImportError):
                import_module(name)
    sys.path[0] = str(Path(PROGRAM).parent)
    know_what_stays()
    gc.freeze()  # No child looks through what all have, which would copy it.


def _run(streams: list[int], folder: str, arguments: list[str], environment: dict[str, str], is_terminal: bool) -> None:
    """Become a run of the command, and end as it does."""
    if is_terminal:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = _streams(environment.get(_ENCODING, "utf-8"))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None
    sys.argv = [PROGRAM, *arguments]
    code = 0
    try:
        import_module("milepost.cli").main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # As Python itself ends where nobody catches something.
        sys.excepthook(*sys.exc_info())
        code = 1
    for written in (sys.stdout, sys.stderr):
        with suppress(Exception):
            written.flush()
    os._exit(code)


def _streams(encoding: str) -> list[IO[str]]:
    """The streams of a new process: what is told in a terminal is told line by line."""
    ways = (("r", "strict"), ("w", "strict"), ("w", "backslashreplace"))
    return [
        os.fdopen(number, way, -1 if way == "r" else 1, encoding, errors, closefd=False)
        for number, (way, errors) in enumerate(ways)
    ]


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
