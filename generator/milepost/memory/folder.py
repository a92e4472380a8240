"""The folder of what is kept: the user's own, safe to delete at any time, and never more than so large.

What is kept is written under another name and renamed, so that two processes at once see all of it or nothing. Each
file begins with the hash of the rest: one that was cut short, or changed by anybody else's hand, is dropped.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

VARIABLE = "MILEPOST_CACHE"
"""Names another folder; `off` keeps nothing at all."""
_MARK = b"milepost kept 1\n"
_HEAD = len(_MARK) + 32
# Of each kind so many files, and so many bytes, are kept: those that were asked for last.
_MOST_FILES, _MOST_BYTES = 200, 256 << 20
LARGEST = _MOST_BYTES // 4
"""What is larger is not kept."""


def is_new(kind: str) -> bool:
    """Whether nothing of a kind was ever to be kept here, as on a machine that is made for one build.

    Where somebody sits at a terminal, it is no such machine.
    """
    folder = _folder_for(kind)
    return folder is not None and not folder.exists() and not _is_watched()


def kept_folder(kind: str) -> Path | None:
    """Where things of a kind are kept; None where nothing can be, or should be, or where others may write."""
    folder = _folder_for(kind)
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder if _is_ours(folder) else None
    except OSError:
        return None


def fetch(kind: str, name: str) -> bytes | None:
    """What was kept under a name, to the byte; None where there is nothing that is whole."""
    folder = kept_folder(kind)
    if folder is None:
        return None
    file = folder / name
    try:
        data = file.read_bytes()
        os.utime(file)
    except OSError:
        return None
    if data[: len(_MARK)] == _MARK and sha256(memoryview(data)[_HEAD:]).digest() == data[len(_MARK) : _HEAD]:
        return data[_HEAD:]
    drop(kind, name)
    return None


def keep(kind: str, name: str, data: bytes) -> None:
    """Keep something under a name, as long as the disk takes it: what is only there to be quick stops nothing."""
    folder = kept_folder(kind)
    if folder is None or len(data) > LARGEST:
        return
    draft = folder / f".{name}.{os.urandom(8).hex()}"
    try:
        with draft.open("wb") as file:
            file.writelines((_MARK, sha256(data).digest(), data))
        draft.replace(folder / name)
        _make_room(folder)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def drop(kind: str, name: str) -> None:
    """Forget what was kept under a name."""
    folder = kept_folder(kind)
    if folder is not None:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _folder_for(kind: str) -> Path | None:
    chosen = os.environ.get(VARIABLE)
    if chosen == "off":
        return None
    if not chosen:
        from platformdirs import user_cache_dir

        chosen = user_cache_dir("milepost")
    return Path(chosen, kind)


def _is_ours(folder: Path) -> bool:
    """Whether nobody but this user can have put anything there, as far as the system can tell."""
    if os.name != "posix":
        return True
    found = folder.stat()
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _make_room(folder: Path) -> None:
    """Forget what was asked for longest ago, and what a process that died had begun to write."""
    with os.scandir(folder) as entries:
        found = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries]
    found.sort(key=lambda one: (-one[0].st_mtime_ns, one[1]))
    total = 0
    for place, (about, path) in enumerate(found):
        total += about.st_size
        if place >= _MOST_FILES or total > _MOST_BYTES:
            with suppress(OSError):
                Path(path).unlink()
