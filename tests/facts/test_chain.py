"""The chain: what stands before a key date, and what of it decides."""

from __future__ import annotations

from history_builder import Told, commitment, milestone
from milepost.facts.promises.chain import Chain, chain_to, waits_for
from milepost.facts.report.report import StatusReport

_PLAN = (
    milestone("design", due="2026-02-10", done="2026-02-09"),
    milestone("build", due="2026-03-10", after=["design"]),
    milestone("text", due="2026-03-20", after=["design"]),
    milestone("test", due="2026-04-01", after=["build", "text"]),
    milestone("party", due="2026-04-20"),
    milestone("live", due="2026-04-10", after=["test"]),
)


def _report(*items: object, day: str = "2026-02-20") -> StatusReport:
    return Told().on("2026-02-09", *(items or _PLAN)).report(day)


def _chain(report: StatusReport, key: str) -> Chain | None:
    found = next(m for m in report.milestones if m.item.id == key)
    return chain_to(found, waits_for(report.milestones))


def test_what_decides_a_date() -> None:
    """All that is open before it; and of what stands before each the one that comes last."""
    chain = _chain(_report(), "live")
    assert chain is not None
    assert (chain.waits_for, chain.critical) == ({"build", "text", "test", "live"}, {"text", "test", "live"})


def test_what_is_overdue_comes_today_at_the_earliest() -> None:
    """Of several that are overdue, the one that has been so for longest decides."""
    chain = _chain(_report(day="2026-03-31"), "test")
    assert chain is not None
    assert chain.critical == {"build", "test"}


def test_nothing_open_before_it_is_no_chain() -> None:
    """Neither what waits for nothing has one, nor what waits for what is reached."""
    assert (_chain(_report(), "party"), _chain(_report(), "build")) == (None, None)


def test_an_answer_of_the_clients_is_waited_for() -> None:
    """An open promise of theirs that belongs to a milestone holds it up; ours does not, nor one that was kept."""
    theirs = {"from": "client", "milestone": "build"}
    report = _report(
        *_PLAN,
        commitment("C-1", due="2026-03-01", **theirs),
        commitment("C-2", due="2026-02-10", kept="2026-02-09", **theirs),
        commitment("C-3", due="2026-03-01", milestone="build"),
    )
    found = waits_for(report.milestones, report.commitments)
    assert [p.item.id for p in found["build"]] == ["C-1"]
    assert [p.item.id for p in found["test"]] == ["build", "text"]


def test_a_circle_ends() -> None:
    """What waits for itself in the end is walked once."""
    report = _report(milestone("a", due="2026-03-01", after=["b"]), milestone("b", due="2026-03-02", after=["a"]))
    chain = _chain(report, "a")
    assert chain is not None
    assert chain.waits_for == chain.critical == {"a", "b"}
