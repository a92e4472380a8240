"""Publishing: on a branch and into a folder alike, on top of what is there, in one step or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from milepost.errors import ContentError, MilepostError, RepositoryError, SiteError
from milepost.publication.changes import changes_of
from milepost.versions.receipts.manifests import generator
from places import (
    OnBranch,
    Place,
    built_tree,
    future,
    mistake,
    published_into,
    second,
    tag_elsewhere,
    update,
    versions,
)
from repository_builder import RepositoryBuilder


def test_what_is_published_is_what_is_built(place: Place, tmp_path: Path) -> None:
    """Today's site and every version, however many steps it took."""
    first = place.publish()
    second(place.repository)
    then = place.publish()
    built = built_tree(place.repository, tmp_path / "built")
    assert {address: known for address, known in place.files().items() if address != ".nojekyll"} == built
    assert [(done.day, done.new, done.kept) for done in (first, then)] == [
        ("2026-03-06", ("2026-03-06",), 0),
        ("2026-03-13", ("2026-03-13",), 1),
    ]


def test_what_was_published_is_not_built_again(place: Place, built: list[str]) -> None:
    """Only the new version is; the files of the others are neither written nor moved."""
    place.begin()
    before = versions(place.files())
    del built[:]
    second(place.repository)
    done = place.publish()
    assert built == ["2026-03-13"]
    assert before.items() <= versions(place.files()).items()
    assert before.keys().isdisjoint((*done.changes.written, *done.changes.removed))


def test_where_nothing_changed_nothing_is_done(place: Place) -> None:
    """A job that runs every night leaves no trace."""
    place.begin()
    before = place.state()
    done = place.publish()
    plan = done.changes
    assert (done.new, done.kept, plan.written, plan.removed, done.commit) == ((), 1, (), (), "")
    assert place.state() == before


def test_files_of_today_that_are_gone_are_removed(place: Place) -> None:
    """Today's site loses its picture, the version that shows it keeps it."""
    place.begin()
    later = {"content/a.svg": None, "content/about.md": "# About\n"}
    place.repository.commit(later, on="2026-03-10")
    assert place.publish().changes.removed == ("a.svg",)
    assert ("a.svg" in place.files(), "versions/2026-03-06/a.svg" in place.files()) == (False, True)


def test_strangers_files_are_kept(place: Place) -> None:
    """What others put there is neither read nor written, and is told."""
    theirs = {"CNAME": "x", ".well-known/a": "b", "notes/index.html": "c", "versions/notes.txt": "d"}
    place.write(theirs)
    hashes = {address: sha256(text.encode()).hexdigest() for address, text in theirs.items()}
    first = place.publish()
    second(place.repository)
    then = place.publish()
    assert [done.changes.strangers for done in (first, then)] == [tuple(sorted(theirs))] * 2
    assert hashes.items() <= place.files().items()


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ({"index.html": "mine", "CNAME": "x"}, "index.html"),
        ({"plan": "mine"}, "plan"),
        ({"feed.xml/a": "mine"}, "feed.xml/a"),
        ({"versions/2026-03-06/index.html": "mine"}, "versions/2026-03-06/index.html"),
        (
            {
                f"{name}/index.html": "mine"
                for name in ("about", "plan", "updates", "lessons", "commitments", "versions")
            },
            "about/index.html, commitments/index.html, lessons/index.html, plan/index.html, updates/index.html"
            " and 1 more",
        ),
    ],
)
def test_a_strangers_file_in_the_way(place: Place, theirs: dict[str, str], told: str) -> None:
    """It is named, and nothing is written over it."""
    place.write(theirs)
    before = place.state(), place.files()
    with pytest.raises(SiteError) as caught:
        place.publish()
    hint = "(move them away, or publish somewhere else; nothing was written)"
    assert (
        str(caught.value) == f"{place.name} holds files that are not Milepost's where the site would go: {told} {hint}"
    )
    assert (place.state(), place.files()) == before


def test_a_strangers_file_with_our_bytes_is_in_nobodys_way(place: Place) -> None:
    """It is what would stand there anyway."""
    place.write({"a.svg": "a"})
    place.publish()
    assert place.files()["a.svg"] == sha256(b"a").hexdigest()


def _rewritten(repository: RepositoryBuilder) -> None:
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    second(repository, {"README.md": "x"})


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (mistake, ContentError, r"content/milestones.yml:1:3: the key 'due' is missing"),
        (future, RepositoryError, r"^\w{10} is dated 2026-04-10, and today is 2026-04-01: one clock is wrong \(set"),
        (tag_elsewhere, RepositoryError, r"^the tag status/x stands on \w{10}, which is not on this branch \(build"),
        (
            _rewritten,
            RepositoryError,
            r"^the history behind published versions was rewritten: 2026-03-13 \(\w{10}\), today's site \(\w{10}\)"
            r" cannot be found on this branch \(go on from what was published: git reset --keep \$\(git commit-tree"
            r" -p \w{12} -p HEAD -m 'Go on from what was published' 'HEAD\^{tree}'\)\)$",
        ),
    ],
)
def test_whatever_stops_it_leaves_what_is_published(
    place: Place, wrong: Callable[[RepositoryBuilder], None], error: type[MilepostError], words: str
) -> None:
    """It is told what and what to do, and nothing is lost."""
    second(place.repository)
    place.publish()
    wrong(place.repository)
    before = place.state(), place.files()
    with pytest.raises(error, match=words):
        place.publish()
    assert (place.state(), place.files()) == before


def test_every_version_behind_which_history_was_rewritten_is_named(place: Place) -> None:
    """Whoever did it sees at once how much of it was published."""
    second(place.repository)
    place.publish()
    place.repository.git("checkout", "--quiet", "--orphan", "new")
    place.repository.commit({}, on="2026-03-20")
    with pytest.raises(RepositoryError, match=r"2026-03-06 \(\w{10}\), 2026-03-13 \(\w{10}\), today's site"):
        place.publish()


def test_a_version_whose_tag_is_gone_stays(place: Place) -> None:
    """What was told once stays told."""
    place.repository.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
    place.publish()
    before = versions(place.files())
    place.repository.git("tag", "-d", "status/go")
    second(place.repository)
    assert (place.publish().kept, before.items() <= versions(place.files()).items()) == (2, True)


def test_a_tag_can_be_set_at_any_time(place: Place) -> None:
    """Its version is built beside those that are there, and none of them changes."""
    place.repository.commit({"README.md": "x"}, on="2026-03-10")
    second(place.repository)
    place.publish()
    before = versions(place.files())
    place.repository.git("tag", "status/go", "HEAD~1")
    done = place.publish()
    assert (done.new, done.kept) == (("2026-03-10-go",), 2)
    assert before.items() <= versions(place.files()).items()


def test_what_another_generator_made_stays_as_it_is(
    place: Place, monkeypatch: pytest.MonkeyPatch, built: list[str]
) -> None:
    """An old version is not dressed anew because Milepost was."""
    place.begin()
    before = versions(place.files())
    other = {**generator(), "milepost": "9.9.9+0123456789ab"}
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: other)
    second(place.repository)
    del built[:]
    done = place.publish()
    assert (built, done.new, done.kept) == (["2026-03-13"], ("2026-03-13",), 1)
    assert before.items() <= versions(place.files()).items()


def test_what_is_built_meanwhile_is_the_same(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A large site's new version is built by another process while today's pages are: the same bytes come of it."""
    place.begin()
    second(place.repository)
    done = place.publish(dry_run=True)
    after_one_another = published_into(place.repository, tmp_path / "one")
    monkeypatch.setattr("milepost.versions.whole_site._LARGE", 0)
    monkeypatch.setattr("milepost.versions.every_version._WORTH_IT", 9)
    assert published_into(place.repository, tmp_path / "two") == after_one_another
    assert place.publish().new == done.new == ("2026-03-13",)


def test_what_somebody_edited_is_made_again_and_told(place: Place) -> None:
    """A version that was altered is as it was again, to the byte, and whoever publishes hears of it."""
    place.begin()
    before = versions(place.files())
    place.write({"versions/2026-03-06/plan/index.html": "Forged"})
    second(place.repository)
    done = place.publish()
    assert (done.new, done.healed) == (("2026-03-13",), ("2026-03-06",))
    assert before.items() <= versions(place.files()).items()


def test_what_somebody_edited_and_another_made_stops_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what built it can build it again: the file is named, and who made it."""
    place.begin()
    place.write({"versions/2026-03-06/plan/index.html": "Forged"})
    second(place.repository)
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: {"milepost": "9.9.9"})
    with pytest.raises(SiteError, match=r"^versions/2026-03-06/plan/index.html: is not what its manifest says, and"):
        place.publish()


def test_a_revision_that_cannot_be_read_is_told(place: Place) -> None:
    """It gives no version, and the next one takes its updates along, now and later."""
    place.begin()
    second(place.repository, {"content/milestones.yml": "- id: beta\n"})
    unreadable = place.repository.git("rev-parse", "HEAD")
    third = {"content/milestones.yml": "[]\n", "content/updates/2026-03-20.md": update("Third")}
    place.repository.commit(third, on="2026-03-20")
    done = place.publish()
    reason = "content/milestones.yml:1:3: the key 'due' is missing (add due: …)"
    assert (done.new, dict(done.left_out)) == (("2026-03-20",), {unreadable: reason})
    assert place.publish().changes.written == ()


def test_a_plan_says_what_becomes_of_every_file() -> None:
    """New, changed, removed, kept, or somebody else's; each address once."""
    there = {"a": "1", "b": "1", "c": "1", "kept": "1", "theirs": "1", "same": "1"}
    ours = frozenset({"a", "b", "c", "kept"})
    plan = changes_of(there, ours, {"a": "1", "b": "2", "new": "1", "same": "1"}, frozenset({"kept"}), "here")
    assert (plan.added, plan.changed, plan.removed, plan.strangers, plan.written) == (
        ("new",),
        ("b",),
        ("c",),
        ("same", "theirs"),
        ("b", "new"),
    )


def test_the_manifest_of_a_published_version_is_read_back(branch: OnBranch) -> None:
    """What lies on the branch is what was said of it."""
    branch.begin()
    text = branch.repository.git("show", "gh-pages:versions/2026-03-06/manifest.json")
    assert json.loads(text)["files"].items() <= branch.files().items()
