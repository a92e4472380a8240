"""Refs: what branches and tags there are, and which commits they stand on."""

from __future__ import annotations

from milepost.git.commands import SilenceError
from milepost.git.log.commits import Commits


class Refs(Commits):
    """The commits of a repository with the names that they have."""

    def branch_here(self) -> str | None:
        """The branch that is checked out, if one is."""
        try:
            return self._git.output("symbolic-ref", "--quiet", "--short", "HEAD").strip()
        except SilenceError:
            return None

    def branches(self, *, with_commit: str = "") -> tuple[str, ...]:
        """The branches here and of remotes (such as `heads/main`), sorted; those that a commit is part of."""
        only = (f"--contains={with_commit}",) if with_commit else ()
        form = "--format=%(refname:lstrip=1)"
        return tuple(self._git.output("for-each-ref", form, *only, "refs/heads/", "refs/remotes/").split())

    def once_on(self, name: str) -> tuple[str, ...]:
        """Every commit that a remote's branch is known to have stood on, newest first."""
        refs = [ref for ref in self.branches() if ref.startswith("remotes/") and ref.split("/", 2)[2] == name]
        logs = (self._git.output("log", "--walk-reflogs", "--format=%H", ref, "--").split() for ref in refs)
        return tuple(dict.fromkeys([*(self.sha(ref) for ref in refs), *(sha for log in logs for sha in log)]))

    def is_on_remote(self, sha: str, remote: str) -> bool:
        """Whether a branch of a remote, as far as this clone knows, has a commit."""
        return bool(self._git.output("for-each-ref", "--count=1", f"--contains={sha}", f"refs/remotes/{remote}/"))

    def tags(self, folder: str) -> dict[str, str]:
        """The tags below a folder such as `status`, each with the id of what it stands for, sorted by name."""
        form = "--format=%(refname:strip=2) %(objectname) %(*objectname)"
        output = self._git.output("for-each-ref", "--sort=refname", form, f"refs/tags/{folder}/")
        found = (entry.split(" ") for entry in output.splitlines())
        return {name: peeled or tagged for name, tagged, peeled in found}
