"""Which item is which: a thread keeps what was promised first, whatever it is called and whoever claims it."""

from history_builder import Told, milestone, shortly
from milepost.facts.report.report import StatusReport


def _first(report: StatusReport, name: str) -> tuple[str, str]:
    found = next(m for m in report.milestones if m.item.id == name)
    return str(found.first_due), str(found.agreed)


def test_was_takes_nobody_elses_first_promise() -> None:
    """Go-live slipped; a party that was always due later is dropped and claimed: the first promise of both stands."""
    slipped = milestone("launch", due="2026-09-01")
    story = (
        Told()
        .on("2026-01-05", milestone("launch"), milestone("party", due="2026-09-01"))
        .on("2026-02-02", slipped, milestone("party", due="2026-09-01"))
        .on("2026-02-10", slipped)
        .on("2026-02-20", milestone("launch", due="2026-09-01", was="party"))
    )
    report = story.report()
    assert _first(report, "launch") == ("2026-03-06", "2026-03-06")
    assert shortly(report.events)[-1] == "2026-02-20 launch merged: party → launch"


def test_an_internal_item_that_nobody_saw_gives_nothing() -> None:
    """A dummy is added, removed and claimed, all inside: the claim tells nothing and changes nothing."""
    slipped = milestone("launch", due="2026-09-01")
    story = (
        Told()
        .on("2026-01-05", milestone("launch"))
        .on("2026-02-02", slipped, milestone("dummy", due="2026-09-01", visibility="internal"))
        .on("2026-02-10", slipped)
        .on("2026-02-20", milestone("launch", due="2026-09-01", was="dummy"))
    )
    report = story.report()
    assert _first(report, "launch") == ("2026-03-06", "2026-03-06")
    assert shortly(report.events) == [
        "2026-01-05 launch made: None → 2026-03-06",
        "2026-02-02 launch moved: 2026-03-06 → 2026-09-01",
    ]


def test_a_reverted_renaming_is_a_renaming() -> None:
    """Back to the old id, without a word of `was`: the same item, and nothing vanished."""
    story = (
        Told()
        .on("2026-01-05", milestone("a"))
        .on("2026-01-06", milestone("b", was="a"))
        .on("2026-01-07", milestone("a"))
        .on("2026-01-08", milestone("a", due="2026-04-01"))
    )
    assert shortly(story.report().events) == [
        "2026-01-05 a made: None → 2026-03-06",
        "2026-01-08 a moved: 2026-03-06 → 2026-04-01",
    ]


def test_two_that_become_one_are_told_as_joined() -> None:
    """In the step itself: neither has vanished, and the earlier first promise is that of both."""
    story = (
        Told()
        .on("2026-01-05", milestone("shop", due="2026-03-20"), milestone("till"))
        .on("2026-01-12", milestone("sales", was=["shop", "till"], due="2026-03-20"))
    )
    report = story.report()
    assert shortly(report.events)[2:] == ["2026-01-12 sales merged: till → sales"]
    assert [m.item.id for m in report.milestones] == ["sales"]
    assert _first(report, "sales") == ("2026-03-06", "2026-03-06")


def test_one_that_becomes_two_goes_on_in_one_of_them() -> None:
    """The other is promised anew: its first promise is its own."""
    story = (
        Told()
        .on("2026-01-05", milestone("sales"))
        .on("2026-01-12", milestone("shop", was="sales", due="2026-03-20"), milestone("till", was="sales"))
    )
    report = story.report()
    assert shortly(report.events) == [
        "2026-01-05 shop made: None → 2026-03-06",
        "2026-01-12 shop moved: 2026-03-06 → 2026-03-20",
        "2026-01-12 till made: None → 2026-03-06",
    ]


def test_was_is_idle_while_the_old_id_is_in_use_and_joins_when_it_goes() -> None:
    """An item whose old name is deleted later is joined then, though it was not touched."""
    heir = milestone("beta", was="pilot", due="2026-04-01")
    story = Told().on("2026-01-05", milestone("pilot")).on("2026-01-12", milestone("pilot"), heir)
    report = story.on("2026-01-19", heir).report()
    assert shortly(report.events) == [
        "2026-01-05 beta made: None → 2026-03-06",
        "2026-01-12 beta made: None → 2026-04-01",
        "2026-01-19 beta merged: pilot → beta",
    ]


def test_a_change_of_something_else_decides_no_claim() -> None:
    """Two claimed the same before it went: the first by id goes on with it, also when the other moves in that step."""
    one, other = milestone("c", was="old"), milestone("e", was="old")
    story = (
        Told()
        .on("2026-03-05", milestone("old"), one, other)
        .on("2026-03-11", one, milestone("e", due="2026-04-24", was="old"))
    )
    assert shortly(story.report().events)[-2:] == [
        "2026-03-11 c merged: old → c",
        "2026-03-11 e moved: 2026-03-06 → 2026-04-24",
    ]


def test_what_goes_under_a_later_name_is_joined_at_once() -> None:
    """The heir named the old id; the item went on under another one, and goes under that."""
    heir = milestone("sales", was=["shop", "shop"], due="2026-04-01")
    story = Told().on("2026-01-05", milestone("shop"), heir).on("2026-01-12", milestone("till", was="shop"), heir)
    report = story.on("2026-01-19", heir).report()
    assert shortly(report.events)[2:] == ["2026-01-19 sales merged: till → sales"]


def test_a_renaming_goes_before_a_claim_that_was_idle_so_far() -> None:
    """Who said long ago that it was the shop does not get it from who is the shop now."""
    idle = milestone("again", was="shop", due="2026-04-01")
    story = Told().on("2026-01-05", milestone("shop"), idle)
    report = story.on("2026-01-12", milestone("till", was="shop"), idle.model_copy(update={"owner": "Sales"})).report()
    assert _first(report, "till") == ("2026-03-06", "2026-03-06")
    assert shortly(report.events)[2:] == ["2026-01-12 again reassigned owner: None → Sales"]


def test_an_internal_item_under_the_old_id_hides_no_renaming() -> None:
    """Nobody sees that the old id is in use, so it is not; and what is internal passes on what it says it was."""
    slipped = milestone("beta", was="shop", due="2026-06-01")
    covered = (
        Told().on("2026-01-05", milestone("shop")).on("2026-01-12", slipped, milestone("shop", visibility="internal"))
    )
    assert _first(covered.report(), "beta") == ("2026-03-06", "2026-03-06")
    between = milestone("between", was="shop", visibility="internal")
    passed_on = Told().on("2026-01-05", milestone("shop"))
    passed_on.on("2026-01-12", milestone("beta", was="between", due="2026-06-01"), between)
    assert _first(passed_on.report(), "beta") == ("2026-03-06", "2026-03-06")


def test_an_internal_item_under_a_former_id_withholds_nothing() -> None:
    """The thread went on under another name, and goes under that for all to see."""
    inside = milestone("shop", visibility="internal")
    story = Told().on("2026-01-05", milestone("shop")).on("2026-01-12", milestone("till", was="shop"), inside)
    report = story.on("2026-01-19", inside).report()
    assert shortly(report.events)[1:] == ["2026-01-19 till vanished: 2026-03-06 → None"]


def test_a_join_keeps_what_was_agreed_until_the_step_itself_takes_it_out() -> None:
    """From the agreed date to the earliest first promise."""
    agreed = {"on": "2026-01-05", "due": "2026-04-01", "approved_by": "Steering group"}
    story = Told().on("2026-01-05", milestone("shop", rebaselined=agreed), milestone("till", due="2026-03-02"))
    report = story.on("2026-01-12", milestone("shop", was="till")).report()
    assert shortly(report.events)[-2:] == [
        "2026-01-12 shop merged: till → shop",
        "2026-01-12 shop rebaselined: 2026-04-01 → 2026-03-02",
    ]


def test_an_id_that_was_used_before_is_the_same_item_again() -> None:
    """Also behind an internal rename: what the public knew by that name is back, with every difference."""
    story = (
        Told()
        .on("2026-01-05", milestone("beta"))
        .on("2026-02-01", milestone("old", was="beta", visibility="internal"))
        .on("2026-02-02", milestone("old", visibility="internal"), milestone("beta", due="2026-06-01"))
    )
    report = story.report()
    assert _first(report, "beta") == ("2026-03-06", "2026-03-06")
    assert shortly(report.events)[-2:] == [
        "2026-02-02 beta returned: None → 2026-06-01",
        "2026-02-02 beta moved: 2026-03-06 → 2026-06-01",
    ]


def test_a_renaming_inside_launders_nothing() -> None:
    """Public, then internal under another name, then public under that: the thread goes on."""
    story = (
        Told()
        .on("2026-01-05", milestone("beta"))
        .on("2026-02-01", milestone("old", was="beta", visibility="internal"))
        .on("2026-02-02", milestone("old", visibility="internal"))
        .on("2026-02-03", milestone("old", due="2026-06-01"))
    )
    assert _first(story.report(), "old") == ("2026-03-06", "2026-03-06")


def test_an_id_whose_thread_goes_on_elsewhere_begins_anew() -> None:
    """A name given up by a renaming is free for another item."""
    renamed = milestone("open-beta", was="beta")
    story = Told().on("2026-01-05", milestone("beta")).on("2026-01-12", renamed)
    report = story.on("2026-01-19", renamed, milestone("beta", due="2026-06-01")).report()
    assert _first(report, "beta") == ("2026-06-01", "2026-06-01")
    assert _first(report, "open-beta") == ("2026-03-06", "2026-03-06")


def test_the_id_of_an_internal_milestone_is_no_news() -> None:
    """A public item that begins to wait for an internal one, or for a public one besides."""
    secret = milestone("secret", visibility="internal")
    before, gate = milestone(after=[]), milestone("gate")
    story = Told().on("2026-01-05", before, gate).on("2026-01-12", milestone(after=["secret"]), gate, secret)
    assert story.told() == []
    story.on("2026-01-19", milestone(after=["gate", "secret"]), gate, secret)
    assert story.told() == ["2026-01-19 beta changed after: None → gate"]
