"""The receipt in a client's mail: it says of which version something was said, whatever the mail claims."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import cli
from repository_builder import RepositoryBuilder

CONTENT = {
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "",
    "content/commitments.yml": "- id: C-1\n  promise: Send the fare table\n  from: client\n  due: 2026-03-13\n",
}


def manifest(version: str, by: str = "0.1.0") -> str:
    """A manifest as far as it matters here."""
    return json.dumps({"schema": 1, "version": version, "status_date": version, "generator": {"milepost": by}})


def receipt(text: str) -> str:
    """Its hash."""
    return sha256(text.encode()).hexdigest()


OLD, NEW = manifest("2026-03-06"), manifest("2026-03-13")
REBUILT = manifest("2026-03-06", "0.2.0")


@pytest.fixture
def project(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that waits for its client."""
    builder.commit(CONTENT, on="2026-03-02")
    monkeypatch.chdir(builder.path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773489600")  # 14 March 2026
    return builder.path


@pytest.fixture(params=["heads/gh-pages", "remotes/origin/gh-pages", "heads/site"])
def published(project: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Its versions, published here or by somebody else; the first one was built again by another Milepost."""
    site = RepositoryBuilder(tmp_path / "site")
    site.commit({"versions/2026-03-06/manifest.json": OLD, "versions/manifest.json": "{}"})
    site.commit({"versions/2026-03-06/manifest.json": REBUILT, "versions/2026-03-13/manifest.json": NEW})
    RepositoryBuilder(project).git("fetch", "--quiet", str(site.path), f"main:refs/{request.param}")
    return project


def recorded(project: Path, version: str, hash_: str) -> tuple[str, str]:
    """What the command says of a mail, and what stands in the register then."""
    text = (
        "From: Sam <sam@ferries.example>\nSubject: Harbour line: answer to C-1\n"
        "Date: Sat, 14 Mar 2026 12:00:00 +0000\n\n"
        f"Send the fare table\n\nOur answer:\n\nOn Friday.\n\n-- \nVersion {version}, receipt {hash_}\n"
    )
    (project / "a.eml").write_text(text)
    done = CliRunner().invoke(cli, ["record", "a.eml", "--role", "Head of sales", "--yes"])
    assert done.exit_code == 0, done.output
    told = [line for line in done.output.splitlines() if "eceipt" in line or "was said of" in line]
    return "\n".join(told), (project / "content/feedback.yml").read_text()


def test_of_the_newest_nothing_is_said(published: Path) -> None:
    """It is as it should be; the version stands in the register."""
    told, written = recorded(published, "2026-03-13", receipt(NEW))
    assert (told, "version: 2026-03-13" in written) == ("", True)


@pytest.mark.parametrize("text", [OLD, REBUILT])
def test_of_an_older_one_it_is_said(published: Path, text: str) -> None:
    """By each receipt that the version ever had."""
    told, written = recorded(published, "2026-03-06", receipt(text))
    assert told == "It was said of version 2026-03-06; 1 newer one came since: does it hold?"
    assert "version: 2026-03-06" in written


def test_the_receipt_counts_and_not_the_name(published: Path) -> None:
    """A mail may name what it likes; in capitals or with the name of its kind a hash is the same."""
    told, written = recorded(published, "2026-03-06", f"sha256:{receipt(NEW).upper()}")
    assert told == "It names version 2026-03-06, and its receipt is that of 2026-03-13, which is recorded."
    assert "version: 2026-03-13" in written


def test_a_receipt_of_no_version_is_told(published: Path) -> None:
    """The words are recorded, as whoever reads them decides, but not as said of a version that nobody has seen so."""
    told, written = recorded(published, "2026-03-06", "f" * 64)
    assert told.startswith("Its receipt (ffffffffff…) is of no version known here, so none is recorded (git fetch")
    assert "said: On Friday." in written
    assert "version:" not in written


def test_where_nothing_is_published_nothing_is_checked(project: Path) -> None:
    """And it says so, with what would mend it."""
    told, written = recorded(project, "2026-03-06", receipt(OLD))
    assert told.startswith("The receipt in it was not checked: no branch of this clone holds versions")
    assert "version: 2026-03-06" in written


def test_manifests_that_nobody_wrote_stop_nothing(project: Path, tmp_path: Path) -> None:
    """That a branch holds anything else is for `verify` to tell."""
    site = RepositoryBuilder(tmp_path / "site")
    odd = {f"versions/{n}/manifest.json": text for n, text in enumerate(("", "[]", "{", '{"version": 1}', "\x00"))}
    site.commit({**odd, "versions/manifest.json": "", "versions/2026-03-13/manifest.json": NEW})
    RepositoryBuilder(project).git("fetch", "--quiet", str(site.path), "main:refs/heads/gh-pages")
    assert recorded(project, "2026-03-13", receipt(NEW))[0] == ""
