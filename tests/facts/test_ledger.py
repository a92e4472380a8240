"""The ledger tells each change of a promise, in order, once."""

from datetime import date
from typing import Any

import pytest

from history_builder import Told, change, commitment, decision, lesson, milestone, risk, shortly, update
from milepost.facts.events import EventName
from milepost.facts.report import Withheld, derive_report
from milepost.model.fields import Kind
from milepost.model.history import Change, Step
from milepost.model.snapshot import AnyItem, Promise


def test_what_stays_the_same_is_not_told() -> None:
    """Equal states give no events."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-12", milestone())
    assert story.told("2026-01-12", without=()) == ["2026-01-05 beta made: None → 2026-03-06"]


def test_a_move_counts_itself_and_the_days_from_the_first_promise() -> None:
    """`moved` tells how far, how far in all, and how many times."""
    story = (
        Told()
        .on("2026-01-05", milestone(due="2026-03-06"))
        .on("2026-02-02", milestone(due="2026-03-20"))
        .on("2026-02-09", milestone(due="2026-03-13"))
    )
    moves = [e for e in story.report().events if e.event == "moved"]
    assert [(str(e.before), str(e.after), e.days, e.days_from_first, e.moves) for e in moves] == [
        ("2026-03-06", "2026-03-20", 14, 14, 1),
        ("2026-03-20", "2026-03-13", -7, 7, 2),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (milestone(start="2026-02-02"), milestone(start="2026-02-09"), "start-moved: 2026-02-02 → 2026-02-09"),
        (milestone(), milestone(start="2026-02-09"), "start-moved: None → 2026-02-09"),
        (milestone(progress=20), milestone(progress=60), "progressed: 20 → 60"),
        (milestone(), milestone(title="The beta is closed"), "reworded title: The beta is open → The beta is closed"),
        (
            milestone(acceptance="Ten sales"),
            milestone(acceptance="Two sales"),
            "reworded acceptance: Ten sales → Two sales",
        ),
        (milestone(acceptance="Ten sales"), milestone(), "reworded acceptance: Ten sales → None"),
        (milestone(owner="Shop team"), milestone(), "reassigned owner: Shop team → None"),
        (milestone(done="2026-01-12"), milestone(), "reopened: 2026-01-12 → None"),
        (milestone(), milestone(cancelled="2026-01-12"), "cancelled: None → 2026-01-12"),
        (milestone(cancelled="2026-01-09"), milestone(), "returned: 2026-01-09 → 2026-03-06"),
        (milestone(cancelled="2026-01-09"), milestone(cancelled="2026-01-08"), "cancelled: 2026-01-09 → 2026-01-08"),
        (
            commitment(),
            commitment(promise="Send a table"),
            "reworded promise: Send the fare table → Send a table",
        ),
        (commitment(), commitment(**{"from": "client"}), "reassigned from: vendor → client"),
        (commitment(to="Ferries"), commitment(to="Piers"), "reassigned to: Ferries → Piers"),
        (commitment(), commitment(withdrawn={"on": "2026-01-12"}), "withdrawn: None → 2026-01-12"),
        (
            commitment(withdrawn={"on": "2026-01-09"}),
            commitment(withdrawn={"on": "2026-01-09", "agreed_with": "Ferries"}),
            "changed agreed_with: None → Ferries",
        ),
        (
            milestone(note="Training included"),
            milestone(note="No training"),
            "changed note: Training included → No training",
        ),
        (milestone(phase="build"), milestone(phase="pilot"), "changed phase: build → pilot"),
        (commitment(evidence="Signed"), commitment(evidence="A call"), "changed evidence: Signed → A call"),
        (commitment(made="2026-01-02"), commitment(made="2025-12-01"), "changed made: 2026-01-02 → 2025-12-01"),
        (milestone(reason="Rain"), milestone(reason="Snow"), "changed reason: Rain → Snow"),
        (
            milestone(reason="Rain", cause="client"),
            milestone(reason="Rain", cause="external"),
            "changed cause: client → external",
        ),
    ],
)
def test_each_difference_is_one_event(before: object, after: object, told: str) -> None:
    """Every field that a promise is made of has the event that tells its change."""
    story = Told().on("2026-01-05", before).on("2026-01-12", after)
    assert [line.split(" ", 2)[2] for line in story.told() if line.startswith("2026-01-12")] == [told]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (milestone(title="The beta is open"), milestone(title="The Beta is  open.")),
        (milestone(acceptance="Ten *sales*"), milestone(acceptance="ten sales")),
        (milestone(note="- a"), milestone(note="* **A**")),
    ],
)
def test_markup_is_no_change_of_words(before: object, after: object) -> None:
    """Case, white space, punctuation and markup do not reword a promise."""
    assert Told().on("2026-01-05", before).on("2026-01-12", after).told() == []


@pytest.mark.parametrize(("done", "told", "days"), [("2026-03-04", "kept", -2), ("2026-03-09", "kept-late", 3)])
def test_a_promise_is_kept_or_kept_late(done: str, told: str, days: int) -> None:
    """By the agreed date, whatever was promised last: days are told against it, the last date and the first one."""
    agreed = {"on": "2026-01-19", "due": "2026-03-06", "approved_by": "Both"}
    story = Told().on("2026-01-05", milestone(due="2026-02-27")).on("2026-01-12", milestone(due="2026-03-20"))
    story.on("2026-01-19", milestone(due="2026-03-20", rebaselined=agreed))
    story.on("2026-03-10", milestone(due="2026-03-20", rebaselined=agreed, done=done))
    event = story.report().events[-1]
    assert (event.event, str(event.on), str(event.recorded)) == (told, done, "2026-03-10")
    assert (event.days, event.days_from_first, event.days_from_due) == (days, days + 7, days - 14)


def test_what_appears_kept_is_made_and_kept() -> None:
    """An item that is there and done from its first day gives both entries, and was never missed."""
    story = Told().on("2026-03-09", milestone(done="2026-03-07"), commitment(made="2026-01-07", kept="2026-02-01"))
    assert story.told(without=()) == [
        "2026-03-09 C-1 made: None → 2026-03-06",
        "2026-03-09 C-1 kept: None → 2026-02-01",
        "2026-03-09 beta made: None → 2026-03-06",
        "2026-03-09 beta kept-late: None → 2026-03-07",
    ]
    assert [str(e.on) for e in story.report().events if e.event == "made"] == ["2026-01-07", "2026-03-09"]


def test_a_corrected_day_is_told_anew() -> None:
    """A changed `done` is no reopening: it is told as kept on the other day, with the day told before."""
    story = Told().on("2026-02-02", milestone(done="2026-02-02")).on("2026-03-09", milestone(done="2026-03-09"))
    assert story.told()[1:] == [
        "2026-03-09 beta kept-late: 2026-02-02 → 2026-03-09",
    ]


def test_the_clock_tells_what_was_missed() -> None:
    """A date that passes with nothing set is missed on the day after it, before anything that day's steps say."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-07", milestone(due="2026-03-20"))
    assert story.told("2026-03-21") == [
        "2026-03-07 beta missed: 2026-03-06 → None",
        "2026-03-07 beta moved: 2026-03-06 → 2026-03-20",
        "2026-03-21 beta missed: 2026-03-20 → None",
    ]
    assert [e.revision for e in story.report().events if e.event == "missed"] == [None]


@pytest.mark.parametrize(
    "after",
    [milestone(due="2026-03-20"), milestone(done="2026-03-06"), milestone(cancelled="2026-03-05"), None],
)
def test_what_was_settled_by_its_day_was_not_missed(after: object) -> None:
    """Moved, kept, cancelled or deleted on the day itself: nothing was missed."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-06", *([after] if after else []))
    assert "missed" not in " ".join(story.told("2026-03-20"))


@pytest.mark.parametrize("after", [milestone(done="2026-03-06"), milestone(cancelled="2026-03-05")])
def test_what_the_clock_told_stays_told(after: object) -> None:
    """A day entered afterwards takes nothing back: readers have been told."""
    before = Told().on("2026-01-05", milestone()).told("2026-03-19")
    story = Told().on("2026-01-05", milestone()).on("2026-03-20", after)
    assert story.told()[:1] == before == ["2026-03-07 beta missed: 2026-03-06 → None"]


def test_kept_late_is_missed_first() -> None:
    """A promise kept after its day was missed, and then kept late."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-20", milestone(done="2026-03-12"))
    assert story.told() == [
        "2026-03-07 beta missed: 2026-03-06 → None",
        "2026-03-20 beta kept-late: None → 2026-03-12",
    ]


def test_missed_is_told_once_for_each_date_that_stood() -> None:
    """Kept late and taken back is not missed again; a date that is promised anew can be."""
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-03-10", milestone(done="2026-03-10"))
        .on("2026-03-11", milestone())
        .on("2026-03-12", milestone(due="2026-03-20"))
        .on("2026-03-13", milestone())
    )
    assert [line for line in story.told("2026-04-01") if "missed" in line] == [
        "2026-03-07 beta missed: 2026-03-06 → None",
        "2026-03-13 beta missed: 2026-03-06 → None",
    ]


def test_a_promise_made_after_its_date_is_missed_when_it_is_made() -> None:
    """The clock cannot record what nobody had promised yet: it does when the promise appears, after it."""
    story = Told().on("2026-03-20", milestone())
    assert story.told("2026-03-21", without=()) == [
        "2026-03-20 beta made: None → 2026-03-06",
        "2026-03-20 beta missed: 2026-03-06 → None",
    ]


def test_a_rebaselining_says_what_was_agreed_before() -> None:
    """From the baseline so far to the new one, by whom; taking the entry out is told as well."""
    agreed = {"on": "2026-02-01", "due": "2026-04-01", "approved_by": "Steering group"}
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-02-02", milestone(due="2026-04-01", rebaselined=agreed, reason="More scope", cause="scope"))
        .on("2026-02-09", milestone(due="2026-04-01"))
    )
    events = [e for e in story.report().events if e.event == "rebaselined"]
    assert [(str(e.on), str(e.before), str(e.after), e.days, e.approved_by, e.reason) for e in events] == [
        ("2026-02-01", "2026-03-06", "2026-04-01", 26, "Steering group", "More scope"),
        ("2026-02-09", "2026-04-01", "2026-03-06", -26, None, None),
    ]


def test_nothing_that_is_gone_is_forgotten() -> None:
    """An item that is deleted vanishes; when it comes back, the ledger goes on where it was."""
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-01-12")
        .on("2026-01-19", milestone(due="2026-04-01", owner="Shop team"))
    )
    assert story.told() == [
        "2026-01-12 beta vanished: 2026-03-06 → None",
        "2026-01-19 beta returned: None → 2026-04-01",
        "2026-01-19 beta moved: 2026-03-06 → 2026-04-01",
        "2026-01-19 beta reassigned owner: None → Shop team",
    ]
    assert story.report().milestones[0].moves == 1


def test_a_closed_promise_that_is_tidied_away_is_told_too() -> None:
    """It stays visible, with the last that was known of it."""
    story = Told().on("2026-01-05", milestone(done="2026-01-05")).on("2026-01-12")
    assert story.told()[1:] == ["2026-01-12 beta vanished: 2026-03-06 → 2026-01-05"]
    assert str(story.report().milestones[0].item.done) == "2026-01-05"


def test_what_vanishes_while_withdrawn_returns_as_it_is() -> None:
    """Each state of the way is told, so that the events alone lead to the state."""
    ended = commitment(withdrawn={"on": "2026-01-12"})
    story = Told().on("2026-01-05", commitment()).on("2026-01-12", ended).on("2026-01-13").on("2026-01-14", ended)
    assert story.told() == [
        "2026-01-12 C-1 withdrawn: None → 2026-01-12",
        "2026-01-13 C-1 vanished: 2026-03-06 → 2026-01-12",
        "2026-01-14 C-1 returned: 2026-01-12 → 2026-03-06",
        "2026-01-14 C-1 withdrawn: None → 2026-01-12",
    ]


def test_was_joins_two_histories() -> None:
    """A renamed item keeps its history; its events bear the name it has now, and remember the first."""
    story = (
        Told()
        .on("2026-01-05", milestone("pilot"))
        .on("2026-01-12", milestone("beta", was="pilot", due="2026-03-13"))
        .on("2026-01-19", milestone("open-beta", was=["beta", "pilot"], due="2026-03-20"))
    )
    report = story.report()
    assert shortly(report.events) == [
        "2026-01-05 open-beta made: None → 2026-03-06",
        "2026-01-12 open-beta moved: 2026-03-06 → 2026-03-13",
        "2026-01-19 open-beta moved: 2026-03-13 → 2026-03-20",
    ]
    assert {e.origin for e in report.events} == {"pilot"}
    assert [(m.item.id, m.moves, str(m.first_due)) for m in report.milestones] == [("open-beta", 2, "2026-03-06")]


def test_two_items_that_swap_names_keep_their_histories() -> None:
    """While a name is in use it is that item's: what a swap changes is told of both."""
    story = (
        Told()
        .on("2026-01-05", milestone("one", title="First"), milestone("two", title="Second", due="2026-04-01"))
        .on(
            "2026-01-12",
            milestone("one", was="two", title="Second", due="2026-04-01"),
            milestone("two", was="one", title="First"),
        )
    )
    assert story.told() == [
        "2026-01-12 one moved: 2026-03-06 → 2026-04-01",
        "2026-01-12 one reworded title: First → Second",
        "2026-01-12 two moved: 2026-04-01 → 2026-03-06",
        "2026-01-12 two reworded title: Second → First",
    ]


def test_was_may_come_later() -> None:
    """An item that first says later what it was is joined to its tombstone: both histories, and how far apart."""
    story = (
        Told()
        .on("2026-01-05", milestone("pilot"))
        .on("2026-01-12", milestone("beta", due="2026-04-01"))
        .on("2026-01-19", milestone("beta", was="pilot", due="2026-04-01"))
    )
    report = story.report()
    assert shortly(report.events) == [
        "2026-01-05 beta made: None → 2026-03-06",
        "2026-01-12 beta made: None → 2026-04-01",
        "2026-01-12 beta vanished: 2026-03-06 → None",
        "2026-01-19 beta merged: pilot → beta",
    ]
    merged = report.events[-1]
    assert (merged.days, merged.days_from_first, merged.merged) == (26, 26, "pilot")
    assert [(m.item.id, str(m.first_due), str(m.agreed), m.moves) for m in report.milestones] == [
        ("beta", "2026-03-06", "2026-03-06", 0)
    ]


def test_a_pair_of_a_lost_and_a_found_item_is_a_renaming() -> None:
    """Whether or not the source has joined them: order and pairing of the changes do not matter."""
    old, new = milestone("pilot"), milestone("beta", was="pilot")
    story = Told().on("2026-01-05", old).on("2026-01-12", new)
    last = story.steps[-1]
    story.steps[-1] = Step(last.revision, last.day, (Change(old, None), Change(None, new)))
    assert story.told(without=()) == ["2026-01-05 beta made: None → 2026-03-06"]


def test_the_reason_is_the_items_own_if_it_is_new_or_else_the_revisions() -> None:
    """An old reason does not excuse a new change."""
    story = (
        Told()
        .on("2026-01-05", milestone(reason="Because", cause="client"))
        .on("2026-01-12", milestone(reason="Because", cause="client", due="2026-03-13"))
        .on("2026-01-19", milestone(reason="Because", cause="client", due="2026-03-20"), reason="Trailer")
        .on("2026-01-26", milestone(reason="A new one", cause="client", due="2026-03-27"), reason="Trailer")
        .on("2026-02-02", milestone(reason="A new one", cause="supplier", due="2026-04-03"), reason="Trailer")
    )
    moves = [e for e in story.report().events if e.event == "moved"]
    assert [(e.reason, e.cause) for e in moves] == [
        (None, None),
        ("Trailer", None),
        ("A new one", "client"),
        ("Trailer", "supplier"),
    ]


def test_an_internal_item_is_as_if_it_were_not_there() -> None:
    """It is made on the day it becomes public, and what it was called before stays inside."""
    story = (
        Told()
        .on("2026-01-05", milestone("secret", visibility="internal", due="2026-02-01"))
        .on("2026-01-12", milestone("secret", visibility="internal", due="2026-02-20"))
        .on("2026-01-19", milestone("beta", was="secret"))
    )
    report = story.report()
    assert shortly(report.events) == ["2026-01-19 beta made: None → 2026-03-06"]
    assert report.events[0].origin == "beta"
    assert report.withheld == ()


def test_what_is_made_internal_is_withheld_and_that_is_told() -> None:
    """Its whole history is out, and one line says that something is."""
    story = (
        Told()
        .on("2026-01-05", milestone(), milestone("go-live"))
        .on("2026-02-02", milestone(visibility="internal"), milestone("go-live"))
        .on("2026-02-09", milestone("go-live"))
    )
    report = story.report("2026-04-01")
    assert shortly(report.events) == [
        "2026-01-05 go-live made: None → 2026-03-06",
        "2026-03-07 go-live missed: 2026-03-06 → None",
    ]
    assert report.withheld == (Withheld(Kind.MILESTONE, date(2026, 2, 2)),)


def test_what_vanishes_and_comes_back_internal_is_withheld() -> None:
    """The detour does not hide that something was public."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-12").on("2026-01-19", milestone(visibility="internal"))
    report = story.report()
    assert (report.events, report.milestones) == ((), ())
    assert report.withheld == (Withheld(Kind.MILESTONE, date(2026, 1, 19)),)


def test_what_becomes_public_again_tells_what_changed_meanwhile() -> None:
    """Hidden and back is vanished and returned, with every difference between the two public states."""
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-01-12", milestone(visibility="internal", due="2026-05-01"))
        .on("2026-01-19", milestone(due="2026-04-01"))
    )
    assert story.told() == [
        "2026-01-12 beta vanished: 2026-03-06 → None",
        "2026-01-19 beta returned: None → 2026-04-01",
        "2026-01-19 beta moved: 2026-03-06 → 2026-04-01",
    ]
    assert story.report().withheld == ()


def test_clocks_that_run_backwards_do_not_turn_the_ledger_around() -> None:
    """Events stand in the order of the revisions, whatever day their commits bear."""
    story = (
        Told()
        .on("2026-01-12", milestone())
        .on("2026-01-05", milestone(due="2026-03-13"))
        .on("2026-01-19", milestone(due="2026-03-20"))
    )
    assert story.told(without=()) == [
        "2026-01-12 beta made: None → 2026-03-06",
        "2026-01-05 beta moved: 2026-03-06 → 2026-03-13",
        "2026-01-19 beta moved: 2026-03-13 → 2026-03-20",
    ]


def test_updates_and_lessons_are_published_edited_lost_and_found() -> None:
    """Within the grace an edit is part of publishing; afterwards it is told, with the words that changed."""
    story = (
        Told()
        .on("2026-03-06", update("2026-03-06", "Ten tickets sold."), lesson(text="Ask."))
        .on("2026-03-08", update("2026-03-06", "Twelve tickets sold."), lesson(text="Ask them."))
        .on("2026-03-09", update("2026-03-06", "Twenty tickets sold.", status="amber"), lesson(text="**Ask** them"))
        .on("2026-03-10", lesson(text="Ask them all.", title="Ask early"))
        .on(
            "2026-03-11",
            update("2026-03-06", "Twenty tickets sold.", status="amber"),
            lesson(text="Ask", title="Ask early"),
        )
    )
    report = story.report()
    assert [(str(e.recorded), e.id, str(e.event), e.words) for e in report.events] == [
        ("2026-03-06", "ask-first", "published", None),
        ("2026-03-06", "2026-03-06", "published", None),
        ("2026-03-09", "2026-03-06", "edited", 2),
        ("2026-03-10", "ask-first", "edited", 3),
        ("2026-03-10", "2026-03-06", "vanished", None),
        ("2026-03-11", "ask-first", "edited", 2),
        ("2026-03-11", "2026-03-06", "returned", None),
    ]
    assert [(e.before, e.after) for e in report.updates[0].edits[0].edits] == [
        ("status: green", "status: amber"),
        ("Twelve", "Twenty"),
    ]


def test_a_proof_of_use_is_no_edit_of_a_lesson() -> None:
    """The list of applications grows by design."""
    used = [{"on": "2026-04-01", "where": "Supplier checklist"}]
    story = Told().on("2026-03-06", lesson()).on("2026-04-01", lesson(applied=used))
    assert story.told() == []
    assert story.report().lessons[0].in_practice


def test_a_history_must_end_where_the_content_stands() -> None:
    """Steps that do not lead to the content are a mistake of ours, and not passed over."""
    story = Told().on("2026-01-05", milestone())
    story.items = {(Kind.MILESTONE, "other"): milestone("other")}
    with pytest.raises(ValueError, match="do not end"):
        derive_report(story.history())


def _changed(field: str, item: AnyItem) -> object:
    """Another value for a field."""
    values: dict[str, object] = {
        "after": ("other",),
        "because": ("decision:other",),
        "rebaselined": {"on": "2026-01-09", "due": "2026-04-01", "approved_by": "Both", "change": "CR-1"},
        "withdrawn": {"on": "2026-01-09", "agreed_with": "Ferries"},
        "accepted": {"on": "2026-01-09", "by": "Ferries", "how": "mail"},
        "rejected": {"on": "2026-01-09", "why": "It is slow"},
        "from": "client",
        "progress": 10,
        "key": True,
        "cause": "client",
        **dict.fromkeys(("start", "due", "done", "delivered", "cancelled", "made", "kept"), "2026-02-11"),
    }
    return values.get(field, "other")


def test_a_comment_is_for_whoever_writes_and_stands_in_no_event() -> None:
    """Neither in the words that changed, nor in a reason; code that shows one is no comment."""
    before = milestone(note="Nice <!-- a remark --> words", acceptance="By `<!-- code -->`")
    after = milestone(
        note="Good <!-- a remark --> words", acceptance="In `<!-- code -->`", reason="Rain<!-- a remark -->"
    )
    story = Told().on("2026-01-05", before).on("2026-01-12", after)
    events = story.report().events[1:]
    assert [(e.before, e.after, e.reason) for e in events] == [
        ("By `<!-- code -->`", "In `<!-- code -->`", "Rain"),
        ("Nice  words", "Good  words", "Rain"),
    ]


@pytest.mark.parametrize("item", [milestone(), commitment()], ids=["milestone", "commitment"])
def test_every_public_field_is_told(item: Promise) -> None:
    """Whatever field there is, and whatever part it has: no difference between two public states is quiet."""
    for name, info in type(item).model_fields.items():
        field = info.alias or name
        if field in {"id", "was", "visibility"}:
            continue
        value: Any = _changed(field, item)
        assert _told_between(item, _with(item, field, value)), field
        for part in value if isinstance(value, dict) else ():
            others = {"on": "2026-02-12", "due": "2026-02-12", "how": "signed"}
            other = {**value, part: others.get(part, "X")}
            assert _told_between(_with(item, field, value), _with(item, field, other)), (field, part)


def _with(item: Promise, field: str, value: object) -> Promise:
    return type(item).model_validate({**item.model_dump(by_alias=True), field: value})


def _told_between(before: Promise, after: Promise) -> list[str]:
    others = [milestone("other"), decision("other"), change("CR-1"), change("X")]
    story = Told().on("2026-01-05", before, *others).on("2026-01-12", after, *others)
    return [line for line in story.told() if line.startswith("2026-01-12")]


def test_a_reason_and_a_cause_by_themselves_are_told() -> None:
    """Also a cause that goes as the reason comes, and a reason beside a name that nobody may see."""
    story = Told().on("2026-01-05", milestone(cause="supplier", after=["secret"]))
    assert story.on("2026-01-12", milestone(reason="The pier is closed.")).told() == [
        "2026-01-12 beta changed cause: supplier → None",
        "2026-01-12 beta changed reason: None → The pier is closed.",
    ]


def test_an_old_origin_explains_no_new_agreement() -> None:
    """A new baseline names its change request, and not what an earlier change followed from."""
    agreed = {"on": "2026-02-20", "due": "2026-04-01", "approved_by": "Steering group", "change": "CR-1"}
    known = [risk(), change()]
    story = (
        Told()
        .on("2026-02-02", milestone("a"), *known)
        .on("2026-02-09", milestone("a", due="2026-03-16", because="R-1"), *known)
        .on("2026-02-20", milestone("a", due="2026-03-16", because="R-1", rebaselined=agreed), *known)
    )
    (told,) = [event for event in story.report().events if event.event is EventName.REBASELINED]
    assert told.because == ("change:CR-1",)
