"""The raw log: what `git log --raw -z` prints, read as it arrives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from milepost.errors import RepositoryError
from milepost.frozen import dataclass
from milepost.git.log.clocks import moment_of
from milepost.model.history import Revision

FORMAT = "--format=tformat:%H%x00%ct%x00%an%x00%B%x00"
"""Every part ends with a zero byte, which none of them can hold, so no author or message can break the reading."""
_REASON = re.compile(r"reason[ \t]*:(.*)", re.IGNORECASE)
_REGULAR = ("100644", "100755", "100664")
_GONE, _LINK = "000000", "120000"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a revision changed: its path under the prefix, its blobs before and after (None: not there)."""

    path: str
    before: str | None
    after: str | None
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class RawStep:
    """A revision with the files it changed, against its first parent."""

    revision: Revision
    files: tuple[FileChange, ...]


def read_log(chunks: Iterable[bytes], folder: str = "") -> Iterator[RawStep]:
    """The steps of a log printed with `FORMAT`, in the order printed; paths are told below `folder`."""
    try:
        yield from _read(_tokens(chunks), folder)
    except ValueError as error:
        hint = "git fsck --full tells what is damaged"
        raise RepositoryError("git log printed what cannot be read", hint) from error


def _read(tokens: Iterator[bytes], folder: str) -> Iterator[RawStep]:
    token = next(tokens, None)
    while token is not None:
        header = [token, *(next(tokens, b"") for _ in range(3))]
        files: list[FileChange] = []
        for token in tokens:
            entry = token.lstrip(b"\n")
            if entry.startswith(b":"):
                path = next(tokens, b"").decode(errors="surrogateescape").removeprefix(folder)
                files.append(_file_change(entry[1:].decode().split(" "), path))
            elif entry:
                break
        else:
            token = None
        yield RawStep(_revision(*header), tuple(files))


def reason_in(message: str) -> str | None:
    """The `Reason:` trailer of a commit message, its folded lines joined; the last one where there are several."""
    *_, last = re.split(r"\n[ \t]*\n", f"\n\n{message.strip()}")
    if last == message.strip():
        return None  # A message of one paragraph is all subject.
    reason: list[str] = []
    is_open = False
    for line in last.split("\n"):
        if found := _REASON.fullmatch(line):
            reason, is_open = [found[1]], True
        elif is_open and line[:1] in {" ", "\t"}:
            reason.append(line)
        else:
            is_open = False
    return " ".join(" ".join(reason).split()) or None


def _tokens(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest.strip():
        yield rest


def _revision(sha: bytes, stamp: bytes, author: bytes, message: bytes) -> Revision:
    words = message.decode(errors="replace")
    reason = reason_in(words) if "reason" in words.casefold() else None
    return Revision(sha.decode(), moment_of(stamp), author.decode(errors="replace"), reason)


def _file_change(fields: list[str], path: str) -> FileChange:
    old_mode, mode, before, after, _ = fields
    return FileChange(
        path,
        before if old_mode in _REGULAR else None,
        after if mode in _REGULAR or mode == _LINK else None,
        is_link=mode == _LINK,
    )
