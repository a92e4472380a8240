"""Whatever a title, a name or a tag says, it is text, and does nothing."""

from __future__ import annotations

import pytest

from history_builder import Told, commitment, lesson, milestone, update
from milepost.model.kinds.charter import Charter
from rendered import CHARTER, page_of, pages_of, shown

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
