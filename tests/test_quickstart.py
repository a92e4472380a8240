"""The quick start, word for word: a terminal, an empty directory, a published site, and the week after."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from installed import for_shells
from terminal import in_terminal, settings_of

CHAPTER = (Path(__file__).parents[1] / "docs/quickstart.md").read_text("utf-8")
FRIDAY = tuple((question, "\n") for question in ("Draft it?", "Commit it?", "Message", "Publish it?", "Push it?"))


def commands(part: str) -> str:
    """What a part of the chapter has to be pasted."""
    return "\n".join(re.findall(r"^```sh\n(.*?)^```", part, re.DOTALL | re.MULTILINE))


def pasted(folder: Path, text: str, **dates: str) -> str:
    """What a terminal shows of commands that are pasted into it, where somebody answers with Enter."""
    settings = settings_of({**for_shells(), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **dates})
    code, shown = in_terminal(folder, ["-euo", "pipefail", "-c", text], FRIDAY, "/bin/bash", **settings)
    assert code == 0, shown
    return shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it speaks to a Unix shell")
def test_two_weeks(tmp_path: Path) -> None:
    """The first is published on its day, the second a week later; the first stays as it was, and all is proven."""
    first, second = CHAPTER.split("\n## The second week\n")
    then = int((datetime.now(UTC) - timedelta(7)).timestamp())
    dates = {"GIT_AUTHOR_DATE": f"{then} +0000", "GIT_COMMITTER_DATE": f"{then} +0000", "SOURCE_DATE_EPOCH": str(then)}
    shown = pasted(tmp_path, commands(first), **dates)
    assert "C-1 (Send the fare table) new: promised for 1 Feb 2030" in shown
    assert "versions: 1 new" in shown
    again = pasted(tmp_path / "harbour", commands(second))
    assert "beta (Open beta) moved: from 8 Mar 2030 to 15 Mar 2030, 7 days later" in again
    assert "versions: 1 new" in again
    assert "As git says: 2 versions" in again
    assert "problems found" not in again.replace("No problems found", "")
    site = ["git", "-C", str(tmp_path / "harbour.git"), "show"]
    days = [datetime.fromtimestamp(then, UTC).date(), datetime.now(UTC).date()]
    pages = [subprocess.check_output([*site, f"gh-pages:versions/{day}/plan/index.html"], text=True) for day in days]
    assert ["15 Mar" in page for page in pages] == [False, True]
