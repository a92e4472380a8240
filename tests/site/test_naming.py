"""Which states are told for ever, and what they are called."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from milepost.errors import RepositoryError
from milepost.facts.telling.told_ledger import PublishedUpdate
from milepost.model.history import Commit
from milepost.source.line.clone import refuse_the_future
from milepost.versions.which.naming import Version, passed_over, versions_of

LINE = tuple(
    Commit(sha * 40, "t" * 40, datetime(2026, 3, day, 12, tzinfo=UTC))
    for sha, day in (("a", 6), ("b", 6), ("c", 13), ("d", 13), ("e", 20))
)


def day_of(commit: Commit) -> date:
    """The day in UTC."""
    return commit.committed_at.date()


def versions(published: str = "", **tags: str) -> tuple[Version, ...]:
    """The versions of LINE where the letters each published an update, with tags on letters."""
    published_updates = [PublishedUpdate(f"update-{letter}", letter * 40) for letter in published]
    marks = {f"status/{name.replace('_', '-')}": letter * 40 for name, letter in tags.items()}
    return versions_of(LINE, published_updates, marks.items(), day_of)


def test_named_by_day() -> None:
    """A version is called by its day, a second update of a day gets a number."""
    assert [version.name for version in versions("cbae")] == ["2026-03-06", "2026-03-06-2", "2026-03-13", "2026-03-20"]


def test_updates_of_one_revision_share_a_version() -> None:
    """Many updates that came in one revision were one state of the site."""
    both = versions_of(LINE, [PublishedUpdate("two", "c" * 40), PublishedUpdate("one", "c" * 40)], (), day_of)
    assert [(version.name, version.updates) for version in both] == [("2026-03-13", ("one", "two"))]


def test_tags_make_versions_of_their_own() -> None:
    """A tag is called by its day and its own words; on the revision of an update it is another name for it."""
    found = versions("a", signed_off="d", kickoff="a")
    assert [(v.name, v.aliases) for v in found] == [("2026-03-06", ("kickoff",)), ("2026-03-13-signed-off", ())]


def test_a_later_tag_changes_no_name_and_no_chain() -> None:
    """A tag set later, in the middle, leaves every other version as it was."""
    plain = versions("abe")
    tagged = versions("abe", two="c", middle="c", **{"3": "d"})
    assert tuple(version for version in tagged if version.updates) == plain
    names = [version.name for version in tagged if not version.updates]
    assert names == ["2026-03-13-middle", "2026-03-13-two", "2026-03-13-tag-3"]


def test_each_rests_on_the_update_before_it() -> None:
    """The chain goes from update to update; a tag hangs on it and nothing hangs on a tag."""
    assert [v.before for v in versions("abe", tag="c")] == [None, "2026-03-06", "2026-03-06-2", "2026-03-06-2"]


def test_a_tag_beside_the_branch() -> None:
    """A tag on a commit that is not on the branch is an error which names it and what to do."""
    with pytest.raises(RepositoryError, match=r"the tag status/x stands on ffffffffff, .* \(build the branch"):
        versions("a", x="f")


def test_two_tags_of_one_name() -> None:
    """Tags whose addresses would be the same are told apart by whoever set them."""
    with pytest.raises(RepositoryError, match="2026-03-06-go-live"):
        versions_of(LINE, [], [("status/go live", "a" * 40), ("status/go+live", "a" * 40)], day_of)


def test_tags_of_one_commit_are_in_the_order_of_their_versions() -> None:
    """How tags are spelled, and in which order git names them, decides nothing: a version outlives its tag."""
    tags = [(f"status/{name}", "c" * 40) for name in ("2", "a.b", "a/b", "signed")]
    found = [version.name for version in versions_of(LINE, [], tags, day_of)]
    assert found == ["2026-03-13-a-b", "2026-03-13-a.b", "2026-03-13-signed", "2026-03-13-tag-2"]
    as_told = [(f"status/{name.removeprefix('2026-03-13-')}", "c" * 40) for name in found]
    assert [version.name for version in versions_of(LINE, [], reversed(as_told), day_of)] == found


def test_an_alias_is_told_once() -> None:
    """Tags on an update's revision whose words would be the same are one more name for it, not two."""
    tags = [(f"status/{name}", "a" * 40) for name in ("b", "a b", "a+b")]
    assert versions_of(LINE, [PublishedUpdate("a", "a" * 40)], tags, day_of)[0].aliases == ("a-b", "b")


def test_chinese_tags_keep_their_words() -> None:
    """Words in any script are words."""
    assert versions_of(LINE, [], [("status/验收", "a" * 40)], day_of)[0].name == "2026-03-06-验收"


def test_what_cannot_be_read_publishes_nothing() -> None:
    """The updates of an unreadable revision are those of the next that can be read; its tags are none."""
    published_updates = [PublishedUpdate(letter, letter * 40) for letter in "ace"]
    found = versions_of(LINE, published_updates, [("status/x", "c" * 40)], day_of, {"c" * 40, "e" * 40})
    expected = [("2026-03-06", ("a",), None), ("2026-03-13", ("c",), "2026-03-06")]
    assert [(version.name, version.updates, version.before) for version in found] == expected
    assert [version.revision for version in found] == ["a" * 40, "d" * 40]


def test_what_was_passed_over_when_it_was_published() -> None:
    """A manifest that tells an update from a later revision says that nobody could read those before it."""
    published_updates = [PublishedUpdate(letter, letter * 40) for letter in "abe"]
    assert passed_over(LINE, published_updates, {"a": "a" * 40, "b": "d" * 40}) == {"b" * 40, "c" * 40}


def test_a_tag_that_looks_like_a_day() -> None:
    """It must not be taken for another version."""
    assert versions("a", **{"2026-03-13": "a"})[0].aliases == ("tag-2026-03-13",)


def test_a_date_in_the_future_is_refused() -> None:
    """One clock is wrong, and a version would keep the wrong date for ever."""
    newest = LINE[-1].committed_at
    refuse_the_future(LINE[-1], newest - timedelta(hours=20))
    with pytest.raises(RepositoryError, match="eeeeeeeeee is dated 2026-03-20, and today is 2026-03-18"):
        refuse_the_future(LINE[-1], newest - timedelta(days=2))
