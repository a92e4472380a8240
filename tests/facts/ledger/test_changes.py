"""The ledger tells each difference of a promise once: moves, words, persons, reasons, and nothing that stays."""

from typing import Any

import pytest

from history_builder import Told, change, commitment, decision, milestone, risk
from milepost.facts.events import EventName
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


def test_evidence_that_comes_with_the_keeping_is_part_of_it() -> None:
    """One entry tells both, also of what was kept before it was first told; any other evidence is told by itself."""
    kept = {"kept": "2026-01-12"}
    story = (
        Told()
        .on("2026-01-05", commitment("C-1"), commitment("C-2"), commitment("C-3", evidence="A draft"))
        .on(
            "2026-01-12",
            commitment("C-1", evidence="By mail", **kept),
            commitment("C-2", **kept),
            commitment("C-3", evidence="By mail", **kept),
            commitment("C-4", evidence="By mail", **kept),
        )
        .on(
            "2026-01-19",
            commitment("C-1", evidence="By post", **kept),
            commitment("C-2", evidence="By mail", **kept),
            commitment("C-3", evidence="By mail", kept="2026-01-13"),
            commitment("C-4"),
        )
    )
    events = story.report().events
    assert [(e.id, e.evidence) for e in events if e.event == "kept"] == [
        ("C-1", "By mail"),
        ("C-2", None),
        ("C-3", None),
        ("C-4", "By mail"),
        ("C-3", None),
    ]
    assert [(e.id, e.before, e.after) for e in events if e.field == "evidence"] == [
        ("C-3", "A draft", "By mail"),
        ("C-1", "By mail", "By post"),
        ("C-2", None, "By mail"),
        ("C-4", "By mail", None),
    ]


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
