"""Updates and lessons: the author's text between what its day knew."""

from __future__ import annotations

from datetime import date

import pytest

from history_builder import Told, commitment, decision, milestone, update
from milepost.render.page import Page
from rendered import page_of, pages_of, shown


def test_an_update_is_the_authors_text_between_furniture(pages: dict[str, Page]) -> None:
    """The Markdown stays as it was written, for the host to render; furniture closes what it opens."""
    page = pages["updates/2026-02-20.md"]
    assert page.markdown == ("The beta moves.\n\n## Done\n\n- <milestone:beta> moves, see <commitment:C-1>.\n")
    assert '<div class="mp-prose">' in page.before
    assert page.after.lstrip().startswith("</div>")


def test_an_update_shows_what_its_day_knew(pages: dict[str, Page]) -> None:
    """Asks of that day, dates that moved since the one before, and the way to its neighbours."""
    text = shown(pages["updates/2026-02-20.md"]).text
    assert text == (
        "At risk Update 2, 20 February 2026 , by Project office The beta opens a week later "
        "What we need from you Approve the plan Head of sales, by Fri 20 Mar "
        "Dates that moved Dates that moved since the update before What Was Now The beta is open 6 Mar 13 Mar "
        "Previous, 6 Feb All is well"
    )


@pytest.mark.parametrize(
    ("needed", "told"),
    [
        ("- [The table](commitment:C-1), by Monday", True),
        ("- The table, and a decision", False),
        ("- <commitment:C-1>, <decision:D-1>, <milestone:beta>", False),
    ],
)
def test_an_update_asks_for_what_its_words_do_not(needed: str, told: bool) -> None:
    """Where its words name what is asked for, the rest stands beside them; where they name nothing, they say it all."""
    asks = (
        commitment("C-1", **{"from": "client"}, due="2026-03-10"),
        decision("D-1", **{"from": "client"}),
        milestone("beta", due="2026-03-20", delivered="2026-03-02"),
    )
    page = page_of(update("2026-03-02", f"Words.\n\n## Needed from you\n\n{needed}\n"))
    text = shown(pages_of(Told().on("2026-03-02", *asks, page).report())["updates/2026-03-02.md"]).text
    assert ("What we also need from you" in text) is told
    if told:
        assert "Accept or reject: The beta is open by Thu 12 Mar Do we keep the paper tickets?" in text


@pytest.mark.parametrize(
    ("text", "told"), [("Words.", True), ("Words.\n\n## Needed from you\n\n- [The table](commitment:C-1)\n", False)]
)
def test_an_update_never_says_that_nothing_was_asked(text: str, told: bool) -> None:
    """What was asked for may have come on the same day: only what was left open at its end can be said."""
    asked = commitment("C-1", **{"from": "client"}, due="2026-03-10")
    story = Told().on("2026-03-01", asked)
    kept = asked.model_copy(update={"kept": date(2026, 3, 2)})
    story = story.on("2026-03-02", kept, page_of(update("2026-03-02", text)))
    page = shown(pages_of(story.report())["updates/2026-03-02.md"]).text
    assert ("What we need from you No promise or decision of yours was open at the end of that day." in page) is told
    assert "What we also need from you" not in page


def test_updates_stand_by_month(pages: dict[str, Page]) -> None:
    """Newest first, each with its status."""
    text = shown(pages["updates/index.md"]).text
    assert text.endswith("February 2026 20 Feb The beta opens a week later At risk 6 Feb All is well On track")


def test_a_lesson_is_advice_with_its_proof(pages: dict[str, Page]) -> None:
    """The card says what happened and what is done now; the page says where it was used."""
    card, page = shown(pages["lessons/index.md"]).text, shown(pages["lessons/ask-first.md"]).text
    assert (
        "Ask before estimating What happened Nobody asked. What we do from now on We ask. In practice Do it better"
        in card
    )
    assert "In practice The checklist 19 Feb About it Kind Do it better Milestone The beta is open" in page


def test_a_late_and_edited_update_says_so() -> None:
    """Lateness in words; the difference with the words that went and those that came."""
    told = page_of(update("2026-02-06", "The beta opens on Friday."))
    changed = page_of(update("2026-02-06", "The beta opens in spring."))
    told_late = Told().on("2026-02-02", milestone()).on("2026-02-12", milestone(), told)
    report = told_late.on("2026-02-26", milestone(), changed).report()
    page = pages_of(report)["updates/2026-02-06.md"]
    text = shown(page).text
    assert "Published on 12 Feb , 6 days after its date." in text
    assert "Edited after it was published once, on 26 Feb" in text
    assert (page.before.count("<del>"), page.before.count("<ins>")) == (1, 1)
    assert "edited later" in shown(pages_of(report)["updates/index.md"]).text
