"""Publishing every night: a day that passes changes what the clock tells, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from milepost.publication.changes import FileChanges
from milepost.publication.into_folder import publish_folder
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from repository_builder import SMALL, RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
NOW = datetime(2030, 1, 1, tzinfo=UTC)  # no clock is wrong here
UPDATE = "---\nstatus: green\nheadline: {}\n---\n## Done\n\n- [the beta](milestone:beta)\n"
RECORDS = {
    "content/updates/2026-03-06.md": UPDATE.format("We began"),
    "content/updates/2026-03-13.md": UPDATE.format("A week later"),
    "content/lessons/ask.md": "---\ntitle: Ask first\ndate: 2026-03-06\nkind: improve\n---\nWhy.\n",
    "content/handbook.md": "# Handbook\n\nWords.\n",
    "content/glossary.yml": "Beta: A version for trying out.\n",
}
# What tells how things stand: five pages, their entry in the search where words change, the data, and the receipt.
STATE = {
    "commitments/index.html",
    "index.html",
    "plan/index.html",
    "search/search_index.json",
    "status.json",
    "updates/index.html",
    "versions/manifest.json",
    "versions/since/index.html",
}


def publish(repository: RepositoryBuilder, day: str) -> FileChanges:
    """Publish on a day into a folder beside the project."""
    project, moment = configured_project(repository.path / "mkdocs.yml"), datetime.fromisoformat(f"{day}T12:00+00:00")
    place = repository.path.parent / "site"
    return publish_folder(project, place, Terms(now=NOW, moment=moment, progress=lambda done, all_: None)).changes


def last_changes(site: Path) -> dict[str, str]:
    """The last change of each page as the sitemap tells it."""
    entries = re.findall(
        r"<loc>https://status.example.org/(.*?)</loc>(.*?)</url>", (site / "sitemap.xml").read_text(), re.DOTALL
    )
    return {address: "".join(re.findall("<lastmod>(.*?)</lastmod>", rest)) for address, rest in entries}


def test_a_day_changes_what_the_clock_tells(project: Project) -> None:
    """No record, version, feed, calendar or sitemap: not the next day, not when overdue, not in another year."""
    repository = project(RECORDS, on="2026-03-13")
    publish(repository, "2026-03-13")
    for day in ("2026-03-14", "2026-03-30"):
        plan = publish(repository, day)
        assert (set(plan.changed) - STATE, plan.added, plan.removed) == (set(), (), ()), day
        # Where nothing else happened, nothing else is found.
        assert "search/search_index.json" not in plan.changed
    # The report of a month is closed with it.
    assert set(publish(repository, "2026-04-10").changed) <= STATE | {"record/index.html", "updates/2026-03/index.html"}
    # In another year a list of versions says which year it speaks of.
    records = [
        address
        for address in publish(repository, "2027-01-02").changed
        if re.match("(updates|lessons|handbook)/.", address)
    ]
    assert set(records) - {"updates/index.html"} == {"lessons/index.html"}


def test_a_new_update_touches_what_tells_of_it(project: Project) -> None:
    """Its own page, that of its month, and the update before, which leads to it; no other record is written again."""
    repository = project({**RECORDS, "content/commitments.yml": "[]\n"}, on="2026-03-13")
    publish(repository, "2026-03-13")
    repository.commit({"content/updates/2026-03-20.md": UPDATE.format("Third")}, on="2026-03-20")
    plan = publish(repository, "2026-03-20")
    records = [a for a in (*plan.changed, *plan.added) if re.match(r"(updates|lessons|handbook|glossary)/", a)]
    assert records == [
        "updates/2026-03-13/index.html",
        "updates/2026-03/index.html",
        "updates/index.html",
        "updates/2026-03-20/index.html",
    ]
    assert [a for a in plan.changed if a.startswith("versions/2")] == []


def test_the_sitemap_has_the_last_change_of_each_page(project: Project) -> None:
    """A record's is its last public change, that of a page that tells the state the last event; none is invented."""
    repository = project(RECORDS, on="2026-03-13")
    edited = UPDATE.format("We began slowly and late")
    repository.commit({"content/updates/2026-03-06.md": edited}, on="2026-03-27")
    publish(repository, "2026-05-01")
    told = last_changes(repository.path.parent / "site")
    assert {address: told[address] for address in ("", "plan/", "commitments/", "updates/", "lessons/")} == {
        "": "2026-04-16",
        "plan/": "2026-04-16",
        "commitments/": "2026-03-27",
        "updates/": "2026-03-27",
        "lessons/": "2026-03-13",
    }
    assert told["updates/2026-03-06/"] == "2026-03-27"
    assert told["updates/2026-03-13/"] == "2026-03-13"
    assert told["lessons/ask/"] == "2026-03-13"
    assert told["handbook/"] == "2026-03-13"
    # No event tells when a term was explained: no day is better than a wrong one.
    assert told["glossary/"] == ""


def test_no_file_has_a_time_of_its_own(project: Project) -> None:
    """Nothing is compressed on our side: what compresses writes the time, and another library other bytes."""
    repository = project(RECORDS, on="2026-03-13")
    publish(repository, "2026-03-13")
    assert sorted((repository.path.parent / "site").rglob("*.gz")) == []


def test_pages_know_when_they_will_have_grown_old(project: Project) -> None:
    """Pages that tell the state carry the last day on which the next update is in time; records and versions do not."""
    repository = project(RECORDS, on="2026-03-13")
    publish(repository, "2026-03-13")
    site = repository.path.parent / "site"
    holds = {page.relative_to(site).as_posix() for page in site.rglob("*.html") if "data-mp-until" in page.read_text()}
    assert holds == {address for address in STATE if address.endswith(".html")}
    overview = (site / "index.html").read_text()
    assert 'data-mp-until="2026-03-22" hidden' in overview
    assert "This page is from 13 March 2026. The update of 20 March 2026 has not come." in overview
    assert "<script>(() => {\nconst notice" in overview


def test_what_is_overdue_already_is_told_by_the_page(project: Project) -> None:
    """A page that says itself that an update is overdue waits for the one after."""
    repository = project(RECORDS, on="2026-03-13")
    publish(repository, "2026-03-24")
    overview = (repository.path.parent / "site/index.html").read_text()
    assert "The next update was due on" in overview
    assert 'data-mp-until="2026-03-29"' in overview


def test_a_finished_project_does_not_grow_old(project: Project) -> None:
    """Where everything promised is settled no update is due, and no page waits for one."""
    done = SMALL["content/milestones.yml"] + "  done: 2026-03-10\n"
    repository = project({**RECORDS, "content/milestones.yml": done}, on="2026-03-13")
    publish(repository, "2026-03-13")
    assert "data-mp-until" not in (repository.path.parent / "site/index.html").read_text()
