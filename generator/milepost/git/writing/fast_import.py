"""Fast import: commits become the stream that `git fast-import` reads, the same bytes for the same commits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

MAIN = "main"


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
