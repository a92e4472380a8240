"""The steps of a Friday, each seen from the files and from git, so that the walk can begin anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.clock import read_clock
from milepost.commands.looking.changelog import in_words
from milepost.commands.looking.checking import check
from milepost.commands.looking.standing import tell_status
from milepost.commands.options import project_here
from milepost.commands.printing import counted, some
from milepost.commands.publishing import publish
from milepost.commands.showing import is_asking
from milepost.commands.writing.new import Drafting, write_update
from milepost.frozen import dataclass

if TYPE_CHECKING:
    from milepost.facts.report.report import StatusReport
    from milepost.project.opening import Project

_BRANCH = "gh-pages"
_PUBLISHERS = (".github/workflows/*.yml", ".gitlab-ci.yml", "netlify.toml", "cloudflare-build.sh")


@dataclass(frozen=True, slots=True)
class Week:
    """What the steps share: the command's context, and how it was called."""

    context: click.Context
    config_file: Path | None
    remote: str
    yes: bool = False

    @property
    def is_asking(self) -> bool:
        """Whether there is somebody who wants to be asked."""
        return not self.yes and is_asking()

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return project_here(self.config_file)

    @property
    def report(self) -> StatusReport:
        """What the site would say now."""
        from milepost.project.work import report_of_work

        return report_of_work(self.project, read_clock().moment)

    def run(self, command: click.Command, **given: Any) -> None:
        """Run another command."""
        self.context.invoke(command, config_file=self.config_file, **given)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: `show` tells what it is about and whether there is something to do; `act`, asked for, does it."""

    title: str
    show: Callable[[Week], bool]
    act: Callable[[Week], None] | None = None
    question: str = ""


def _questions(week: Week) -> bool:
    """How it stands, and what the client would ask."""
    tell_status(week.config_file)
    return False


def _has_no_draft(week: Week) -> bool:
    from milepost.facts.rhythm import cadence_of

    report = week.report
    cadence = cadence_of(report.charter, min((facts.update.date for facts in report.updates), default=None))
    newest = report.updates[0].update if report.updates else None
    if newest and cadence.answered_by(newest.date) == cadence.answered_by(report.status_date):
        click.echo(f"It is there: {report.sources.get((newest.kind, newest.id), newest.path)}")
        return False
    opened = ", and opened in your editor" if week.is_asking else ""
    click.echo(f"There is none for this week: it will be drafted from the ledger{opened}.")
    return True


def _draft(week: Week) -> None:
    write_update(Drafting(week.config_file, week.is_asking))


def _check(week: Week) -> bool:
    """Advice and warnings go on; an error ends the walk, for nobody could publish it."""
    try:
        week.run(check, form="text", strict=False, fix=False)
    except click.exceptions.Exit:
        click.echo("Mend it, then go on with: milepost friday", err=True)
        raise
    return False


def _tell_changes(week: Week) -> bool:
    click.echo(in_words(week.config_file) or "Nothing that the ledger tells.", nl=False)
    click.echo()
    return False


def _has_work(week: Week) -> bool:
    work = _work(week.project)
    click.echo(f"{counted(len(work), 'file')}{some(work)}" if work else "Everything is committed.")
    return bool(work)


def _work(project: Project) -> list[str]:
    """What belongs into one commit: the content that is not committed, and the settings of the site."""
    repository, settings = project.repository, project.configuration
    content = [f"{project.prefix}/{path}" for path in sorted(repository.uncommitted(project.prefix))]
    return [*content, *([settings] if settings and repository.uncommitted(settings) else [])]


def _commit(week: Week) -> None:
    from milepost.git.writing.saving import save

    project, report = week.project, week.report
    newest = report.updates[0].update if report.updates else None
    work = _work(project)
    is_told = newest is not None and f"{project.prefix}/{newest.path}" in work
    message = f"Update of {newest.date}: {newest.title}" if newest and is_told else f"Content of {report.status_date}"
    if week.is_asking:
        message = click.prompt("Message", message, err=True)
    click.echo(f"Committed {save(project.repository.root, work, message)}: {message}")


def _can_publish(week: Week) -> bool:
    from milepost.source.line.published import is_told

    project = week.project
    if not project.repository.has_commits or _work(project):
        click.echo("There is work that is not committed, so nothing is published.")
        return False
    if by := _published_by(project.repository.root):
        click.echo(f"{by} publishes when you push: to do it from here, too, use milepost publish.")
        return False
    if is_told(project.repository, _BRANCH):
        click.echo(f"The branch {_BRANCH} tells it already.")
        return False
    click.echo(f"Every version goes onto the branch {_BRANCH} of this clone.")
    return True


def _publish(week: Week) -> None:
    week.run(publish, remote=week.remote)


def _can_push(week: Week) -> bool:
    from milepost.git.writing.saving import remotes, unsent

    project = week.project
    here = project.repository.branch_here()
    if not project.repository.has_commits or here is None:
        click.echo("There is no branch to send: git switch main, or git switch -c NAME keeps what is here.")
    elif week.remote not in remotes(project.repository.root):
        click.echo(f"There is no remote {week.remote}: git remote add {week.remote} ADDRESS")
    else:
        waiting = {name: unsent(project.repository.root, week.remote, name) for name in _branches(week)}
        told = ", ".join(f"{name} ({counted(number, 'commit')})" for name, number in waiting.items() if number)
        click.echo(f"To {week.remote}: {told}" if told else f"{week.remote} has everything.")
        return bool(told)
    return False


def _push(week: Week) -> None:
    from milepost.git.writing.saving import send

    for name in _branches(week):
        send(week.project.repository.root, week.remote, name)
        click.echo(f"Sent {name} to {week.remote}.")


def what_sends_it(week: Week) -> str:
    """The command that goes on where not all is sent; nothing where the remote has everything."""
    from milepost.git.writing.saving import remotes, unsent

    root, names = week.project.repository.root, _branches(week)
    if not week.project.repository.has_commits or week.project.repository.branch_here() is None:
        return "git switch main, then milepost friday"
    if week.remote not in remotes(root):
        return f"git remote add {week.remote} ADDRESS, then milepost friday"
    return "milepost friday" if any(unsent(root, week.remote, name) for name in names) else ""


def _branches(week: Week) -> list[str]:
    """The branch that is checked out, and the site's where it is published from here."""
    repository = week.project.repository
    here = repository.branch_here()
    site = [] if _published_by(repository.root) or f"heads/{_BRANCH}" not in repository.branches() else [_BRANCH]
    return [*([here] if here else []), *site]


def _published_by(root: Path) -> str:
    """The workflow that publishes on a push, if there is one."""
    files = (file for pattern in _PUBLISHERS for file in sorted(root.glob(pattern)))
    commands = ("milepost publish", "milepost build")
    found = (file for file in files if any(command in _text(file) for command in commands))
    return next((file.relative_to(root).as_posix() for file in found), "")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


STEPS = (
    Step("What the client would ask", _questions),
    Step("The draft", _has_no_draft, _draft, "Draft it?"),
    Step("The check", _check),
    Step("What this changes, in words", _tell_changes),
    Step("The commit", _has_work, _commit, "Commit it?"),
    Step("The site", _can_publish, _publish, "Publish it?"),
    Step("Sending it", _can_push, _push, "Push it?"),
)
"""The walk; whether a step has something to do is seen from the files and from git, so that it can begin anywhere."""
