"""The desk: what every page of a report is made with."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from platformdirs import user_cache_dir

from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.report import StatusReport
from milepost.facts.rhythm import LONG_OVERDUE
from milepost.facts.versions import Archive
from milepost.model.fields import Kind
from milepost.model.snapshot import Key
from milepost.render.addresses import address, anchor, word_anchor
from milepost.render.pages import people, views
from milepost.render.pages.news import Narrator
from milepost.render.prose import Prose, safe_address
from milepost.render.prose.links import titles_of
from milepost.render.words import entries as history
from milepost.render.words import health as diagnosis
from milepost.render.words.tally import tally
from milepost.render.words.words import Words, theme_folder

# Where a template leaves room for the author's text; autoescape keeps it out of everything else.
SEAM = "<!--author-->"


class Desk:
    """What every page is made with; without an archive there are no versions to lead to."""

    def __init__(self, report: StatusReport, words: Words, archive: Archive | None = None) -> None:
        self.report = report
        self.words = words
        self.archive = archive
        self.titles = titles_of(report)
        self.narrator = Narrator(report, words)
        self._common: dict[tuple[str, int], dict[str, Any]] = {}

    def render(self, template: str, uri: str, day: date | None = None, **facts: object) -> str:
        """A template of ours with what every page may use; a record is told on a day of its own, not on today's."""
        base, told = "../" * _depth(uri), day or self.report.status_date
        key = base, told.year
        if key not in self._common:
            common = self._facts_for(base, told)
            # The macros see the same as the pages; made once for all pages that are equally deep.
            macros = environment().get_template("macros.html").make_module(common)
            self._common[key] = {**common, "macros": macros}
        return environment().get_template(template).render(self._common[key], **facts)

    def _facts_for(self, base: str, told: date) -> dict[str, Any]:
        prose = Prose(self.titles, self.words, base)
        return {
            "report": self.report,
            "archive": self.archive,
            "words": self.words,
            "today": self.report.status_date,
            "base": base,
            "_": self.words,
            "ngettext": self.words.plural,
            "prose": prose.block,
            "inline": prose.line,
            "tally": lambda promises: tally(promises, self.words),
            "why_late": history.reason_of_delay,
            "was_due": self.was_due,
            "time": lambda day: self.time(day, told),
            "full_day": self.full_day,
            "extract": lambda text, page: prose.extract(text, page.path, page.body.markdown),
            "opening": lambda text, page: prose.opening(text, page.path, page.body.markdown),
            "title_of": lambda kind, item_id: self.titles.get((Kind(kind), item_id)),
            "href": lambda kind, item_id: f"{base}{address(Kind(kind), item_id)}",
        }

    def time(self, day: date, told: date) -> Markup:
        """A day as people say it on the day it is told, and as machines read it."""
        return _time(day, self.words.near_day(day, told))

    def was_due(self, promise: PromiseFacts) -> str:
        """What is said of the date of an overdue promise."""
        return self.words.was_due(self.time(promise.due, self.report.status_date), promise.overdue_days)

    def full_day(self, day: date) -> Markup:
        """The same with its year."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.words.day(day))

    def history(self, promise: PromiseFacts) -> tuple[history.Entry, ...]:
        """All that happened to a promise, newest first."""
        return history.history_of(promise, self.words, self.report.status_date, self.narrator.side(promise))

    @cached_property
    def changed(self) -> Mapping[Key, date]:
        """The day of the last public event of each item."""
        return {(event.kind, event.id): event.recorded for event in self.report.events}

    def last_change(self, *kinds: Kind) -> date:
        """The day of the last public event of items of these kinds; where there is none, that of the last revision."""
        days = (day for (kind, _), day in self.changed.items() if kind in kinds)
        return max(days, default=self.report.revision.committed_at.date())

    def source(self, kind: Kind, item_id: str) -> str | None:
        """The content file that an item stands in."""
        return self.report.sources.get((kind, item_id))


@lru_cache(maxsize=4096)
def _time(day: date, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)


def _depth(uri: str) -> int:
    """How many folders deep the final address of a page is."""
    return uri.removesuffix(".md").removesuffix("index").strip("/").count("/") + (uri != "index.md")


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, as long as the disk takes them: what is kept only to be quick stops nothing."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template where that is possible; Jinja lets a full or read-only disk end the build."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates() -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept, as Python keeps its own; None where nothing can be."""
    folder = Path(user_cache_dir("milepost")) / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return _Compiled(str(folder))


@cache
def environment() -> Environment:
    """Our page templates, with what every one of them may call."""
    templates = Environment(
        loader=FileSystemLoader(str(theme_folder() / "pages")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    templates.globals |= {
        "address": address,
        "anchor": lambda kind, item_id: anchor(Kind(kind), item_id),
        "word_anchor": word_anchor,
        "safe_address": safe_address,
        "mail_href": people.mail_href,
        "phone_href": people.phone_href,
        **{
            name: getattr(views, name)
            for name in ("is_long", "state_tone", "phase_state", "phase_progress", "overdue", "first_to_come")
        },
        "area_name": diagnosis.area_name,
        "all_well": diagnosis.all_well,
        "is_empty": diagnosis.is_empty,
        "finding_text": diagnosis.finding_text,
        "LONG_OVERDUE": LONG_OVERDUE,
        "rule_text": diagnosis.rule_text,
        "seam": Markup(SEAM),  # noqa: S704, a constant of ours
    }
    return templates
