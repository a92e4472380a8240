"""The overview answers what a client asks: are we on track, when does it end, what do you need from me."""

from __future__ import annotations

import re

from history_builder import Told, commitment, decision, milestone, problem, risk, update
from milepost.model.kinds.charter import Charter
from milepost.render.page import Page
from rendered import page_of, pages_of, shown


def test_the_overview_answers_in_its_first_words(pages: dict[str, Page]) -> None:
    """Are we on track, what is the news, and when does it end against what was agreed."""
    text = shown(pages["index.md"]).text
    assert re.match(
        "At risk by our rules Off track Update 2 , 20 February 2026 (; the next one .*? )?The beta opens a week later",
        text,
    )
    card = text[text.index("The project ends") : text.index("1 answer we need")]
    assert card.startswith("The project ends Go-live 15 May 2026")
    assert "on the agreed date First promised 1 May ; agreed anew once" in card


def test_key_dates_come_first() -> None:
    """Those that are marked, soonest first, each against its own agreed date, and never the finish beside them."""
    first, last = (
        milestone("pilot", title="Pilot", due="2026-04-01"),
        milestone("end", title="The end", due="2026-09-01"),
    )
    live = milestone("live", title="Go-live", due="2026-05-01", key=True)
    moved = milestone("live", title="Go-live", due="2026-05-11", key=True, reason="Rain.")
    opened = milestone("pilot", title="Pilot", due="2026-04-01", key=True)
    story = Told().on("2026-01-05", first, live, last).on("2026-01-12", opened, moved, last)
    text = shown(pages_of(story.report())["index.md"]).text
    card = text[text.index("The 2 dates that matter") : text.index("What we need")]
    assert card.split(" ", 5)[-1] == (
        "Pilot 1 Apr 2026 on the agreed date Go-live 11 May 2026 10 days after the agreed 1 May "
    )


def test_the_tick_is_withheld_while_all_is_not_well() -> None:
    """A date that holds is green only where neither our word nor the rules see anything worse than on track."""
    for status, tone in (("green", "mp-delta mp-ok"), ("amber", "mp-delta mp-idle")):
        told = Told().on("2026-02-06", milestone(due="2026-09-01"), page_of(update("2026-02-06", "Words.", status)))
        assert tone in pages_of(told.report())["index.md"].before


def test_the_overview_asks_for_what_it_needs(pages: dict[str, Page]) -> None:
    """What, who, by when, and how long that is."""
    text = shown(pages["index.md"]).text
    asked = (
        "1 answer we need from you Calendar Approve the plan Who Head of sales asked 28 days ago By Fri 20 Mar in 18"
    )
    assert asked in text


def test_the_overview_tells_what_is_to_come_beside_the_key_dates() -> None:
    """The dates above are to come themselves, unless they are overdue, and are counted with the plan."""
    report = Told().on("2026-03-02", milestone("live", due="2026-06-01", key=True))
    for day, told in (
        ("2026-03-02", "No milestone is to come beside the dates above. The plan: 1 open."),
        ("2026-06-02", "No milestone is to come. The plan: 1 overdue."),
    ):
        assert told in shown(pages_of(report.report(day))["index.md"]).text


def test_the_overview_leads_to_what_the_update_asks_for() -> None:
    """By its number and day: its title would read as what is asked for."""
    words = page_of(update("2026-03-02", "Words.\n\n## Needed from you\n\n- The table\n", headline="Beta is next"))
    text = shown(pages_of(Told().on("2026-03-02", milestone(due="2026-06-01"), words).report())["index.md"]).text
    assert "What the newest update asks for stands there: Update 1 , 2 March 2026" in text


def test_the_overview_tells_what_waits_for_an_answer() -> None:
    """The date that one answer alone holds up stands with it, one that several hold up stands once."""
    plan = milestone("beta", due="2026-03-20"), milestone("live", title="Go-live", due="2026-06-01", key=True)
    asks = (
        commitment("C-1", **{"from": "client"}, due="2026-03-10", milestone="beta"),
        commitment("C-2", **{"from": "client"}, due="2026-03-11", milestone="live"),
        decision("D-1", **{"from": "client"}, due="2026-03-12", affects=["live"]),
    )
    text = shown(pages_of(Told().on("2026-03-02", *plan, *asks).report())["index.md"]).text
    assert text.count("An answer after") == 1
    assert "An answer after 20 Mar moves “ The beta is open ” Who You asked today By Tue 10 Mar" in text
    assert "After 1 Jun , 2 of them move “ Go-live ”." in text


def test_the_overview_tells_that_all_answers_hold_up_a_date() -> None:
    """Of two answers that hold it up, where there are two, no number of them does."""
    asks = tuple(commitment(f"C-{n}", **{"from": "client"}, due="2026-03-10", milestone="beta") for n in (1, 2))
    told = Told().on("2026-03-02", milestone("beta", due="2026-03-20"), *asks)
    for day, said in (("2026-03-02", "After 20 Mar , each"), ("2026-03-21", "With each further day each")):
        assert f"{said} of them moves “ The beta is open ”." in shown(pages_of(told.report(day))["index.md"]).text


def test_the_overview_names_the_first_day_from_which_a_date_moves() -> None:
    """The same as the commitments and the week in the terminal, though a key date waits behind it."""
    plan = (
        milestone("beta", due="2026-03-20"),
        milestone("live", title="Go-live", due="2026-06-01", after=["beta"], key=True),
    )
    asked = commitment("C-1", **{"from": "client"}, due="2026-03-10", milestone="beta")
    text = shown(pages_of(Told().on("2026-03-02", *plan, asked).report())["index.md"]).text
    assert "An answer after 20 Mar moves “ The beta is open ”" in text
    assert "after 1 Jun" not in text


def test_the_overview_tells_the_highest_risk_and_the_gravest_problem() -> None:
    """Each in a line, as long as it is open; an opportunity is no risk, and what weighs nothing is not the highest."""
    plan = milestone(due="2026-09-01")
    risks = (
        risk("R-1", title="Rain", probability=2, impact=2),
        risk("R-2", title="Snow", probability=3, impact=4),
        risk("R-3", title="Sun", kind="opportunity", probability=5, impact=5),
    )
    problems = problem("P-1", title="A leak"), problem("P-2", title="A fire", severity="high")
    text = shown(pages_of(Told().on("2026-03-02", plan, *risks, *problems).report())["index.md"]).text
    assert "Highest risk Snow Problems A fire and 1 more" in text
    without = shown(pages_of(Told().on("2026-03-02", plan, risk("R-1")).report())["index.md"]).text
    assert "Highest risk" not in without


def test_the_overview_tells_the_week_in_five_lines(pages: dict[str, Page]) -> None:
    """Done, late on either side, dates that moved with why, next; a promise that vanished cannot be overlooked."""
    text = shown(pages["index.md"]).text
    week = text[text.index("At the last update") : text.index("Is it really")]
    assert week == (
        "At the last update Done The beta is open moves, see Send the fare table . We are late With nothing. "
        "You are late With nothing. "
        "Dates Go-live 1 May → became 15 May 14 days later New scope. "
        "The beta is open 6 Mar → became 13 Mar 7 days later The harbour authority asked for a second round. "
        "Also Lend test phones Removed without a word neither kept nor withdrawn; it was due 1 Apr no reason given "
    )


def test_health_is_a_sentence_with_the_rules_folded(pages: dict[str, Page]) -> None:
    """What the manager says, what the rules say, and what the rules are."""
    text = shown(pages["index.md"]).text
    assert (
        "Is it really “at risk”? We say at risk; by our rules: off track. no reason given 4 checks: 1 off track" in text
    )
    assert "Told in time? Off track 1 open promise removed without a word in the last 30 days: Lend test phones" in text
    assert "Off track an open promise was removed without a word in the last 30 days" in text


def test_a_finished_project_tells_what_it_came_to() -> None:
    """Its overview is the closing report: when it ended, what was kept and reached, and what was not done."""
    done = milestone(due="2026-03-06", done="2026-03-09")
    kept = commitment(kept="2026-03-06")
    lent = commitment("C-2", promise="Lend phones", withdrawn={"on": "2026-03-01", "agreed_with": "Both"})
    story = Told(Charter.model_validate({"name": "Harbour line", "goals": ["Sell tickets online"]})).on(
        "2026-02-02", milestone(), commitment(), commitment("C-2", promise="Lend phones")
    )
    text = shown(pages_of(story.on("2026-03-09", done, kept, lent).report())["index.md"]).text
    assert text.startswith(
        "Complete Closing report Harbour line Ended 9 Mar 3 days after the agreed 6 Mar never agreed anew "
        "Promises 1 of 2 kept all on the agreed date 1 given up or removed "
        "Milestones 1 of 1 reached 1 late, by up to 3 days "
        "What we set out to reach About this project Sell tickets online Against the first promise"
    )
    assert "What was not done 1 withdrawn Lend phones Withdrawn" in text
