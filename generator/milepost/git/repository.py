"""The repository: what git knows, asked in few and long-running commands. Nothing else knows GitPython."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from milepost.errors import NothingCommittedError, RepositoryError
from milepost.git.branch import Branch
from milepost.git.clocks import corrected, moment_of, run_forwards
from milepost.git.commands import Commands, SilenceError, Starter, environment_of
from milepost.git.fast_import import MAIN, Written, fast_import_stream
from milepost.git.index import Index
from milepost.git.raw_log import FORMAT, FileChange, RawStep, read_log
from milepost.git.renames import Era, eras_of
from milepost.model.history import Commit, Revision

if TYPE_CHECKING:
    from git import Git

_REGULAR, _LINK, _REPOSITORY = "100", "120000", "160000"
# So many names fit into any pipe before anyone reads the answers, so nobody waits for ever.
_BATCH = 256
_CHUNK = 1 << 16


class Repository:
    """A git repository with a working tree, at least one commit and a whole history; read only."""

    def __init__(self, root: Path, commands: Commands) -> None:
        self.root = root
        self._git = commands
        # What a name stood for when it was first asked: one reading sees one HEAD, and asks git once.
        self._shas: dict[str, str] = {}
        self._files: dict[tuple[str, str], dict[str, str | None]] = {}
        self._clocks: Mapping[str, datetime] | None = None
        self._found_eras: dict[tuple[str, str], tuple[Era, ...]] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    @classmethod
    def open(cls, path: str | Path) -> Repository:
        """Find the repository that a folder lies in, and make sure that it holds a whole history."""
        git = _load_git()
        try:
            repo = git.Repo(path, search_parent_directories=True, expand_vars=False)
        except git.NoSuchPathError as error:
            hint = "go to the project, or name it with -f"
            raise RepositoryError(f"{path}: there is no such folder", hint) from error
        except git.InvalidGitRepositoryError as error:
            hint = "git init, then commit content/: the history is what the site is made of"
            raise RepositoryError(f"{path}: is not in a git repository", hint) from error
        if repo.bare or not repo.working_tree_dir:
            raise RepositoryError(f"{path}: is a bare repository", "clone it, and build in the clone")
        root = Path(repo.working_tree_dir).resolve()
        environment = environment_of(Path(repo.git_dir), root)
        found = cls(root, Commands(_starter(git, repo.git), environment))
        found._check()
        return found

    def _check(self) -> None:
        if self._find("HEAD") is None:
            hint = "git add content && git commit"
            raise NothingCommittedError(f"{self.root}: nothing is committed on this branch yet", hint)
        if self._git.output("rev-parse", "--is-shallow-repository").strip() == "true":
            hint = "git fetch --unshallow; in CI: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab"
            raise RepositoryError(f"{self.root}: the clone is shallow, so the history is not there", hint)

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

    def _find(self, ref: str) -> str | None:
        if not ref or ref.startswith("-"):
            return None
        try:
            return self._git.output("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").strip()
        except SilenceError:
            return None

    def shas_between(self, start: str, end: str) -> frozenset[str]:
        """The first-parent line after `start` up to `end`."""
        span = f"{self.sha(start)}..{self.sha(end)}"
        return frozenset(self._git.output("rev-list", "--first-parent", span).split())

    def line(self, ref: str = "HEAD") -> tuple[Commit, ...]:
        """The whole first-parent line up to `ref`, oldest first."""
        return tuple(
            replace(commit, committed_at=self.clocks.get(commit.sha, commit.committed_at))
            for commit in self._written_line(ref)
        )

    def _written_line(self, ref: str) -> tuple[Commit, ...]:
        output = self._git.output("log", "--first-parent", "--reverse", "--format=%H %T %ct", self.sha(ref), "--")
        points = (entry.split(" ") for entry in output.splitlines())
        return tuple(Commit(sha, tree, moment_of(stamp)) for sha, tree, stamp in points)

    @property
    def clocks(self) -> Mapping[str, datetime]:
        """The commits up to HEAD that were made under a wrong clock, each with the moment that is believed instead."""
        if self._clocks is None:
            is_wrong = not run_forwards(self._stamps("HEAD"))
            line = self._written_line("HEAD") if is_wrong else ()
            self._clocks = corrected([(commit.sha, commit.committed_at) for commit in line])
        return self._clocks

    def _stamps(self, ref: str) -> Iterator[bytes]:
        """When each commit of the line says it was made, oldest first, without holding them all."""
        with self._git.running("log", "--first-parent", "--reverse", "--format=%ct", self.sha(ref), "--") as process:
            yield from process.stdout

    def written(self, sha: str) -> datetime:
        """The moment that a commit itself names."""
        return moment_of(self._git.output("log", "-1", "--format=%ct", sha, "--").strip())

    def _timed(self, revision: Revision) -> Revision:
        believed = self.clocks.get(revision.sha)
        return replace(revision, committed_at=believed) if believed else revision

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

    @property
    def objects(self) -> Path:
        """The folder that holds the objects."""
        return Path(self.root, self._git.output("rev-parse", "--git-path", "objects").strip()).resolve()

    def once_on(self, name: str) -> tuple[str, ...]:
        """Every commit that a remote's branch is known to have stood on, newest first."""
        refs = [ref for ref in self.branches() if ref.startswith("remotes/") and ref.split("/", 2)[2] == name]
        logs = (self._git.output("log", "--walk-reflogs", "--format=%H", ref, "--").split() for ref in refs)
        return tuple(dict.fromkeys([*(self.sha(ref) for ref in refs), *(sha for log in logs for sha in log)]))

    def overlays(self) -> tuple[str, ...]:
        """What this clone alone has to make its history look another: a grafts file, and refs that replace objects."""
        grafts = Path(self.root, self._git.output("rev-parse", "--git-common-dir").strip(), "info/grafts")
        found = [str(grafts)] if grafts.is_file() and grafts.read_bytes().strip() else []
        return (*found, *self._git.output("for-each-ref", "--format=%(refname)", "refs/replace/").split())

    def repositories_in(self, ref: str, prefix: str) -> tuple[str, ...]:
        """The folders below a prefix, or the prefix itself, that are repositories of their own at a revision."""
        output = self._git.output("ls-tree", "-r", "-z", "--full-tree", self.sha(ref), *_only(prefix))
        entries = (entry.split("\t", 1) for entry in output.split("\0") if entry)
        return tuple(path for meta, path in entries if meta.startswith(_REPOSITORY))

    def has_known(self, prefix: str) -> bool:
        """Whether HEAD's history holds the charter of a content folder."""
        charter = f"{_folder(prefix)}project.yml"
        return bool(self._git.output("log", "-1", "--format=%H", "HEAD", "--", charter))

    def is_on_remote(self, sha: str, remote: str) -> bool:
        """Whether a branch of a remote, as far as this clone knows, has a commit."""
        return bool(self._git.output("for-each-ref", "--count=1", f"--contains={sha}", f"refs/remotes/{remote}/"))

    def tags(self, folder: str) -> dict[str, str]:
        """The tags below a folder such as `status`, each with the id of what it stands for, sorted by name."""
        form = "--format=%(refname:strip=2) %(objectname) %(*objectname)"
        output = self._git.output("for-each-ref", "--sort=refname", form, f"refs/tags/{folder}/")
        found = (entry.split(" ") for entry in output.splitlines())
        return {name: peeled or tagged for name, tagged, peeled in found}

    def read_paths(self, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes | None]:
        """The bytes of files by commit and path (from the root of the repository); None where there is no such file."""
        places = tuple(dict.fromkeys(places))
        with self.blobs() as blobs:
            found = blobs.find(f"{sha}:{path}" for sha, path in places)
            return dict(zip(places, (data for _, data in found), strict=True))

    def files_at(self, ref: str, prefix: str) -> dict[str, str | None]:
        """The blob of each file below `prefix`, by path relative to it, sorted; None is a symbolic link."""
        place = self.sha(ref), prefix
        if place not in self._files:
            self._files[place] = self._listed(*place)
        return dict(self._files[place])

    def _listed(self, sha: str, prefix: str) -> dict[str, str | None]:
        output = self._git.output("ls-tree", "-r", "-z", "--full-tree", sha, *_only(prefix))
        files: dict[str, str | None] = {}
        for entry in filter(None, output.split("\0")):
            meta, path = entry.split("\t", 1)
            mode, _, blob = meta.split(" ")
            if mode.startswith(_REGULAR) or mode == _LINK:
                files[path.removeprefix(_folder(prefix))] = None if mode == _LINK else blob
        return dict(sorted(files.items()))

    def uncommitted(self, prefix: str) -> frozenset[str]:
        """The paths below `prefix` whose state on disk is not what is committed."""
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all", "--")
        output = self._git.output("status", *options, *_only(prefix))
        paths = {entry[3:].removeprefix(_folder(prefix)) for entry in output.split("\0") if entry}
        return Index(self._git, self.root, _folder(prefix)).changed() | paths

    def absent(self, prefix: str) -> frozenset[str]:
        """The committed paths below `prefix` that a sparse checkout leaves off the disk."""
        return Index(self._git, self.root, _folder(prefix)).absent()

    def read_blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each blob with its bytes, in the order asked for; few are in memory at a time."""
        with self.blobs() as blobs:
            yield from blobs.read(names)

    @contextmanager
    def blobs(self) -> Iterator[Blobs]:
        """A long-running reader of blobs."""
        with self._git.running("cat-file", "--batch", stdin=subprocess.PIPE) as process:
            yield Blobs(process)

    def branch(self, name: str, remote: str) -> Branch:
        """A branch to write to."""
        return Branch(self._git, name, remote)

    def email(self, sha: str) -> str:
        """The address of a commit's committer."""
        return self._git.output("log", "-1", "--format=%ce", sha, "--").strip()

    def steps(self, ref: str, prefix: str) -> Iterator[RawStep]:
        """The first-parent line up to `ref`, oldest first: each revision that changed something below `prefix`.

        Where the whole folder had another name before, so do the steps: the one that renamed it is a step like others.
        """
        eras = self._eras(self.sha(ref), _folder(prefix).rstrip("/"))
        for era, before in zip(eras, (None, *eras), strict=False):
            if before:
                yield self._renaming(before, era)
            yield from self._steps_below(era.prefix, era.since, era.until)

    def _steps_below(self, prefix: str, since: str | None, until: str) -> Iterator[RawStep]:
        line = ("--first-parent", "-m", "--reverse", "--root", "--encoding=UTF-8", FORMAT)
        raw = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-color")
        span = f"{since}..{until}" if since else until
        with self._git.running("log", *line, *raw, span, "--", *_only(prefix)) as process:
            for step in read_log(iter(lambda: process.stdout.read(_CHUNK), b""), _folder(prefix)):
                yield replace(step, revision=self._timed(step.revision)) if step.revision.sha in self.clocks else step

    def known_as(self, path: str, sha: str) -> str:
        """What a folder or file of HEAD's was called at a revision; the name it has now, where nobody can tell."""
        if path not in self._names:
            found = self._eras(self.sha("HEAD"), path) if path.strip("/") not in {"", "."} else ()
            self._names[path] = tuple(dict.fromkeys(era.prefix for era in reversed(found))) or (path,)
        names = self._names[path]
        if len(names) == 1:
            return path
        return next((name for name in names if self.files_at(sha, name)), path)

    def _eras(self, sha: str, path: str) -> tuple[Era, ...]:
        """The names that a folder with a charter, or a file, had on the line up to a commit, oldest first."""
        if (sha, path) not in self._found_eras:
            self._found_eras[sha, path] = tuple(eras_of(self._git, sha, path))
        return self._found_eras[sha, path]

    def _renaming(self, before: Era, era: Era) -> RawStep:
        """The step that gave the content folder another name, as what it did to the files in it."""
        assert era.since, "an era that follows another has a beginning"
        old, new = self.files_at(before.until, before.prefix), self.files_at(era.since, era.prefix)
        names = [path for path in sorted({*old, *new}) if old.get(path, "") != new.get(path, "")]
        files = (FileChange(path, old.get(path), new.get(path), path in new and new[path] is None) for path in names)
        return RawStep(self.revision(era.since), tuple(files))


class Blobs:
    """Reads blobs from one running `git cat-file`."""

    def __init__(self, process: Any) -> None:
        self._requests: IO[bytes] = process.stdin
        self._answers: IO[bytes] = process.stdout
        self._errors: IO[bytes] = process.stderr

    def read(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each blob with its bytes, in the order asked for; one that is not there is an error."""
        for name, data in self.find(names):
            if data is None:
                hint = "git fsck --full tells more; git fetch --refetch makes a partial clone whole"
                raise RepositoryError(f"git cannot read the object {name}: it is missing", hint)
            yield name, data

    def find(self, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Each name with the bytes of its blob, in the order asked for; None where there is no such object."""
        waiting = iter(names)
        while batch := list(islice(waiting, _BATCH)):
            self._requests.write("".join(f"{name}\n" for name in batch).encode())
            self._requests.flush()
            for name in batch:
                yield name, self._one(name)

    def _one(self, name: str) -> bytes | None:
        header = self._answers.readline()
        words = header.rsplit(None, 2)
        if header.endswith(b" missing\n"):
            return None
        if len(words) != 3 or not words[2].isdigit():
            told = (header or self._errors.read()).decode(errors="replace").strip()
            hint = "git fsck --full tells more; git fetch --refetch makes a partial clone whole"
            raise RepositoryError(f"git cannot read the object {name}: {told}", hint)
        return self._answers.read(int(words[2]) + 1)[:-1]


def write_history(directory: str | Path, commits: Iterable[Written]) -> None:
    """Write commits as a new repository with `main` checked out; the same commits give the same ids everywhere."""
    git = _load_git()
    root = Path(directory).resolve()
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise RepositoryError(f"{directory}: is not empty", "choose a new directory")
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "choose another directory"
        raise RepositoryError(f"{directory}: cannot be written: {error.strerror}", hint) from error
    ours = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_DEFAULT_HASH": "sha1"}
    environment = environment_of(root / ".git", root, explicit=True) | ours
    commands = Commands(_starter(git, git.Git(str(root))), environment)
    commands.output("init", "--quiet", "--template=", f"--initial-branch={MAIN}")
    with commands.running("fast-import", "--quiet", "--done", stdin=subprocess.PIPE) as process:
        process.stdin.writelines(fast_import_stream(commits))
    commands.output("read-tree", "-u", "--reset", "HEAD")


def commands_in(folder: Path) -> Commands:
    """Git's commands in a folder, whether it is in a repository or not."""
    git = _load_git()
    return Commands(_starter(git, git.Git(str(folder))), environment_of(folder / ".git", folder))


def _load_git() -> Any:
    try:
        import git  # GitPython looks for the executable when it is imported.
    except ImportError as error:
        raise RepositoryError("git is not installed, or not on the PATH", "install it from git-scm.com") from error
    return git


def _starter(git: Any, wrapper: Git) -> Starter:
    """How GitPython starts a git command."""

    def start(command: list[str], stdin: int | None, environment: Mapping[str, str]) -> Any:
        try:
            started: Any = wrapper.execute(command, istream=stdin, as_process=True, env=dict(environment))
        except git.GitCommandNotFound as error:
            raise RepositoryError("git is not installed, or not on the PATH", "install it from git-scm.com") from error
        process, started.proc = started.proc, None  # GitPython would end it with its own wrapper of it.
        return process

    return start


def _folder(prefix: str) -> str:
    """What stands before the paths below a prefix; nothing where it is the root itself."""
    return "" if prefix.strip("/") in {"", "."} else f"{prefix.strip('/')}/"


def _only(prefix: str) -> tuple[str, ...]:
    return (_folder(prefix).rstrip("/"),) if _folder(prefix) else ()
