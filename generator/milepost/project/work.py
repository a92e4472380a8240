"""What lies on disk and is not committed, and what the site would say if it were."""

from __future__ import annotations

from datetime import datetime

from milepost.errors import ContentError
from milepost.facts.events import Event
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Language
from milepost.pipeline import AsOf, read_report, read_today
from milepost.project.opening import Project
from milepost.source.checks.judging import Judging
from milepost.source.files.working_tree import read_working_tree
from milepost.source.history import Uncommitted
from milepost.source.latest import read_files


def files_on_disk(project: Project) -> dict[str, bytes | None]:
    """The working tree, with what is committed and a sparse checkout leaves off the disk."""
    files = read_working_tree(project.content)
    if absent := project.repository.absent(project.prefix):
        committed = read_files(project.repository, "HEAD", project.prefix)
        files |= {path: committed[path] for path in sorted(absent) if path in committed}
    return dict(sorted(files.items()))


def work_of(project: Project, moment: datetime) -> Uncommitted | None:
    """What is not committed, with all that lies beside it; None where everything is."""
    if project.repository.has_commits and not project.repository.uncommitted(project.prefix):
        return None
    return Uncommitted(files_on_disk(project), moment)


def report_of_work(project: Project, moment: datetime) -> StatusReport:
    """What the site would say if all on disk were committed at a moment; ContentError where that has errors."""
    as_of = AsOf(None, project.status_date, moment)
    return read_today(project.repository, project.prefix, as_of, work_of(project, moment)).report


def news_of_work(project: Project, moment: datetime) -> tuple[Language, tuple[Event, ...]]:
    """What the ledger will say of all that is not committed once it is, and in which language."""
    report = report_of_work(project, moment)
    return report.charter.language, tuple(event for event in report.events if event.revision == "")


def ids_that_were(project: Project, kind: Kind) -> frozenset[str]:
    """Every id that an item of a kind has or had, as far as the site tells; the content on disk may have errors."""
    if not project.repository.has_commits:
        return frozenset()
    try:
        events = read_report(project.repository, project.prefix, judging=Judging(is_lenient=True)).report.events
    except ContentError:  # Nothing was ever told that could be read.
        return frozenset()
    return frozenset(name for event in events if event.kind is kind for name in (event.id, event.origin))
