"""What the ledger tells of items that are no promises, where only one kind has it."""

from __future__ import annotations

from history_builder import Told, change, decision, feedback, problem, risk, shortly

_SEEN = {"on": "2026-02-02", "state": "fixing", "text": "It is being mended"}


def test_a_told_step_that_says_resolved_later_closes_the_problem() -> None:
    """That the last entry was told as something else before hides no end."""
    story = (
        Told()
        .on("2026-02-02", problem("P-1", thread=[_SEEN]))
        .on("2026-02-09", problem("P-1", thread=[{**_SEEN, "state": "resolved"}]))
    )
    told = [(event.event, event.after, event.days) for event in story.report().events[-2:]]
    assert [(name.value, str(after), days) for name, after, days in told] == [
        ("closed", "2026-02-02", 0),
        ("edited", "None", None),
    ]


def test_a_problem_whose_last_entry_goes_is_resolved_by_the_one_before() -> None:
    """Taking out what came after the end tells both: what is gone, and that it is closed."""
    end = {"on": "2026-02-05", "state": "resolved", "text": "It is mended"}
    again = {"on": "2026-02-06", "state": "fixing", "text": "Not yet"}
    story = (
        Told()
        .on("2026-02-06", problem("P-1", thread=[_SEEN, end, again]))
        .on("2026-02-09", problem("P-1", thread=[_SEEN, end]))
    )
    assert sorted(event.event.value for event in story.report().events if str(event.recorded) == "2026-02-09") == [
        "closed",
        "edited",
    ]


def test_a_title_that_nobody_wrote_is_told_as_the_words_it_comes_from() -> None:
    """Feedback without a title is called by what was said; other words are told once, and another id not at all."""
    story = (
        Told()
        .on("2026-02-02", feedback("F-1", title=None, said="It is slow"), feedback("F-2", title=None))
        .on("2026-02-09", feedback("F-1", title=None, said="It is fast"), feedback("F-3", title=None, was="F-2"))
        .on("2026-02-16", feedback("F-1", title="The speed", said="It is fast"), feedback("F-3", title=None, was="F-2"))
    )
    assert shortly(story.report().events)[2:] == [
        "2026-02-09 F-1 reworded said: It is slow → It is fast",
        "2026-02-16 F-1 reworded title: It is fast → The speed",
    ]


def test_a_day_that_is_taken_out_says_what_it_was_first() -> None:
    """Whoever reads that it is gone reads how it began."""
    story = (
        Told()
        .on("2026-02-02", problem("P-1", due="2026-02-20"))
        .on("2026-02-09", problem("P-1", due="2026-03-02"))
        .on("2026-02-16", problem("P-1"))
    )
    (gone,) = [event for event in story.report().events if str(event.recorded) == "2026-02-16"]
    assert (gone.event.value, str(gone.before), gone.after, str(gone.first)) == (
        "moved",
        "2026-03-02",
        None,
        "2026-02-20",
    )


def test_what_is_changed_behind_a_verdict_that_is_taken_out_is_told() -> None:
    """The outcome of an answer, and who was asked before a decision: what the entry of the verdict never said."""
    answer = {"raised": "2026-02-20", "answer": "We look at it"}
    asked = {"decision": "They end", "by": "Steering group"}
    first = (
        feedback(**answer, answered="2026-02-22", outcome="planned"),
        decision(**asked, decided="2026-03-01", consulted=["Head of operations"]),
    )
    between = (feedback(**answer, outcome="declined"), decision(**asked, consulted=["Nobody of weight"]))
    last = (
        feedback(**answer, answered="2026-02-22", outcome="declined"),
        decision(**asked, decided="2026-03-01", consulted=["Nobody of weight"]),
    )
    told = Told().on("2026-03-06", *first).on("2026-03-09", *between).on("2026-03-10", *last).told()
    assert "2026-03-09 F-1 changed outcome: planned → declined" in told
    assert "2026-03-09 D-1 reassigned consulted: Head of operations → Nobody of weight" in told


def test_the_problem_that_a_risk_became_is_told_with_another_day() -> None:
    """A day that is corrected tells itself alone, and an end that is taken back the day; each part has its word."""
    problems = (problem(), problem("P-2"))
    ends = [{"on": f"2026-03-0{day}", "because": "occurred", "problem": f"P-{n}"} for day, n in ((4, 1), (5, 2))]
    story = Told().on("2026-03-06", risk(closed=ends[0]), *problems).on("2026-03-09", risk(closed=ends[1]), *problems)
    told = story.on("2026-03-10", risk(), *problems).told(None)
    assert "2026-03-09 R-1 changed closed.problem: P-1 → P-2" in told
    assert "2026-03-10 R-1 changed closed.problem: P-2 → None" in told


def test_what_was_known_before_somebody_answered_is_told_if_it_changes() -> None:
    """What comes with the client's word is told with it, and not what stood there otherwise."""
    silent = feedback(title="How is it?", asked="2026-03-02", raised_by="Sales", kind="question")
    heard = feedback(title="All is well", asked="2026-03-02", raised_by="Harbour office", kind="praise", said="Good")
    told = Told().on("2026-03-02", silent).on("2026-03-09", heard).told()
    assert {line.split(" F-1 ")[1] for line in told if line.startswith("2026-03-09")} == {
        "reworded title: How is it? → All is well",
        "reassigned raised_by: Sales → Harbour office",
        "changed kind: question → praise",
        "stepped said",
    }


def test_what_is_first_said_after_a_verdict_takes_nothing_back() -> None:
    """Who decided and why, where nothing stood, is told as added; other words, or none any more, as rewritten."""
    verdict = {"on": "2026-02-02", "outcome": "approved"}
    decided = {"decided": "2026-02-02", "decision": "North"}
    story = (
        Told()
        .on("2026-02-02", change("CR-1", decided=verdict), decision("D-1", **decided))
        .on("2026-02-09", change("CR-1", decided={**verdict, "by": "Board"}), decision("D-1", **decided, why="Cheap"))
        .on("2026-02-16", change("CR-1", decided={**verdict, "by": "Ferries"}), decision("D-1", **decided, why="Fast"))
        .on("2026-02-23", change("CR-1", decided=verdict), decision("D-1", **decided))
    )
    assert [line for line in shortly(story.report().events) if not line.startswith("2026-02-02")] == [
        "2026-02-09 CR-1 changed decided.by: None → Board",
        "2026-02-09 D-1 changed why: None → Cheap",
        "2026-02-16 CR-1 rewritten decided.by: Board → Ferries",
        "2026-02-16 D-1 rewritten why: Cheap → Fast",
        "2026-02-23 CR-1 rewritten decided.by: Ferries → None",
        "2026-02-23 D-1 rewritten why: Fast → None",
    ]
