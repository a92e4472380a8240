"""The swap and its rooms: never a moment without a site, and nothing left of who died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

import kills
from milepost.errors import SiteError
from milepost.site.workshop import swap as swapping
from milepost.site.workshop.rooms import room, tidy, workshop
from milepost.site.workshop.swap import beside, recover, swap
from preloaded import Preloaded
from repository_builder import RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
# Dies at the line that is given, with a room open and what it has written in it.
_DIES = """
import os, sys
from pathlib import Path
from milepost.site.workshop import swap
target = Path(sys.argv[1])
with swap.beside(target) as scratch:
    (scratch / "new").touch()
    {}
    os._exit(9)
"""
_BETWEEN = "os.replace(target, scratch.parent / 'old')"


def died(target: Path, at: str = "") -> None:
    """Let a process die that was about to put a site there."""
    done = subprocess.run([sys.executable, "-c", _DIES.format(at), str(target)], check=False)
    assert done.returncode == 9


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with a site in it."""
    folder = tmp_path / "www" / "site"
    folder.mkdir(parents=True)
    (folder / "old").touch()
    return folder


@pytest.fixture(params=[True, False], ids=["in one step", "in two"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Systems that can exchange two folders, and systems that cannot."""
    if not request.param:
        monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    return bool(request.param)


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("exchange")
def test_the_new_tree_is_there_and_nothing_else(target: Path) -> None:
    """Not beside it either."""
    with beside(target) as scratch:
        (scratch / "new").touch()
        swap(scratch, target)
    assert (names(target), names(target.parent)) == (["new"], ["site"])


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_ended_between_two_steps_the_old_tree_is_back(
    target: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Where the system cannot exchange folders, what was moved away is moved back."""
    monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    replace = Path.replace

    def ended(self: Path, other: Path) -> Path:
        if self.name == "site" and other == target:
            raise error
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", ended)
    with pytest.raises((SiteError, KeyboardInterrupt)), beside(target) as scratch:
        swap(scratch, target)
    assert (names(target), names(target.parent)) == (["old"], ["site"])


def test_killed_between_two_steps_the_next_one_puts_the_old_tree_back(target: Path) -> None:
    """Before anything is read from there."""
    died(target, _BETWEEN)
    assert not target.exists()
    recover(target)
    assert (names(target), names(target.parent)) == (["old"], ["site"])


def test_what_cannot_be_put_back_is_kept(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A room is never cleared of the only copy of a site."""
    died(target, _BETWEEN)

    def refused(self: Path, other: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        (left,) = target.parent.iterdir()
        with pytest.raises(SiteError, match=rf"mv {left}/old {target}\)$"):
            recover(target)
    assert (left / "old/old").exists()
    recover(target)
    assert (names(target), names(target.parent)) == (["old"], ["site"])


def test_what_a_dead_process_left_is_cleared(target: Path) -> None:
    """By the next one, whichever it is."""
    died(target)
    assert len(names(target.parent)) == 2
    with beside(target):
        assert len(names(target.parent)) == 2
    assert (names(target), names(target.parent)) == (["old"], ["site"])


def test_a_room_that_was_cleared_by_half_is_cleared(tmp_path: Path) -> None:
    """Whoever clears may die of it."""
    (tmp_path / ".site-abcdefgh").mkdir()
    tidy(tmp_path, ".site-")
    assert names(tmp_path) == []


def test_the_room_of_a_living_process_stays(tmp_path: Path) -> None:
    """Also where that process has others that work for it, and one of them ends."""
    with room(tmp_path, ".site-") as mine:
        (mine / "file").touch()
        if os.fork() == 0:
            tidy(tmp_path, ".site-")
            os._exit(0)
        os.wait()
        subprocess.run(
            [sys.executable, "-c", "import sys, pathlib; from milepost.site.workshop.rooms import tidy; "
             "tidy(pathlib.Path(sys.argv[1]), '.site-')", str(tmp_path)],
            check=True,
        )  # fmt: skip
        assert names(mine) == ["file", "milepost.lock"]
    assert names(tmp_path) == []


@pytest.mark.parametrize("theirs", [".site-backup", ".site-backup12", ".site-abcdefgh", "site-old"])
def test_a_strangers_folder_stays(tmp_path: Path, theirs: str) -> None:
    """Whatever it is called."""
    (tmp_path / theirs).mkdir()
    (tmp_path / theirs / "thesis.txt").touch()
    tidy(tmp_path, ".site-")
    assert names(tmp_path / theirs) == ["thesis.txt"]


def test_who_may_see_the_folder_stays_as_it_was(target: Path) -> None:
    """Its mode is its owner's."""
    target.chmod(0o2750)
    with beside(target) as scratch:
        swap(scratch, target)
    assert target.stat().st_mode & 0o7777 == 0o2750


def test_a_disk_within_the_tree_is_not_emptied(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is mounted there would go with the old tree: it is named, and all stays."""
    (target / "uploads").mkdir()
    told = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = told(path, follow_symlinks=follow_symlinks)
        return os.stat_result((*found[:2], found[2] + 1, *found[3:])) if path.name == "uploads" else found

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(SiteError, match="uploads: is a disk of its own"), beside(target) as scratch:
        swap(scratch, target)
    assert (names(target), names(target.parent)) == (["old", "uploads"], ["site"])


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_whoever_asks_politely_is_heard(project: Project, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is told to end ends with 130, and the site is as it was, with nothing beside it."""
    repository = project()
    hook = "import os, signal\ndef on_post_build(config):\n    os.kill(os.getpid(), signal.{})\n"
    settings = "INHERIT: mkdocs.yml\nhooks: [hook.py]\n"
    repository.write({"ended.yml": settings, "hook.py": hook.format(ending)})
    command = [str(Path(sys.executable).with_name("milepost")), "build", "-q"]
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # Python would keep the hook, compiled, beside it.
    subprocess.run(command, cwd=repository.path, check=True)
    before = state(repository.path)
    ended = [*command, "-f", "ended.yml"]
    done = subprocess.run(ended, cwd=repository.path, capture_output=True, text=True, check=False, preexec_fn=_unasked)
    assert (done.returncode, "Traceback" in done.stderr) == (130, False), done.stderr
    assert state(repository.path) == before


def _unasked() -> None:
    """Heed what asks politely, though the tests may have been begun by `nohup`, which would have all of them deaf."""
    for ending in ("SIGTERM", "SIGHUP", "SIGINT"):
        signal.signal(getattr(signal, ending), signal.SIG_DFL)


def state(project: Path) -> tuple[list[str], list[int]]:
    """What is in a project, and which files its site consists of."""
    return names(project), sorted(path.stat().st_ino for path in (project / "site").rglob("*"))


_WORKS = """
import os, sys, time
from milepost.site.workshop.processes import helpers
with helpers(2) as pool:
    busy = [pool.submit(time.sleep, 3600), pool.submit(os.getpid)]
    busy[1].result()
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_helpers_end_with_whom_they_help() -> None:
    """A process that was killed leaves none behind: the output that they all share comes to an end."""
    done = subprocess.run([sys.executable, "-c", _WORKS], stdout=subprocess.PIPE, check=False)
    assert done.returncode == -signal.SIGKILL


_LOST = """
import os, signal
from milepost.errors import SiteError
from milepost.site.workshop.processes import helpers
try:
    with helpers(1) as pool:
        pool.submit(os.kill, pool.submit(os.getpid).result(), signal.SIGKILL).result()
except SiteError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_helper_that_was_killed_is_told() -> None:
    """It is no bug, and the reason is likely."""
    told = subprocess.check_output([sys.executable, "-c", _LOST], text=True)
    assert told == "a process that built versions was ended from outside (is there enough memory?)\n"


def test_a_temporary_folder_is_not_tried_out_by_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python writes a file into it to see whether it can, and leaves that there when it is killed."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_get_default_tempdir", lambda: pytest.fail("it was tried out"))
    with workshop() as folder:
        assert folder.parent.parent == tmp_path


@pytest.fixture(scope="module")
def runners() -> Iterator[SimpleQueue[Preloaded]]:
    """A process that has loaded what commands load."""
    with kills.loaded(jobs=1) as ready:
        yield ready


@pytest.mark.slow
@pytest.mark.skipif(kills.STRACE is None, reason="without strace nobody ends a command at a call of one's choice")
@pytest.mark.parametrize("command", kills.COMMANDS)
def test_wherever_it_is_ended_nothing_is_lost(command: str, runners: SimpleQueue[Preloaded]) -> None:
    """A few calls of all at which `python tests/kills.py` ends each command; the last ones are those that matter."""
    with kills.ground_of(command, runners) as ground:
        tried = [o for how in ("KILL", "ENOSPC") for o in kills.survey(ground, how, every=150, jobs=1)]
    assert [o for o in tried if o.lost or o.litter or o.odd] == []
