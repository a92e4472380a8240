"""Serving: the page follows the files, shows mistakes, and heals."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest

from installed import FULL_DISK, milepost
from milepost.pipeline import AsOf
from milepost.project.checking import check_project
from milepost.project.opening import open_project
from milepost.site.draft import Terms, read_site
from repository_builder import RepositoryBuilder

# So many times a page is looked at before nobody believes any more that it will come: minutes, for a busy machine.
_LOOKS = 3000


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`milepost serve` in a folder, with the address it serves at; where somebody took its port, at another one."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [str(Path(sys.executable).with_name("milepost")), "serve", "-a", f"127.0.0.1:{port}"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            assert process.stderr
            told = b""
            while b"Serving on" not in told and (line := process.stderr.readline()):
                told += line
            if b"Address already in use" in told:
                continue
            assert b"Serving on" in told, told.decode()
            listener = Thread(target=deque, args=(process.stderr, 0), daemon=True)
            listener.start()  # It is told all the time.
            try:
                yield f"http://127.0.0.1:{port}/"
            finally:
                process.terminate()
                listener.join()  # It hears the end before anybody closes what it listens to.
            return


def shows(address: str, *words: str) -> str:
    """The page, once it holds all the words; what it held last where it never does."""
    page = ""
    for _ in range(_LOOKS):
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310, our own server
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError, HTTPException):  # It may be cut off while the site is made.
            page = ""
        if page and all(word in page for word in words):
            return page
        time.sleep(0.2)
    return page


@pytest.mark.slow
def test_a_mistake_shows_and_heals(project: Callable[..., RepositoryBuilder]) -> None:
    """An uncommitted change shows; a mistake is told on the page, beside the last good state; mending it heals."""
    repository = project()
    plan = "- id: beta\n  title: {title}\n  due: 2026-04-15\n"
    with serving(repository.path) as address:
        assert "The beta is open" in shows(f"{address}plan/", "The beta is open")
        repository.write({"content/milestones.yml": plan.format(title="The beta is very open")})
        assert "The beta is very open" in shows(f"{address}plan/", "The beta is very open")
        repository.write({"content/notes.md": "See [that](gone.md).\n"})
        assert "leads to a file that is not there" in shows(f"{address}plan/", "mp-remarks", "gone.md")
        repository.write({"content/milestones.yml": "- id: beta\n  titel: The beta\n"})
        broken = shows(f"{address}plan/", "content/milestones.yml:2", "did you mean")
        assert "content/milestones.yml:2" in broken
        assert "The beta is very open" in broken
        repository.write({"content/milestones.yml": plan.format(title="The beta is healed")})
        healed = shows(f"{address}plan/", "The beta is healed")
        assert "The beta is healed" in healed
        assert "content/milestones.yml:2" not in healed


@pytest.mark.slow
def test_a_project_that_begins_broken(project: Callable[..., RepositoryBuilder]) -> None:
    """Where nothing could ever be read, the page says what is wrong, and becomes the site once that is mended."""
    repository = project({"content/milestones.yml": "- id: beta\n"})
    with serving(repository.path) as address:
        assert "content/milestones.yml:1" in shows(address, "content/milestones.yml:1")
        repository.write({"content/milestones.yml": "- id: beta\n  title: The beta is open\n  due: 2026-04-15\n"})
        assert "The beta is open" in shows(f"{address}plan/", "The beta is open")


@pytest.mark.slow
def test_before_the_first_commit(builder: RepositoryBuilder) -> None:
    """What lies on the disk shows, and the page says that nobody has committed it."""
    shutil.rmtree(builder.path / ".git")
    builder.git("init", "--quiet")
    (builder.path / "content").mkdir()
    (builder.path / "content/project.yml").write_text("name: Harbour line\n")
    (builder.path / "content/milestones.yml").write_text("")
    with serving(builder.path) as address:
        assert "nothing is committed yet" in shows(address, "Harbour line", "nothing is committed yet")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to set")
def test_a_disk_that_is_full(project: Callable[..., RepositoryBuilder]) -> None:
    """A preview needs room for temporary files, and says so where there is none: that is no bug."""
    done = milepost(project().path, "serve", "-a", "127.0.0.1:0", before=FULL_DISK)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        "error: the preview: cannot be written: File too large (TMPDIR names another place)",
    )


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_preview_says_all_that_check_says(project: Callable[..., RepositoryBuilder], is_committed: bool) -> None:
    """Though it reads the content once: mistakes that do not stop it, advice on words, and advice on the plan."""
    words = "# All is well\n\n!!! note\n    The second cable is ready.\n"
    files = {"content/updates/2026-03-06.md": f"---\nstatus: red\n---\n{words}", "content/plan.yml": "a: 1\n"}
    repository = project()
    repository.commit(files, on="2026-03-07") if is_committed else repository.write(files)
    now, opened = datetime(2026, 6, 1, 12, tzinfo=UTC), open_project(repository.path / "content")
    checked = check_project(opened, now, now)
    draft = read_site(opened, "https://example.org/", Terms(AsOf(moment=now), now, now.date()))
    assert len(checked) > 3
    assert draft.problems == checked
