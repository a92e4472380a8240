"""A project on disk: the repository, the content folder in it, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.git.unborn import Unborn
from milepost.source.settings import plain_settings


@dataclass(frozen=True, slots=True)
class Project:
    """A repository, and the content folder in it (`prefix`, relative to its root, with `/`).

    `configuration` is the place of `mkdocs.yml` in the repository, None where it is not in there. `status_date` is the
    day that it fixes, if it does. `is_github` says that pages of one's own are in Markdown as on GitHub. `is_left_out`
    says which content files whoever builds with the author's configuration leaves out (None: there is none).
    """

    repository: Repository
    prefix: str
    content: Path
    configuration: str | None = None
    status_date: date | None = None
    is_github: bool = True
    is_left_out: Callable[[str], bool] | None = None


def open_project(
    content: str | Path,
    configuration: str | Path | None = None,
    status_date: date | None = None,
    *,
    has_begun: bool = True,
) -> Project:
    """Find the repository that a content folder lies in; unless it `has_begun`, one without a commit will do."""
    folder = Path(content).resolve()
    repository = _repository_of(folder, Repository if has_begun else Unborn)
    prefix = folder.relative_to(repository.root).as_posix()
    file = Path(configuration).resolve() if configuration else None
    inside = file is not None and file.is_relative_to(repository.root)
    place = file.relative_to(repository.root).as_posix() if file and inside else None
    return Project(repository, prefix, folder, place, status_date)


def plain_project(config_file: Path | None, *, has_begun: bool = False) -> Project | None:
    """The project that a folder lies in, for who only reads; None where MkDocs must be asked for it."""
    settings = plain_settings(config_file, Path.cwd())
    if settings is None:
        return None
    project = open_project(settings.content, settings.configuration, settings.status_date, has_begun=has_begun)
    return replace(project, is_left_out=_left_out_by(settings.exclude_docs)) if settings.configuration else project


def _left_out_by(patterns: str) -> Callable[[str], bool]:
    """Which files MkDocs leaves out, as it reads `exclude_docs`."""
    if not patterns:
        return lambda path: False
    from pathspec.gitignore import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns.splitlines()).match_file


def _repository_of(content: Path, kind: type[Repository]) -> Repository:
    """The repository that a content folder is told from: not one that was begun within what another has told."""
    repository = kind.open(content)
    if repository.root != content:
        return repository
    try:
        around = Repository.open(content.parent)
    except RepositoryError:
        return repository
    prefix = content.relative_to(around.root).as_posix()
    return around if around.has_known(prefix) else repository
