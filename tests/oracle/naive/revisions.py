"""Every revision of the first-parent line, read whole with plain git.

Of a line, the longest row of commits is believed whose moments never go back, of several the one that begins with the
earlier commits; what lies more than a month after the newest commit is no part of it, unless that is most of the line,
or its beginning. What is dated more than a month before the believed one in front of it, or after the one behind it, is
told as made when the one in front was.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

MONTH = 31 * 24 * 3600


@dataclass
class Revision:
    """One step of the line as git has it."""

    sha: str
    moment: int
    author: str
    reason: str | None
    files: dict[str, str]
    touches: bool


def git(repository: Path, *arguments: str) -> bytes:
    """Run git and return what it prints."""
    return subprocess.run(["git", "-C", str(repository), *arguments], check=True, capture_output=True).stdout


def revisions(repository: Path, ref: str, folder: str = "content") -> list[Revision]:
    """Every commit of the first-parent line with all its content, oldest first, whatever its folder was called then."""
    form = "%H%x00%ct%x00%an%x00%(trailers:key=Reason,valueonly,unfold)%x00"
    line = git(repository, "log", "--first-parent", "--reverse", f"--format={form}", ref).decode()
    fields = list(zip(*[iter(line.split("\x00")[:-1])] * 4, strict=True))
    moments = believed([int(moment) for _, moment, _, _ in fields])
    trees = [tree(repository, sha.strip()) for sha, _, _, _ in fields]
    names = names_of_folder(trees, folder)
    found: list[Revision] = []
    for place, ((sha, _, author, reason), moment) in enumerate(zip(fields, moments, strict=True)):
        before = trees[place - 1] if place else {}
        below = f"{names[place]}/"
        files = {path.removeprefix(below): text for path, text in trees[place].items() if path.startswith(below)}
        was = {path: text for path, text in before.items() if path.startswith((below, f"{names[place - 1]}/"))}
        touches = was != {below + path: text for path, text in files.items()}
        found.append(Revision(sha.strip(), moment, author, reason.strip() or None, files, touches))
    return found


def names_of_folder(trees: list[dict[str, str]], folder: str) -> list[str]:
    """What the folder was called at each commit: one that came as another one went is that one, renamed."""
    names = [folder]
    folders = [{path.partition("/")[0] for path in files} for files in trees]
    for before, after in reversed(list(pairwise(folders))):
        is_renamed = folder in after - before and len(before - after) == 1
        folder = next(iter(before - after)) if is_renamed else folder
        names.append(folder)
    return names[::-1]


def tree(repository: Path, sha: str) -> dict[str, str]:
    """Every file at a commit, by its path."""
    with tarfile.open(fileobj=io.BytesIO(git(repository, "archive", "--format=tar", sha))) as tar:
        members = [member for member in tar if member.isfile()]
        return {m.name: tar.extractfile(m).read().decode() for m in members}  # a file has content


def believed(moments: list[int]) -> list[int]:
    """The moments of a line as they are told."""
    row = longest_row(moments)
    told: list[int] = []
    for place, moment in enumerate(moments):
        before = [moments[other] for other in row if other < place]
        behind = [moments[other] for other in row if other > place]
        is_early = bool(before) and moment < before[-1] - MONTH
        is_late = bool(behind) and moment > behind[0] + MONTH
        is_wrong = place not in row and (is_early or is_late)
        told.append((before[-1] if before else behind[0]) if is_wrong else moment)
    return told


def longest_row(moments: list[int]) -> list[int]:
    """The places of the commits that are believed."""
    ahead = [place for place, moment in enumerate(moments) if moment > moments[-1] + MONTH]
    left_out = ahead if len(ahead) <= len(moments) // 2 and 0 not in ahead else []
    places = [place for place in range(len(moments)) if place not in left_out]
    longest: dict[int, int] = {}
    for place in reversed(places):
        later = [longest[other] for other in longest if moments[other] >= moments[place]]
        longest[place] = 1 + max(later, default=0)
    row: list[int] = []
    for place in places:
        goes_on = not row or moments[place] >= moments[row[-1]]
        if goes_on and longest[place] == max(longest.values()) - len(row):
            row.append(place)
    return row
