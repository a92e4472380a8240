"""Publishing: the site on top of what is there, in one step or not at all: what a branch and a folder share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from functools import partial
from pathlib import Path

from milepost.errors import ContentError, Location, Problem, errors_in
from milepost.frozen import dataclass
from milepost.project.checking import nested_in
from milepost.project.opening import Project
from milepost.publication.changes import FileChanges
from milepost.publication.holding import held
from milepost.publication.proof.witness import Ask, attest
from milepost.source.line.clone import clock_problems, refuse_the_future, repository_problems
from milepost.versions.every_version import Progress
from milepost.versions.making.checkout import layout_of
from milepost.versions.published.policy import AsPublished
from milepost.versions.published.site import ReadableSite
from milepost.versions.whole_site import Wanted, WholeSite, build_whole_site

_HALF = "is not committed as it is, so that it would not be published"
_WHOLE = "git add it and commit, or leave it out: --committed-only"
# So many files are named at a time.
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Published:
    """What was done, or would be: the newest day told, new versions and kept ones, and what it meant for the files.

    `commit` is empty for a folder, for a dry run, and where there was nothing to do; `sent` says that the remote has it
    now. `healed` versions were altered and are as they were again; `left_out` are revisions that nobody can read, and
    why; `missing` are updates that no version tells; `warnings` are for whoever publishes. `witnessed` is the version
    that an authority has signed now.
    """

    day: str
    new: tuple[str, ...]
    kept: int
    changes: FileChanges
    commit: str = ""
    healed: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    sent: bool = False
    witnessed: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How to publish: `now` guards against wrong clocks; it is told for the day of the `moment` (None: the last one's).

    Work that is not committed stops it, unless `committed_only` says that it is to be left out. With `tell_otherwise`
    it goes on where an entry that was told is gone, and says so for ever. A `witness` signs the newest version.
    """

    now: datetime
    progress: Progress
    moment: datetime | None = None
    dry_run: bool = False
    committed_only: bool = False
    tell_otherwise: bool = False
    witness: Ask | None = None


def warnings_of(project: Project, terms: Terms) -> list[str]:
    """What is not as it should be and stops nothing; what git itself would keep from being told stops it."""
    if not terms.committed_only:
        _refuse_half_a_story(project)
    repository = project.repository
    line = repository.line()
    refuse_the_future(line[-1], terms.now)
    found = [*clock_problems(repository, line), *repository_problems(repository, project.prefix)]
    found += nested_in(project)
    if errors := errors_in(found):
        raise ContentError(errors)
    return [str(problem) for problem in found]


def build_on(project: Project, there: ReadableSite, target: Path, terms: Terms) -> tuple[WholeSite, str | None]:
    """What is to be published on top of what is there, and the version that a witness has signed now."""
    wanted = Wanted(
        project,
        AsPublished(there),
        now=terms.now,
        moment=terms.moment,
        account_for=partial(held, project, there, tell_otherwise=terms.tell_otherwise),
        takes_over=True,
    )
    site = build_whole_site(wanted, target, terms.progress)
    return site, attest(terms.witness, site, there, target) if terms.witness and not terms.dry_run else None


def outcome_of(site: WholeSite, plan: FileChanges, commit: str) -> Published:
    """What was done, from the site that was built."""
    told = {update for version in site.versions for update in version.updates}
    due = {published.update for published in site.reading.report.published_updates}
    built = [version.name for version in site.versions if version.name not in site.kept]
    return Published(
        day=site.today.status_date,
        new=tuple(name for name in built if name not in site.healed),
        kept=len(site.kept),
        changes=plan,
        commit=commit,
        healed=tuple(sorted(site.healed)),
        left_out=site.unreadable,
        missing=tuple(sorted(due - told)),
        warnings=tuple(f"{name}: {why}" for name, why in site.plain.items()),
    )


def _refuse_half_a_story(project: Project) -> None:
    """Stop where the working tree tells more than its last commit: that would be published without its reasons."""
    repository = project.repository
    layout = layout_of(repository, repository.sha("HEAD"), project.configuration, project.prefix)
    places = filter(None, (project.configuration, *layout.needed))
    changed = {f"{project.prefix}/{path}" for path in repository.uncommitted(project.prefix)}
    changed |= {name for place in places for name in repository.uncommitted(place)}
    paths = sorted(path for path in changed if not any(part.startswith(".") for part in path.split("/")))
    problems = [Problem(Location(path), _HALF, _WHOLE) for path in paths[:_TOLD]]
    if len(paths) > _TOLD:
        problems.append(Problem(Location(project.prefix), f"so are {len(paths) - _TOLD} more files", _WHOLE))
    if problems:
        raise ContentError(problems)
