"""The clock: asked in one place, and told to everybody else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from installed import milepost
from milepost.clock import read_clock
from milepost.errors import MilepostError
from milepost.git.repository import Repository
from milepost.pipeline import AsOf, read_report
from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.publication.into_folder import publish_folder
from milepost.publication.proof.verify import verify
from milepost.publication.publish import Published, Terms
from milepost.site.build import build_site
from milepost.site.configuration import configured_project
from milepost.versions.published.folder import SiteFolder
from milepost.versions.which.spans import changelog_of
from repository_builder import SMALL, RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
PACKAGE = Path(__file__).parents[1] / "generator" / "milepost"
UPDATE = "---\nstatus: green\nheadline: {}\n---\nAll is well.\n"
FIXED = SMALL["mkdocs.yml"].replace("milepost]", "milepost: {status_date: 2026-05-01}]")
NOW = datetime(2030, 1, 1, tzinfo=UTC)  # no clock is wrong here


def moment(day: str) -> datetime:
    """Noon of a day."""
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def epoch(day: str) -> str:
    """The same in seconds."""
    return str(int(moment(day).timestamp()))


def data(site: Path) -> dict[str, object]:
    """What a site says as data."""
    told: dict[str, object] = json.loads((site / "status.json").read_text())
    return told


def publish(repository: RepositoryBuilder, folder: Path, day: str) -> Published:
    """Publish into a folder on a day."""
    project = configured_project(repository.path / "mkdocs.yml")
    at = moment(day)
    return publish_folder(project, folder, Terms(now=NOW, moment=at, progress=lambda done, all_: None))


def test_the_clock_is_read_in_one_place() -> None:
    """No module but the clock's own asks what time it is, and only the edges, commands and plugin, ask the clock."""
    asks = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time|localtime|gmtime)\b")
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text() for path in sorted(PACKAGE.rglob("*.py"))}
    assert [name for name, text in texts.items() if asks.search(text)] == ["clock.py"]
    edges = {name for name, text in texts.items() if "read_clock()" in text and name != "clock.py"}
    assert edges - {name for name in edges if name.startswith("commands/")} == {"site/plugin.py"}


def test_source_date_epoch_fixes_what_is_told_and_not_what_time_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard against wrong clocks asks the machine; whoever wants the same bytes again sets the variable."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2026-03-06"))
    clock = read_clock()
    assert clock.moment == moment("2026-03-06")
    assert clock.now > clock.moment
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    clock = read_clock()
    assert clock.now == clock.moment


@pytest.mark.parametrize("value", ["soon", "1.5", "9" * 30])
def test_a_source_date_epoch_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """What is no number of seconds stops with the name of the variable."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(MilepostError, match="SOURCE_DATE_EPOCH"):
        read_clock()


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (AsOf(), "2026-03-06"),
        (AsOf(moment=moment("2026-04-20")), "2026-04-20"),
        (AsOf(moment=datetime(2026, 4, 20, 23, 30, tzinfo=UTC)), "2026-04-21"),
        (AsOf(moment=moment("1970-01-01")), "2026-03-06"),
        (AsOf(fixed=date(2026, 5, 1), moment=moment("2026-06-01")), "2026-05-01"),
        (AsOf(fixed=date(2025, 5, 1), moment=moment("2026-06-01")), "2026-03-06"),
        (AsOf(date(2026, 2, 1), date(2026, 5, 1), moment("2026-06-01")), "2026-02-01"),
    ],
)
def test_the_day_that_is_told(project: Project, as_of: AsOf, told: str) -> None:
    """Today in the project's time zone, or what fixes it; never before the last revision, unless that is asked for."""
    repository = project({"content/project.yml": "name: Harbour line\ntimezone: Europe/Oslo\n"})
    reading = read_report(Repository.open(repository.path), "content", as_of=as_of)
    assert str(reading.report.status_date) == told
    assert reading.is_of_its_day == (told == "2026-03-06")


def test_clocks_that_ran_backwards_do_not_take_today_back(project: Project) -> None:
    """Where the revision before the last one is dated later, today is no earlier than that."""
    repository = project(on="2026-04-20").commit({"content/commitments.yml": "[]\n"}, on="2026-03-06")
    reading = read_report(Repository.open(repository.path), "content", as_of=AsOf(moment=moment("2026-04-01")))
    assert str(reading.report.status_date) == "2026-04-20"


def test_todays_site_knows_what_was_missed_since(project: Project, tmp_path: Path) -> None:
    """A promise that came due after the last commit is overdue on today's site."""
    config = project().path / "mkdocs.yml"
    build_site(config, tmp_path / "site", AsOf(moment=moment("2026-04-20")), say=lambda *_: None)
    told = data(tmp_path / "site")
    assert told["status_date"] == "2026-04-20"
    assert "missed" in json.dumps(told["events"])


def test_a_story_that_is_over_stays_as_it_was(project: Project, tmp_path: Path) -> None:
    """The option `status_date` fixes the day: for a build, all versions, publishing, and the changelog."""
    repository = project({"mkdocs.yml": FIXED, "content/updates/2026-03-06.md": UPDATE.format("Begun")})
    config, late = repository.path / "mkdocs.yml", moment("2027-01-01")
    build_site(config, tmp_path / "one", AsOf(moment=late), say=lambda *_: None)
    build_with_versions(
        config, tmp_path / "two", BuildTerms(now=NOW, moment=late, say=lambda *_: None, progress=lambda *_: None)
    )
    publish(repository, tmp_path / "three", "2027-01-01")
    assert [data(tmp_path / name)["status_date"] for name in ("one", "two", "three")] == ["2026-05-01"] * 3
    text, _ = changelog_of(configured_project(config), "HEAD", "json", None, late)
    assert [event["recorded"] for event in json.loads(text) if event["event"] == "missed"] == ["2026-04-16"]


def test_every_command_tells_the_same_day(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SOURCE_DATE_EPOCH` is heard by `build`, plain `mkdocs build`, `build --versions`, `publish` and `changelog`."""
    repository = project({"content/updates/2026-03-06.md": UPDATE.format("Begun")})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2026-04-20"))
    for name, command in {
        "one": ["build", "-q", "-d"],
        "two": ["build", "-q", "--versions", "-d"],
        "three": ["publish", "-q", "--to"],
    }.items():
        assert milepost(repository.path, *command, str(tmp_path / name)).returncode == 0
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    command = [mkdocs, "build", "-q", "-d", str(tmp_path / "four")]
    subprocess.run(command, cwd=repository.path, check=True, capture_output=True)
    days = {name: data(tmp_path / name)["status_date"] for name in ("one", "two", "three", "four")}
    assert days == dict.fromkeys(days, "2026-04-20")
    told = milepost(repository.path, "changelog")
    assert "2026-04-16  milestone beta (The beta is open) missed" in told.stdout


def test_a_version_is_told_as_of_its_revision(project: Project, tmp_path: Path) -> None:
    """Also that of the newest revision, and whenever it is built; `verify` builds today's site as of its own day."""
    repository = project({"content/updates/2026-03-06.md": UPDATE.format("Begun")})
    publish(repository, tmp_path / "site", "2026-04-20")
    assert data(tmp_path / "site/versions/2026-03-06")["status_date"] == "2026-03-06"
    assert data(tmp_path / "site")["status_date"] == "2026-04-20"
    project_ = configured_project(repository.path / "mkdocs.yml")
    verdict = verify(project_, SiteFolder(tmp_path / "site"), (), lambda done, all_: None)
    assert (verdict.wrong, verdict.unproven) == ((), ())


def test_the_changelog_of_an_older_state_ends_on_its_day(project: Project) -> None:
    """What the clock told after B is none of its business."""
    repository = project().commit({"content/commitments.yml": "[]\n"}, on="2026-04-20")
    at = moment("2026-06-01")
    said = configured_project(repository.path / "mkdocs.yml")
    assert "missed" not in changelog_of(said, "HEAD~1", "json", None, at)[0]
    assert "missed" in changelog_of(said, "HEAD", "json", None, at)[0]


def test_a_day_that_is_fixed_to_nothing_is_none(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty `SOURCE_DATE_EPOCH` is no day for us, and so it must be none for MkDocs either, whoever builds."""
    monkeypatch.chdir(builder.commit(SMALL).path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    mkdocs = [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet"]
    for built in (
        milepost(builder.path, "build", "--quiet"),
        subprocess.run(mkdocs, capture_output=True, text=True, check=False),
    ):
        assert built.returncode == 0, built.stderr
