"""The draft: what there is to show, of the repository or of the working tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from milepost.errors import ContentError, Location, MilepostError, Problem, in_order
from milepost.frozen import dataclass
from milepost.memory.works import Works
from milepost.pipeline import AsOf, Site, read_today, render_site
from milepost.project.checking import _pointers, check_around, left_out
from milepost.project.files import authors_files
from milepost.project.opening import Project
from milepost.project.work import work_of
from milepost.source.checks.judging import Judging


@dataclass(frozen=True, slots=True)
class OldVersion:
    """That a site is an old version: the folder it lives in, its day, and the sources of what stands elsewhere."""

    version: str
    folder: str
    day: date
    elsewhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What there is to show: a site (None where nothing could be read yet), and what is wrong with it.

    `content` holds the author's own pages and files as git has them, by their place on the site: of these a build is
    made, and of nothing that lies on the disk (None: a preview, which shows the disk). `old_version` is set for an old
    version, `has_versions` for today's site above old versions.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    content: Mapping[str, bytes] | None = None
    old_version: OldVersion | None = None
    has_versions: bool = False

    @property
    def at(self) -> str:
        """The folder that the site lives in, from the root: empty for today's."""
        return self.old_version.folder if self.old_version else ""

    def lets_through(self, uri: str) -> bool:
        """Whether one of the author's files may stand at a place on the site."""
        is_here = self.site is not None and uri.startswith(self.at)
        return is_here and self.site is not None and self.site.gate.lets_through(uri.removeprefix(self.at))

    @classmethod
    def failed(cls, error: MilepostError, last: Draft | None) -> Draft:
        """The last good site with the reason why it is not the newest one."""
        told = error.problems if isinstance(error, ContentError) else (Problem(Location("git"), str(error)),)
        return cls(last.site if last else None, tuple(told))


@dataclass(frozen=True, slots=True)
class Terms:
    """How a site is read: with `now`, the uncommitted work of the working tree is part of it, as of the day it is told.

    Before the first commit there is nothing else, so that `now` is needed. By `today` it is judged which days of the
    content cannot be. `works` is what earlier builds made.
    """

    as_of: AsOf
    now: datetime | None = None
    today: date | None = None
    works: Works | None = None


def read_site(project: Project, site_url: str | None, terms: Terms) -> Draft:
    """Read and render the site."""
    now, today = terms.now, terms.today
    repository = project.repository
    work = work_of(project, terms.as_of.moment or now) if now else None
    judging = Judging(today, advise=now is not None, is_github=project.is_github)
    reading = read_today(repository, project.prefix, terms.as_of, work, judging)
    site = render_site(reading, site_url, works=terms.works)
    if now:
        return Draft(site, in_order([*site.problems, *check_around(project, now, reading)]))
    left = (left_out(f"{project.prefix}/{path}") for path in sorted(repository.uncommitted(project.prefix)))
    content = authors_files(repository, repository.files_at("HEAD", project.prefix), site.gate.lets_through)
    return Draft(site, (*site.problems, *left, *_pointers(content, project.prefix)), content)
