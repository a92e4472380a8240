"""A link to what is gone, or was renamed, leads to where it is told."""

from __future__ import annotations

from collections.abc import Callable

from milepost.site.build import build_site
from repository_builder import RepositoryBuilder

UPDATE = "---\nstatus: green\nheadline: All is well\n---\nSee [the pilot](milestone:pilot) and <milestone:pilot>.\n"
PLAN = "- id: beta\n  title: The beta is open\n  due: 2026-04-15\n"
PILOT = "- id: pilot\n  title: The pilot runs\n  due: 2026-05-01\n"


def test_a_vanished_item_is_linked_to_its_tombstone(project: Callable[..., RepositoryBuilder]) -> None:
    """Deleting an item does not break the updates that told of it: their links lead to the tombstone."""
    repository = project({"content/milestones.yml": PLAN + PILOT, "content/updates/2026-03-06.md": UPDATE})
    repository.commit({"content/milestones.yml": PLAN}, on="2026-03-13")
    heard: list[str] = []
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: heard.append(f"{level}: {message}"))
    page = (repository.path / "site/updates/2026-03-06/index.html").read_text()
    assert page.count('href="../../plan/#m-pilot"') >= 2
    assert 'id="m-pilot"' in (repository.path / "site/plan/index.html").read_text()
    assert [told for told in heard if told.startswith("warning") and "is gone" not in told] == []


def test_a_renamed_item_is_linked_by_its_former_id(project: Callable[..., RepositoryBuilder]) -> None:
    """`was` joins the two ids for links too."""
    renamed = PLAN + PILOT.replace("id: pilot", "id: pilot-run\n  was: pilot")
    repository = project({"content/milestones.yml": PLAN + PILOT, "content/updates/2026-03-06.md": UPDATE})
    repository.commit({"content/milestones.yml": renamed}, on="2026-03-13")
    build_site(repository.path / "mkdocs.yml", None, strict=True, say=lambda level, message: None)
    page = (repository.path / "site/updates/2026-03-06/index.html").read_text()
    assert page.count('href="../../plan/#m-pilot-run"') >= 2
