"""The feed: each thing told once, newest first, with a way to what is older."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, closing, commitment, decision, lesson, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.model.kinds.charter import Charter, Language
from milepost.model.snapshot import AnyItem
from milepost.render.addresses import guid
from milepost.render.feeds import rss as writer
from milepost.render.feeds.rss import Feeds
from milepost.render.page import Asset
from milepost.render.words.words import Words
from often import often

ROOT = "https://status.example.org/"
NAMES = Charter(name="Harbour line", client="Harbour Ferries", vendor="Northlight Studio")


def written(report: StatusReport, root: str | None = ROOT) -> dict[str, str]:
    """Each document of a report's feed by its address."""
    return {asset.uri: asset.content for asset in Feeds(report, Words.of(report.charter.language), root).whole()}


def entries(report: StatusReport) -> list[Any]:
    """The items of the feed itself."""
    found: list[Any] = feedparser.parse(written(report)["feed.xml"]).entries
    return found


def titles(report: StatusReport) -> list[str]:
    """Their titles."""
    return [entry.title for entry in entries(report)]


def chain(documents: dict[str, str]) -> Iterator[Any]:
    """Each document from the feed back to the oldest archive, as a reader follows them."""
    address: str | None = "feed.xml"
    while address:
        parsed = feedparser.parse(documents[address])
        assert not parsed.bozo
        yield parsed
        before = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
        address = before[0].removeprefix(ROOT) if before else None


def many(size: int) -> Told:
    """A date that moves every day."""
    story = Told()
    for day in range(size):
        when = date(2026, 1, 5) + timedelta(day)
        story.on(when.isoformat(), milestone(due=(date(2028, 1, 1) + timedelta(day)).isoformat()))
    return story


@pytest.mark.parametrize(("items", "archives"), [(1, 0), (100, 0), (101, 1), (125, 1), (126, 2), (150, 2)])
def test_the_feed_holds_the_newest(items: int, archives: int) -> None:
    """At most a hundred items stand in the feed; the older ones stand in archives, which lead back one by one."""
    documents = written(many(items).report())
    assert sorted(documents) == sorted(["feed.xml", *(f"feed/{n}.xml" for n in range(1, archives + 1))])
    parsed = list(chain(documents))
    assert [len(part.entries) for part in parsed] == [items - 25 * archives, *[25] * archives]
    assert len({entry.id for part in parsed for entry in part.entries}) == items


def test_an_archive_never_changes() -> None:
    """What is told later changes no byte of an archive: it is full from the beginning, and names nothing newer."""
    before, after = (written(many(size).report()) for size in (130, 190))
    old = {address: text for address, text in before.items() if address != "feed.xml"}
    assert old
    assert old == {address: after[address] for address in old}
    assert all("<fh:archive/>" in text for text in old.values())
    assert all(f'<atom:link rel="current" href="{ROOT}feed.xml"/>' in text for text in old.values())
    assert "fh:archive" not in before["feed.xml"]


def test_archives_are_found_without_an_address() -> None:
    """Where the site's address is not known, the way back is written from where each document stands."""
    documents = written(many(130).report(), None)
    assert '<atom:link rel="prev-archive" href="feed/2.xml"/>' in documents["feed.xml"]
    assert '<atom:link rel="prev-archive" href="../feed/1.xml"/>' in documents["feed/2.xml"]


_STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 28), st.none() | st.integers(0, 100)), max_size=3),
        st.booleans(),
        st.sampled_from(["", "[x](commitment:a)", "[x](milestone:b)"]),
    ),
    min_size=1,
    max_size=12,
)


def _played(steps: Sequence[Any]) -> Told:
    story, day = Told(NAMES), date(2026, 3, 2)
    pages: list[AnyItem] = []
    for days, items, has_update, text in steps:
        day += timedelta(days)
        if has_update and not any(page.id == day.isoformat() for page in pages):
            pages.append(update(day.isoformat(), text))
        promises = {
            name: (milestone if name == "b" else commitment)(
                name, due=f"2026-03-{due:02}", **({"progress": part} if name == "b" and part else {})
            )
            for name, due, part in items
        }
        story.on(day.isoformat(), *promises.values(), *pages, lesson())
    return story


@often(60)
@given(_STEPS, st.integers(0, 60))
def test_every_feed_is_whole(steps: Sequence[Any], later: int) -> None:
    """No item stands twice, the newest come first, none is of a day to come, nothing is lost on the way back."""
    story = _played(steps)
    day = max(step.day for step in story.steps) + timedelta(later)
    report = story.report(day.isoformat())
    with pytest.MonkeyPatch.context() as small:
        small.setattr(writer, "NEWEST", 6)
        small.setattr(writer, "ARCHIVED", 2)
        documents = written(report)
        earlier = written(story.report())
    found = [entry for part in chain(documents) for entry in part.entries]
    ids = [entry.id for entry in found]
    assert len(ids) == len(set(ids))
    days = [entry.published_parsed[:3] for entry in found]
    assert days == sorted(days, reverse=True)
    assert all(date(*then) <= report.status_date for then in days)
    told = [event for event in report.events if event.event != "progressed"]
    inside = {guid(event) for event in told} - set(ids)
    assert len(found) == sum(guid(event) not in inside for event in told)
    born = {
        event.id: event.revision for event in report.events if event.kind == "update" and event.event == "published"
    }
    assert all(
        event.announced and born[event.announced.update] == event.revision for event in told if guid(event) in inside
    )
    # What an earlier feed told is told by this one, under the same name.
    assert {entry.id for part in chain(earlier) for entry in part.entries} <= set(ids)


@pytest.mark.parametrize(
    ("charter", "side", "title"),
    [
        (NAMES, "client", "Harbour Ferries promised: Send the fare table, by 6 Mar"),
        (NAMES, "vendor", "Northlight Studio promised: Send the fare table, by 6 Mar"),
        (Charter(name="Harbour line"), "client", "You promised: Send the fare table, by 6 Mar"),
        (Charter(name="Harbour line"), "vendor", "We promised: Send the fare table, by 6 Mar"),
    ],
)
def test_a_title_says_whose_promise_it_is(charter: Charter, side: str, title: str) -> None:
    """By the names of the two sides, or by We and You."""
    assert titles(Told(charter).on("2026-02-02", commitment(**{"from": side, "owner": "Sales"})).report()) == [title]


def test_what_became_of_a_promise_says_whose_it_is() -> None:
    """Also when it was missed, which nobody wrote."""
    story = Told(NAMES).on("2026-02-02", commitment(**{"from": "client", "owner": "Sales"}))
    newest = titles(story.report("2026-03-09"))[0]
    assert newest.startswith("Harbour Ferries: Missed")
    assert "Send the fare table" in newest


def test_progress_is_no_news() -> None:
    """A percentage is not told in the feed."""
    story = Told().on("2026-02-02", milestone(progress=10)).on("2026-02-09", milestone(progress=20))
    assert [title.partition(":")[0] for title in titles(story.report())] == ["New"]


def test_a_lesson_says_that_it_is_one() -> None:
    """Nobody asks what was published."""
    assert titles(Told().on("2026-03-02", lesson()).report()) == ["Lesson: Ask before estimating"]


@pytest.mark.parametrize(
    ("language", "told", "asked"),
    [
        (
            "en",
            "<li>Moved: The beta is open, from 6 Mar to 13 Mar, 7 days later. No reason given.</li>",
            "<li>Do we keep the paper tickets? – Sales, by Fri 20 Mar</li>",
        ),
        (
            "zh",
            "<li>已变动：The beta is open，从3月6日到3月13日，晚 7 天。未说明原因。</li>",
            "<li>Do we keep the paper tickets?——Sales，3月20日周五前</li>",
        ),
    ],
)
def test_what_an_update_lists_are_sentences(language: str, told: str, asked: str) -> None:
    """Each with its full stop; none says that no update tells it, and a question has no comma after its mark."""
    charter = NAMES.model_copy(update={"language": Language(language)})
    question = decision(**{"from": "client"}, owner="Sales", due="2026-03-20")
    story = Told(charter).on("2026-02-02", milestone(), question)
    newest = entries(story.on("2026-02-13", milestone(due="2026-03-13"), question, update("2026-02-13")).report())[0]
    assert told in newest.summary
    assert asked in newest.summary
    still = milestone(due="2026-03-20"), question, update("2026-02-13")
    moved = entries(story.on("2026-02-20", *still).report())[0]
    assert ("told in no update" if language == "en" else "各期更新") in moved.summary


def test_an_update_is_one_item() -> None:
    """Its words, what moved, what is asked; what it announces and its revision changed is in it and nowhere else."""
    asked = commitment("C-2", **{"from": "client", "owner": "Sales", "due": "2026-03-20"})
    moved, kept = commitment(due="2026-03-13", reason="Rain."), milestone(done="2026-02-13")
    text = "We are late.\n\n## Done\n\n- [The beta](milestone:beta) is open.\n- See [the table](commitment:C-1)."
    story = (
        Told(NAMES)
        .on("2026-02-02", commitment(), milestone(), asked)
        .on("2026-02-13", moved, kept, asked, update("2026-02-13", text))
    )
    newest, *older = entries(story.report())
    assert newest.title == "On track: All is well"
    for words in (
        "<p>We are late.</p>",
        f'<a href="{ROOT}plan/#m-beta">The beta</a>',
        "<strong>Dates that moved</strong>",
        "Northlight Studio: Moved: Send the fare table, from 6 Mar to 13 Mar, 7 days later. Rain.",
        "Reached: The beta is open",
        "<strong>What we need from you</strong>",
        "Send the fare table, Sales, by Fri 20 Mar",
    ):
        assert words in newest.summary, words
    assert {entry.published for entry in older} == {"Mon, 02 Feb 2026 00:00:00 +0000"}


def test_what_an_update_does_not_name_is_an_item_of_its_own() -> None:
    """A change that the update passes over in silence is told beside it."""
    story = Told().on("2026-02-02", milestone()).on("2026-02-13", milestone(due="2026-03-13"), update("2026-02-13"))
    assert [title.partition(":")[0] for title in titles(story.report())] == ["On track", "Moved", "New"]


def test_a_day_begins_where_the_project_is() -> None:
    """An item is dated by the first moment of its day there, so that no reader meets one that is still to come."""
    story = Told(Charter(name="Harbour line", timezone="Asia/Shanghai")).on("2026-02-02", milestone())
    assert [entry.published for entry in entries(story.report())] == ["Mon, 02 Feb 2026 00:00:00 +0800"]


def test_no_item_is_dated_after_the_status_date() -> None:
    """Whoever asks for the feed as of an earlier day gets no date after it."""
    story = Told().on("2026-02-02", milestone()).on("2026-02-09", milestone(due="2026-03-13"))
    days = [entry.published_parsed[:3] for entry in entries(story.report("2026-02-04"))]
    assert days == [(2026, 2, 4), (2026, 2, 2)]


def test_the_assets_are_those_of_the_site_map() -> None:
    """The archives stand where no file of an author's may."""
    from milepost.model.places import is_reserved

    found: tuple[Asset, ...] = tuple(Feeds(many(130).report(), Words.of("en"), ROOT).whole())
    assert all(is_reserved(asset.uri) for asset in found)


def topics(report: StatusReport) -> dict[str, list[Any]]:
    """The items of each feed of a topic."""
    found = tuple(Feeds(report, Words.of("en"), ROOT).by_topic())
    return {asset.uri: feedparser.parse(asset.content).entries for asset in found}


def test_a_topic_has_a_feed_where_there_is_anything_to_tell() -> None:
    """Nobody is led to an empty one; what an update tells stands there too, under the name that it has elsewhere."""
    story = Told().on("2026-01-05", milestone(due="2026-03-06"))
    assert set(topics(story.report())) == {"feeds/dates.xml"}
    story = story.on("2026-01-09", milestone(due="2026-03-13"), update("2026-01-09", "<milestone:beta>"), decision())
    found = topics(story.report())
    assert set(found) == {f"feeds/{topic}.xml" for topic in ("dates", "asks", "updates", "decisions")}
    assert [entry.category for entry in found["feeds/dates.xml"]] == ["moved", "made"]
    assert [entry.category for entry in found["feeds/updates.xml"]] == ["published"]
    shared = {entry.id for entry in found["feeds/asks.xml"]} & {entry.id for entry in entries(story.report())}
    assert shared


def test_a_feed_in_which_nothing_stands_yet_has_the_time_of_the_revision() -> None:
    """Not that of the build: the same commit gives the same bytes."""
    story = Told().on("2026-01-05")
    assert "<lastBuildDate>Mon, 05 Jan 2026 12:00:00 +0000</lastBuildDate>" in written(story.report())["feed.xml"]


def test_only_what_the_client_owes_is_an_ask() -> None:
    """Our own promises are none."""
    story = Told().on("2026-01-05", commitment(**{"from": "vendor"}), decision(**{"from": "vendor"}))
    assert "feeds/asks.xml" not in topics(story.report())


def test_a_closing_report_asks_for_a_word() -> None:
    """It, and what becomes of it, is told to whoever follows what is asked alone."""
    done = milestone(done="2026-05-04")
    story = Told().on("2026-05-08", done, closing(on="2026-05-08"))
    (entry,) = (one for one in topics(story.report())["feeds/asks.xml"] if "closing" in one.id)
    assert entry.link.endswith("/closing/")
