"""A branch that is written without a working tree: what is not touched stays as the object it is."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.git.commands import Commands, SilenceError
from milepost.git.writing.checkouts import refuse_name, refuse_working_trees
from milepost.git.writing.fast_import import commit_stream, plain_name
from milepost.git.writing.traces import clear_traces
from milepost.model.history import Revision


class Branch:
    """A branch of a repository and its tip when this was made: the newer of the local one and the remote's."""

    def __init__(self, commands: Commands, name: str, remote: str) -> None:
        self.name = name
        self.remote = remote
        self._git = commands
        refuse_name(commands, name)
        self._look()

    def _look(self) -> None:
        self.local = self._find(f"refs/heads/{self.name}")
        self.tip = self._newer(self.local, self._find(f"refs/remotes/{self.remote}/{self.name}"))
        self._listed: dict[str, str] | None = None

    def refuse_checkouts(self) -> None:
        """Stop where the branch is checked out elsewhere: a commit from there would take back what was published."""
        refuse_working_trees(self._git, self.name)

    def tidy(self) -> None:
        """Take away what processes left that died."""
        clear_traces(self._git)

    def _find(self, ref: str) -> str | None:
        try:
            return self._git.output("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").strip()
        except SilenceError:
            return None

    def _newer(self, local: str | None, remote: str | None) -> str | None:
        if local is None or remote is None or local == remote:
            return local or remote
        base = self._git.output("merge-base", local, remote).strip() if self._are_related(local, remote) else ""
        if base not in {local, remote}:
            raise RepositoryError(
                f"{self.name} and {self.remote}/{self.name} have gone different ways",
                f"look at both with git log; git branch -f {self.name} {self.remote}/{self.name} takes the remote's",
            )
        return local if base == remote else remote

    def _are_related(self, one: str, other: str) -> bool:
        try:
            return bool(self._git.output("merge-base", one, other))
        except SilenceError:
            return False

    def files(self) -> Mapping[str, str]:
        """The object of each entry by path, sorted: files, links, and whatever else somebody put there."""
        if self._listed is None:
            output = self._git.output("ls-tree", "-r", "-z", "--full-tree", self.tip) if self.tip else ""
            entries = (entry.split("\t", 1) for entry in output.split("\0") if entry)
            self._listed = dict(sorted((path, meta.split(" ")[2]) for meta, path in entries))
        return self._listed

    def name_of(self, data: bytes) -> str:
        """The object that these bytes are, or would be."""
        kind = "sha256" if len(self.tip or "") == 64 else "sha1"
        return hashlib.new(kind, b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()

    def commit(self, files: Mapping[str, Path], gone: Iterable[str], message: str, source: Revision, email: str) -> str:
        """Put one commit on the branch, unless it moved meanwhile: new files, and without those that are gone."""
        parent = self.tip or "0" * len(self._find("HEAD") or "")
        who = f"{plain_name(source.author)} <{plain_name(email)}> {int(source.committed_at.timestamp())} +0000"
        with self._git.running("fast-import", "--quiet", "--done", "--force", stdin=subprocess.PIPE) as process:
            process.stdin.writelines(commit_stream(who, message, parent, files, gone))
            process.stdin.flush()
            new: str = process.stdout.readline().decode().strip()
        if not new:
            raise RepositoryError(f"git fast-import wrote nothing on {self.name}", "git fsck --full tells more")
        self._advance(new)
        return new

    def _advance(self, new: str) -> None:
        try:
            self._git.output("update-ref", f"refs/heads/{self.name}", new, self.local or "0" * len(new))
        except RepositoryError as error:
            if self._find(f"refs/heads/{self.name}") == self.local:  # It is where it was: something else is wrong.
                hint = "if no other git is at work, one that died has left that file: take it away"
                raise RepositoryError(f"{self.name} cannot be written: {error}", hint) from error
            raise RepositoryError(
                f"{self.name} was moved while this was made: somebody else has published",
                "publish once more, on top of it",
            ) from error

    def last_with(self, path: str) -> str | None:
        """The last state of the branch that had a file, where it has it no more; of those that were moved away, too."""
        if self.tip is None:
            return None
        seen = self._git.output("log", "-1", "--diff-filter=D", "--format=%H", self.tip, "--", path).strip()
        if seen:
            return self._find(f"{seen}~1")
        moved = (f"refs/heads/{self.name}", f"refs/remotes/{self.remote}/{self.name}")
        for ref in filter(self._find, moved):
            for sha in self._git.output("log", "--walk-reflogs", "--format=%H", ref, "--").split():
                if self._has(sha, path):
                    return sha
        return None

    def _has(self, sha: str, path: str) -> bool:
        return bool(self._git.output("ls-tree", "--full-tree", "--name-only", sha, "--", path))

    def fetch(self) -> None:
        """Learn where the remote's branch stands; it may not be there yet."""
        is_address = "/" in self.remote or ":" in self.remote
        if not is_address and self.remote not in self._git.output("remote").split():
            raise RepositoryError(
                f"there is no remote {self.remote}",
                f"git remote add {self.remote} ADDRESS, or --remote with one of git remote -v",
            )
        ref = f"refs/heads/{self.name}"
        if self._git.output("ls-remote", "--heads", self.remote, ref).strip():
            self._git.output(
                "fetch", "--quiet", "--no-tags", self.remote, f"+{ref}:refs/remotes/{self.remote}/{self.name}"
            )
            self._look()

    def push(self, commit: str) -> bool:
        """Send a new commit, or (empty) what is not sent yet, never by force; whether there was anything to send.

        If it is refused, the branch here goes back, too.
        """
        ref = f"refs/heads/{self.name}"
        new = commit or self.local
        if new is None or new == self._find(f"refs/remotes/{self.remote}/{self.name}"):
            return False
        try:
            self._git.output("push", "--quiet", "--no-verify", self.remote, f"{new}:{ref}")
        except RepositoryError as error:
            if commit:
                self._git.output("update-ref", *((ref, self.local, commit) if self.local else ("-d", ref, commit)))
            raise RepositoryError(
                f"{self.remote} did not take {self.name}, so nothing was published: {error}",
                "publish once more; if somebody else published meanwhile, that goes on top of theirs",
            ) from error
        return True
