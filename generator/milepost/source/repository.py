"""The repository: what git knows, asked in few and long-running commands. Nothing else knows GitPython."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, Protocol

from milepost.errors import RepositoryError
from milepost.model.history import Revision

try:
    import git
except ImportError as error:  # GitPython looks for the executable when it is imported.
    raise RepositoryError("git is not installed, or not on the PATH", "install git from git-scm.com") from error

# What a user's own configuration must not change about the answers.
_SETTINGS = ("core.quotePath=false", "log.showSignature=false", "log.mailmap=false", "i18n.logOutputEncoding=UTF-8")
_FORMAT = "--format=tformat:%x02%H%x1f%ct%x1f%an%x1f%(trailers:key=Reason,valueonly,unfold,separator=%x20)"
_LINK = "120000"
_GITLINK = "160000"
_NOTHING = "0" * 40
# So many requests fit into a pipe before anyone reads the answers.
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a revision changed: its path under the prefix, its blobs before and after (None: not there)."""

    path: str
    before: str | None
    after: str | None
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class RawStep:
    """A revision with the files it changed."""

    revision: Revision
    files: tuple[FileChange, ...]


class Repository:
    """A git repository, read only."""

    def __init__(self, repo: git.Repo) -> None:
        self._repo = repo
        self.root = Path(str(repo.working_tree_dir)).resolve()
        repo.git.set_persistent_git_options(git_dir=str(repo.git_dir), work_tree=str(self.root), c=list(_SETTINGS))

    @classmethod
    def open(cls, path: Path) -> Repository:
        """Find the repository that a folder lies in, and make sure that it holds a whole history."""
        try:
            repo = git.Repo(path, search_parent_directories=True)
        except git.NoSuchPathError as error:
            raise RepositoryError(
                f"{path}: there is no such folder", "go to the project, or name it with -f"
            ) from error
        except git.InvalidGitRepositoryError as error:
            hint = "git init, then commit content/: the history is what the site is made of"
            raise RepositoryError(f"{path}: is not in a git repository", hint) from error
        if repo.bare or not repo.working_tree_dir:
            raise RepositoryError(f"{path}: is a bare repository", "clone it, and build in the clone")
        found = cls(repo)
        found._check()
        return found

    def _check(self) -> None:
        if not self._succeeds("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            hint = "git add content && git commit"
            raise RepositoryError(f"{self.root}: nothing is committed on this branch yet", hint)
        if self._run("rev-parse", "--is-shallow-repository").strip() == "true":
            hint = "git fetch --unshallow; in CI: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab"
            raise RepositoryError(f"{self.root}: the clone is shallow, so the history is not there", hint)

    def revision(self, ref: str = "HEAD") -> Revision:
        """The revision that a name, tag or sha stands for."""
        text = self._run("log", "-1", "--no-color", _FORMAT, "--end-of-options", f"{self.sha(ref)}")
        return _revision(text.strip("\n\x02"))

    def sha(self, ref: str) -> str:
        """The full sha of a commit."""
        try:
            return self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
        except RepositoryError as error:
            raise RepositoryError(f"{ref}: no such revision", "see git log, or git branch -a") from error

    def shas_between(self, start: str, end: str) -> frozenset[str]:
        """The first-parent line after `start` up to `end`."""
        span = f"{self.sha(start)}..{self.sha(end)}"
        return frozenset(self._run("rev-list", "--first-parent", span).split())

    def files_at(self, ref: str, prefix: str) -> dict[str, str | None]:
        """The blob of each file below `prefix`, by path relative to it; None is a symbolic link."""
        text = self._run("ls-tree", "-r", "-z", "--full-tree", self.sha(ref), *_paths(prefix))
        files: dict[str, str | None] = {}
        for entry in filter(None, text.split("\0")):
            (mode, _, blob), path = entry.split("\t", 1)[0].split(" "), entry.split("\t", 1)[1]
            if mode != _GITLINK:
                files[_under(prefix, path)] = None if mode == _LINK else blob
        return files

    def uncommitted(self, prefix: str) -> frozenset[str]:
        """The paths below `prefix` whose state on disk is not what is committed."""
        text = self._run(
            "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *(_paths(prefix) or ["."])
        )
        return frozenset(_under(prefix, entry[3:]) for entry in text.split("\0") if entry)

    def read_blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each blob with its bytes, in the order asked for; few are in memory at a time."""
        with self.blobs() as blobs:
            yield from blobs.read(names)

    @contextmanager
    def blobs(self) -> Iterator[Blobs]:
        """A long-running reader of blobs."""
        with self._process("cat-file", "--batch", stdin=subprocess.PIPE) as process:
            yield Blobs(process)

    def steps(self, ref: str, prefix: str) -> Iterator[RawStep]:
        """The first-parent line up to `ref`, oldest first: each revision that changed something below `prefix`."""
        options = ("--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "-z", "--root", "--no-renames")
        with self._process(
            "log", *options, "--no-abbrev", "--no-color", _FORMAT, self.sha(ref), "--", *_paths(prefix)
        ) as process:
            yield from _raw_steps(_tokens(process.stdout), prefix)

    def _run(self, command: str, *arguments: str) -> str:
        try:
            return str(self._repo.git._call_process(command, *arguments, strip_newline_in_stdout=False))
        except git.GitCommandError as error:
            raise RepositoryError(f"git {command} failed: {error.stderr.strip()}") from error

    def _succeeds(self, command: str, *arguments: str) -> bool:
        try:
            self._run(command, *arguments)
        except RepositoryError:
            return False
        return True

    @contextmanager
    def _process(self, command: str, *arguments: str, **options: Any) -> Iterator[Any]:
        process = self._repo.git._call_process(
            command, *arguments, as_process=True, **({"istream": options["stdin"]} if options else {})
        )
        try:
            yield process
        finally:
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream:
                    stream.close()
            process.proc.wait()


class Blobs:
    """Reads blobs from one running `git cat-file`."""

    def __init__(self, process: Any) -> None:
        self._requests: IO[bytes] = process.stdin
        self._answers: IO[bytes] = process.stdout

    def read(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each blob with its bytes, in the order asked for."""
        waiting = iter(names)
        while batch := list(islice(waiting, _BATCH)):
            self._requests.write("".join(f"{name}\n" for name in batch).encode())
            self._requests.flush()
            for name in batch:
                yield name, self._one(name)

    def _one(self, name: str) -> bytes:
        header = self._answers.readline().split()
        if len(header) != 3:
            raise RepositoryError(f"the object {name} cannot be read", "git fsck tells more; fetch the history again")
        size = int(header[2])
        return self._answers.read(size + 1)[:size]


def _paths(prefix: str) -> list[str]:
    return [] if prefix in {"", "."} else [f":(top,literal){prefix}"]


def _under(prefix: str, path: str) -> str:
    return path if prefix in {"", "."} else path.removeprefix(f"{prefix}/")


def _revision(header: str) -> Revision:
    sha, seconds, author, reason = header.split("\x1f", 3)
    return Revision(sha, datetime.fromtimestamp(int(seconds), UTC), author, reason.strip() or None)


def _tokens(stream: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := stream.read(1 << 16):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from (token.decode("utf-8", "surrogateescape") for token in whole)
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _raw_steps(tokens: Iterator[str], prefix: str) -> Iterator[RawStep]:
    revision: Revision | None = None
    files: list[FileChange] = []
    for written in tokens:
        token = written.lstrip("\n")
        if token.startswith("\x02"):
            if revision is not None:
                yield RawStep(revision, tuple(files))
            revision, files = _revision(token[1:]), []
        elif token.startswith(":"):
            files.append(_file_change(token[1:].split(" "), _under(prefix, next(tokens))))
    if revision is not None:
        yield RawStep(revision, tuple(files))


def _file_change(fields: Sequence[str], path: str) -> FileChange:
    _, mode, before, after, _ = fields
    return FileChange(
        path,
        None if before == _NOTHING else before,
        None if after == _NOTHING or mode == _GITLINK else after,
        is_link=mode == _LINK,
    )


class Written(Protocol):
    """A commit to write, as `authoring.story` plays them."""

    @property
    def branch(self) -> str: ...
    @property
    def on(self) -> datetime: ...
    @property
    def author(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def files(self) -> Mapping[str, str | None]: ...
    @property
    def merge(self) -> str | None: ...


def write_history(directory: Path, commits: Iterable[Written]) -> None:
    """Write commits as a new repository with `main` checked out; the same commits give the same ids everywhere."""
    try:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise RepositoryError(f"{directory}: is not empty", "choose a new directory")
        directory.mkdir(parents=True, exist_ok=True)
        repo = git.Repo.init(directory, initial_branch="main", object_format="sha1")
        process = repo.git.fast_import("--quiet", "--date-format=raw", as_process=True, istream=subprocess.PIPE)
        for chunk in _import_stream(commits):
            process.stdin.write(chunk)
        process.stdin.close()
        process.wait()
        repo.git.read_tree("-u", "--reset", "HEAD")
    except OSError as error:
        raise RepositoryError(
            f"{directory}: cannot be written: {error.strerror}", "choose another directory"
        ) from error
    except git.GitCommandError as error:
        raise RepositoryError(f"{directory}: git could not write it: {error.stderr.strip()}") from error


def _import_stream(commits: Iterable[Written]) -> Iterator[bytes]:
    known: set[str] = set()
    for commit in commits:
        seconds = int(commit.on.timestamp())
        person = f"{commit.author} <{commit.email}> {seconds} +0000".encode()
        yield f"commit refs/heads/{commit.branch}\n".encode()
        yield b"author %b\ncommitter %b\n" % (person, person) + _data(commit.message)
        if commit.branch not in known and known:
            yield b"from refs/heads/main\n"
        if commit.merge:
            yield f"merge refs/heads/{commit.merge}\n".encode()
        known.add(commit.branch)
        for path, text in sorted(commit.files.items()):
            name = path.encode()
            yield b"D %b\n" % name if text is None else b"M 100644 inline %b\n" % name + _data(text)
        yield b"\n"


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n%b\n" % (len(data), data)
