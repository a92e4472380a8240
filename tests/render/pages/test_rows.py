"""The plan and the promises: what moved, what was agreed anew, what vanished, and what waits for an answer."""

from __future__ import annotations

import re

import pytest

from history_builder import Told, commitment, decision, milestone, update
from milepost.render.finds import authors_words
from milepost.render.page import Page
from rendered import pages_of, shown


def test_the_search_reads_what_is_written_about_an_item(pages: dict[str, Page]) -> None:
    """Each row is found under the heading of its kind, by its note, what is to be true, and the reasons."""
    said = {find.anchor: (find.kind, find.said) for page in pages.values() for find in page.finds if find.anchor}
    reason = "The harbour authority asked for a second round."
    assert said["m-beta"] == ("Milestones", f"Reached when The client has bought a ticket. {reason}")
    assert said["m-live"] == ("Milestones", "New scope.")
    assert {name: told for name, (kind, told) in said.items() if kind == "Commitments"} == {
        "c-C-1": "",
        "c-C-2": "",
        "c-C-3": "",
    }


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<p>no</p><div class="mp-md mp-accept"><p>a<br>b</p></div><div>no</div>', "a b"),
        ('<div class="mp-md"><div class="note"><p>a</p></div>b</div>no', "a b"),
        ('<div class="mp-md">a &amp; b</div><div class="mp-md">c', "a & b c"),
    ],
)
def test_the_words_of_a_row_end_where_its_text_does(html: str, words: str) -> None:
    """Also one with other boxes in it, or without an end."""
    assert authors_words(html) == words


def test_an_answer_that_is_waited_for_says_so_where_it_stands() -> None:
    """On its own page, or in its own row: since when, and all that it moves."""
    plan = milestone("beta", due="2026-03-20"), milestone("live", title="Go-live", due="2026-06-01", after=["beta"])
    asks = (
        commitment("C-1", **{"from": "client"}, due="2026-03-10", milestone="beta"),
        decision("D-1", **{"from": "client"}, affects=["live"]),
        decision("D-2", **{"from": "vendor"}, affects=["live"]),
    )
    told = Told().on("2026-02-20", *plan, *asks).on("2026-03-02", *plan, *asks, update("2026-03-02"))
    pages = pages_of(told.report())
    waits = "Waits for an answer , asked 10 days ago "
    both = "An answer after 20 Mar moves “ The beta is open ” An answer after 1 Jun moves “ Go-live ”"
    assert waits + both in shown(pages["commitments.md"]).text
    assert waits + "An answer after 1 Jun moves “ Go-live ”" in shown(pages["decisions/D-1.md"]).text
    assert "Waits for" not in shown(pages["decisions/D-2.md"]).text


def test_a_moved_milestone_keeps_its_first_date_in_sight(pages: dict[str, Page]) -> None:
    """The agreed date, the date now, the difference; inside, each move with its reason and when it was told."""
    text = shown(pages["plan.md"]).text
    row = text[text.rindex("The beta is open Agreed") :]
    assert row.startswith(
        "The beta is open Agreed 6 Mar Now 13 Mar 7 days later than agreed "
        "Reached when The client has bought a ticket. "
        "20 Feb Moved : 6 Mar became 13 Mar , 7 days later The harbour authority asked for a second round. "
        "cause: on the client’s side; told 20 Feb , 14 days ahead ( the update ) · Project office "
        "beta Build Shop team promised on 2 Feb"
    )


def test_a_new_agreement_is_told_with_who_agreed(pages: dict[str, Page]) -> None:
    """A re-baselining never hides the date before it."""
    text = shown(pages["plan.md"]).text
    assert "First promised for 1 May ." in text
    assert "25 Feb Agreed anew : 1 May became 15 May , 14 days later New scope." in text
    assert "agreed with Steering group" in text
    assert "1 25 Feb : agreed anew, 14 days later , to 15 May New scope." in text


def test_what_vanished_stays_and_lies_open(pages: dict[str, Page]) -> None:
    """A tombstone is unfolded, and says that no reason was given and nobody was told."""
    outline = shown(pages["commitments.md"])
    assert ("details", "open", "") in outline.attributes
    told = outline.text[outline.text.index("Lend test phones") :]
    assert told.startswith(
        "Lend test phones We 25 Feb was due 1 Apr Promised on 2 Feb for 1 Apr . The date never moved. "
        "25 Feb Removed without a word : neither kept nor withdrawn; it was due 1 Apr "
        "no reason given ; told in no update · Project office"
    )


def test_commitments_of_both_sides_stand_by_the_same_rules(pages: dict[str, Page]) -> None:
    """How they stand, for each side too; then what is open; then what is closed, by quarter."""
    html, text = pages["commitments.md"].before, shown(pages["commitments.md"]).text
    assert "kept 1 open 1 removed without a word 1 We kept 1 of 1 on the agreed date" in text
    assert "Approve the plan You Head of sales 20 Mar in 18 days" in text
    assert text.index("Approve the plan") < text.index("Closed newest first Q1 2026 1 kept; 1 removed")
    assert 'href="https://example.org/beta"' in html
    assert not re.search("git|0000000", html)


def test_an_evidence_that_is_no_address_stays_words() -> None:
    """Only web and mail addresses are links."""
    listed = [
        commitment(f"C-{n}", evidence=e)
        for n, e in enumerate(["javascript:x", "The letter of 2 May", "mailto:a@b.org"])
    ]
    page = pages_of(Told().on("2026-02-02", *listed).report())["commitments.md"]
    assert [href for href in shown(page).values("href") if ":" in href] == ["mailto:a@b.org"]
