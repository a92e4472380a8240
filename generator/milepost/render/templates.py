"""The templates of the pages, and what every one of them may call."""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from milepost.facts.promises.promises import first_to_come, overdue
from milepost.memory.folder import kept_folder
from milepost.model.fields import Kind
from milepost.model.places import address, anchor
from milepost.render.addresses import mail_href, phone_href, word_anchor
from milepost.render.drawing.measures import text_width
from milepost.render.health import findings, health, rules
from milepost.render.prose import safe_address
from milepost.render.words.catalogue import theme_folder
from milepost.render.words.tones import phase_state, state_tone

# Where a template leaves room for the author's text; autoescape keeps it out of everything else.
SEAM = "<!--author-->"
_HEADLINE_EMS = 48  # about four lines


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, as long as the disk takes them: what is kept only to be quick stops nothing."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template where that is possible; Jinja lets a full or read-only disk end the build."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates() -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept, as Python keeps its own; None where nothing can be."""
    folder = kept_folder("templates")
    return _Compiled(str(folder)) if folder else None


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
        "mail_href": mail_href,
        "phone_href": phone_href,
        "is_long": is_long,
        "state_tone": state_tone,
        "phase_state": phase_state,
        "overdue": overdue,
        "first_to_come": first_to_come,
        "area_name": health.area_name,
        "all_well": health.all_well,
        "is_empty": health.is_empty,
        "finding_text": findings.finding_text,
        "rule_text": rules.rule_text,
        "seam": Markup(SEAM),  # noqa: S704, a constant of ours
    }
    marks: Any = templates.get_template("marks.html").module
    # A text that is markup looks the same as one that is none, and is another.
    templates.globals |= {"icon": cache(marks.icon), "pill": lru_cache(maxsize=1024, typed=True)(marks.pill)}
    return templates


def is_long(title: str) -> bool:
    """Whether a title is too long to be set as large as a headline."""
    return text_width(title, size=1) > _HEADLINE_EMS
