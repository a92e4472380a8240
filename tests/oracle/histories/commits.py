"""Many histories in one repository, each as a branch of its own, written by `git fast-import` in one go."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Commit:
    """One commit: its moment, author, message and whole content in its folder.

    `topic` are commits that it merges, `others` branches of one commit that it merges at once, which
    `forked` so many commits before it; `written` is the author's moment where that is not the committer's.
    """

    moment: int
    author: str
    message: str
    files: dict[str, str]
    topic: list[Commit] = field(default_factory=list)
    others: list[Commit] = field(default_factory=list)
    forked: int = 1
    folder: str = "content"
    written: int | None = None


def import_histories(folder: Path, histories: dict[str, list[Commit]]) -> None:
    """Write histories into one new repository, each as a branch, in one go."""
    folder.mkdir(parents=True)
    first = next(iter(histories))
    subprocess.run(["git", "init", "--quiet", f"--initial-branch={first}", str(folder)], check=True)
    stream: list[bytes] = []
    mark = 0
    for branch, commits in histories.items():
        line = [0]
        for commit in commits:
            sides = []
            side = parent = line[-1]
            for step in commit.topic if parent else ():
                mark += 1
                stream += record(f"topic/{branch}/0", mark, step, [side] if side else [])
                side = mark
                sides = [side]
            for other in commit.others if parent else ():
                mark += 1
                stream += record(f"topic/{branch}/{mark}", mark, other, [(line[-commit.forked :] or line)[0] or parent])
                sides.append(mark)
            mark += 1
            stream += record(branch, mark, commit, [*([parent] if parent else []), *sides])
            line.append(mark)
    done = subprocess.run(
        ["git", "-C", str(folder), "fast-import", "--quiet", "--force"], input=b"".join(stream), check=False
    )
    assert done.returncode == 0


def record(branch: str, mark: int, commit: Commit, parents: list[int]) -> list[bytes]:
    """A commit in the words of `git fast-import`."""
    who = f"{commit.author} <{commit.author.lower().replace(' ', '-')}@example.org>"
    message = commit.message.encode()
    head = f"commit refs/heads/{branch}\nmark :{mark}\nauthor {who} {commit.written or commit.moment} +0000\n"
    lines = [f"{head}committer {who} {commit.moment} +0000\ndata {len(message)}\n".encode()]
    lines += [message, b"\n"]
    if parents:
        lines += [f"from :{parents[0]}\n".encode(), *(f"merge :{parent}\n".encode() for parent in parents[1:])]
    lines.append(b"deleteall\n")
    for path, text in commit.files.items():
        blob = text.encode()
        lines += [f"M 100644 inline {commit.folder}/{path}\ndata {len(blob)}\n".encode(), blob, b"\n"]
    return lines
