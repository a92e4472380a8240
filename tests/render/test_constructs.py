"""Whatever GitHub's parser makes of a text is on the page: the words, the lists in lists, the cells, the links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cmarkgfm.cmark import Options, markdown_to_html_with_extensions
from hypothesis import given
from hypothesis import strategies as st

from budget import budget
from milepost.render.prose import Author, Prose
from milepost.render.words.words import Words
from often import often

CONSTRUCTS = {
    f"{path.stem}: {name}": text.strip("\n")
    for path in sorted((Path(__file__).parent / "constructs").glob("*.md"))
    for name, text in re.findall(r"^%%% (.*)\n((?:(?!%%% ).*\n)*)", path.read_text(encoding="utf-8"), re.MULTILINE)
}
AUTHOR = Author({}, Words.of("en"))
EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist", "tagfilter")
# Colours, and what a browser puts into a table by itself.
LOOKS = {"span", "tbody", "thead"}
KEPT = ("href", "src", "start", "checked", "open")
VOID = {"br", "hr", "img", "input", "source"}


class Outline(HTMLParser):
    """What a reader finds, in order: elements as they open and close, words, and where links and pictures lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens."""
        values = dict(attrs)
        if tag in LOOKS or values.get("class") == "highlight":
            return
        kept = [f"{name}={values[name] or ''}" for name in KEPT if name in values]
        self.found.append(" ".join([f"<{tag}", *kept]))
        self.in_code += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """Note what closes."""
        if tag not in LOOKS | VOID | {"div"}:
            self.found.append(f"</{tag}")
            self.in_code -= tag == "pre"

    def handle_data(self, data: str) -> None:
        """Note words, however they are parted; in code each blank counts."""
        words = data if self.in_code else "".join(data.split())
        if words and self.found and not self.found[-1].startswith("<"):
            self.found[-1] += words
        elif words:
            self.found.append(f"={words}")


def by_the_parser(markdown: str) -> str:
    """What the parser alone makes of it, with GitHub's names for alerts, and boxes inside their paragraphs."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    html: str = markdown_to_html_with_extensions(markdown, options, EXTENSIONS)
    html = re.sub(
        r"<blockquote>\n<p>\[!(note|tip|important|warning|caution)\](\n|</p>)",
        lambda found: f"<blockquote>\n<p>{found[1].title()}</p>" + ("<p>" if found[2] == "\n" else ""),
        html,
        flags=re.IGNORECASE,
    )
    # Right behind it a line end is none of the code's, says HTML.
    return re.sub(r"(<input [^>]*/>) \n<p>", r"<p>\1", html).replace("<pre>\n", "<pre>")


def by_us(markdown: str) -> str:
    """What stands on a page."""
    return AUTHOR.page(markdown, "", lambda address: address).html


def test_there_are_enough() -> None:
    """Lists in every mixture, tables, words, links, blocks."""
    assert len(CONSTRUCTS) >= 150


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_nothing_is_lost(name: str) -> None:
    """Each construct as the parser has it."""
    assert Outline(by_us(CONSTRUCTS[name])).found == Outline(by_the_parser(CONSTRUCTS[name])).found


def in_an_entry(text: str) -> str:
    """A text as an entry of a list."""
    return "- " + text.replace("\n", "\n  ")


def in_a_quotation(text: str) -> str:
    """A text as a quotation."""
    return "> " + text.replace("\n", "\n> ")


def right_after(texts: tuple[str, str]) -> str:
    """Two texts without a blank line between, but behind HTML, which goes on and has `<new form.png>` as an element."""
    return ("\n\n" if texts[0].rstrip().endswith(">") else "\n").join(texts)


PIECES = st.sampled_from(sorted(CONSTRUCTS.values()))
TEXTS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("\n\n".join),
        st.tuples(inner, inner).map(right_after),
        inner.map(in_an_entry),
        inner.map(in_a_quotation),
    ),
    max_leaves=5,
)


@given(TEXTS)
@often(300)
def test_nothing_is_lost_in_any_combination(markdown: str) -> None:
    """One after another, right after another, in entries and in quotations."""
    assert Outline(by_us(markdown)).found == Outline(by_the_parser(markdown)).found


@given(TEXTS)
@often(100)
def test_an_extract_holds_no_marks_of_html(markdown: str) -> None:
    """Whatever it is taken from, each element of an opening that opens also closes, and no name is in it."""
    shown = Prose({}, Words.of("en"), "").opening(markdown, "updates/2026-03-06.md")
    open_now: list[str] = []
    for close, name in re.findall(r"<(/?)([a-z][a-z0-9]*)[^>]*>", shown):
        if close:
            assert open_now.pop() == name
        elif name not in VOID:
            open_now.append(name)
    assert open_now == []
    assert not re.search(r"<(?:img|h[1-6]|section)\b|<[^>]* id=", shown)


HOSTILE = """
<div> <b> <a href=x> <table> <p> <svg> <i><b> <select> <details> <b><p> </b> <table><b> <!-- <a' [ [a]( ![ **a > - 1.
` ``a < & ~~a [^1] |a *a_ www.a@ a@b.c http:// [a]:x [^a]:x (a \\ &#x41; _a [a][b] [^a][^b] ::: ~ $ <a/ =" <h1> </h1
```a
milestone:a <milestone:a> [a](milestone:b) [!NOTE] <img src=x> <input> <pre><code class="language-python">
"""


@pytest.mark.parametrize(
    "piece", [*HOSTILE.split(), "> ", "- ", "a\n=\n", "|a|b|\n|-|-|\n", "> [!NOTE]\n", "- [x] a\n\n"]
)
def test_what_nobody_means_takes_no_time(piece: str) -> None:
    """A hundred thousand signs of it are gone through in a moment, as a page and as an extract."""
    text = piece * (100_000 // len(piece))
    with budget():
        by_us(text)
        Prose({}, Words.of("en"), "").opening(text, "updates/2026-03-06.md", text)
