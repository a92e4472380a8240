"""The demo: one story, the same everywhere."""

from __future__ import annotations

import re
from pathlib import Path

from milepost.authoring.demo import demo_commits, write_demo
from milepost.authoring.story import final_files
from milepost.git.repository import Repository

ROOT = Path(__file__).parents[2]


def test_the_same_commit_ids_every_time(demo: Path, tmp_path: Path) -> None:
    """Two demos are the same to the commit."""
    write_demo(tmp_path / "again")
    assert Repository.open(tmp_path / "again").revision().sha == Repository.open(demo).revision().sha


def test_the_sample_content_is_the_last_state_of_the_story() -> None:
    """content/ and mkdocs.yml are what the story ends with; only the schemas stand beside it."""
    ends = {name: text for name, text in final_files(demo_commits()).items() if name not in {"README.md", ".gitignore"}}
    paths = [ROOT / "mkdocs.yml", *(path for path in (ROOT / "content").rglob("*") if path.is_file())]
    found = {path.relative_to(ROOT).as_posix(): path.read_text() for path in paths if ".schemas" not in path.parts}
    assert found == ends


def test_its_numbers_are_written_as_the_site_writes_them() -> None:
    """A percentage has one form in a language, whoever wrote it: 51% in English."""
    told = "".join(final_files(demo_commits()).values())
    assert re.findall(r"[0-9] %", told) == []
    assert "51%" in told
