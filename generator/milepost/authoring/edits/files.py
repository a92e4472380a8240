"""Files: new contents for several of them, all written or none, and never over what somebody else has just saved."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from milepost.errors import SiteError
from milepost.frozen import dataclass
from milepost.source.yaml.decoding import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Draft:
    """A file, what was read from it (None: it was not there), and what it is to say."""

    file: Path
    old: bytes | None
    new: bytes


def refuse_too_big(drafts: Sequence[Draft]) -> None:
    """Stop where a file would be bigger than what is read of one."""
    for draft in drafts:
        if len(draft.new) > max(MAX_BYTES, len(draft.old or b"")):
            told = "would be bigger than 1 MiB, and then it is not read; nothing was written"
            raise SiteError(f"{draft.file}: {told} (move some of its items into another file of the list)")


def write_together(drafts: Sequence[Draft]) -> None:
    """Put every draft in its place, or none; SiteError says what stands in the way."""
    with ExitStack() as made:
        scratches = [_scratch(draft, made) for draft in drafts]
        for draft in drafts:
            if _content(draft.file) != draft.old:
                raise SiteError(f"{draft.file}: has changed since it was read; nothing was written (try once more)")
        done: list[Draft] = []
        try:
            for draft, scratch in zip(drafts, scratches, strict=True):
                scratch.replace(draft.file)
                done.append(draft)
        except BaseException as error:
            for draft in done:
                _put_back(draft)
            if isinstance(error, OSError):
                raise SiteError(f"{error.filename}: {error.strerror}; nothing was written") from error
            raise


def _scratch(draft: Draft, made: ExitStack) -> Path:
    """The draft in a file beside its place, with that one's mode; gone again if it does not get there."""
    folder = draft.file.parent
    try:
        if draft.file.is_symlink():
            raise SiteError(f"{draft.file}: is a symbolic link; nothing was written (edit what it leads to)")
        if draft.file.exists() and not os.access(draft.file, os.W_OK):
            raise SiteError(f"{draft.file}: is read-only; nothing was written (make it writable)")
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=".milepost-", suffix=".tmp", delete=False) as scratch:
            made.callback(_drop, Path(scratch.name))
            scratch.write(draft.new)
            scratch.flush()
            os.fsync(scratch.fileno())
        mode = draft.file.stat().st_mode if draft.file.exists() else 0o666 & ~_mask()
        Path(scratch.name).chmod(mode & 0o7777)
    except OSError as error:
        raise SiteError(f"{error.filename or folder}: {error.strerror}; nothing was written") from error
    return Path(scratch.name)


def _put_back(draft: Draft) -> None:
    if draft.old is None:
        _drop(draft.file)
    else:
        draft.file.write_bytes(draft.old)


def _drop(file: Path) -> None:
    with suppress(FileNotFoundError):
        file.unlink()


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
