"""Rooms: folders that one process works in, and the next one clears away if that process died.

A process holds a lock in its room as long as it lives. The system lets go of the lock of whoever dies, however that
comes about, and a number of a process may be another's by then: so it is the lock that is asked.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK = "milepost.lock"
# As `tempfile.mkdtemp` ends its names.
_ENDING = re.compile(r"[a-z0-9_]{8}")
_held: set[int] = set()


def _nothing(room: Path) -> None:
    """There is nothing in a room that anybody would miss."""


@contextmanager
def room(parent: Path, prefix: str, rescue: Callable[[Path], None] = _nothing) -> Iterator[Path]:
    """A new folder, gone afterwards; rooms of its kind whose processes died are cleared first.

    `rescue` takes out of a room, before it is cleared, what must not be lost; where it fails, the room stays.
    """
    tidy(parent, prefix, rescue)
    folder, lock = _entered(parent, prefix)
    try:
        yield folder
    finally:
        with suppress(OSError):
            rescue(folder)
            _empty(folder)
        _left(folder, lock)


@contextmanager
def workshop() -> Iterator[Path]:
    """An empty folder where temporary files go."""
    with room(_temporary(), "milepost-") as folder:
        tree = folder / "tree"
        tree.mkdir()
        yield tree


def _temporary() -> Path:
    """Where temporary files go; Python tries a folder out by writing into it, and who is killed then leaves that."""
    told = Path(next(filter(None, map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))), "/tmp"))  # noqa: S108, as Python
    if tempfile.tempdir is None and told.is_dir() and os.access(told, os.W_OK | os.X_OK):
        tempfile.tempdir = str(told.absolute())
    return Path(tempfile.gettempdir())


def tidy(parent: Path, prefix: str, rescue: Callable[[Path], None] = _nothing) -> None:
    """Clear the rooms whose processes died; those of the living, and whatever else is called so, stay."""
    for folder in _rooms(parent, prefix):
        if not (folder / _LOCK).exists():
            with suppress(OSError):
                folder.rmdir()  # Nobody came as far as to lock it; if it is not empty, it is none of ours.
            continue
        with suppress(OSError):
            lock = _locked(folder / _LOCK, os.O_RDWR)
            if lock is not None:
                try:
                    rescue(folder)
                    _empty(folder)
                finally:
                    _left(folder, lock)


def occupied(parent: Path, prefix: str) -> list[Path]:
    """The rooms in which somebody is at work."""
    return [folder for folder in _rooms(parent, prefix) if (folder / _LOCK).exists()]


def _rooms(parent: Path, prefix: str) -> list[Path]:
    """The folders that are named like rooms and belong to this user, sorted."""
    try:
        entries = sorted(entry.name for entry in os.scandir(parent) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
    named = [parent / name for name in entries if name.startswith(prefix) and _ENDING.fullmatch(name[len(prefix) :])]
    return [folder for folder in named if _is_ours(folder)]


def _is_ours(folder: Path) -> bool:
    if sys.platform == "win32":
        return True
    try:
        return folder.lstat().st_uid == os.getuid()
    except OSError:
        return False


def _entered(parent: Path, prefix: str) -> tuple[Path, int | None]:
    """A room of one's own, and the lock in it (None where the disk knows no locks: such a room is never cleared)."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            lock = _locked(folder / _LOCK, os.O_RDWR | os.O_CREAT)
            if lock is not None and _is_at(lock, folder / _LOCK):
                return folder, lock
        except FileNotFoundError:
            lock = None
        except OSError:
            return folder, None
        if lock is not None:  # Somebody took the new room for a dead one's and cleared it: another, then.
            _release(lock)


def _locked(file: Path, flags: int) -> int | None:
    """A lock on a file; None where a living process has it."""
    lock = os.open(file, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # In turn what they say on Unix and on Windows.
        os.close(lock)
        return None
    except OSError:
        os.close(lock)
        raise
    _held.add(lock)
    return lock


def _is_at(lock: int, file: Path) -> bool:
    return os.path.samestat(os.fstat(lock), file.stat())


def _release(lock: int) -> None:
    _held.discard(lock)
    os.close(lock)


def _empty(folder: Path) -> None:
    """Take all out of a room but its lock: whoever finds it half empty must still know what it is."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        elif entry.name != _LOCK:
            Path(entry.path).unlink(missing_ok=True)


def _left(folder: Path, lock: int | None) -> None:
    """Close a room that is empty; one that is not can be cleared later."""
    if lock is not None:
        _release(lock)
    with suppress(OSError):
        if all(name == _LOCK for name in os.listdir(folder)):  # noqa: PTH208, names are all that is asked for
            (folder / _LOCK).unlink(missing_ok=True)
            folder.rmdir()


def _forget() -> None:
    """A copy of this process must not hold its locks when this one is gone."""
    for lock in sorted(_held):
        os.close(lock)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
