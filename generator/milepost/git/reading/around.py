"""Around a repository: where all that git's answers rest on lies on the disk, for who watches whether it changes."""

from __future__ import annotations

import os
from pathlib import Path

from milepost.frozen import dataclass
from milepost.git.commands import Commands

_SYSTEM = ("/etc/gitconfig", "/etc/gitattributes")
_USER = ("config", "ignore", "attributes")
# Settings that name a file.
_NAMING = ("core.excludesfile", "core.attributesfile", "include.path")


@dataclass(frozen=True, slots=True)
class Around:
    """Git's own folders, its stores of objects, and its settings, be they there or not; all as absolute paths."""

    gits: tuple[str, ...]
    stores: tuple[str, ...]
    settings: tuple[str, ...]


def around(git: Commands, root: Path) -> Around:
    """What lies around a repository."""
    asked = ("--absolute-git-dir", "--git-common-dir", "--git-path", "objects")
    own, common, store = (root / line for line in git.output("rev-parse", *asked).splitlines())
    files = {store / "info/alternates", *([root / ".git"] if (root / ".git").is_file() else [])}
    gits = {path.resolve() for path in (own, common)}
    return Around(
        tuple(sorted(map(str, gits))),
        (str(store.resolve()),),
        tuple(sorted({*map(str, files), *_settings(git, root)})),
    )


def _settings(git: Commands, root: Path) -> set[str]:
    """The files of git's settings, those that are included or named in them, and those that would be read if there."""
    home = _expanded("~")
    own = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config", "git")
    found = {*_SYSTEM, str(home / ".gitconfig"), *(str(own / name) for name in _USER)}
    found |= {os.environ[name] for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM") if os.environ.get(name)}
    parts = git.output("config", "--list", "--show-origin", "--includes", "-z").split("\0")
    for origin, setting in zip(parts[::2], parts[1::2], strict=False):
        name, _, value = setting.partition("\n")
        file = root / origin.removeprefix("file:")
        found.add(str(file))
        if name in _NAMING or (name.startswith("includeif.") and name.endswith(".path")):
            found |= {str(place / _expanded(value)) for place in (root, file.parent)}
    return found


def _expanded(path: str) -> Path:
    """A path as git reads it; who has no home keeps the `~`, and nothing is there."""
    return Path(os.path.expanduser(path))  # noqa: PTH111, `Path.expanduser` stops where there is no home.
