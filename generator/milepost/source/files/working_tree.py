"""The working tree: the content files as they stand on disk, committed or not."""

from __future__ import annotations

import os
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.source.yaml.decoding import MAX_BYTES


def read_working_tree(content: Path) -> dict[str, bytes | None]:
    """The bytes of each file below `content` by its path relative to it; None is a symbolic link, never followed.

    Of files that are no text of ours (pictures, downloads) only the path is told, with no bytes.
    """
    files: dict[str, bytes | None] = {}

    def stop(error: OSError) -> None:
        if content.exists():  # A folder that is not there holds no files; one that cannot be read may hold any.
            raise error

    try:
        for folder, folders, names in os.walk(content, onerror=stop):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            linked = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in sorted([*names, *linked]):
                file = Path(folder) / name
                files[file.relative_to(content).as_posix()] = None if file.is_symlink() else _bytes(file)
    except OSError as error:
        raise RepositoryError(f"cannot read {error.filename}: {error.strerror}") from error
    return dict(sorted(files.items()))


def _bytes(file: Path) -> bytes:
    if file.suffix not in {".md", ".yml", ".yaml"} or not file.is_file():
        return b""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)
