"""Renames: what a folder of content, or a configuration, was called before; its history goes on under each name.

A renaming is one step of the line in which one name came and another one went, with most in common. What is copied and
left where it was is no renaming.
"""

from __future__ import annotations

from collections.abc import Iterator

from milepost.frozen import dataclass
from milepost.git.commands import Commands

_CHARTER = "project.yml"
_FILES = (".yml", ".yaml")
# So often may something have been renamed.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Era:
    """A name and how long it stood: from the commit that gave it (None: from the beginning) to the last one with it."""

    prefix: str
    since: str | None
    until: str


def eras_of(git: Commands, sha: str, path: str) -> Iterator[Era]:
    """The names that a folder with a charter, or a configuration, had up to a commit, oldest first."""
    eras: list[Era] = []
    mark = path if path.endswith(_FILES) else f"{path}/{_CHARTER}".lstrip("/")
    while len(eras) < _MOST:
        found = _former(git, sha, mark) if mark != _CHARTER else None
        name = mark if path.endswith(_FILES) else mark.removesuffix(_CHARTER).rstrip("/")
        eras.append(Era(name, found.step if found else None, sha))
        if found is None:
            break
        sha, mark = found.parent, found.mark
    yield from reversed(eras)


@dataclass(frozen=True, slots=True)
class _Renaming:
    step: str
    parent: str
    mark: str


def _former(git: Commands, sha: str, mark: str) -> _Renaming | None:
    """The newest step of a line that put a file where it is, if another of its kind went away in it."""
    line = ("--first-parent", "-m", "--no-renames", "--diff-filter=A", "-1", "--format=%H %P")
    step, *parents = git.output("log", *line, sha, "--", mark).split() or [""]
    if not parents:
        return None
    options = ("-r", "-z", "--no-renames", "--no-commit-id")
    output = git.output("diff-tree", *options, parents[0], step, "--")
    entries = output.split("\0")
    changes = [(meta.split(" "), path) for meta, path in zip(entries[::2], entries[1::2], strict=False)]
    gone = {path: meta[2] for meta, path in changes if meta[4] == "D"}
    came = {path: meta[3] for meta, path in changes if meta[4] == "A"}
    is_charter = mark.rpartition("/")[2] == _CHARTER
    former = _most_alike(gone, came, mark) if is_charter else _same_kind(git, gone, mark)
    return _Renaming(step, parents[0], former) if former else None


def _most_alike(gone: dict[str, str], came: dict[str, str], mark: str) -> str | None:
    """The charter that went away whose folder has the most files in common with the new one, byte by byte."""
    folder = mark.removesuffix(_CHARTER)
    new = {path.removeprefix(folder): blob for path, blob in came.items() if path.startswith(folder)}
    alike = {}
    for charter in sorted(path for path in gone if path.rpartition("/")[2] == _CHARTER and path != _CHARTER):
        old = charter.removesuffix(_CHARTER)
        alike[charter] = sum(gone.get(old + path) == blob for path, blob in new.items())
    best = max(alike, key=lambda charter: alike[charter], default=None)
    return best if best is not None and (alike[best] or len(alike) == 1) else None


def _same_kind(git: Commands, gone: dict[str, str], mark: str) -> str | None:
    """The configuration that went away: one that names our plugin, in the same folder before any other."""
    folder = mark.rpartition("/")[0]
    files = [path for path in gone if path.endswith(_FILES) and path.rpartition("/")[2] != _CHARTER]
    ordered = sorted(files, key=lambda path: (path.rpartition("/")[0] != folder, path))
    return next((path for path in ordered if "milepost" in git.output("cat-file", "blob", gone[path])), None)
