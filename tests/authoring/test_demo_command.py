"""The command `demo`: it ends by showing the site with all its versions to somebody who looks."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import cli
from milepost.commands.writing import authoring

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")


@pytest.mark.parametrize(("option", "shown"), [((), False), (("--serve",), True), (("--no-serve",), False)])
def test_without_a_terminal_it_says_where(
    option: tuple[str, ...], shown: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that makes a demo is not kept waiting, unless it asks to be."""
    asked: list[Path] = []
    monkeypatch.setattr(authoring, "build_versions", lambda *_, **__: None)
    monkeypatch.setattr(authoring, "show_site", lambda site, open_browser: asked.append(site))
    done = CliRunner().invoke(cli, ["demo", str(tmp_path / "demo"), *option])
    assert done.exit_code == 0, done.output
    assert asked == ([tmp_path / "demo/site"] if shown else [])
    assert str(tmp_path / "demo") in done.output


# The command, which finds built what it would build for long: the site of the demo, as it is built once a run.
_BUILT = """
import pathlib, shutil, sys
from milepost.cli import main
from milepost.commands.writing import authoring

def build_versions(config, target, *, strict, quiet):
    assert config.parent == target.parent and (config.parent / "content/project.yml").exists()
    shutil.copytree(built, target)

built, authoring.build_versions = sys.argv.pop(1), build_versions
main()
"""


def test_on_a_terminal_it_shows_the_site_until_ctrl_c(tmp_path: Path, demo_with_versions: Path) -> None:
    """The browser is led to an address where the overview and the versions stand; ctrl-C is no failure."""
    opened = tmp_path / "opened"
    opener = tmp_path / "bin/xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    opener.chmod(0o755)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PATH": f"{opener.parent}:{os.environ['PATH']}", "TERM": "dumb"}
    command = [sys.executable, "-c", _BUILT, str(demo_with_versions), "demo", str(tmp_path / "demo")]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as process:
        os.close(theirs)
        told = ""
        while not (place := re.search(r"at (http://127\.0\.0\.1:\d+/) \(ctrl-C", told)):
            told += os.read(ours, 4096).decode()
        pages = [urllib.request.urlopen(place[1] + path).read() for path in ("", "versions/")]  # noqa: S310, our own
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    os.close(ours)
    while not opened.exists() or not opened.read_text():  # Nobody waits for a browser to open.
        time.sleep(0.05)
    assert opened.read_text() == f"{place[1]}\n"
    assert all(b"Harbour ticketing relaunch" in page for page in pages)
