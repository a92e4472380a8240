"""Real git repositories for tests: fixed identities and dates, one call a commit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C"}
# Nothing is tidied up after a commit, which costs as much as the commit, and nothing waits for the disk.
_BRIEF = ("-c", "maintenance.auto=false", "-c", "core.fsync=none")

SMALL = {
    "mkdocs.yml": (
        "site_name: Harbour line\nsite_url: https://status.example.org/\ndocs_dir: content\n"
        "theme: {name: material}\nplugins: [search, milepost]\n"
    ),
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "- id: beta\n  title: The beta is open\n  due: 2026-04-15\n",
}
"""The files of a small valid project."""


class RepositoryBuilder:
    """Builds a repository on disk, or goes on with the one that is there, commit by commit, with git itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        if not (path / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        on: str = "2026-03-06",
        by: str = "Project office",
        message: str = "Work on the project",
    ) -> RepositoryBuilder:
        """Write files (None deletes one) and commit them at noon UTC of a day, or at a moment (`2026-03-06T23:30`)."""
        self.write(files)
        moment = f"{on if 'T' in on else on + 'T12:00'}:00+00:00"
        people = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _person(by, moment)}
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, extra=people)
        return self

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files without committing them; None deletes one."""
        for name, text in files.items():
            file = self.path / name
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def git(self, *arguments: str, extra: Mapping[str, str] | None = None) -> str:
        """Run git in the repository and return what it prints."""
        environment = {**os.environ, **_QUIET, **(extra or {})}
        command = ["git", *_BRIEF, "-C", str(self.path), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout.strip()


def _person(name: str, moment: str) -> list[tuple[str, str]]:
    return [("NAME", name), ("EMAIL", f"{name.lower().replace(' ', '-')}@example.org"), ("DATE", moment)]
