"""The changelog says the ledger in words, as Markdown that holds no surprise, and as data."""

import json
import re
from datetime import date

import pytest

from history_builder import Told, budget, commitment, decision, milestone, problem, risk, update
from milepost.facts.events import Event, EventName
from milepost.model.fields import Kind
from milepost.model.kinds.charter import AcceptanceTerms
from milepost.render.data.changelog import changelog, event_data, events_in
from milepost.render.words.words import Words

ENGLISH = Words.of("en")


def _story() -> Told:
    return (
        Told()
        .on("2026-01-05", milestone(owner="Shop team"))
        .on(
            "2026-02-27",
            milestone(due="2026-03-20", reason="It rained.", cause="external"),
            update("2026-02-27", "<milestone:beta>"),
        )
        .on("2026-03-23", milestone(due="2026-03-20", done="2026-03-23"), update("2026-02-27", "<milestone:beta>"))
    )


def test_text_is_one_or_two_lines_an_entry() -> None:
    """What happened, and under it why, how often, and who was told."""
    assert changelog(_story().report().events, "text", ENGLISH) == (
        "2026-01-05  milestone beta (The beta is open) new: promised for 6 Mar\n"
        "2026-02-27  milestone beta (The beta is open) moved: from 6 Mar to 20 Mar, 14 days later\n"
        "            It rained. Cause: outside the project; told 27 Feb, 7 days ahead.\n"
        "2026-02-27  milestone beta (The beta is open) reassigned: owner: “Shop team” became nobody\n"
        "            It rained. Cause: outside the project.\n"
        "2026-02-27  update 2026-02-27 (All is well) published\n"
        "2026-03-21  milestone beta (The beta is open) missed: was due 20 Mar, not reached\n"
        "2026-03-23  milestone beta (The beta is open) reached late: on 23 Mar, 17 days after the agreed 6 Mar\n"
        "            3 days after the moved date, 20 Mar.\n"
    )


def test_markdown_is_a_list_under_each_day() -> None:
    """Fit for a comment on a merge request."""
    moved = [event for event in _story().report().events if event.event in {"moved", "published"}]
    assert changelog(moved, "markdown", ENGLISH) == (
        "#### 27 February 2026\n"
        "\n"
        "- milestone `beta`, The beta is open: **moved**: from 6 Mar to 20 Mar, 14 days later"
        " — It rained. Cause: outside the project; told 27 Feb, 7 days ahead.\n"
        "- update `2026-02-27`, All is well: **published**\n"
    )


def test_data_has_the_keys_of_the_contract_and_no_others() -> None:
    """Keys that do not apply are null."""
    story = _story()
    moved = next(event for event in story.report().events if event.event == "moved")
    assert event_data(moved) == {
        "kind": "milestone",
        "id": "beta",
        "event": "moved",
        "on": "2026-02-27",
        "recorded": "2026-02-27",
        "revision": f"{2:040x}",
        "author": "Project office",
        "field": "due",
        "first": "2026-03-06",
        "from": "2026-03-06",
        "to": "2026-03-20",
        "days": 14,
        "days_from_first": 14,
        "days_from_due": None,
        "reason": "It rained.",
        "cause": "external",
        "announced": {"update": "2026-02-27", "on": "2026-02-27"},
        "notice_days": 7,
    }
    missed = next(event for event in story.report().events if event.event == "missed")
    assert {key: value for key, value in event_data(missed).items() if value is not None} == {
        "kind": "milestone",
        "id": "beta",
        "event": "missed",
        "on": "2026-03-21",
        "recorded": "2026-03-21",
        "from": "2026-03-20",
    }
    printed = json.loads(changelog(story.report().events, "json", ENGLISH))
    assert printed == [event_data(event) for event in story.report().events]


def test_progress_stays_a_number_in_data() -> None:
    """As written in YAML."""
    story = Told().on("2026-01-05", milestone(progress=10)).on("2026-01-12", milestone(progress=60))
    event = event_data(story.report().events[-1])
    assert (event["event"], event["from"], event["to"]) == ("progressed", 10, 60)


@pytest.mark.parametrize(
    "hostile",
    [
        "**bold** _it_ `code`",
        "[link](https://evil.example) ![x](y)",
        "<img src=x onerror=alert(1)>",
        "| a | b |",
        "@everyone look",
        "see #1 and :tada: at https://evil.example or www.evil.example",
        "&lt;script&gt; $x$ ~~gone~~ \\*",
    ],
)
def test_no_title_can_be_markup(hostile: str) -> None:
    """Only what could begin markup is written as its number, and nobody is called by name."""
    shown = changelog(Told().on("2026-01-05", milestone(title=hostile)).report().events, "markdown", ENGLISH)
    title = shown.split("`beta`, ")[1].split(": **new**")[0]
    bare = re.sub(r"&#\d+;", "", title)
    assert not re.search(r"[*_`\[\]<>|~$\\]|:\w|:/|www\.|@\w", bare)
    unescaped = re.sub(r"&#(\d+);", lambda mark: chr(int(mark[1])), title)
    assert unescaped.replace("@\u200b", "@") == hostile


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_terminal_is_told_and_not_commanded(form: str) -> None:
    """Control characters and turns of direction are replaced; lines stay lines."""
    event = Event(
        Kind.MILESTONE,
        "beta",
        "beta",
        "a\x1b[31m\u202eb",
        EventName.REWORDED,
        date(2026, 1, 5),
        date(2026, 1, 5),
        before="one\ntwo",
        after="\x07",
        field="title",
        reason="first\n\n# second",
    )
    shown = changelog([event], form, ENGLISH)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", shown)
    assert not [line for line in shown.splitlines()[1:] if line.startswith("# ")]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_changed_is_said(form: str) -> None:
    """An empty comment would be a riddle."""
    assert changelog([], form, ENGLISH) == "Nothing changed.\n"
    assert changelog([], "json", ENGLISH) == "[]\n"


def test_a_range_holds_its_revisions_and_the_days_between() -> None:
    """Events of the revisions, and what the clock told after the first one's day up to the last one's."""
    events = _story().report().events
    second, third = f"{2:040x}", f"{3:040x}"
    chosen = events_in(events, {third}, date(2026, 2, 27), date(2026, 3, 23))
    assert [event.event for event in chosen] == ["missed", "kept-late"]
    assert [event.event for event in events_in(events, {second}, date(2026, 1, 5), date(2026, 2, 27))] == [
        "moved",
        "reassigned",
        "published",
    ]
    assert [event.event for event in events_in(events, (), date(2026, 3, 21), date(2026, 3, 23))] == []


def test_uncommitted_work_has_no_revision() -> None:
    """It is told, and null stands for the commit that is not there yet."""
    event = Event(Kind.COMMITMENT, "C", "C", "T", EventName.MADE, date(2026, 1, 5), date(2026, 1, 5), "", "")
    data = event_data(event)
    assert (data["revision"], data["author"]) == (None, None)
    assert events_in([event], {"a"}, date(2026, 1, 1), date(2026, 2, 1)) == ()


def test_an_unknown_form_is_our_mistake() -> None:
    """The command line offers only the three."""
    with pytest.raises(ValueError, match="unknown form"):
        changelog([], "html", ENGLISH)


def test_every_kind_of_event_can_be_told() -> None:
    """No entry is without its words, in either language."""
    agreed = {"on": "2026-01-12", "due": "2026-04-01", "approved_by": "Steering group"}
    gone = commitment("C-2")
    story = (
        Told()
        .on("2026-01-05", milestone(), commitment(), gone, update("2026-01-05", "One"))
        .on(
            "2026-01-12",
            milestone(
                title="Open", start="2026-02-02", progress=5, owner="Piers", due="2026-04-01", rebaselined=agreed
            ),
            commitment(withdrawn={"on": "2026-01-12"}),
            update("2026-01-05", "Two"),
        )
        .on("2026-01-19", milestone(done="2026-01-19"), commitment(), gone)
        .on("2026-01-20", milestone(cancelled="2026-01-20"), commitment(), gone)
        .on("2026-03-20", milestone(cancelled="2026-01-20", note="So"), commitment(kept="2026-03-20"), gone)
        .on("2026-03-21", milestone(cancelled="2026-01-20", note="So"), commitment(kept="2026-03-20", was="C-2"))
        .on("2026-03-22", decision(decided="2026-03-22", decision="No"), risk(probability=2))
        .on("2026-03-23", decision(decided="2026-03-22", decision="Yes"), decision("D-2", supersedes="D-1"), risk())
        .on("2026-03-23", problem(thread=[{"on": "2026-03-23", "state": "fixing", "text": "Soon"}]))
        .on("2026-03-23", milestone(delivered="2026-03-20", rejected={"on": "2026-03-21"}))
        .on("2026-03-23", milestone(delivered="2026-03-22"))
        .on("2026-04-05", milestone(delivered="2026-03-22", accepted={"on": "2026-03-22"}))
        .on("2026-04-05", risk())
        .on("2026-04-05", risk(closed={"on": "2026-03-24", "because": "passed"}), budget())
        .on("2026-04-06", budget(used=90, agreed=100))
    )
    story.charter = story.charter.model_copy(update={"acceptance": AcceptanceTerms(days=10, deemed=True)})
    events = story.report().events
    told = {event.event for event in events}
    assert set(EventName) == told
    for language in ("en", "zh"):
        text = changelog(events, "text", Words.of(language))
        assert len([line for line in text.splitlines() if not line.startswith(" ")]) == len(events)
        assert "None" not in text
        assert "<" not in text
