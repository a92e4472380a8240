"""Fast import: commits become the stream that `git fast-import` reads, the same bytes for the same commits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

MAIN = "main"
# The name under which fast-import knows a commit that it makes; it takes the name back before it would become a ref.
_IN_THE_MAKING = "refs/milepost/new"


class Written(Protocol):
    """A commit to write, as `authoring.story` plays them: `files` are the paths it changes (None is deleted)."""

    @property
    def branch(self) -> str:
        """The branch it goes on; a new one begins where main stands."""

    @property
    def on(self) -> datetime:
        """When it was made, with a time zone."""

    @property
    def author(self) -> str:
        """Who made it."""

    @property
    def email(self) -> str:
        """Their address."""

    @property
    def message(self) -> str:
        """Its whole message."""

    @property
    def files(self) -> Mapping[str, str | None]:
        """What it changes."""

    @property
    def merge(self) -> str | None:
        """The branch it merges, if any."""


def fast_import_stream(commits: Iterable[Written]) -> Iterator[bytes]:
    """The stream, commit by commit."""
    tips: dict[str, int] = {}
    for mark, commit in enumerate(commits, start=1):
        who = f"{plain_name(commit.author)} <{plain_name(commit.email)}> {int(commit.on.timestamp())} +0000"
        head = f"commit refs/heads/{commit.branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\n"
        yield head.encode() + data(commit.message.encode())
        parent = tips.get(commit.branch, tips.get(MAIN))
        if parent is not None:
            yield b"from :%d\n" % parent
        if commit.merge is not None:
            yield b"merge :%d\n" % tips[commit.merge]
        for path, text in sorted(commit.files.items()):
            name = quoted(path).encode()
            yield b"D %b\n" % name if text is None else b"M 100644 inline %b\n" % name + data(text.encode())
        yield b"\n"
        tips[commit.branch] = mark
    yield b"done\n"


def commit_stream(
    who: str, message: str, parent: str, files: Mapping[str, Path], gone: Iterable[str]
) -> Iterator[bytes]:
    """The stream of one commit on a parent (zeros: none), with files from the disk, and without those that are gone."""
    nothing = "0" * len(parent)
    yield f"commit {_IN_THE_MAKING}\nmark :1\nauthor {who}\ncommitter {who}\n".encode() + data(message.encode())
    if parent != nothing:
        yield f"from {parent}\n".encode()
    for path in sorted(gone):
        yield b"D %b\n" % quoted(path).encode()
    for path, file in sorted(files.items()):
        yield b"M 100644 inline %b\n" % quoted(path).encode()
        yield data(file.read_bytes())
    # The commit's id is printed; without a ref of its own it leaves none behind, however this ends.
    yield f"\nget-mark :1\nreset {_IN_THE_MAKING}\nfrom {nothing}\n\ndone\n".encode()


def data(content: bytes) -> bytes:
    """Bytes as the stream carries them."""
    return b"data %d\n%b\n" % (len(content), content)


def quoted(path: str) -> str:
    """A path as the stream spells it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def plain_name(words: str) -> str:
    """A name or address without what would end it in the stream."""
    return "".join(" " if letter in "<>\n\0" else letter for letter in words).strip()
