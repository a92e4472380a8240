"""Trees: which files a commit holds, and what is in them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from milepost.errors import RepositoryError
from milepost.git.commands import Commands
from milepost.git.log.commits import Commits
from milepost.git.reading.blobs import Blobs

_REGULAR, _LINK, _REPOSITORY = "100", "120000", "160000"


class Trees(Commits):
    """The commits of a repository with the files that they hold."""

    def __init__(self, commands: Commands) -> None:
        super().__init__(commands)
        self._files: dict[tuple[str, str], dict[str, str | None]] = {}
        self._shared: Blobs | None = None
        self._idle: Blobs | None = None

    def read_paths(self, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes | None]:
        """The bytes of files by commit and path (from the root of the repository); None where there is no such file."""
        places = tuple(dict.fromkeys(places))
        with self.blobs() as blobs:
            found = blobs.find(f"{sha}:{path}" for sha, path in places)
            return dict(zip(places, (data for _, data in found), strict=True))

    def files_at(self, ref: str, prefix: str) -> dict[str, str | None]:
        """The blob of each file below `prefix`, by path relative to it, sorted; None is a symbolic link."""
        place = self.sha(ref), prefix
        if place not in self._files:
            self._files[place] = self._listed(*place)
        return dict(self._files[place])

    def repositories_in(self, ref: str, prefix: str) -> tuple[str, ...]:
        """The folders below a prefix, or the prefix itself, that are repositories of their own at a revision."""
        output = self._git.output("ls-tree", "-r", "-z", "--full-tree", self.sha(ref), *only(prefix))
        entries = (entry.split("\t", 1) for entry in output.split("\0") if entry)
        return tuple(path for meta, path in entries if meta.startswith(_REPOSITORY))

    def has_known(self, prefix: str) -> bool:
        """Whether HEAD's history holds the charter of a content folder."""
        charter = f"{folder_of(prefix)}project.yml"
        return bool(self._git.output("log", "-1", "--format=%H", "HEAD", "--", charter))

    def read_blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each blob with its bytes, in the order asked for; few are in memory at a time."""
        with self.blobs() as blobs:
            yield from blobs.read(names)

    @contextmanager
    def blobs(self) -> Iterator[Blobs]:
        """A long-running reader of blobs."""
        shared, self._idle = self._idle, None
        if shared is None:
            with self._git.running("cat-file", "--batch", stdin=subprocess.PIPE) as process:
                yield Blobs(process)
            return
        try:
            yield shared
        finally:
            if self._shared is shared:
                with suppress(RepositoryError):  # It was told; this one is asked no more.
                    shared.settle()
                    self._idle = shared

    @contextmanager
    def one_reader(self) -> Iterator[None]:
        """Let one command read all blobs meanwhile, but for those that are asked for while others are read."""
        with self.blobs() as reader:
            self._shared = self._idle = reader
            try:
                yield
            finally:
                self._shared = self._idle = None
                reader.settle()  # Else git would wait for ever for somebody to hear it out.

    def _listed(self, sha: str, prefix: str) -> dict[str, str | None]:
        output = self._git.output("ls-tree", "-r", "-z", "--full-tree", sha, *only(prefix))
        files: dict[str, str | None] = {}
        for entry in filter(None, output.split("\0")):
            meta, path = entry.split("\t", 1)
            mode, _, blob = meta.split(" ")
            if mode.startswith(_REGULAR) or mode == _LINK:
                files[path.removeprefix(folder_of(prefix))] = None if mode == _LINK else blob
        return dict(sorted(files.items()))


def folder_of(prefix: str) -> str:
    """What stands before the paths below a prefix; nothing where it is the root itself."""
    return "" if prefix.strip("/") in {"", "."} else f"{prefix.strip('/')}/"


def only(prefix: str) -> tuple[str, ...]:
    """A prefix as the argument that keeps a command to it; none where it is the root itself."""
    return (folder_of(prefix).rstrip("/"),) if folder_of(prefix) else ()
