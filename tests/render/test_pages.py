"""The pages say what the report says: kindly, linked, and with nothing hostile left in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from history_builder import Told, commitment, decision, lesson, milestone, problem, risk, update
from milepost.errors import Location, Problem
from milepost.facts.report import StatusReport
from milepost.facts.versions import Archive
from milepost.model.kinds.charter import Charter, Rhythm
from milepost.model.places import FILES, PROOF_PAGE, TOPICS, topic_feed
from milepost.render.all_pages import render_pages
from milepost.render.finds import authors_words
from milepost.render.page import Page
from milepost.render.pages.problems import problem_page
from milepost.render.words.words import Words
from milepost.source.prose.body import read_body

ENGLISH = Words.of("en")
PHASES = [{"id": "build", "title": "Build"}, {"id": "launch", "title": "Launch"}]
CHARTER = {"name": "Harbour line", "client": "Harbour Ferries", "vendor": "Northlight Studio", "phases": PHASES}
WORKSHOP = re.compile(
    r"\b(git|hash(es)?|sha256|commits?|manifest|feeds?|data|vanished|notice|status date|rules say)\b|哈希|数据",
    re.IGNORECASE,
)
VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "line", "wbr"}


class Outline(HTMLParser):
    """What a page is made of: tags, attributes, ids, links, and the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        """Note a closing tag that closes nothing."""
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [value for _, attribute, value in self.attributes if attribute == name]

    @property
    def text(self) -> str:
        """The words, as they are read."""
        return " ".join(" ".join(self.words).split())


def story() -> Told:
    """A project in which everything happens: moves, a re-baselining, kept, late, withdrawn and vanished promises."""
    charter = Charter.model_validate(CHARTER)
    beta = milestone("beta", phase="build", owner="Shop team", acceptance="The client has *bought* a ticket.")
    live = milestone("live", title="Go-live", phase="launch", due="2026-05-01")
    count = commitment("C-1", owner="Shop team", note="See [the beta](milestone:beta).")
    answer = commitment(
        "C-2", promise="Approve the plan", owner="Head of sales", due="2026-03-20", **{"from": "client"}
    )
    lost = commitment("C-3", promise="Lend test phones", due="2026-04-01")
    first = page_of(update("2026-02-06", "We began.\n\n## Done\n\n- The [beta](milestone:beta) is planned.\n"))
    second = page_of(
        update(
            "2026-02-20",
            "The beta moves.\n\n## Done\n\n- <milestone:beta> moves, see <commitment:C-1>.\n",
            status="amber",
            headline="The beta opens a week later",
            author="Project office",
        )
    )
    learned = page_of(
        lesson(
            "ask-first",
            "## What happened\n\nNobody asked.\n\n## What we do from now on\n\nWe ask.\n",
            tags=["suppliers"],
            milestone="beta",
            applied=[{"on": "2026-02-19", "where": "The checklist"}],
        )
    )
    moved = {"due": "2026-03-13", "reason": "The harbour authority asked for a second round.", "cause": "client"}
    later = milestone("beta", phase="build", owner="Shop team", acceptance="The client has *bought* a ticket.", **moved)
    agreed = {"on": "2026-02-25", "due": "2026-05-15", "approved_by": "Steering group"}
    return (
        Told(charter)
        .on("2026-02-02", beta, live, count, answer, lost)
        .on("2026-02-06", beta, live, count, answer, lost, first)
        .on("2026-02-20", later, live, count, answer, lost, first, second)
        .on(
            "2026-02-25",
            later,
            milestone(
                "live", title="Go-live", phase="launch", due="2026-05-15", rebaselined=agreed, reason="New scope."
            ),
            commitment("C-1", owner="Shop team", kept="2026-02-24", evidence="https://example.org/beta"),
            answer,
            first,
            second,
            learned,
        )
    )


def page_of(item: Any) -> Any:
    """The item with its lede and sections read off its text."""
    from dataclasses import replace

    return replace(item, body=read_body(item.body.markdown))


def pages_of(report: StatusReport, language: str = "en") -> dict[str, Page]:
    """The pages of a report by their uri."""
    return {page.uri: page for page in render_pages(report, Words.of(language))}


def address_of(uri: str) -> str:
    """Where a page is on the site."""
    return re.sub(r"(^|/)index\.md$|\.md$", "/", uri).lstrip("/")


def shown(page: Page) -> Outline:
    """A page as it is read, the author's text standing as it is."""
    return Outline(f"{page.before}{page.after}")


@pytest.fixture(scope="module")
def report() -> StatusReport:
    """The story on 2 March."""
    return story().report("2026-03-02")


@pytest.fixture(scope="module")
def pages(report: StatusReport) -> dict[str, Page]:
    """Its pages."""
    return pages_of(report)


def test_the_navigation_is_small_and_every_page_is_there(pages: dict[str, Page]) -> None:
    """Few entries, whatever the number of updates and lessons: what *is* has one, what was said is in the Record."""
    assert [(page.uri, page.nav) for page in pages.values()] == [
        ("index.md", "Overview"),
        ("plan.md", "Plan"),
        ("commitments.md", "Commitments"),
        ("record/index.md", "Record"),
        ("updates/index.md", None),
        ("updates/2026-02-20.md", None),
        ("updates/2026-02-06.md", None),
        ("updates/2026-02.md", None),
        ("lessons/index.md", "Lessons"),
        ("lessons/ask-first.md", None),
    ]


def test_every_page_describes_itself(pages: dict[str, Page]) -> None:
    """A title and a description, each its own."""
    assert all(page.title and page.description for page in pages.values())
    assert len({page.description for page in pages.values()}) == len(pages)


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
    assert "An answer after 20 Mar moves The beta is open Who You asked today By Tue 10 Mar" in text
    assert "After 1 Jun , 2 of them move Go-live ." in text


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
    both = "An answer after 20 Mar moves The beta is open An answer after 1 Jun moves Go-live"
    assert waits + both in shown(pages["commitments.md"]).text
    assert waits + "An answer after 1 Jun moves Go-live" in shown(pages["decisions/D-1.md"]).text
    assert "Waits for" not in shown(pages["decisions/D-2.md"]).text


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


def test_an_overdue_update_is_told() -> None:
    """Silence is news too."""
    report = Told().on("2026-02-06", milestone(), page_of(update("2026-02-06", "We began."))).report("2026-03-02")
    assert "The next update was due on 13 Feb . It is 17 days overdue." in shown(pages_of(report)["index.md"]).text


def test_thin_data_says_what_will_stand_there() -> None:
    """A project on its first day has whole pages that say so kindly."""
    pages = pages_of(Told(Charter(name="Harbour line", rhythm=Rhythm())).on("2026-02-02").report())
    text = shown(pages["index.md"]).text
    assert [
        sentence
        for sentence in (
            "No update yet Harbour line has begun",
            "The day the project ends will stand here",
            "No promise of yours is on the list yet.",
            "Nobody has said yet how it stands, and there is nothing yet that our rules could look at.",
            "The next dates will stand here",
            "What each side promises the other will stand here",
            "The first update is due on",
        )
        if sentence not in text
    ] == []
    assert "The plan has no milestones yet." in shown(pages["plan.md"]).text


def test_a_rhythm_that_nobody_agreed_is_not_missed() -> None:
    """Without a rhythm and without an update nothing is due, and nothing is said to come when it should."""
    pages = pages_of(Told(Charter(name="Harbour line")).on("2026-02-02", milestone()).report("2026-09-04"))
    text = shown(pages["index.md"]).text
    assert "No rhythm is agreed, and no update has been written yet" in text
    assert ("update is due" in text, "Updates come when they should" in text) == (False, False)


def test_years_without_an_update_are_not_counted_in_days() -> None:
    """After three months of silence its beginning says it all."""
    report = Told().on("2026-02-06", milestone(), page_of(update("2026-02-06", "We began."))).report("2031-03-03")
    text = shown(pages_of(report)["index.md"]).text
    assert "The next update was due on 13 Feb 2026 , and none has come since." in text
    assert "no update has come for more than 90 days" in text
    assert "update is overdue by" not in text


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "[click](javascript:alert(1))",
    "a:b;c#d\u202eegassem",
    "{{ 7*7 }} {% raw %}",
    "<!--chart:gantt--><!--author-->",
    "海港售票 🎫 " + "x" * 480,
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_and_does_nothing(title: str) -> None:
    """Wherever a title, a name or a tag is shown, it is text; nothing in an item's Markdown acts."""
    charter = Charter.model_validate({**CHARTER, "name": title, "client": title, "summary": title})
    item = milestone("beta", title=title, phase="build", owner=title, note=title, acceptance=title)
    moved = milestone("beta", title=title, phase="build", owner=title, note=title, due="2026-03-13", reason=title)
    ask = commitment(
        "C-1", promise=title, owner=title, note=title, evidence="javascript:alert(1)", **{"from": "client"}
    )
    told = page_of(update("2026-02-06", "See <milestone:beta>.", headline=title, author=title, why=title))
    learned = page_of(
        lesson("ask", "## A\n\nx", title=title, tags=[title], applied=[{"on": "2026-02-06", "where": title}])
    )
    report = Told(charter).on("2026-02-02", item, ask).on("2026-02-06", moved, ask, told, learned).report()
    for language in ("en", "zh"):
        for page in pages_of(report, language).values():
            outline = shown(page)
            assert {name for _, name, _ in outline.attributes if name.startswith("on") or name == "style"} == set()
            assert [h for h in outline.values("href") if "javascript:" in h.lower()] == []
            assert "script" not in {tag for tag, _, _ in outline.attributes}
            assert (outline.unbalanced, outline.open) == ([], [])


def test_an_evidence_that_is_no_address_stays_words() -> None:
    """Only web and mail addresses are links."""
    listed = [
        commitment(f"C-{n}", evidence=e)
        for n, e in enumerate(["javascript:x", "The letter of 2 May", "mailto:a@b.org"])
    ]
    page = pages_of(Told().on("2026-02-02", *listed).report())["commitments.md"]
    assert [href for href in shown(page).values("href") if ":" in href] == ["mailto:a@b.org"]


def test_the_markup_is_whole_and_needs_no_inline_style(pages: dict[str, Page]) -> None:
    """What is opened is closed, ids are unique, and a strict content policy holds."""
    for page in pages.values():
        outline = shown(page)
        ids = outline.values("id")
        found = (page.uri, outline.unbalanced, outline.open, len(ids) - len(set(ids)), outline.values("style"))
        assert found == (page.uri, [], [], 0, [])


def test_every_inner_link_leads_somewhere(pages: dict[str, Page]) -> None:
    """To a page that exists, and to an element of it; the feed and the data are files of their own."""
    ids = {address_of(uri): set(shown(page).values("id")) for uri, page in pages.items()}
    dead = []
    for uri, page in pages.items():
        for href in shown(page).values("href"):
            target, fragment = urldefrag(urljoin(f"https://x.org/{address_of(uri)}", href))
            path = target.removeprefix("https://x.org/")
            is_ours = target.startswith("https://x.org/") and path not in {*FILES, *map(topic_feed, TOPICS)}
            if is_ours and (path not in ids or (fragment and fragment not in ids[path])):
                dead.append((uri, href))
    assert dead == []


def test_headings_go_down_one_step_at_a_time(pages: dict[str, Page]) -> None:
    """One h1 a page, and no level is skipped."""
    for page in pages.values():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", page.before)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), page.uri


def test_the_same_report_gives_the_same_bytes(report: StatusReport) -> None:
    """Rendering depends on nothing but the report and the language."""
    assert render_pages(report, ENGLISH) == render_pages(story().report("2026-03-02"), ENGLISH)


def test_chinese_pages_have_the_same_shape(report: StatusReport, pages: dict[str, Page]) -> None:
    """Only the words differ."""

    def tags(found: Iterable[Page]) -> list[str]:
        return re.findall(r"<[a-z0-9]+|</[a-z0-9]+", "".join(page.before + page.after for page in found))

    chinese = pages_of(report, "zh")
    assert [page.nav for page in chinese.values() if page.nav] == ["概览", "计划", "承诺", "记录", "经验"]
    assert tags(chinese.values()) == tags(pages.values())


def test_withheld_items_are_told_and_not_named() -> None:
    """That something became internal is said, what it was is not."""
    secret = commitment("C-9", promise="Silence")
    hidden = commitment("C-9", promise="Silence", visibility="internal")
    pages = pages_of(Told().on("2026-02-02", milestone(), secret).on("2026-02-09", milestone(), hidden).report())
    assert "1 item that was public was made internal on 9 Feb ." in shown(pages["index.md"]).text
    assert [page.uri for page in pages.values() if "Silence" in page.before + page.markdown] == []


def test_dates_carry_what_machines_read(pages: dict[str, Page]) -> None:
    """Every `time` has a day of its own."""
    days = shown(pages["index.md"]).values("datetime")
    assert days
    assert all(date.fromisoformat(day) for day in days)


def test_a_preview_that_cannot_be_built_says_why() -> None:
    """The place, what is wrong and what to do."""
    problem = Problem(Location("content/milestones.yml", 7, 5), "'<b>' is not a date", "write YYYY-MM-DD")
    text = shown(problem_page([problem])).text
    assert text.endswith("content/milestones.yml:7:5 '<b>' is not a date write YYYY-MM-DD")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_speaks_of_the_workshop(language: str) -> None:
    """Of git, hashes, feeds and data nothing is said, but where proof is given, and where one follows."""
    report = story().report("2026-03-02")
    for page in render_pages(report, Words.of(language), archive=Archive(())):
        text = Outline(page.before.partition('<p class="mp-links"')[0]).text
        found = WORKSHOP.search(text)
        assert page.uri == PROOF_PAGE or not found, (page.uri, found and text[max(0, found.start() - 40) :][:120])
