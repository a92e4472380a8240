"""Answers that are given again: only where a new one would be the same."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost import clock
from milepost.cli import cli
from milepost.memory import answers
from milepost.memory.sight import Watched, look
from repository_builder import RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
Change = Callable[[RepositoryBuilder, pytest.MonkeyPatch], object]
NOTHING = "Nothing has changed"
_WHO = {f"GIT_COMMITTER_{what}": value for what, value in (("NAME", "Lead"), ("EMAIL", "lead@example.org"))}
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def repository(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RepositoryBuilder:
    """A small project in which the commands run, at noon of a day, with a memory of its own."""
    built = project({"content/updates/2026-03-06.md": "---\nstatus: green\n---\n\n# Begun\n\nThe crew is here.\n"})
    monkeypatch.chdir(built.path)
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "kept"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    at(monkeypatch, NOON)
    return built


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let it be a moment, for all commands; whether files have settled is told by the true clock."""
    told = clock.Clock(moment, moment)
    for module in ("building", "answering"):
        monkeypatch.setattr(f"milepost.commands.{module}.read_clock", lambda: told)
    true = time.time_ns
    monkeypatch.setattr(answers.Sight, "is_settled", lambda sight, now: sight.newest + 20_000_000 < true())


def run(*words: str) -> str:
    """What a command says, once nothing is too new to be remembered."""
    settle(Path.cwd())
    done = CliRunner().invoke(cli, [*words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.output


def settle(folder: Path) -> None:
    """Wait until the newest change is older than the clock of the disk can tell apart."""
    git, content = str(folder / ".git"), str(folder / "content")
    while (sight := look(Watched(folders=(content,), gits=(git,)))) and sight.newest + 30_000_000 > time.time_ns():
        time.sleep(0.01)


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a site."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replaced(file: Path, old: str, new: str) -> None:
    """Write a file anew with the same size and the same times of its content."""
    about = file.stat()
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


def moved_behind_a_link(path: Path) -> None:
    """Put a file or a folder out of the repository, with a link in its place: it is the same, and lies elsewhere."""
    there = path.parents[1] / "elsewhere" / path.name
    there.parent.mkdir()
    path.rename(there)
    path.symlink_to(there)


def test_an_unchanged_project_is_answered_without_a_build(repository: RepositoryBuilder) -> None:
    """The site stands to the byte, what was wrong is said again, and `--force` builds all the same."""
    repository.write({"content/later.md": "# Not committed\n"})
    first, site = run("build"), tree(repository.path / "site")
    again = run("build")
    assert NOTHING not in first
    assert NOTHING in again
    warned = [line for line in first.splitlines() if line.startswith("warning")]
    assert warned
    assert [line for line in again.splitlines() if line.startswith("warning")] == warned
    assert tree(repository.path / "site") == site
    assert NOTHING not in run("build", "--force")
    assert tree(repository.path / "site") == site


CHANGES: dict[str, Change] = {
    "a commit": lambda r, m: r.commit({"content/later.md": "# Later\n"}, on="2026-03-09"),
    "a commit that is amended": lambda r, m: r.git("commit", "--quiet", "--amend", "--message", "Again", extra=_WHO),
    "work that is not committed": lambda r, m: r.write({"content/later.md": "# Later\n"}),
    "a file of the same size and time": lambda r, m: replaced(r.path / "content/milestones.yml", "beta", "zeta"),
    "a file that git overlooks": lambda r, m: r.write({".git/info/exclude": "x.md\n", "content/x.md": "# Later\n"}),
    "the configuration": lambda r, m: replaced(r.path / "mkdocs.yml", "Harbour", "Orchard"),
    "another day": lambda r, m: at(m, NOON + timedelta(days=1)),
    "a day in another zone": lambda r, m: m.setenv("TZ", "Pacific/Auckland"),
    "a clock set back": lambda r, m: at(m, NOON - timedelta(hours=1)),
    "a moment that is fixed": lambda r, m: m.setenv("SOURCE_DATE_EPOCH", "1780000000"),
    "another Milepost": lambda r, m: m.setattr(answers, "program", lambda: "another"),
    "a page of the site": lambda r, m: replaced(r.path / "site/index.html", "beta", "zeta"),
    "a page that is gone": lambda r, m: (r.path / "site/plan/index.html").unlink(),
    "a stranger on the site": lambda r, m: (r.path / "site/mine.txt").write_text("mine"),
    "a tag": lambda r, m: r.git("tag", "status/first"),
    "a branch of a remote": lambda r, m: r.git("update-ref", "refs/remotes/origin/main", "HEAD"),
    "an object that is replaced": lambda r, m: r.git("replace", "HEAD:mkdocs.yml", "HEAD:content/project.yml"),
    "a graft": lambda r, m: r.write({".git/info/grafts": f"{r.git('rev-parse', 'HEAD')}\n"}),
    "a setting of git's": lambda r, m: r.git("config", "core.autocrlf", "true"),
    "what git overlooks": lambda r, m: r.write({".gitignore": "later.md\n"}),
    "what git was told to overlook": lambda r, m: r.git("update-index", "--assume-unchanged", "content/project.yml"),
    "a configuration behind a link": lambda r, m: moved_behind_a_link(r.path / "mkdocs.yml"),
    "a repository in the content": lambda r, m: r.write({"content/inner/.git/HEAD": "ref: refs/heads/main\n"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_is_built_anew(
    repository: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """And the site is then as it would be if nothing had ever been kept."""
    run("build")
    assert NOTHING in run("build")
    change(repository, monkeypatch)
    assert NOTHING not in run("build")
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "empty"))
    run("build", "--site-dir", "fresh", "--force")
    assert tree(repository.path / "site") == tree(repository.path / "fresh")


ASKED = (["check"], ["changelog"], ["changelog", "--uncommitted"], ["status"], ["status", "--format", "json"])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_command_that_only_tells_says_what_it_would_say_anew(
    repository: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """Before a change and after it, the first time and the second."""
    (repository.path / "site/plan").mkdir(parents=True)
    repository.write({"site/index.html": "beta", "site/plan/index.html": "plan"})
    first = [run(*asked) for asked in ASKED]
    assert [run(*asked) for asked in ASKED] == first
    change(repository, monkeypatch)
    told = [[run(*asked) for asked in ASKED] for _ in range(2)]
    monkeypatch.setenv("MILEPOST_CACHE", "off")
    assert told == [[run(*asked) for asked in ASKED]] * 2


def test_nothing_is_read_where_nothing_has_changed(
    repository: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the repository nor MkDocs: the second time, whatever would read them fails."""
    told = [run(*asked) for asked in ASKED]
    run("build")
    monkeypatch.setattr("milepost.project.opening.open_project", lambda *a, **k: 1 / 0)
    monkeypatch.setattr("milepost.site.build.build_site", lambda *a, **k: 1 / 0)
    assert [run(*asked) for asked in ASKED] == told
    assert NOTHING in run("build")


def test_other_options_are_another_question(repository: RepositoryBuilder) -> None:
    """An answer belongs to the whole command line, and to the folder in which it was asked."""
    run("build")
    for options in (("--strict",), ("--status-date", "2026-03-20"), ("--site-dir", "other")):
        assert NOTHING not in run("build", *options), options
    assert run("changelog", "--format", "json") != run("changelog")


def test_a_build_that_fails_is_not_remembered(repository: RepositoryBuilder) -> None:
    """It fails again, with the same words, and a site that it left stands."""
    run("build")
    repository.commit({"content/milestones.yml": "- id: beta\n"}, on="2026-03-09")
    told = run("build")
    assert "error" in told
    assert run("build") == told


def test_what_changes_while_a_command_reads_is_not_remembered(
    repository: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows which of the two states was read."""
    from milepost.project import checking

    check = checking.check_project

    def meanwhile(*given: object) -> object:
        told = check(*given)  # type: ignore[arg-type]
        repository.write({"content/milestones.yml": "- id: beta\n"})
        return told

    monkeypatch.setattr(checking, "check_project", meanwhile)
    assert "No problems" in run("check") or "advice" in run("check")
    monkeypatch.setattr(checking, "check_project", check)
    assert "error" in run("check")


def test_a_configuration_that_mkdocs_must_read_is_built_each_time(repository: RepositoryBuilder) -> None:
    """What hooks, themes and other plugins look at, nobody knows."""
    text = (repository.path / "mkdocs.yml").read_text()
    repository.write({"overrides/main.html": "{% extends 'base.html' %}"})
    repository.commit({"mkdocs.yml": text.replace("{name: material}", "{name: material, custom_dir: overrides}")})
    assert NOTHING not in run("build") + run("build")


def test_what_lies_elsewhere_now_is_not_answered_as_before(repository: RepositoryBuilder) -> None:
    """A folder with a link in its place looks the same to whoever goes there, and is in no repository any more."""
    run("build")
    told = run("check")
    moved_behind_a_link(repository.path / "content")
    assert run("check") != told
    assert NOTHING not in run("build")


def test_a_repository_that_begins_on_the_way_is_seen(
    repository: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a file says where it is, as in a submodule: what is below belongs to another history then."""
    below = repository.path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    told = run("check")
    (below / ".git").write_text("gitdir: /nowhere\n")
    assert run("check") != told


def test_an_answer_is_of_the_day_on_which_it_was_asked(
    repository: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks at midnight and is answered after it, as by night in CI, leaves no answer for the new day."""
    from milepost.facts.advice import week

    before, after = NOON.replace(hour=23, minute=59, second=59), NOON.replace(day=11, hour=0, second=1)
    week_of = week.week_of

    def overnight(*given: object) -> object:
        at(monkeypatch, after)
        return week_of(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(week, "week_of", overnight)
    at(monkeypatch, before)
    late = run("status")
    assert "10 Mar" in late
    assert "11 Mar" in run("status")


def test_a_link_in_the_content_leads_where_nobody_looks(repository: RepositoryBuilder) -> None:
    """What is behind it could change unseen, so nothing is remembered."""
    (repository.path / "content/more.md").symlink_to("/dev/null")
    assert NOTHING not in run("build") + run("build")


def test_who_has_no_home_is_answered_too(repository: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user is nobody: nothing is kept where nothing can be, and nothing stops."""
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])
    told = run("check")
    assert run("check") == told
    assert NOTHING not in run("build")
    assert NOTHING in run("build")


def test_what_is_wrong_is_told_by_the_build(repository: RepositoryBuilder) -> None:
    """A shallow clone is refused in the same words, whether something is kept or not."""
    run("build")
    repository.write({".git/shallow": f"{repository.git('rev-parse', 'HEAD')}\n"})
    assert "shallow" in run("build")
    assert "shallow" in run("check")
