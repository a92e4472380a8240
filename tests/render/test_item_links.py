"""Item links become links between pages that MkDocs can check."""

import pytest

from history_builder import Told, commitment, lesson, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.render.prose.links import resolve_item_links
from milepost.source.prose.body import item_links


@pytest.fixture(scope="module")
def report() -> StatusReport:
    """One item of each kind, and one that is not public."""
    hidden = milestone("secret", visibility="internal")
    items = [milestone("beta", title="The [beta] <b>"), commitment("C-1"), update("2026-02-06"), lesson("ask"), hidden]
    return Told().on("2026-02-06", *items).report()


@pytest.mark.parametrize(
    ("written", "resolved"),
    [
        ("no link", "no link"),
        ("[the beta](milestone:beta)", "[the beta](../plan.md#m-beta)"),
        ('[the *beta*](<milestone:beta> "soon")', '[the *beta*](../plan.md#m-beta "soon")'),
        ("[a [b] c](commitment:C-1)", "[a [b] c](../commitments.md#c-C-1)"),
        ("[x](update:2026-02-06) [y](lesson:ask)", "[x](2026-02-06.md) [y](../lessons/ask.md)"),
        ("<commitment:C-1>.", "[Send the fare table](../commitments.md#c-C-1)."),
        ("<milestone:beta>", "[The &#91;beta&#93; &#60;b&#62;](../plan.md#m-beta)"),
        ("[![x](y.png)](milestone:beta)", "[![x](y.png)](../plan.md#m-beta)"),
        ("[x][b]\n\n[b]: milestone:beta", "[x][b]\n\n[b]: ../plan.md#m-beta"),
        ("`<milestone:beta>` ``[x](milestone:beta)``", "`<milestone:beta>` ``[x](milestone:beta)``"),
        (
            "```\n<milestone:beta>\n```\n<commitment:C-1>",
            "```\n<milestone:beta>\n```\n[Send the fare table](../commitments.md#c-C-1)",
        ),
        ("~~~\n<milestone:beta>", "~~~\n<milestone:beta>"),
        ("[told](milestone:secret) <milestone:secret>", "told (not public)"),
        ("<gathering:P-1> <https://x.org> <mailto:a@b.org>", "<gathering:P-1> <https://x.org> <mailto:a@b.org>"),
    ],
)
def test_an_item_link_becomes_a_link_to_where_it_is_told(written: str, resolved: str, report: StatusReport) -> None:
    """With its text, or the item's title; code stays as it is, and what is not public loses its link."""
    assert resolve_item_links(written, report, "updates/2026-02-13.md") == resolved


def test_a_page_at_the_top_links_without_climbing(report: StatusReport) -> None:
    """Links are relative to the page they stand on."""
    assert resolve_item_links("<lesson:ask>", report, "about.md") == "[Ask before estimating](lessons/ask.md)"


@pytest.mark.parametrize(
    "written", ["[x](milestone:beta) `<milestone:beta>`", "~~~\n<milestone:beta>\n~~~\n<lesson:ask>"]
)
def test_render_resolves_what_the_source_has_checked(written: str, report: StatusReport) -> None:
    """Both read the same links, so that no unknown target slips through and none is left over."""
    left = item_links(resolve_item_links(written, report, "about.md"))
    assert (len(item_links(written)), left) == (1, ())
