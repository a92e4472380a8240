"""Prose: what is read off a page's Markdown."""

from __future__ import annotations

import pytest

from milepost.model.texts.prose import ItemLink, Section
from milepost.source.prose.body import item_links, read_body, said_lines


def test_sections() -> None:
    """The lede, and each second-level section with the known one it is; deeper headings stay inside."""
    markdown = "The *news*.\n\n## Done ##\n\n- A\n\n### More\nB\n\n## Aside\nC\n# Title\nD\n## Needed from you:\nE\n"
    body = read_body(markdown, 5)
    assert (body.lede, body.line, body.sections) == (
        "The *news*.",
        5,
        (
            Section("Done", "done", "- A\n\n### More\nB"),
            Section("Aside", None, "C"),
            Section("Needed from you:", "needed", "E"),
        ),
    )


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("done", "done"),
        ("**Done**", "done"),
        ("✅ Done", "done"),
        ("Done {#done}", "done"),
        ("已完成", "done"),
        ("In progress", "in-progress"),
        ("进行中", "in-progress"),
        ("Next steps", "next"),
        ("下一步", "next"),
        ("Risks and problems", "problems"),
        ("问题", "problems"),
        ("What we need from you", "needed"),
        ("需要您的支持：", "needed"),
        ("Done and dusted", None),
    ],
)
def test_known_sections(heading: str, name: str | None) -> None:
    """Headings are known in English and Chinese, with the usual variants, marks and emoji."""
    assert [section.name for section in read_body(f"## {heading}\n").sections] == [name]


def test_what_is_said_is_neither_a_comment_nor_fenced_code() -> None:
    """The rest stays in its line and its column, code within a line too."""
    text = "- a <!-- b --> c\n- `<!--` d\n<!-- e\n- f\n--> g\n```\n- h\n```\n\n- i"
    assert said_lines(text) == ["- a            c", "- `<!--` d", "      ", "   ", "    g", "", "", "", "", "- i"]


def test_code_is_no_prose() -> None:
    """Neither headings nor links in code are read; a fence closes with its own kind."""
    markdown = "```\n## Done\n~~~\n<milestone:a>\n````\n`<milestone:b>` <milestone:c> ``x`<milestone:d>``\n"
    body = read_body(markdown)
    assert (body.sections, body.links) == ((), (ItemLink("milestone", "c", 6, 18),))


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("[the beta](milestone:beta)", [("milestone", "beta", 12)]),
        ("[the beta](milestone:beta 'soon')", [("milestone", "beta", 12)]),
        ("[the beta]( <milestone:beta> )", [("milestone", "beta", 14)]),
        ("![x](milestone:a)[y](lesson:b.c)", [("milestone", "a", 6), ("lesson", "b.c", 22)]),
        ("<commitment:C-014>, <update:2026-03-06>", [("commitment", "C-014", 2), ("update", "2026-03-06", 22)]),
        ("[beta]: milestone:beta", [("milestone", "beta", 9)]),
        ("[x](milestone:)", [("milestone", "", 5)]),
        ("[x](millstone:a)", [("millstone", "a", 5)]),
        ("[x](https://example.org) <mailto:a@example.org> [x](other.md)", []),
        ("milestone:beta", []),
    ],
)
def test_item_links(markdown: str, found: list[tuple[str, str, int]]) -> None:
    """Links to items in each form that Markdown has, with the column of their target."""
    assert [(link.kind, link.id, link.column) for link in item_links(markdown)] == found


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- [the beta](milestone:beta) -->",
        "<span hidden>[the beta](milestone:beta)</span>",
        "<div style='display:none'>\n\n[the beta](milestone:beta)\n\n</div>",
        "<template>[the beta](milestone:beta)</template>",
        "[](milestone:beta)",
        "[ \u200b](milestone:beta)",
        "[the beta]: milestone:beta",
    ],
)
def test_a_link_that_nobody_sees_is_known_as_such(hidden: str) -> None:
    """It is there, for the checks; it tells a reader nothing."""
    assert [link.is_seen for link in read_body(f"All is well.\n\n{hidden}\n").links] == [False]


@pytest.mark.parametrize(
    "shown",
    [
        "[the beta](milestone:beta)",
        "<milestone:beta>",
        "<b>[the beta](milestone:beta)</b>",
        "<details><summary>More</summary>\n\n[the beta](milestone:beta)\n\n</details>",
        "[β](milestone:beta) <!-- not shown -->",
        "As [we said][beta].\n\n[beta]: milestone:beta",
        "As [beta] says.\n\n[Beta]: milestone:beta",
    ],
)
def test_a_link_that_is_shown_tells_of_its_item(shown: str) -> None:
    """Within markup that hides nothing, or by a definition that is used."""
    assert [link.is_seen for link in read_body(f"All is well.\n\n{shown}\n").links] == [True]
