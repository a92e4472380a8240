"""Publishing binds: what was told is told again, or it is told for ever that it is not."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from built_once import built_once
from milepost.errors import SiteError
from milepost.git.repository import Repository
from milepost.pipeline import read_report
from milepost.publication import holding
from milepost.publication.into_folder import publish_folder
from milepost.publication.proof.verify import Verdict, verify
from milepost.publication.publish import Published, Terms
from milepost.site.configuration import configured_project
from milepost.versions.published.address import site_at
from milepost.versions.receipts.account import Account, account_of, read_account
from places import NOW, unheard
from repository_builder import SMALL, RepositoryBuilder

LEDGER = "versions/ledger.json"


def due(day: str, more: str = "") -> str:
    """The one milestone, for a day."""
    return f"- id: beta\n  title: The beta is open\n  due: {day}\n{more}"


class Told:
    """A project and the folder it is published into."""

    def __init__(self, repository: RepositoryBuilder) -> None:
        self.repository = repository
        self.folder = repository.path.parent / "public"

    def publish(self, *, tell_otherwise: bool = False) -> Published:
        """Publish what is committed."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        return publish_folder(project, self.folder, Terms(now=NOW, tell_otherwise=tell_otherwise, progress=unheard))

    def verify(self) -> Verdict:
        """Verify what is published."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        return verify(project, site_at(project.repository, str(self.folder), "", ""), (), unheard)

    def account(self) -> Account:
        """The published account."""
        return read_account((self.folder / LEDGER).read_bytes(), LEDGER)

    def manifest(self, version: str = "") -> dict[str, Any]:
        """A published manifest."""
        found: dict[str, Any] = json.loads((self.folder / "versions" / version / "manifest.json").read_text())
        return found

    def status(self) -> dict[str, Any]:
        """The published data."""
        found: dict[str, Any] = json.loads((self.folder / "status.json").read_text())
        return found


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of a project and of what was told of it first, published once a run, to be copied."""
    return built_once(tmp_path_factory, "told-first", lambda room: _begun(room / "project").publish())


@pytest.fixture
def told(first: Path, tmp_path: Path) -> Told:
    """A promise that moved, an update, and a move after it."""
    shutil.copytree(first, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Told(RepositoryBuilder(tmp_path / "project"))


def _begun(place: Path) -> Told:
    builder = RepositoryBuilder(place)
    update = "---\nstatus: green\nheadline: First\n---\nWords.\n"
    builder.commit({**SMALL, "content/milestones.yml": due("2026-04-15")}, on="2026-03-02")
    builder.commit({"content/milestones.yml": due("2026-05-15", "  reason: The pier is closed.\n")}, on="2026-03-05")
    builder.commit({"content/updates/2026-03-06.md": update}, on="2026-03-06")
    builder.commit({"content/milestones.yml": due("2026-06-15")}, on="2026-03-10")
    return Told(builder)


def forget(monkeypatch: pytest.MonkeyPatch, event: str = "moved") -> None:
    """Let a ledger tell no entry of a name any more, as a mistake of ours would."""
    from dataclasses import replace

    from milepost.facts.report import deriving as report

    derive = report.derive_report

    def forgetful(*arguments: Any) -> Any:
        found = derive(*arguments)
        return replace(found, events=tuple(e for e in found.events if e.event != event))

    monkeypatch.setattr("milepost.pipeline.derive_report", forgetful)


def test_every_entry_stands_beside_the_manifests(told: Told) -> None:
    """One line each, in the order of the ledger, vouched for by today's manifest and counted by each."""
    events = told.status()["events"]
    account = told.account()
    assert [(e.kind, e.id, e.event, e.recorded) for e in account.entries] == [
        (e["kind"], e["id"], e["event"], e["recorded"]) for e in events
    ]
    lines = (told.folder / LEDGER).read_text().splitlines()
    assert len([line for line in lines if line.startswith('["')]) == len(events)
    assert told.manifest()["ledger"]["entries"] == len(events)
    assert told.manifest("2026-03-06")["ledger"]["entries"] == len(events) - 1
    assert LEDGER in told.manifest()["files"]


def test_what_goes_on_goes_on(told: Told) -> None:
    """More entries are no matter, whatever they are."""
    told.repository.commit({"content/milestones.yml": due("2026-07-15", "  owner: The office\n")}, on="2026-03-12")
    before = told.account().entries
    told.publish()
    assert told.account().entries[: len(before)] == before
    assert (told.verify().wrong, told.verify().unproven) == ((), ())


def test_an_entry_that_is_gone_stops_it_by_name(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, and what to do is told."""
    forget(monkeypatch)
    before = (told.folder / LEDGER).read_bytes()
    with pytest.raises(SiteError) as caught:
        told.publish()
    assert re.fullmatch(
        r"2 entries that were told are missing or changed: milestone beta moved \(2026-03-05, gone\), milestone beta"
        r" moved \(2026-03-10, gone\) \(compare with milepost changelog \w{10}, and put back what it tells; or publish"
        r" --tell-otherwise, which the site then says for ever\)",
        str(caught.value),
    )
    assert (told.folder / LEDGER).read_bytes() == before


def test_going_on_is_told_for_ever(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the page of the versions, in the data, in the ledger's file and in every later manifest."""
    with monkeypatch.context() as patch:
        forget(patch)
        told.publish(tell_otherwise=True)
        assert [(one.entry.event, one.entry.recorded) for one in told.account().otherwise] == [
            ("moved", "2026-03-05"),
            ("moved", "2026-03-10"),
        ]
    update = "---\nstatus: green\nheadline: Second\n---\nWords.\n"
    told.repository.commit({"content/updates/2026-03-13.md": update}, on="2026-03-13")
    told.publish()
    assert [one["since"] for one in told.status()["told_otherwise"]] == ["2026-03-10"] * 2
    page = (told.folder / "versions/index.html").read_text()
    assert "2 entries no longer read as they were published" in page
    assert page.count("missing or changed since") == 2
    assert told.manifest("2026-03-13")["ledger"]["otherwise"] == 2
    assert told.manifest("2026-03-06")["ledger"]["otherwise"] == 0
    verdict = told.verify()
    assert (verdict.wrong, len(verdict.otherwise)) == ((), 2)


def test_what_is_made_internal_is_not_missing(told: Told) -> None:
    """It leaves the account as it leaves the site, and is no reason to stop."""
    assert "beta" in (told.folder / LEDGER).read_text()
    told.repository.commit({"content/milestones.yml": due("2026-06-15", "  visibility: internal\n")}, on="2026-03-12")
    told.publish()
    assert "beta" not in (told.folder / LEDGER).read_text()
    assert told.verify().wrong == ()


def test_what_was_told_otherwise_and_is_internal_now_is_not_named(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """That there was something stays told; what it was does not."""
    with monkeypatch.context() as patch:
        forget(patch)
        told.publish(tell_otherwise=True)
    told.repository.commit({"content/milestones.yml": due("2026-06-15", "  visibility: internal\n")}, on="2026-03-12")
    told.publish()
    assert [one["id"] for one in told.status()["told_otherwise"]] == [None, None]
    for file in (LEDGER, "versions/index.html", "status.json"):
        assert "beta" not in (told.folder / file).read_text()
    assert told.verify().wrong == ()


def test_another_milepost_may_tell_it_its_way(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it tells of the published state, too, is no difference that a history made."""
    monkeypatch.setattr(holding, "generator", lambda: {"milepost": "9"})
    forget(monkeypatch)
    told.publish()
    assert told.account().otherwise == ()


def _removed(told: Told) -> None:
    (told.folder / LEDGER).unlink()


def _emptied(told: Told) -> None:
    (told.folder / LEDGER).write_text(Account().text)


@pytest.mark.parametrize("wrong", [_removed, _emptied])
def test_an_account_that_was_tampered_with_stops_it(told: Told, wrong: Callable[[Told], None]) -> None:
    """Nobody gets rid of what was told by deleting the file that says so; verify names it."""
    wrong(told)
    with pytest.raises(SiteError, match=r"^versions/ledger.json: is (missing|not what its manifest says)"):
        told.publish(tell_otherwise=True)
    assert any(finding.startswith(f"{LEDGER}: is ") for finding in told.verify().wrong)


def test_what_an_older_milepost_published_binds_from_now_on(told: Told) -> None:
    """Its manifests know of no ledger, and are as valid as they were."""
    for version in ("2026-03-06", ""):
        file = told.folder / "versions" / version / "manifest.json"
        known = told.manifest(version)
        del known["ledger"]
        if not version:
            del known["files"][LEDGER]
        file.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n")
    (told.folder / LEDGER).unlink()
    link = {"version": "2026-03-06", "manifest": digest_of(told.folder / "versions/2026-03-06/manifest.json")}
    known = told.manifest()
    (told.folder / "versions/manifest.json").write_text(json.dumps({**known, "previous": link}, indent=1) + "\n")
    told.repository.commit({"content/a.md": "# A\n"}, on="2026-03-12")
    told.publish()
    assert told.account().entries


def digest_of(file: Path) -> str:
    """The sha256 of a file."""
    from hashlib import sha256

    return sha256(file.read_bytes()).hexdigest()


def test_an_account_says_the_same_once_read(told: Told) -> None:
    """Its text is the one that it can be."""
    report = read_report(Repository.open(told.repository.path), "content").report
    account = account_of(report)
    assert read_account(account.text.encode(), LEDGER) == account
    assert read_account(Account().text.encode(), LEDGER) == Account()


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"schema": 1, "told": [1], "otherwise": []}', "null"])
def test_an_account_that_nobody_wrote_is_told(text: str) -> None:
    """Whatever stands there."""
    with pytest.raises(SiteError, match=r"^x: is no ledger of Milepost's"):
        read_account(text.encode(), "x")
