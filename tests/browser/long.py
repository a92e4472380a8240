"""Projects that last for years: what the plan and the commitments have to stay light with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from repository_builder import RepositoryBuilder

_CONFIGURATION = (
    "site_name: Harbour line\nsite_url: https://status.example.org/\ndocs_dir: content\n"
    "theme: {name: material}\nplugins: [search, milepost]\n"
)
_PHASES = ("Discovery", "Concept", "Design", "Build", "Data migration", "Pilot", "Launch", "Aftercare")
_CHARTER = (
    "name: Harbour line\nclient: Harbour Ferries\nvendor: Northlight Studio\nstart: 2016-11-07\nphases:\n"
    + "".join(f"- {{id: p-{n}, title: {name}}}\n" for n, name in enumerate(_PHASES))
)
_TODAY = date(2026, 11, 20)
_BEGAN = date(2016, 11, 7)
_WORDS = ("tickets are sold at pier", "refund rules are signed for route", "machines are replaced at landing stage")


def _long(project: RepositoryBuilder) -> None:
    """Ten years: 1,000 milestones and 2,000 promises, of which 20 each are open; every one was moved once."""
    _years(project, milestones=1000, promises=2000, still=20)


def _ten_years(project: RepositoryBuilder) -> None:
    """Ten years: 200 promises and milestones closed, 20 open."""
    _years(project, milestones=220, promises=220, still=20)


def _no_updates(project: RepositoryBuilder) -> None:
    """613 milestones, most of them to come, and nobody has written an update."""
    _years(project, milestones=613, promises=0, still=500, is_told=False)


def _overdue(project: RepositoryBuilder) -> None:
    """Nothing was ever done: 400 milestones and 600 promises, all of them overdue by years."""
    _write(project, _plan(400, 400), _promises(600, 600), on="2016-11-07")
    project.commit({"content/updates/2026-11-20.md": _update("red")}, on="2026-11-20")


def _deleted(project: RepositoryBuilder) -> None:
    """200 milestones and 300 promises were public, and then all of them were deleted."""
    _write(project, _plan(200, 200), _promises(300, 300), on="2016-11-07")
    empty = {"content/milestones.yml": "[]\n", "content/commitments.yml": "[]\n"}
    project.commit({**empty, "content/updates/2026-11-20.md": _update("green")}, on="2026-11-20")


def _years(project: RepositoryBuilder, *, milestones: int, promises: int, still: int, is_told: bool = True) -> None:
    def state(later: int, *, is_done: bool) -> dict[str, str]:
        return {
            "content/milestones.yml": _plan(milestones, still, later=later, is_done=is_done),
            "content/commitments.yml": _promises(promises, still, later=later, is_done=is_done),
        }

    first = state(0, is_done=False)
    _write(project, first["content/milestones.yml"], first["content/commitments.yml"], on="2016-11-07")
    project.commit(state(9, is_done=False), on="2016-11-09")
    update = {"content/updates/2026-11-20.md": _update("amber")} if is_told else {}
    project.commit({**state(9, is_done=True), **update}, on="2026-11-20")


def _plan(number: int, still: int, *, later: int = 0, is_done: bool = True) -> str:
    entries, closed = [], number - still
    for n in range(number):
        due = _spread(n, number, still) + timedelta(days=later)
        done = f", done: {due}" if is_done and n < closed else ""
        after = f", after: [m-{n - 1}]" if n % 3 else ""
        bar = f"start: {due - timedelta(days=30)}, " if n % 2 else ""
        title = f"{_WORDS[n % 3].capitalize()} {n}"
        entries.append(f"- {{id: m-{n}, title: {title}, phase: p-{8 * n // number}, {bar}due: {due}{done}{after}}}\n")
    return "".join(entries) or "[]\n"


def _promises(number: int, still: int, *, later: int = 0, is_done: bool = True) -> str:
    entries, closed = [], number - still
    for n in range(number):
        due = _spread(n, number, still) + timedelta(days=later)
        kept = f", kept: {due - timedelta(days=n % 5)}" if is_done and n < closed else ""
        side = ", from: client" if n % 3 == 0 else ""
        title = f"{_WORDS[n % 3].capitalize()} {n}"
        entries.append(f"- {{id: C-{n}, promise: {title}, due: {due}, owner: Shop team{kept}{side}}}\n")
    return "".join(entries) or "[]\n"


def _spread(n: int, number: int, still: int) -> date:
    """Over ten years; the last ones, which are open, lie ahead where others have been done."""
    closed = number - still
    if closed and n >= closed:
        return _TODAY + timedelta(days=7 * (n - closed) - 14)
    return _BEGAN + timedelta(days=20 + 3500 * n // max(closed or number, 1))


def _update(status: str) -> str:
    return f"---\nstatus: {status}\nheadline: Where the harbour line stands\nwhy: We know why.\n---\nOn we go.\n"


def _write(project: RepositoryBuilder, plan: str, promises: str, *, on: str) -> None:
    files = {
        "mkdocs.yml": _CONFIGURATION,
        "content/project.yml": _CHARTER,
        "content/milestones.yml": plan,
        "content/commitments.yml": promises,
    }
    project.commit(files, on=on, by="Project office")


LONG: dict[str, Callable[[RepositoryBuilder], None]] = {
    "long": _long,
    "ten-years": _ten_years,
    "no-updates": _no_updates,
    "overdue": _overdue,
    "deleted": _deleted,
}
