"""The index: what git was told to overlook (`assume-unchanged`), or not to put on the disk (a sparse checkout)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from milepost.git.commands import Commands


class Index:
    """The files below a folder of which `git status` says nothing; paths are told from there."""

    def __init__(self, commands: Commands, root: Path, folder: str) -> None:
        self._git = commands
        self._root = root
        self._folder = folder

    def absent(self) -> frozenset[str]:
        """Those that are not on the disk, as a sparse checkout leaves them out."""
        return self._told(path for path, _ in self._overlooked() if not (self._root / path).exists())

    def changed(self) -> frozenset[str]:
        """Those that are on the disk, and not as they are committed."""
        found = {path: blob for path, blob in self._overlooked() if (self._root / path).is_file()}
        paths = sorted(path for path in found if "\n" not in path)
        if not paths:
            return frozenset()
        with self._git.running("hash-object", "--stdin-paths", stdin=subprocess.PIPE) as process:
            process.stdin.write("".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape"))
            process.stdin.close()
            blobs = process.stdout.read().decode().split()
        return self._told(path for path, blob in zip(paths, blobs, strict=True) if found[path] != blob)

    def _told(self, paths: Iterable[str]) -> frozenset[str]:
        return frozenset(path.removeprefix(self._folder) for path in paths)

    def _overlooked(self) -> Iterator[tuple[str, str]]:
        """Each such file with its blob; the tags of `ls-files` are small, or S, for them."""
        only = (self._folder.rstrip("/"),) if self._folder else ()
        entries = self._git.output("ls-files", "-v", "-s", "-z", "--full-name", "--", *only).split("\0")
        for entry in filter(None, entries):
            meta, path = entry.split("\t", 1)
            tag, _, blob, _ = meta.split(" ")
            if tag.islower() or tag == "S":
                yield path, blob
