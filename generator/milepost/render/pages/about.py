"""About the project: goals, scope, people, and how often they are heard of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from milepost.facts.contact.communication import KeptPlan
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind, Side
from milepost.model.kinds.charter import Charter, Contact, Every
from milepost.model.places import ABOUT_PAGE, page_at
from milepost.model.snapshot import FreePage
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.words.terms import message
from milepost.render.words.words import Words

_SOME_MONDAY = date(2001, 1, 1)
_COLUMNS = (("when", message("When")), ("how", message("How")), ("for_", message("For whom")))


def about_page(context: Context) -> Page:
    """What the project is for, and who works on it."""
    charter, words = context.report.charter, context.words
    kept = context.report.communication
    before = context.render(
        "about.html",
        ABOUT_PAGE,
        people=_by_side(charter),
        columns=_columns(charter),
        name_of=name_of,
        rhythm=_rhythm(charter, words),
        kept=kept,
        budget=[facts.item for facts in context.report.records.get(Kind.BUDGET, ()) if not facts.gone_on],
        counts={line.line.name: words("{kept} of {n}", kept=line.kept, n=len(line.occasions)) for line in kept.lines},
        missed=[line for line in kept.lines if line.missed],
        minutes=_minutes(kept, words),
        author_pages=author_pages(context.report),
    )
    description = words("What {project} is for, who works on it, and whom to ask.", project=charter.name)
    return Page(ABOUT_PAGE, words("About"), description, before, nav=words("About"))


def author_pages(report: StatusReport) -> tuple[FreePage, ...]:
    """The author's own pages at the top of the content, where nothing of ours stands."""
    pages = (page for page in report.pages if page.is_public and "/" not in page.path and not page_at(page.path))
    return tuple(sorted(pages, key=lambda page: page.path))


def name_of(page: FreePage) -> str:
    """What a page of the author's is called: by its title, or by its file's name as words."""
    return page.title or page.path.removesuffix(".md").replace("-", " ").replace("_", " ").capitalize()


def _by_side(charter: Charter) -> tuple[tuple[Side, tuple[Contact, ...]], ...]:
    """The people of each side, in the order of the file, those who do the work first."""
    sides = ((side, tuple(c for c in charter.contacts if c.side is side)) for side in (Side.VENDOR, Side.CLIENT))
    return tuple((side, contacts) for side, contacts in sides if contacts)


def _columns(charter: Charter) -> Sequence[tuple[str, str]]:
    """What the communication plan says, by field, with its name: a column that nobody filled in is none."""
    return [(name, title) for name, title in _COLUMNS if any(getattr(c, name) for c in charter.communication)]


def _minutes(kept: KeptPlan, words: Words) -> str:
    """How many minutes came in time, without a judgement."""
    if not kept.within_days:
        return words("on the day of the meeting {in_time} of {all}", in_time=kept.in_time, all=kept.meetings)
    return words.plural(
        "within {n} day of the meeting {in_time} of {all}",
        "within {n} days of the meeting {in_time} of {all}",
        kept.within_days,
        in_time=kept.in_time,
        all=kept.meetings,
    )


def _rhythm(charter: Charter, words: Words) -> str:
    """When updates come, as a sentence; empty where nothing was agreed."""
    if "rhythm" not in charter.model_fields_set:
        return ""
    day = words.date(_SOME_MONDAY + timedelta(charter.rhythm.day.number), "EEEE")
    match charter.rhythm.every:
        case Every.WEEK:
            return words("An update comes every {weekday}.", weekday=day)
        case Every.FORTNIGHT:
            return words("An update comes every second {weekday}.", weekday=day)
        case Every.MONTH:
            return words("An update comes on the last {weekday} of each month.", weekday=day)
