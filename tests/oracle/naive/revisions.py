"""Every revision of the first-parent line, read whole with plain git.

A moment that lies more than a month after a later one of the line, or before an earlier one, cannot have been: as few
commits as can be are taken to be wrong, of as many the later ones, and each is told as made when the last one before it
was that is right.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from functools import cache
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


def revisions(repository: Path, ref: str) -> list[Revision]:
    """Every commit of the first-parent line with all its content, oldest first."""
    form = "%H%x00%ct%x00%an%x00%(trailers:key=Reason,valueonly,unfold)%x00"
    line = git(repository, "log", "--first-parent", "--reverse", f"--format={form}", ref).decode()
    fields = list(zip(*[iter(line.split("\x00")[:-1])] * 4, strict=True))
    moments = believed([int(moment) for _, moment, _, _ in fields])
    found: list[Revision] = []
    for (sha, _, author, reason), moment in zip(fields, moments, strict=True):
        files = content(repository, sha.strip())
        touches = files != (found[-1].files if found else {})
        found.append(Revision(sha.strip(), moment, author, reason.strip() or None, files, touches))
    return found


def content(repository: Path, sha: str) -> dict[str, str]:
    """Every file below `content/` at a commit, by its path there."""
    with tarfile.open(fileobj=io.BytesIO(git(repository, "archive", "--format=tar", sha, "content"))) as tar:
        members = [member for member in tar if member.isfile()]
        return {
            m.name.removeprefix("content/"): tar.extractfile(m).read().decode() for m in members
        }  # a file has content


def believed(moments: list[int]) -> list[int]:
    """The moments of a line as they are told."""
    right = agreeing(tuple(moments))
    told: list[int] = []
    for place, moment in enumerate(moments):
        before = [moments[other] for other in right if other < place]
        told.append(moment if place in right or not before else before[-1])
    return told


@cache
def agreeing(moments: tuple[int, ...], place: int = 0, latest: int | None = None) -> tuple[int, ...]:
    """The places, from one on, of the most moments of which none lies a month before an earlier one, or `latest`."""
    if place == len(moments):
        return ()
    without = agreeing(moments, place + 1, latest)
    moment = moments[place]
    if latest is not None and moment < latest - MONTH:
        return without
    within = (place, *agreeing(moments, place + 1, max(moment, latest or moment)))
    return within if len(within) >= len(without) else without
