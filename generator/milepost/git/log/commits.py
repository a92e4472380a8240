"""Commits: the line that was published, who made each one and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from milepost.errors import RepositoryError
from milepost.git.commands import Commands, SilenceError
from milepost.git.log.clocks import corrected, moment_of, run_forwards
from milepost.git.log.raw_log import FORMAT, read_log
from milepost.model.history import Commit, Revision


class Commits:
    """The commits of a repository."""

    def __init__(self, commands: Commands) -> None:
        self._git = commands
        # What a name stood for when it was first asked: one reading sees one HEAD, and asks git once.
        self._shas: dict[str, str] = {}
        self._clocks: Mapping[str, datetime] | None = None
        self._lines: dict[str, tuple[Commit, ...]] = {}
        self.runs_forwards = True

    def revision(self, ref: str = "HEAD") -> Revision:
        """The revision that a name, tag or sha stands for."""
        with self._git.running("log", "-1", "-z", "--encoding=UTF-8", FORMAT, self.sha(ref), "--") as process:
            printed = process.stdout.read()
        return self._timed(next(read_log([printed])).revision)

    def sha(self, ref: str) -> str:
        """The full sha of a commit."""
        sha = self._shas.get(ref) or self._find(ref)
        if sha is None:
            raise RepositoryError(f"{ref}: no such revision", "see git log, git branch -a or git tag")
        self._shas[ref] = self._shas[sha] = sha
        return sha

    def shas_between(self, start: str, end: str) -> frozenset[str]:
        """The first-parent line after `start` up to `end`."""
        span = f"{self.sha(start)}..{self.sha(end)}"
        return frozenset(self._git.output("rev-list", "--first-parent", span).split())

    def line(self, ref: str = "HEAD") -> tuple[Commit, ...]:
        """The whole first-parent line up to `ref`, oldest first."""
        sha = self.sha(ref)
        if sha not in self._lines:
            clocks = self.clocks
            written = self._written_line(sha)
            self._lines[sha] = tuple(replace(c, committed_at=clocks[c.sha]) if c.sha in clocks else c for c in written)
        return self._lines[sha]

    @property
    def clocks(self) -> Mapping[str, datetime]:
        """The commits up to HEAD that were made under a wrong clock, each with the moment that is believed instead."""
        if self._clocks is None:
            self.runs_forwards = run_forwards(self._stamps("HEAD"))
            line = () if self.runs_forwards else self._written_line("HEAD")
            self._clocks = corrected([(commit.sha, commit.committed_at) for commit in line])
        return self._clocks

    def believe(self, clocks: Mapping[str, datetime], *, runs_forwards: bool) -> None:
        """Take over what is known of the clocks up to HEAD."""
        self._clocks, self.runs_forwards = clocks, runs_forwards

    def goes_on_from(self, sha: str, stamp: str) -> bool:
        """Whether HEAD's line goes on from a commit of that time, with no clock that ran backwards since."""
        try:
            output = self._git.output("log", "--first-parent", "--format=%ct %P", f"{sha}..{self.sha('HEAD')}", "--")
        except RepositoryError:  # It is not in this clone any more.
            return False
        since = [line.split(" ") for line in reversed(output.splitlines())]
        return bool(since) and since[0][1:2] == [sha] and run_forwards([stamp, *(moment for moment, *_ in since)])

    def stamp_of(self, sha: str) -> str:
        """When a commit itself says that it was made, as a number of seconds."""
        return self._git.output("log", "-1", "--format=%ct", sha, "--").strip()

    def written(self, sha: str) -> datetime:
        """The moment that a commit itself names."""
        return moment_of(self._git.output("log", "-1", "--format=%ct", sha, "--").strip())

    def knows(self, sha: str) -> bool:
        """Whether a commit is in this clone."""
        return self._find(sha) is not None

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether one commit of this clone leads to another."""
        try:
            self._git.output("merge-base", "--is-ancestor", older, newer)
        except SilenceError:
            return False
        return True

    def first_parents(self, sha: str) -> frozenset[str]:
        """The first-parent line up to a commit."""
        return frozenset(self._git.output("rev-list", "--first-parent", sha, "--").split())

    def parents(self, sha: str) -> tuple[str, ...]:
        """The parents of a commit, the first one first."""
        return tuple(self._git.output("log", "-1", "--format=%P", sha, "--").split())

    def email(self, sha: str) -> str:
        """The address of a commit's committer."""
        return self._git.output("log", "-1", "--format=%ce", sha, "--").strip()

    def _find(self, ref: str) -> str | None:
        if not ref or ref.startswith("-"):
            return None
        try:
            return self._git.output("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").strip()
        except SilenceError:
            return None

    def _written_line(self, ref: str) -> tuple[Commit, ...]:
        output = self._git.output("log", "--first-parent", "--reverse", "--format=%H %T %ct", self.sha(ref), "--")
        points = (entry.split(" ") for entry in output.splitlines())
        return tuple(Commit(sha, tree, moment_of(stamp)) for sha, tree, stamp in points)

    def _stamps(self, ref: str) -> Iterator[bytes]:
        """When each commit of the line says it was made, oldest first, without holding them all."""
        with self._git.running("log", "--first-parent", "--reverse", "--format=%ct", self.sha(ref), "--") as process:
            yield from process.stdout

    def _timed(self, revision: Revision) -> Revision:
        believed = self.clocks.get(revision.sha)
        return replace(revision, committed_at=believed) if believed else revision
