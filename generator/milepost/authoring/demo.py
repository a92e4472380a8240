"""The demo: a believable client project with forty weeks of history, the same commit ids every time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from milepost.authoring.story import Commit, play
from milepost.git.writing.history import write_history
from milepost.source.yaml.located_yaml import read_steps


def write_demo(directory: Path) -> None:
    """Write the demo project as a new git repository; a directory that is not empty is left as it is."""
    write_history(directory, demo_commits())


@cache
def demo_commits() -> tuple[Commit, ...]:
    """The story of the demo project, commit by commit."""
    chapters = sorted((files("milepost.authoring") / "demo_story").iterdir(), key=lambda chapter: chapter.name)
    steps = [step for chapter in chapters for step in read_steps(chapter.name, chapter.read_text(encoding="utf-8"))]
    return tuple(play(steps))
