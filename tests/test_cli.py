"""The command line: what it prints and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from installed import milepost
from milepost.cli import cli
from repository_builder import RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
DOCS = Path(__file__).parents[1] / "docs"


def test_every_command_is_in_the_manual() -> None:
    """A command that the manual does not name does not exist for its readers."""
    manual = (DOCS / "commands.md").read_text()
    assert [name for name in sorted(cli.commands) if f"\n## milepost {name}\n" not in manual] == []


def test_help_imports_only_what_it_needs() -> None:
    """`milepost --help` loads neither pydantic nor MkDocs nor GitPython, and none of the commands."""
    script = """if True:
        import atexit, sys
        from milepost.cli import main
        seldom = {"pydantic", "mkdocs", "git", "yaml", "babel", "difflib"}
        ours = lambda: {name for name in sys.modules if name.startswith("milepost.commands.")}
        atexit.register(lambda: print(sorted(seldom & set(sys.modules)), sorted(ours())))
        main()
    """
    told = subprocess.check_output([sys.executable, "-c", script, "--help"], text=True).splitlines()
    assert told[-1] == "[] ['milepost.commands.printing']"


def test_python_runs_it_as_a_module(tmp_path: Path) -> None:
    """`python -m milepost` is the command for whoever has it on no path."""
    module = subprocess.run([sys.executable, "-m", "milepost", "--help"], capture_output=True, text=True, check=False)
    told = module.stdout.replace("python -m milepost", "milepost")
    assert (module.returncode, told.split()) == (0, milepost(tmp_path, "--help").stdout.split())


def test_a_clean_project_has_no_problems(project: Project) -> None:
    """Exit code 0 and a sentence."""
    done = milepost(project().path, "check")
    assert (done.returncode, done.stdout) == (0, "No problems found.\n"), done.stderr


def test_check_tells_everything_at_once(project: Project) -> None:
    """Every problem of every file, with place and remedy, in the working tree as it stands."""
    repository = project()
    repository.write(
        {
            "content/milestones.yml": "- id: beta\n  titel: The beta\n  due: 6 March 2026\n",
            "content/updates/2026-03-06.md": "no front matter\n",
        }
    )
    done = milepost(repository.path, "check", "--format", "json")
    told = [(row["path"], row["line"]) for row in json.loads(done.stdout)]
    assert done.returncode == 1
    assert {("content/milestones.yml", 2), ("content/milestones.yml", 3), ("content/updates/2026-03-06.md", 1)} <= set(
        told
    )


def test_check_annotates_on_github(project: Project) -> None:
    """A workflow command a problem, with the line it belongs to."""
    repository = project({"content/milestones.yml": "- id: beta\n  title: 100%\n  due: soon\n"})
    done = milepost(repository.path, "check", "--format", "github")
    assert done.stdout.startswith("::error file=content/milestones.yml,line=3,col=8::")


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: None, "is not in a git repository"),
        (lambda folder: subprocess.run(["git", "init", "-q", folder], check=True), "nothing is committed"),
    ],
)
def test_no_evidence_is_told_in_words(tmp_path: Path, prepare: Callable[[Path], object], words: str) -> None:
    """Without a repository, or without a commit in it, a command says so and exits with 1."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/project.yml").write_text("name: Harbour line\n")
    prepare(tmp_path)
    done = milepost(tmp_path, "publish")
    assert done.returncode == 1
    assert words in done.stderr


def test_a_shallow_clone_is_told_with_its_remedy(project: Project, tmp_path: Path) -> None:
    """CI that cut the history off is told how to ask for it."""
    repository = project().commit({"README.md": "x\n"})
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", repository.path.as_uri(), clone], check=True)
    done = milepost(clone, "build")
    assert done.returncode == 1
    assert "fetch-depth: 0" in done.stderr


def test_missing_git_is_told(project: Project, tmp_path: Path) -> None:
    """Where there is no git there is no traceback either."""
    done = milepost(project().path, "changelog", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "git is not installed" in done.stderr


def test_the_changelog_of_a_span(project: Project) -> None:
    """A..B prints what was recorded after A, and nothing else."""
    repository = project()
    moved = "- id: beta\n  title: The beta is open\n  due: 2026-04-22\n  reason: The pier is closed.\n"
    repository.commit({"content/milestones.yml": moved}, on="2026-03-13")
    done = milepost(repository.path, "changelog", "HEAD~1..HEAD", "--format", "json")
    (event,) = json.loads(done.stdout)
    assert (event["event"], event["from"], event["to"], event["days"]) == ("moved", "2026-04-15", "2026-04-22", 7)
    assert event["reason"] == "The pier is closed."


def test_an_unknown_revision_is_told(project: Project) -> None:
    """A name that git does not know is the user's to mend."""
    done = milepost(project().path, "changelog", "nowhere..HEAD")
    assert done.returncode == 1
    assert "nowhere" in done.stderr


def test_the_demo_does_not_touch_what_is_there(tmp_path: Path) -> None:
    """A folder with something in it stays as it is."""
    (tmp_path / "thesis.txt").write_text("mine")
    done = milepost(tmp_path, "demo", ".")
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_misspelt_option_is_usage() -> None:
    """2 is for commands that cannot be understood."""
    assert CliRunner().invoke(cli, ["build", "--strikt"]).exit_code == 2


def test_nobody_is_told_to_open_a_file(project: Project) -> None:
    """From a disk a browser shows lists of files where a server shows pages: the command names a server."""
    done = milepost(project().path, "build")
    assert done.returncode == 0
    assert "file:" not in done.stdout + done.stderr
    assert "See it: " in done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_no_encoding_of_the_output_ends_a_command(project: Project, encoding: str, form: str) -> None:
    """What it cannot hold is written by its number, in JSON as JSON does."""
    plan = "- {id: beta, title: 测试 → Grüße 🚢, due: 2026-04-15}\n"
    folder = project({"content/milestones.yml": plan}).path
    done = milepost(folder, "changelog", "--format", form, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    if form == "json":
        assert "\ufffd" not in done.stdout
        assert json.loads(done.stdout)


def test_a_bug_of_ours_can_be_reported(tmp_path: Path) -> None:
    """The report has the versions, the command and where it happened, and stands in a file that is named."""
    script = (
        "import sys, milepost.cli as c; sys.argv = ['milepost', 'schema', 'x']\n"
        "import milepost.authoring.schemas as s; s.write_schemas = lambda folder: 1 / 0; c.main()"
    )
    settings = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=settings)
    (report,) = tmp_path.glob("milepost-bug-*.txt")
    assert (done.returncode, str(report) in done.stderr) == (3, True), done.stderr
    assert [
        word for word in ("milepost ", "$ milepost schema x", "ZeroDivisionError") if word not in report.read_text()
    ] == []


@pytest.mark.parametrize("setting", ["log.date=bogus", "diff.algorithm=bogus", "diff.colorMoved=bogus"])
def test_a_setting_that_git_does_not_know_is_named_as_such(project: Project, tmp_path: Path, setting: str) -> None:
    """Nothing is wrong with the history then, nor with Milepost."""
    name, value = setting.split("=")
    config = tmp_path / "gitconfig"
    subprocess.run(["git", "config", "--file", config, name, value], check=True)
    done = milepost(project().path, "changelog", GIT_CONFIG_GLOBAL=str(config))
    assert (done.returncode, "git does not understand one of its settings" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"caf\xe9.md", b"updates/2026-03-06-caf\xe9.md"])
def test_a_name_that_is_not_utf_8_is_told_and_stays_at_home(project: Project, name: bytes) -> None:
    """It has no address; nothing stumbles over it."""
    repository = project()
    (repository.path / "content/updates").mkdir()
    Path(os.fsdecode(os.fsencode(repository.path / "content") + b"/" + name)).write_text("---\nstatus: green\n---\n")
    repository.commit({}, on="2026-03-07")
    done = milepost(repository.path, "check")
    assert ("the name is not UTF-8" in done.stdout, "bug:" in done.stderr) == (True, False), done.stderr
    assert milepost(repository.path, "build").returncode == int(b"updates" in name)


def test_a_failing_hook_is_called_by_its_name(project: Project) -> None:
    """What other people plug in is neither a bug of ours nor a mistake of the content."""
    repository = project(
        {"hook.py": "def on_page_content(html, page, config, files):\n    raise TypeError('no file')\n"}
    )
    settings = (repository.path / "mkdocs.yml").read_text() + "hooks: [hook.py]\n"
    repository.commit({"mkdocs.yml": settings}, on="2026-03-07")
    done = milepost(repository.path, "build")
    assert (done.returncode, "hook.py" in done.stderr, "TypeError: no file" in done.stderr) == (1, True, True)


BROKEN = {
    "a link": "---\nstatus: green\nheadline: H\n---\n[x]([https://a.example](https://a.example)), <milestone:betta>\n",
    "front matter": "---\nstatus: At risk\nheadline: H\n---\n",
}


@pytest.mark.parametrize("slip", sorted(BROKEN))
def test_a_slip_in_an_update_does_not_hide_the_ledger(project: Project, slip: str) -> None:
    """The promises are told, and the slip with them as a warning."""
    repository = project()
    moved = "- {id: beta, title: The beta is open, due: 2026-05-15, reason: Rain}\n"
    repository.commit({"content/updates/2026-03-13.md": BROKEN[slip], "content/milestones.yml": moved}, on="2026-03-13")
    done = milepost(repository.path, "changelog", "--format", "json")
    assert (done.returncode, [event["event"] for event in json.loads(done.stdout)][:2]) == (0, ["made", "moved"])
    assert "warning: content/updates/2026-03-13.md:" in done.stderr


def test_a_slip_in_prose_stops_only_what_is_strict(project: Project) -> None:
    """A warning, which `--strict` takes for an error; the site is built, and shows the words without the link."""
    repository = project({"content/updates/2026-03-06.md": BROKEN["a link"]})
    done = milepost(repository.path, "check")
    assert (done.returncode, "warning: content/updates/2026-03-06.md:5" in done.stdout) == (0, True), done.stdout
    assert milepost(repository.path, "check", "--strict").returncode == 1
    assert milepost(repository.path, "build").returncode == 0


def test_the_changelog_names_what_it_cannot_tell(project: Project) -> None:
    """Work that is not committed is in no ledger yet; of an older span nobody asks."""
    repository = project().commit({"README.md": "x"}, on="2026-03-07")
    repository.write({"content/milestones.yml": "[]\n"})
    done = milepost(repository.path, "changelog")
    assert "content/milestones.yml: is not committed as it is, so the ledger does not tell it" in done.stderr
    assert "not committed" not in milepost(repository.path, "changelog", "HEAD~1").stderr


def test_check_needs_no_commit(tmp_path: Path) -> None:
    """A newcomer's first files are checked before they are history."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/project.yml").write_text("name: Harbour line\n")
    (tmp_path / "content/milestones.yml").write_text("- {id: beta, title: Beta, due: soon}\n")
    done = milepost(tmp_path, "check")
    assert (done.returncode, "content/milestones.yml:1:32: 'soon' is not a date" in done.stdout) == (1, True), done
    (tmp_path / "content/milestones.yml").write_text("- {id: beta, title: Beta, due: 2026-03-06}\n")
    assert "\nFound 1 advice." in milepost(tmp_path, "check", "--strict").stdout


@pytest.mark.parametrize("own", [True, False])
def test_commands_work_from_a_folder_below(project: Project, own: bool) -> None:
    """With a configuration of one's own and without."""
    repository = project({"content/updates/2026-03-06.md": "---\nstatus: green\nheadline: H\n---\n"})
    if not own:
        repository.commit({"mkdocs.yml": None})
    for folder in ("content", "content/updates"):
        done = milepost(repository.path / folder, "check")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "milestone beta" in milepost(repository.path / "content/updates", "changelog").stdout


def test_a_sparse_checkout_misses_nothing(project: Project) -> None:
    """What it keeps away from the disk is as it is committed."""
    repository = project({"content/handbook/hand.md": "# Hand\n\nSee [the plan](../plan.md).\n"})
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/content/handbook/", "!/content/milestones.yml")
    assert not (repository.path / "content/milestones.yml").exists()
    assert milepost(repository.path, "check").stdout == "No problems found.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_nobodys_bug(project: Project) -> None:
    """Whatever was being written when the disk took no more: it is said, and no report asks to be sent."""
    command = [str(Path(sys.executable).with_name("milepost")), "changelog"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=project().path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "error: No space left on device (make room, or free what is in the way, and run it again)\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_who_hears_nothing_is_told_nothing(project: Project, closed: str) -> None:
    """A stream that was closed before the command began takes what is said, and the command ends as ever."""
    command = f"{Path(sys.executable).with_name('milepost')} check {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=project().path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
