"""An item's Markdown is shown with its links resolved and nothing hostile in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.model.fields import Kind
from milepost.render.links import Title
from milepost.render.prose import Prose, safe_address
from milepost.render.text import Words

PROSE = Prose({(Kind.MILESTONE, "beta"): Title("The *beta*", "beta")}, Words.of("en"), "../")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Plain & simple", "<p>Plain &amp; simple</p>"),
        ("It is **late**", "<p>It is <strong>late</strong></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("# no heading", "<p># no heading</p>"),
        ("![alt](x.png)", "<p>![alt](x.png)</p>"),
        ("[it](milestone:beta)", '<p><a href="../plan/#m-beta">it</a></p>'),
        ("<milestone:beta>", '<p><a href="../plan/#m-beta">The &#42;beta&#42;</a></p>'),
        ("`<milestone:beta>`", "<p><code>&lt;milestone:beta&gt;</code></p>"),
        ("[gone](milestone:internal)", "<p>gone</p>"),
        ("<milestone:internal>", "<p>(not public)</p>"),
        ("[page](about.md#x)", '<p><a href="../about/#x">page</a></p>'),
        ("[home](index.md)", '<p><a href="../">home</a></p>'),
        ("[file](files/plan.pdf)", '<p><a href="../files/plan.pdf">file</a></p>'),
        ("[out](../../etc/passwd)", "<p><span>out</span></p>"),
        ("[root](/etc)", "<p><span>root</span></p>"),
        ("[host](//evil.example)", "<p><span>host</span></p>"),
        ("[web](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">web</a></p>'),
        ("<mailto:a@b.org>", '<p><a href="mailto:a@b.org">&#97;&#64;&#98;&#46;&#111;&#114;&#103;</a></p>'),
        ("[x](javascript:alert(1))", "<p><span>x</span></p>"),
        ("[x](JaVa&#115;cript:alert)", "<p><span>x</span></p>"),
        ("[x](&amp;#106;avascript:alert)", "<p><span>x</span></p>"),
        ("[x](<java\u200bscript:alert>)", "<p><span>x</span></p>"),
        ("[x][y]\n\n[y]: data:text/html,x", "<p><span>x</span></p>"),
        ("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_markdown_becomes_harmless_html(written: str, shown: str) -> None:
    """Emphasis, lists and good links stay; raw HTML, images, headings and bad links show as words."""
    assert PROSE.block(written) == shown


def test_a_single_paragraph_can_run_in_a_line() -> None:
    """More than one paragraph keeps its blocks."""
    assert (PROSE.line("a *b*"), PROSE.line("a\n\nb")) == ("a <em>b</em>", "<p>a</p>\n<p>b</p>")


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
    shown = PROSE.block("".join(parts))
    tags = re.findall(r"<(/?[a-zA-Z!][^>]*)>", shown)
    plain = r"/?(p|em|strong|code|pre|ul|ol|li|blockquote|span|a|hr|br)( /)?"
    assert [
        tag for tag in tags if not re.fullmatch(rf'{plain}|a href="(?!javascript)[^"]*"( title="[^"]*")?', tag)
    ] == []
