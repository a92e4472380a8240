"""Reuse: what nothing has changed of is taken over, where nobody else may change pages, and when it is written down."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from grown_sites import DAYS, FOOT, HOOK, STOCK, THEMED, WORDS, Files, differing, said, tree, update_of
from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from milepost.memory import folder
from milepost.site.build import build_site
from milepost.site.finishing import reuse
from milepost.source.yaml.located_yaml import read_steps
from repository_builder import RepositoryBuilder

STORIES = sorted(path.parent for path in (Path(__file__).parents[1] / "stories").glob("*/history.yml"))


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages whose words were not taken over."""
    told: list[str] = []
    tell = reuse.tell_search

    def listened(page: Any, config: Any) -> None:
        told.append(page.file.src_uri)
        tell(page, config)

    monkeypatch.setattr(reuse, "tell_search", listened)
    return told


def _records() -> Files:
    return {f"content/updates/{day}.md": update_of(f"Day {day}", WORDS[1], "green") for day in DAYS}


def test_what_nothing_has_changed_of_is_taken_over(
    project: Callable[..., RepositoryBuilder], tmp_path: Path, made_anew: list[str]
) -> None:
    """The one that was edited is made anew, and no other."""
    repository = project(_records())
    tree(repository.path, str(tmp_path / "memory"))
    made_anew.clear()
    repository.commit(
        {f"content/updates/{DAYS[0]}.md": update_of(f"Day {DAYS[0]}", WORDS[2], "green")}, on="2026-03-07"
    )
    tree(repository.path, str(tmp_path / "memory"))
    updates = [name for name in made_anew if name.startswith("updates/2026-03-")]
    assert updates == ["updates/2026-03-01.md"]


@pytest.mark.parametrize("files", [{"hook.py": HOOK}, {"overrides/main.html": FOOT}], ids=["a hook", "a template"])
def test_where_others_may_change_pages_all_are_made_anew(
    project: Callable[..., RepositoryBuilder], tmp_path: Path, made_anew: list[str], files: Files
) -> None:
    """And the build says so."""
    settings = f"{STOCK}hooks: [hook.py]\n" if "hook.py" in files else THEMED
    repository, told = project({"mkdocs.yml": settings, **files, **_records()}), list[str]()
    (tmp_path / "memory/works").mkdir(parents=True)
    with patch.dict(os.environ, MILEPOST_CACHE=str(tmp_path / "memory")):
        for _ in range(2):
            made_anew.clear()
            build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: told.append(message))
    assert len([name for name in made_anew if name.startswith("updates/2026-03-")]) == len(DAYS)
    assert sum("all pages are made anew" in message for message in told) == 2


def test_the_first_build_on_a_machine_writes_no_pages_down(
    project: Callable[..., RepositoryBuilder], tmp_path: Path, made_anew: list[str]
) -> None:
    """CI would never ask for them again; the second build writes them down, the third takes over all."""
    repository = project({"mkdocs.yml": STOCK, **_records()})
    with (
        patch.dict(os.environ, MILEPOST_CACHE=str(tmp_path / "memory")),
        patch.object(folder, "_is_watched", lambda: False),
    ):
        for kept, updates in ((0, len(DAYS)), (1, len(DAYS)), (1, 0)):
            made_anew.clear()
            build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: None)
            assert len([name for name in made_anew if name.startswith("updates/2026-03-")]) == updates
            assert len(list((tmp_path / "memory/works").iterdir())) == kept


def test_whoever_sits_at_a_terminal_waits_for_no_third_build(
    project: Callable[..., RepositoryBuilder], tmp_path: Path, made_anew: list[str]
) -> None:
    """Who builds by hand will build again: the first build writes down what the second takes over."""
    repository = project({"mkdocs.yml": STOCK, **_records()})
    with (
        patch.dict(os.environ, MILEPOST_CACHE=str(tmp_path / "memory")),
        patch.object(folder, "_is_watched", lambda: True),
    ):
        for updates in (len(DAYS), 0):
            made_anew.clear()
            build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: None)
            assert len([name for name in made_anew if name.startswith("updates/2026-03-")]) == updates


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_every_story_grows_into_the_site_made_anew(story: Path, tmp_path: Path) -> None:
    """The site of each story, built where its history had come half its way and at its end."""
    steps = read_steps("history.yml", (story / "history.yml").read_text(encoding="utf-8"))
    memory = tmp_path / "memory"
    whole = tmp_path / "project"
    write_history(whole, play(steps))
    repository = RepositoryBuilder(whole)
    line = repository.git("rev-list", "--first-parent", "--reverse", "HEAD").split()
    repository.git("reset", "--quiet", "--hard", line[len(line) // 2])
    (whole / "mkdocs.yml").write_text(STOCK)
    said(whole, str(memory))
    repository.git("reset", "--quiet", "--hard", line[-1])
    (whole / "mkdocs.yml").write_text(STOCK)
    assert differing(whole, memory) == []
