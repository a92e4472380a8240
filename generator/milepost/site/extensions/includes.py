"""Includes: Markdown extensions that read files of their own accord get to see what is public, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from milepost.site.workshop.rooms import workshop

_SNIPPETS = "pymdownx.snippets"
# These read whatever a page names, and nothing can be set that keeps them in a folder.
_READERS = ("pymdownx.b64", "markdown_include", "mdx_include")


class Room:
    """A folder with nothing but public files, for as long as a build needs it."""

    def __init__(self) -> None:
        self._open = ExitStack()

    def filled(self, files: Mapping[str, bytes]) -> str:
        """The folder with these files in it."""
        self.close()
        folder = self._open.enter_context(workshop())
        for path, data in files.items():
            place = folder / path
            with suppress(OSError):  # A name that this disk does not take cannot be included on it.
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        return str(folder)

    def close(self) -> None:
        """Take the folder away, if there is one."""
        self._open.close()


def includes(extensions: list[str]) -> bool:
    """Whether pages may include files."""
    return any(_is(name, _SNIPPETS) for name in extensions)


def confine(extensions: list[str], settings: MutableMapping[str, Any], folder: str) -> None:
    """Let snippets be read from a folder alone: by their path in the content, or with the content folder before it."""
    for name in extensions:
        if _is(name, _SNIPPETS):
            places = [folder, *(str(part) for part in sorted(Path(folder).iterdir()) if part.is_dir())]
            kept = {key: value for key, value in settings.get(name, {}).items() if key == "auto_append"}
            settings[name] = {**kept, "base_path": places, "restrict_base_path": True, "url_download": False}


def readers(extensions: list[str]) -> list[str]:
    """The extensions that cannot be confined."""
    return [name for name in extensions if any(_is(name, reader) for reader in _READERS)]


def _is(name: str, ours: str) -> bool:
    return name == ours or name.startswith((f"{ours}.", f"{ours}:"))
