"""The program: what it is that answers, so that another one never takes over what this one kept."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import milepost
from milepost.memory.sight import Watched, look

_PACKAGES = (".dist-info", ".egg-info", ".egg-link", ".pth")


@cache
def program() -> str | None:
    """What Milepost, Python and every installed package look like from outside; None where that cannot be told."""
    package = Path(milepost.__file__).parent
    # Installed, the theme lies in the package; in a working copy beside it.
    theme = package.parents[1] / "theme"
    folders = [package, *([theme] if not (package / "theme").is_dir() and theme.is_dir() else [])]
    installed = [entry for place in sys.path for entry in _packages(place)]
    sight = look(Watched((sys.executable, *sorted(installed)), code=tuple(map(str, folders))))
    return sha256(f"{sys.version}\0{sys.path}\0{sight.digest}".encode()).hexdigest() if sight else None


def _packages(place: str) -> list[str]:
    """What says in a folder which packages it holds, and in which version."""
    try:
        with os.scandir(place or ".") as found:
            return [entry.path for entry in found if entry.name.endswith(_PACKAGES)]
    except OSError:
        return []
