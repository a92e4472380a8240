"""The gate for words: nothing that is told names what nobody may see."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from history_builder import Told, commitment, decision, lesson, milestone, problem, update
from milepost.facts.events import EventName
from milepost.facts.telling.binding import told as bound
from milepost.facts.telling.discretion import LEFT_OUT, Discretion
from milepost.model.fields import Kind
from milepost.model.gate import Gate
from milepost.model.kinds.milestones import Milestone
from milepost.model.records.decisions import Decision
from milepost.model.records.problems import ProblemRecord
from milepost.render.data.status_json import status_json

GATE = Gate(
    frozenset({"about.md", "guide/index.md"}), files=frozenset({"img/map.png"}), kept=frozenset({"project.yml"})
)


def secret(**fields: str) -> Milestone:
    """A milestone that nobody may see."""
    return milestone("secret", visibility="internal", **fields)


def test_a_reference_to_what_is_internal_is_left_out() -> None:
    """Of a milestone, a commitment and a lesson; one to what is public, or vanished in the open, stays."""
    told = Told().on("2026-03-02", milestone("beta"), milestone("gone"))
    told.on(
        "2026-03-03",
        milestone("beta", after=["gone", "secret"]),
        secret(),
        commitment(milestone="secret"),
        lesson(milestone="secret"),
    )
    report = told.report()
    assert report.milestones[0].item.after == ("gone",)
    assert report.commitments[0].item.milestone is None
    assert report.lessons[0].lesson.matter.milestone is None
    assert "secret" not in str(replace(report, hidden=frozenset()))  # That field is there to be compared with.


def test_a_name_that_was_only_ever_internal_stays_one() -> None:
    """What bore it for a while may be public again under a name that everybody knows; its former name is nobody's."""
    told = Told().on("2026-03-02", milestone("beta"), problem(affects=["beta"]), commitment())
    told.on(
        "2026-03-03",
        secret(was="beta"),
        problem("secret-fault", was="P-1", visibility="internal"),
        problem("P-3", affects=["secret"]),
        commitment(due="2026-03-13", because="secret-fault"),
    )
    told.on(
        "2026-03-04",
        milestone("gamma", was="beta"),
        problem("P-2", was="P-1"),
        problem("P-3", affects=["gamma", "beta", "secret"]),
        commitment(due="2026-03-13", because="secret-fault"),
    )
    report = told.report()
    assert "beta" in str(report.events)
    assert "secret" not in str(replace(report, hidden=frozenset()))  # That field is there to be compared with.
    assert [event.because for event in report.events if event.event is EventName.MOVED] == [()]


def test_a_reason_that_links_to_what_became_internal_is_not_told() -> None:
    """That there was one is: no reason would be untrue. A trailer is a reason, too."""
    plan = [milestone("secret"), commitment()]
    told = Told().on("2026-03-02", *plan)
    moved = commitment(due="2026-03-13", reason="Because of [the takeover](milestone:secret).")
    told.on("2026-03-03", milestone("secret"), moved)
    told.on("2026-03-04", milestone("secret"), commitment(due="2026-03-20"), reason="It waits for <milestone:secret>.")
    told.on("2026-03-05", secret(), commitment(due="2026-03-20"))
    report = told.report()
    moves = [event.reason for event in report.events if event.event is EventName.MOVED]
    assert moves == [LEFT_OUT, LEFT_OUT]
    assert "takeover" not in str(report.events)


def test_a_tombstone_keeps_no_link_to_what_became_internal() -> None:
    """Nobody can mend the words of what is gone."""
    told = Told().on("2026-03-02", milestone("secret"), commitment(note="After [the takeover](milestone:secret)."))
    told.on("2026-03-03", secret())
    report = told.report()
    assert report.commitments[0].item.note is None
    assert "secret" not in str(replace(report, hidden=frozenset()))  # That field is there to be compared with.


def test_the_why_of_an_update_counts_among_its_words() -> None:
    """An edit that takes a link out of it shows none of its words."""
    why = "The takeover is late: <milestone:secret>."
    told = Told().on("2026-03-02", milestone("secret"), update("2026-03-02", why=why))
    told.on("2026-03-20", secret(), update("2026-03-02", why="We are late."))
    edits = [event for event in told.report().events if event.event is EventName.EDITED]
    assert [(event.edits, bool(event.words)) for event in edits] == [((), True)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("See [the plan](secret.md#top).", "See the plan."),
        ("![drawn](../img/secret.png 'x') there", "drawn there"),
        ("the plan (../secret.md)", "the plan (…)"),
        ("[1]: secret.md", "[1]: …"),
        ('<img src="secret.png">', '<img src="…">'),
        ("See [us](about.md), [g](guide/index.md?x#y), ![m](img/MAP.png).", None),
        ("We sent terms.pdf and plan.md to you; https://example.org/x.pdf, [x](https://example.org/a.pdf).", None),
    ],
)
def test_a_file_that_nobody_is_shown_has_no_name(said: str, told: str | None) -> None:
    """Where something leads to it; the words around it stay, and so does a name that is merely said."""
    assert Discretion(lambda key: None, lambda key: False, GATE).words(said) == (said if told is None else told)


def test_what_was_left_out_for_a_time_binds_nobody_to_leave_it_out() -> None:
    """An entry that was told without a name, and in full once that is public, says the same, and the reverse."""
    plan = [
        milestone("open"),
        milestone("secret"),
        milestone("beta", acceptance="See <milestone:secret> and [x](x.md)."),
    ]
    told = Told().on("2026-03-02", *plan, commitment())
    changed = milestone("beta", after=["open", "secret"], acceptance="All is well, see [x](x.md).")
    moved = commitment(due="2026-03-13", reason="It waits for <milestone:secret>.", milestone="secret")
    told.on("2026-03-03", milestone("open"), milestone("secret"), changed, moved)
    then = told.report()
    told.on("2026-03-04", milestone("open"), secret(), changed, moved)
    while_hidden = told.report()
    told.on("2026-03-05", milestone("open"), milestone("secret"), changed, moved)
    reports = (then, while_hidden, told.report())
    assert [LEFT_OUT in str(report.events) for report in reports] == [False, True, False]
    for before, after in pairwise(reports):
        known = {bound(event).digest for event in after.events} | after.unsaid
        assert [event for event in before.events if bound(event).digest not in known] == []


def test_what_is_listed_in_an_item_that_is_gone_is_left_out_as_well() -> None:
    """An entry of a problem's thread, or an option of a decision, that tells of what has become internal since."""
    told = problem("P-1", thread=[{"on": "2026-01-05", "state": "fixing", "text": "See <milestone:beta>"}])
    asked = decision("D-1", options=["Wait for <milestone:beta>", "Go on"])
    story = Told().on("2026-01-05", milestone("beta"), told, asked)
    report = story.on("2026-01-12", milestone("beta", visibility="internal")).report()
    (gone,) = report.records[Kind.PROBLEM]
    (question,) = report.records[Kind.DECISION]
    assert isinstance(gone.item, ProblemRecord)
    assert isinstance(question.item, Decision)
    assert [step.text for step in gone.item.thread] == ["…"]
    assert question.item.options == ("…", "Go on")
    assert "beta" not in status_json(report, None)
