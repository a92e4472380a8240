"""Every revision of the first-parent line, read whole with plain git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


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
    fields = line.split("\x00")[:-1]
    found: list[Revision] = []
    for sha, moment, author, reason in zip(*[iter(fields)] * 4, strict=True):
        files = content(repository, sha.strip())
        touches = files != (found[-1].files if found else {})
        found.append(Revision(sha.strip(), int(moment), author, reason.strip() or None, files, touches))
    return found


def content(repository: Path, sha: str) -> dict[str, str]:
    """Every file below `content/` at a commit, by its path there."""
    with tarfile.open(fileobj=io.BytesIO(git(repository, "archive", "--format=tar", sha, "content"))) as tar:
        members = [member for member in tar if member.isfile()]
        return {
            m.name.removeprefix("content/"): tar.extractfile(m).read().decode() for m in members
        }  # a file has content
