"""Blame: whether an error arose in a plugin, hook or template of somebody else's, and where."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from traceback import walk_tb

from milepost.render.words.catalogue import theme_folder

# The packages that every build runs through; an error in them that nobody else called for is ours.
_KNOWN = {
    *("babel", "bs4", "click", "dateutil", "feedgen", "git", "gitdb", "jieba", "jinja2", "lxml", "markdown"),
    *("markupsafe", "material", "mergedeep", "mermaid", "merman", "milepost", "mkdocs", "nh3", "pathspec"),
    *("platformdirs", "properdocs", "pydantic", "pygments", "pymdownx", "smmap", "watchdog", "yaml"),
}


def blamed(error: BaseException) -> str | None:
    """The last file and line of somebody else's on an error's way, None where it is ours."""
    theirs = None
    for frame, line in walk_tb(error.__traceback__):
        root = str(frame.f_globals.get("__name__", "")).split(".")[0]
        file = Path(frame.f_code.co_filename)
        # Jinja gives the frames of a template the template's file, and no module.
        if root in sys.stdlib_module_names or root in _KNOWN or _is_ours(file):
            continue
        theirs = f"{_short(file)}:{line}"
    return theirs


@cache
def _templates() -> tuple[Path, ...]:
    """Where the templates of every site are."""
    found = filter(None, map(find_spec, ("mkdocs", "material")))
    return (
        Path(str(theme_folder())),
        *(Path(place) for spec in found for place in spec.submodule_search_locations or ()),
    )


def _is_ours(file: Path) -> bool:
    return file.suffix != ".py" and any(file.is_relative_to(folder) for folder in _templates())


def _short(file: Path) -> str:
    """A file as people call it, from where they stand."""
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)
