"""Answering again: where nothing has changed since, a command says at once what it said last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from milepost.clock import Clock, read_clock
from milepost.commands.options import project_here
from milepost.errors import Location, MilepostError, Problem, Severity

if TYPE_CHECKING:
    from milepost.memory.answers import Question, Watch
    from milepost.project.opening import Project

# What would be found first if it were there, and what says which files git overlooks.
_ON_THE_WAY = ("mkdocs.yml", "content/project.yml", ".gitignore", ".gitattributes")


def answered(
    words: Sequence[object],
    config_file: Path | None,
    work: Callable[[Project, Clock], Any],
    *,
    has_begun: bool = False,
) -> Any:
    """What a command has to say, in values that JSON has: as it was said before, if that stands, else from its work."""
    from milepost.memory.answers import Question

    clock, question = read_clock(), Question.of(*words, config_file)
    told = question.answer(clock.now) if question else None
    if told is not None:
        return told
    from milepost.project.opening import plain_project

    plain = plain_project(config_file, has_begun=has_begun)
    project = plain or project_here(config_file, has_begun=has_begun)
    watch = watching(question, plain, clock, config_file) if question and plain else None
    told = work(project, clock)
    if watch:
        keep(watch, project, told)
    return told


class Standing(NamedTuple):
    """A site that was built: where, of how many pages, and what was said then."""

    directory: str
    pages: int
    said: Sequence[Sequence[str]]


def standing_site(question: Question) -> Standing | None:
    """The site that would be built, where it stands as it was left and nothing has changed since."""
    from milepost.memory.sight import look_at

    told = question.answer(read_clock().now)
    if told is None or look_at(told["directory"]) != told["site"]:
        return None
    return Standing(told["directory"], told["pages"], told["said"])


def watched_project(question: Question | None, config_file: Path | None, clock: Clock) -> tuple[Watch, Project] | None:
    """The project, and that it is watched from now on; None where not all that it is built from can be seen."""
    from milepost.project.opening import plain_project

    with suppress(MilepostError):  # What is wrong, the build itself will tell.
        project = plain_project(config_file) if question else None
        if question and project and project.repository.has_commits:
            watch = watching(question, project, clock, config_file)
            return (watch, project) if watch else None
    return None


def keep_site(watch: Watch, project: Project, built: Standing) -> None:
    """Remember a site as it stands now."""
    from milepost.memory.sight import look_at

    site = look_at(built.directory)
    if site:
        keep(watch, project, {**built._asdict(), "site": site})


def watching(question: Question, project: Project, clock: Clock, config_file: Path | None = None) -> Watch | None:
    """Look at all that a project is read from, before it is read; None where not all of it can be seen."""
    from milepost.memory.answers import Watch
    from milepost.memory.sight import Watched

    if project.prefix in {"", "."}:  # Git's own folder is in the content then.
        return None
    around, here = project.repository.around(), Path.cwd()
    folders = {here, *here.parents, project.content, *project.content.parents}
    files = {str(folder / name) for folder in folders for name in (*_ON_THE_WAY, _git_in(folder))}
    files |= {str(here / config_file)} if config_file else set()
    places = (tuple(sorted(files.union(around.settings))), (str(project.content),))
    return Watch.begin(question, Watched(*places, gits=around.gits, stores=around.stores), clock.now)


def _git_in(folder: Path) -> str:
    """What says that a folder is a repository, or that it has become one; a submodule's or a worktree's is a file."""
    return ".git/HEAD" if (folder / ".git").is_dir() else ".git"


def keep(watch: Watch, project: Project, told: Any) -> None:
    """Keep what was said for as long as the day is the one for which it was, which is that on which it was asked."""
    from milepost.project.days import day_ends

    with suppress(MilepostError):  # It is said; that it is not kept harms nobody.
        watch.keep(told, read_clock().now, day_ends(project, watch.since))


def as_values(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems in values that JSON has."""
    places = ((p, p.location) for p in problems)
    return [[a.path, a.line, a.column, a.revision, p.message, p.hint, p.severity.value] for p, a in places]


def as_problems(values: Iterable[Sequence[Any]]) -> tuple[Problem, ...]:
    """The problems that such values are."""
    return tuple(Problem(Location(*one[:4]), one[4], one[5], Severity(one[6])) for one in values)
