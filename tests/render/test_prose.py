"""An item's Markdown is shown with its links resolved and nothing hostile in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.model.fields import Kind
from milepost.render.prose import Prose, safe_address
from milepost.render.prose.links import Title
from milepost.render.words.words import Words

PROSE = Prose({(Kind.MILESTONE, "beta"): Title("The *beta*", "beta")}, Words.of("en"), "../")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Plain & simple", "<p>Plain &amp; simple</p>"),
        ("It is **late**", "<p>It is <strong>late</strong></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("# A heading", "<p><strong>A heading</strong></p>"),
        ("#1 is mended", "<p>#1 is mended</p>"),
        ("![alt](x.png)", '<p><img src="../x.png" alt="alt"></p>'),
        ('<img src="a b.png" width="120">', '<img src="../a%20b.png" width="120">'),
        ("[it](milestone:beta)", '<p><a href="../plan/#m-beta">it</a></p>'),
        ("<milestone:beta>", '<p><a href="../plan/#m-beta">The *beta*</a></p>'),
        ("`<milestone:beta>`", "<p><code>&lt;milestone:beta&gt;</code></p>"),
        ("[gone](milestone:internal)", "<p>gone</p>"),
        ("<milestone:internal>", "<p>(not public)</p>"),
        ("[page](about.md#x)", '<p><a href="../about/#x">page</a></p>'),
        ("[page](<über uns.md#wer-wir-sind>)", '<p><a href="../%C3%BCber%20uns/#wer-wir-sind">page</a></p>'),
        ("[home](index.md)", '<p><a href="../">home</a></p>'),
        ("[file](files/plan.pdf)", '<p><a href="../files/plan.pdf">file</a></p>'),
        ("[out](../../etc/passwd)", "<p><a>out</a></p>"),
        ("[root](/etc)", "<p><a>root</a></p>"),
        ("[host](//evil.example)", "<p><a>host</a></p>"),
        ("[web](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">web</a></p>'),
        ("See https://x.org.", '<p>See <a href="https://x.org">https://x.org</a>.</p>'),
        ("<a@b.org>", '<p><a href="mailto:a@b.org">a@b.org</a></p>'),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("[x](JaVa&#115;cript:alert)", "<p><a>x</a></p>"),
        ("[x](&amp;#106;avascript:alert)", '<p><a href="../&amp;#106;avascript:alert">x</a></p>'),
        ("[x](<java\u200bscript:alert>)", "<p><a>x</a></p>"),
        ("[x][y]\n\n[y]: data:text/html,x", "<p><a>x</a></p>"),
        ("<b onclick=x>bold</b>", "<p><b>bold</b></p>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<!--chart:gantt-->x<!--author-->", "x"),
        (
            "- [x] done",
            '<ul>\n<li class="task-list-item"><input type="checkbox" checked="" disabled=""> done</li>\n</ul>',
        ),
        (
            "x[^1]\n\n[^1]: n",
            '<p>x<sup>1</sup></p>\n<section class="footnotes" aria-label="Footnotes">\n'
            "<ol>\n<li>\n<p>n</p>\n</li>\n</ol>\n</section>",
        ),
    ],
)
def test_markdown_becomes_harmless_html(written: str, shown: str) -> None:
    """As on GitHub, but for what acts, headings of the page's own, and addresses that nobody may follow."""
    assert PROSE.block(written) == shown


def test_a_single_paragraph_can_run_in_a_line() -> None:
    """More than one paragraph keeps its blocks."""
    assert (PROSE.line("a *b*"), PROSE.line("a\n\nb")) == ("a <em>b</em>", "<p>a</p>\n<p>b</p>")
    assert PROSE.line("**مرحبا**") == "<strong>مرحبا</strong>"


def test_words_from_right_to_left_begin_on_their_side() -> None:
    """As on GitHub, block by block."""
    assert PROSE.block("**مرحبا**\n\n- a") == (
        '<p dir="auto"><strong>مرحبا</strong></p>\n<ul dir="auto">\n<li>a</li>\n</ul>'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [that](2026-01-02.md).", '<p>See <a href="../updates/2026-01-02/">that</a>.</p>'),
        ("See [below](#done).", '<p>See <a href="../updates/2026-01-09/#done">below</a>.</p>'),
        ("See [here](../plan.md#m-beta).", '<p>See <a href="../plan/#m-beta">here</a>.</p>'),
        ("See [there][1].", '<p>See <a href="https://x.org/">there</a>.</p>'),
        ("Good[^n].", "<p>Good.</p>"),
        ("![chart](chart.svg)\n\n# T\n\nWords.", "<p>Words.</p>"),
        ("- one\n  - two\n\nmore", "<ul>\n<li>one\n<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>"),
        ("[![chart](chart.svg)](chart.svg)", ""),
    ],
)
def test_an_opening_stands_anywhere(written: str, shown: str) -> None:
    """Its links lead where they do on its own page; pictures, notes and headings stay there."""
    whole = f"{written}\n\n## Done\n\n[1]: https://x.org/\n[^n]: A note.\n"
    assert PROSE.opening(written, "updates/2026-01-09.md", whole) == shown


@pytest.mark.parametrize("address", ["https://x.org", "HTTP://x.org", "mailto:a@b.org"])
def test_web_and_mail_addresses_may_be_followed(address: str) -> None:
    """As they are written."""
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address", ["javascript:x", " java\nscript:x", "data:x", "file:///etc", "C-014", "vbscript:x", ""]
)
def test_anything_else_may_not(address: str) -> None:
    """It stays words."""
    assert safe_address(address) is None


@given(st.lists(st.sampled_from([*"[]()<>!`*_\\&#;:/\n \t\x00\x02\x03", "javascript:", "a", "on=", "milestone:beta"])))
def test_no_markdown_smuggles_in_markup(parts: list[str]) -> None:
    """Whatever the marks, only the tags of prose come out, with no attribute but a safe address."""
    tags = re.findall(r"<(/?[a-zA-Z!][^>]*)>", PROSE.block("".join(parts)))
    plain = r"/?(p|em|strong|code|pre|ul|ol|li|blockquote|a|hr|br|del|div|section|sup|img|h[1-6])"
    safe = r'( (class|alt|title|href|src|start|checked|disabled|type)="(?!javascript)[^"]*")*'
    assert [tag for tag in tags if not re.fullmatch(plain + safe, tag)] == []
