"""The pages of a report, and one story in which everything happens."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from history_builder import Told, commitment, lesson, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.updates import Update
from milepost.render.all_pages import render_pages
from milepost.render.page import Page
from milepost.render.words.words import Words
from milepost.source.prose.body import read_body
from outline import Outline

P = TypeVar("P", Update, Lesson)
PHASES = [{"id": "build", "title": "Build"}, {"id": "launch", "title": "Launch"}]
CHARTER = {"name": "Harbour line", "client": "Harbour Ferries", "vendor": "Northlight Studio", "phases": PHASES}


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


def page_of(item: P) -> P:
    """The item with its lede and sections read off its text."""
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
