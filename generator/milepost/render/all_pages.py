"""The pages: a report becomes the pages of a site."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Language
from milepost.render.answers import Answers
from milepost.render.archive.gone import gone_page
from milepost.render.archive.month import month_pages
from milepost.render.archive.proof import proof_page
from milepost.render.archive.record_list import record_list_page
from milepost.render.archive.update import update_pages
from milepost.render.archive.updates import updates_page
from milepost.render.archive.versions import versions_page
from milepost.render.context import Context
from milepost.render.finds import with_finds
from milepost.render.overview.overview import overview_page
from milepost.render.page import Page
from milepost.render.pages.about import about_page
from milepost.render.pages.commitments import commitments_pages
from milepost.render.pages.glossary import glossary_page
from milepost.render.pages.plan import plan_pages
from milepost.render.pages.since import since_page
from milepost.render.registers.closing import closing_pages
from milepost.render.registers.lesson import lesson_pages
from milepost.render.registers.lessons import lessons_page
from milepost.render.registers.meeting import meeting_pages
from milepost.render.registers.meetings import meetings_pages
from milepost.render.registers.register import register_pages
from milepost.render.words.words import Words

_COUNTED = re.compile("(?<=[0-9%])(</[a-z]+>)? (?=[\u4e00-\u9fff])")
_NO_BREAK = "\\g<1>\u00a0"


def render_pages(
    report: StatusReport,
    words: Words,
    *,
    archive: Archive | None = None,
    answers: Answers | None = None,
    elsewhere: Collection[str] | None = None,
) -> tuple[Page, ...]:
    """Every page of the site, the overview first.

    A version that will not change leaves out the updates, lessons and meetings whose uris stand `elsewhere`, and the
    months, which today's site alone tells (None: this is today's).
    """
    context = Context(report, words, archive, answers, is_past=elsewhere is not None)
    return pages_with(context, elsewhere or ())


def pages_with(context: Context, elsewhere: Collection[str] = ()) -> tuple[Page, ...]:
    """Every page of the site, with what it is made with at hand."""
    pages = tuple(with_finds(_pages(context, elsewhere), context))
    return tuple(map(_unbroken, pages)) if context.words.language is Language.ZH else pages


def _unbroken(page: Page) -> Page:
    """A page on which no line ends between a numeral and what is counted, which Chinese parts by a blank."""
    return replace(page, before=_COUNTED.sub(_NO_BREAK, page.before), after=_COUNTED.sub(_NO_BREAK, page.after))


def _pages(context: Context, elsewhere: Collection[str]) -> tuple[Page, ...]:
    report, archive = context.report, context.archive
    return (
        overview_page(context),
        *plan_pages(context),
        *commitments_pages(context),
        *register_pages(context),
        record_list_page(context),
        *(page for pages in PAGES.values() for page in pages(context, elsewhere)),
        *((glossary_page(context),) if report.glossary else ()),
        *((about_page(context),) if report.charter.tells_about else ()),
        *(_archive_pages(context, archive) if archive else ()),
    )


PAGES: Mapping[Kind, Callable[[Context, Collection[str]], Iterable[Page]]] = MappingProxyType(
    {
        Kind.UPDATE: lambda context, elsewhere: (
            updates_page(context),
            *update_pages(context, elsewhere),
            *month_pages(context),
        ),
        Kind.MEETING: lambda context, elsewhere: (*meetings_pages(context), *meeting_pages(context, elsewhere)),
        Kind.CLOSING: lambda context, elsewhere: closing_pages(context),
        Kind.LESSON: lambda context, elsewhere: (lessons_page(context), *lesson_pages(context, elsewhere)),
    }
)
"""The pages of the site that tell what authors write on pages of their own, kind by kind, in the order of the site."""


def _archive_pages(context: Context, archive: Archive) -> tuple[Page, ...]:
    """The list of versions, what changed since a visit, how to prove it, and what is left of pages that are gone."""
    gone = (gone_page(context, departed) for departed in archive.departed)
    return versions_page(context, archive), since_page(context), proof_page(context, archive), *gone
