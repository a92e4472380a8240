"""The swap: a new tree in the place of an old one, with no moment at which there is neither."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from milepost.errors import SiteError
from milepost.site.workshop.rooms import occupied, room, tidy

_NEW, _OLD = "site", "old"
_AT_CWD = {"linux": -100, "darwin": -2}
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS
# What systems and disks say that cannot exchange two folders.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EPERM}


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new directory on the same disk as the target, gone afterwards unless it took the target's place."""
    with writing(str(target), " (choose another -d)"):
        target.parent.mkdir(parents=True, exist_ok=True)
        place = room(target.parent, _prefix(target), partial(_put_back, target))
        folder = place.__enter__()
    try:
        with writing(str(target)):
            scratch = folder / _NEW
            scratch.mkdir()
            yield scratch
    finally:
        place.__exit__(None, None, None)


def recover(target: Path) -> None:
    """Put a tree back that a process which died had taken away, and clear what it left; ask before reading a target."""
    with writing(str(target)):
        tidy(target.parent, _prefix(target), partial(_put_back, target))
    for old in (folder / _OLD for folder in occupied(target.parent, _prefix(target))):
        if old.exists() and not target.exists():
            raise SiteError(
                f"{target}: somebody else is putting a site there this very moment"
                f" (try once more; if nobody is: mv {old} {target})"
            )


def swap(scratch: Path, target: Path) -> None:
    """Put the new site in the place of the old one, in one step where the system can."""
    if not target.exists():
        scratch.replace(target)
        return
    _refuse_mounts(target)
    _dress(scratch, target)
    if not _exchanged(scratch, target):
        # Whatever happens between the two, the old tree goes back: as the room is left, or when the next one opens.
        target.replace(scratch.parent / _OLD)
        scratch.replace(target)


@contextmanager
def writing(what: str, hint: str = "") -> Iterator[None]:
    """Say in words why a disk does not take something."""
    try:
        yield
    except OSError as error:
        raise SiteError(f"{what}: cannot be written: {error.strerror or error}{hint}") from error


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _put_back(target: Path, folder: Path) -> None:
    old = folder / _OLD
    if old.exists() and not os.path.lexists(target):
        old.replace(target)


def _refuse_mounts(target: Path) -> None:
    """Another disk within the tree would be emptied with the old tree, and one that is the tree cannot move."""
    disk = target.parent.stat().st_dev
    for folder, folders, _ in os.walk(target):
        folders.sort()
        # Off Windows the number of the disk tells, and to ask for the mount looks at every folder above, too.
        if Path(folder).stat().st_dev != disk or (sys.platform == "win32" and os.path.ismount(folder)):
            raise SiteError(
                f"{folder}: is a disk of its own, and the site around it is exchanged as a whole"
                " (choose a folder within it, or mount it elsewhere)"
            )


def _dress(scratch: Path, target: Path) -> None:
    """Who may see and change the folder stays as its owner set it."""
    shutil.copystat(target, scratch)
    os.utime(scratch)
    with suppress(OSError, AttributeError):  # Only root gives folders away, and Windows has no such owners.
        os.chown(scratch, target.stat().st_uid, target.stat().st_gid)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders took each other's place in one step: not every system and disk knows how."""
    call = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform, "")
    here = _AT_CWD.get(sys.platform, 0)
    try:
        exchange = getattr(ctypes.CDLL(None, use_errno=True), call)
    except (AttributeError, TypeError):  # An old C library; Windows.
        return False
    if exchange(here, os.fsencode(one), here, os.fsencode(other), ctypes.c_uint(_EXCHANGE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))
