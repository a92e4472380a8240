"""Blobs: the bytes of files, from one running command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from milepost.errors import RepositoryError
from milepost.git.commands import said_by

# So many names fit into any pipe before anyone reads the answers, so nobody waits for ever.
_BATCH = 256


class Blobs:
    """Reads blobs from one running `git cat-file`."""

    def __init__(self, process: Any) -> None:
        self._requests: IO[bytes] = process.stdin
        self._answers: IO[bytes] = process.stdout
        self._process = process
        self._due = 0

    def read(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each blob with its bytes, in the order asked for; one that is not there is an error."""
        for name, data in self.find(names):
            if data is None:
                hint = "git fsck --full tells more; git fetch --refetch makes a partial clone whole"
                raise RepositoryError(f"git cannot read the object {name}: it is missing", hint)
            yield name, data

    def find(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Each name with the bytes of its blob, in the order asked for; None where there is no such object."""
        waiting = iter(names)
        while batch := list(islice(waiting, _BATCH)):
            self._requests.write("".join(f"{name}\n" for name in batch).encode())
            self._requests.flush()
            self._due = len(batch)
            for name in batch:
                self._due -= 1
                yield name, self._one(name)

    def settle(self) -> None:
        """Take what was asked for and nobody has heard, so that the next question is answered by its own answer."""
        while self._due:
            self._due -= 1
            self._one("")

    def _one(self, name: str) -> bytes | None:
        header = self._answers.readline()
        words = header.rsplit(None, 2)
        if header.endswith(b" missing\n"):
            return None
        if len(words) != 3 or not words[2].isdigit():
            told = header.decode(errors="replace").strip() or said_by(self._process)
            hint = "git fsck --full tells more; git fetch --refetch makes a partial clone whole"
            raise RepositoryError(f"git cannot read the object {name}: {told}", hint)
        return self._answers.read(int(words[2]) + 1)[:-1]
