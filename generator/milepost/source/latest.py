"""The latest: where the content stands at a commit or on the disk, from the bytes that git keeps."""

from __future__ import annotations

from milepost.errors import Problem, RepositoryError
from milepost.git.repository import Repository
from milepost.memory.records import remembered
from milepost.model.snapshot import Key, Snapshot
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.content import Files, read_content
from milepost.source.files.once import Once
from milepost.source.reader import Reader, with_data


def read_latest(
    repository: Repository,
    ref: str,
    prefix: str,
    files: Files,
    judging: Judging = AS_IT_WAS,
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The content files as a snapshot, or what is wrong; where something is, history may know what a link leads to."""
    folder = "" if prefix in {"", "."} else f"{prefix}/"
    once = Once.of(str(repository.root), prefix) if judging.takes_over else Once()
    latest, problems = read_content(files, folder, judging=judging, once=once)
    if latest is not None and not any(problem.message.startswith("unknown ") for problem in problems):
        return latest, problems
    return read_content(files, folder, ever_told(repository, ref, prefix), judging, once)


def ever_told(repository: Repository, ref: str, prefix: str) -> frozenset[Key]:
    """Every public item that the history has or had."""
    reader = Reader("" if prefix in {"", "."} else f"{prefix}/", [])
    return frozenset(
        (item.kind, item.id)
        for raw, data in with_data(repository, repository.steps(ref, prefix))
        for change in reader.changes(raw, data)
        for item in (change.before, change.after)
        if item is not None and item.is_public
    )


def read_files(repository: Repository, ref: str, prefix: str) -> dict[str, bytes | None]:
    """The content files at a revision; what is no text of ours comes without its bytes."""
    blobs = repository.files_at(ref, prefix)
    if not blobs:
        if prefix in repository.repositories_in(ref, prefix):
            raise RepositoryError(
                f"{prefix}/ became a repository of its own, so nothing in it is read",
                f"git rm --cached {prefix} && rm -rf {prefix}/.git && git add {prefix} && git commit",
            )
        hint = "commit it, or set docs_dir in mkdocs.yml"
        raise RepositoryError(f"{prefix}/ is not in the repository at {ref[:10]}", hint)
    wanted = {path: blob for path, blob in blobs.items() if blob and path.endswith((".yml", ".yaml", ".md"))}
    data = dict(repository.read_blobs(sorted(set(wanted.values()))))
    return {path: None if blob is None else data.get(blob, b"") for path, blob in sorted(blobs.items())}


def latest_kept(
    repository: Repository, sha: str, prefix: str, judging: Judging
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The content at a commit, from memory where it was read before, unless it rests on what was."""

    def read() -> tuple[Snapshot | None, tuple[Problem, ...]]:
        return read_latest(repository, sha, prefix, read_files(repository, sha, prefix), judging)

    return remembered(("latest", prefix, repository.files_at(sha, prefix), judging), read, _rests_on_itself)


def _rests_on_itself(read: tuple[Snapshot | None, tuple[Problem, ...]]) -> bool:
    return read[0] is not None and not any(problem.message.startswith("unknown ") for problem in read[1])
