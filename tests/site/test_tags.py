"""Tags come and go, are moved and stand together: what was published is what git gives all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from built_once import built_once
from milepost.errors import RepositoryError
from milepost.facts.telling.told_ledger import PublishedUpdate
from milepost.project.opening import Project
from milepost.publication.proof.surroundings import published_tags
from milepost.site.configuration import configured_project
from milepost.versions.published.site import TheseVersions
from milepost.versions.receipts.manifests import Link, Manifest, Telling
from milepost.versions.which.in_git import VersionsInGit
from milepost.versions.which.naming import Version
from often import often
from places import update
from published import Published, copied
from repository_builder import SMALL, RepositoryBuilder

_DAYS = ("03-06", "03-06", "03-10", "03-13", "03-13", "03-20")
_WITH_UPDATES = (0, 3, 4)
# Names that slug alike, look like numbers or days, and sort otherwise as tags than as versions.
_NAMES = ("a.b", "a/b", "a+b", "2", "signed", "signed/", "alpha", "验收", "2026-03-13", "Zeta")
_TAGS = st.dictionaries(st.sampled_from(_NAMES), st.integers(0, len(_DAYS) - 1))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Commits of some days, two of them on two, of which nothing is asked but when they were made."""
    repository = RepositoryBuilder(tmp_path_factory.mktemp("tags"))
    for number, day in enumerate(_DAYS):
        repository.commit({**SMALL, "README.md": str(number)}, on=f"2026-{day}")
    return configured_project(repository.path / "mkdocs.yml")


@pytest.fixture(scope="session")
def two_updates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two updates, a commit between them and one after, published; built once a run, to be copied."""

    def publish(room: Path) -> None:
        published = Published(room)
        for day, files in (
            ("06", {**SMALL, "content/updates/2026-03-06.md": update("First")}),
            ("10", {"README.md": "x"}),
            ("13", {"content/updates/2026-03-13.md": update("Second")}),
            ("14", {"README.md": "y"}),
        ):
            published.repository.commit(files, on=f"2026-03-{day}")
        published.publish()

    return built_once(tmp_path_factory, "two-updates", publish)


@often(60)
@given(st.lists(_TAGS, min_size=1, max_size=4))
def test_the_tags_of_what_is_published_give_it_again(project: Project, steps: list[dict[str, int]]) -> None:
    """Whatever stood where at each publication, the same versions follow from what is published, in the same order."""
    line = project.repository.line()
    updates = [PublishedUpdate(f"update-{place}", line[place].sha) for place in _WITH_UPDATES]
    told: tuple[Version, ...] = ()
    standing: Mapping[str, str] = {}
    for step in steps:
        standing = {f"status/{name}": line[place].sha for name, place in step.items()}
        told = _published(project, updates, standing, told) or told
    assume(told)
    names = {version.name: version.aliases for version in told}
    tags = published_tags(names, _manifests(told), standing)
    assert VersionsInGit(project, updates, tags=tags).versions() == told


def _published(
    project: Project, updates: list[PublishedUpdate], tags: Mapping[str, str], before: Iterable[Version]
) -> tuple[Version, ...]:
    """What is there after one more publication; nothing is new where it stops."""
    try:
        return VersionsInGit(project, updates, tags=tags.items()).versions(there=TheseVersions(_manifests(before)))
    except RepositoryError:
        return ()


def _manifests(versions: Iterable[Version]) -> dict[str, Manifest]:
    return {version.name: _manifest(version) for version in versions}


def _manifest(version: Version) -> Manifest:
    previous = Link(version.before, "") if version.before else None
    return Manifest(version.name, version.revision, "", "", version.updates, Telling(None, "", None), {}, previous)


def _tag(name: str, back: int, it: Published) -> None:
    it.repository.git("tag", "--force", f"status/{name}", f"HEAD~{back}")


def _two_on_one(it: Published) -> None:
    """As tags the one comes first, as versions the other."""
    for name in ("2", "signed", "a.b", "a/b"):
        _tag(name, 2, it)


def _one_of_two_is_gone(it: Published) -> None:
    for name in ("alpha", "signed"):
        _tag(name, 2, it)
    it.publish()
    it.repository.git("tag", "--delete", "status/alpha")


def _one_is_late(it: Published) -> None:
    _tag("signed", 2, it)
    it.publish()
    _tag("alpha", 2, it)


def _one_has_moved(it: Published) -> None:
    for back in (2, 0, 3):
        _tag("go", back, it)
        it.publish()


def _alike_on_updates(it: Published) -> None:
    for name, back in (("a/b", 1), ("a+b", 1), ("a-b", 3)):
        _tag(name, back, it)


@pytest.mark.parametrize("change", [_two_on_one, _one_of_two_is_gone, _one_is_late, _one_has_moved, _alike_on_updates])
def test_what_was_published_with_tags_is_what_git_gives(
    two_updates: Path, tmp_path: Path, change: Callable[[Published], None]
) -> None:
    """An honest site is not accused, whichever tags stand on one commit, are gone, are set late or have moved."""
    published = copied(two_updates, tmp_path)
    change(published)
    published.publish()
    verdict = published.verify()
    assert (verdict.wrong, verdict.unproven) == ((), ())


def test_a_tag_that_was_moved_leaves_its_version(two_updates: Path, tmp_path: Path) -> None:
    """What was told stays told, and the tag makes a version of where it stands now."""
    published = copied(two_updates, tmp_path)
    _one_has_moved(published)
    assert [v for v in ("2026-03-10-go", "2026-03-14-go") if published.has(v)] == ["2026-03-10-go", "2026-03-14-go"]
