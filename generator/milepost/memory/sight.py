"""Sight: what files and folders look like from outside, so that a change of any of them shows without reading one.

On POSIX systems the time at which a file last changed (`st_ctime`) cannot be set by anybody, as that of its content
can; elsewhere nothing is told.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from milepost.frozen import dataclass

# In a folder of git's, what nothing of ours is read from, or what is seen as a store.
_ASIDE = frozenset({"objects", "lfs", "modules"})
# What Python writes beside what it runs.
_COMPILED = frozenset({"__pycache__"})
_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked at, as absolute paths.

    `files` are seen by themselves, be they there or not, `folders` with all that is in them, `code` too, but for what
    Python makes of it, `gits` (git's own folders) but for the `stores` of objects: of these the folders that objects
    come into. Each is seen where it really lies, whatever links lead there.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    gits: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """How it all looks, and when (in nanoseconds) the newest of it changed; `is_coarse`: times are whole seconds."""

    digest: str
    newest: int
    is_coarse: bool

    def is_settled(self, now: int) -> bool:
        """Whether any later change must show: one right after the last could have the same time."""
        return self.newest + (5 * _SECOND // 2 if self.is_coarse else _SECOND // 10) < now


def look(watched: Watched) -> Sight | None:
    """How everything looks; None where that cannot be told."""
    if os.name != "posix":
        return None
    total, newest, is_coarse = sha256(), 0, True
    try:
        for name, about in _all_of(watched):
            seen = (about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) if about else ()
            total.update(f"{name}\0{seen}\n".encode(errors="surrogateescape"))
            if about:
                newest = max(newest, about.st_ctime_ns)
                is_coarse = is_coarse and not about.st_ctime_ns % _SECOND
    except OSError:
        return None
    return Sight(total.hexdigest(), newest, is_coarse)


def look_at(folder: str) -> str | None:
    """How a folder and all that is in it look; None where that cannot be told."""
    sight = look(Watched(folders=(folder,)))
    return sight.digest if sight else None


def _all_of(watched: Watched) -> Iterator[tuple[str, os.stat_result | None]]:
    known: dict[str, str] = {}
    for file in watched.files:
        about = _about(file)
        # A link may lead elsewhere without a change of what it led to.
        yield _real(file, known) if about else file, about
    for folder in (*watched.folders, *watched.code, *watched.gits, *watched.stores):
        yield os.path.realpath(folder), None
    for folder in watched.folders:
        yield from _below(folder)
    for folder in watched.code:
        yield from _below(folder, everywhere=_COMPILED)
    for git in watched.gits:
        yield from _below(git, aside=_ASIDE)
    for store in watched.stores:
        yield store, _about(store)
        yield from ((entry.path, entry.stat()) for entry in _entries(store) if entry.is_dir())


def _real(file: str, known: dict[str, str]) -> str:
    """Where a file really lies; of the few folders that many are in, what is `known` is not asked again."""
    folder, _, name = file.rpartition(os.sep)
    if folder not in known:
        known[folder] = os.path.realpath(folder or os.sep)
    return os.path.realpath(file) if Path(file).is_symlink() else f"{known[folder]}{os.sep}{name}"


def _about(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _below(
    folder: str, aside: frozenset[str] = frozenset(), everywhere: frozenset[str] = frozenset()
) -> Iterator[tuple[str, os.stat_result | None]]:
    """Everything in a folder; of folders only that they are there, for their times change with what comes and goes."""
    yield folder, None
    for entry in _entries(folder):
        if entry.name in aside or entry.name in everywhere:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, everywhere=everywhere)
            continue
        about = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(about.st_mode):
            raise OSError(f"{entry.path} leads elsewhere")  # What is behind it could change unseen.
        yield entry.path, about


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)
