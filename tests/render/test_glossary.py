"""The glossary on the pages: what is marked, what is not, and that nothing else changes."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from budget import budget
from milepost.model.kinds.glossary import Term
from milepost.render.addresses import word_anchor
from milepost.render.markdown.glossary import Explainer
from milepost.render.words.words import Words

EN = Words.of("en")
UAT = Term("UAT", "Tests by the people who will use it")
DUMMY = Term("click dummy", "Screens with nothing behind them")
_ASIDE = re.compile(r'\n<aside class="mp-words">.*</aside>\n\Z', re.DOTALL)
_MARK = re.compile(r'<button type="button" class="mp-term" popovertarget="mp-word-\d+">(.*?)</button>', re.DOTALL)
_WHOLE = re.compile(r'<span class="mp-whole">(<button .*?</button>[^<]+)</span>', re.DOTALL)


def explained(page: str, *terms: Term) -> str:
    """A page of an English site with these terms, the glossary one folder up."""
    return Explainer(terms or (UAT, DUMMY), EN).on(page, "../glossary/")


def marked(page: str, *terms: Term) -> list[str]:
    """What is marked on a page."""
    return _MARK.findall(explained(page, *terms))


def test_a_term_becomes_a_button_with_its_card() -> None:
    """The word is a button, and behind the page stands what it means, once, however often the word is marked."""
    page = "<h1>UAT</h1><p>UAT and UAT.</p><h2>Next</h2><p>More UAT.</p>"
    button = '<button type="button" class="mp-term" popovertarget="mp-word-1">UAT</button>'
    assert explained(page) == (
        f'<h1>{button}</h1><p>UAT and UAT.</p><h2>Next</h2><p>More <span class="mp-whole">{button}.</span></p>\n'
        '<aside class="mp-words"><p class="mp-words-title">Words used here</p>'
        '<div popover id="mp-word-1" class="mp-word"><p><dfn>UAT</dfn> Tests by the people who will use it</p>'
        '<p><a href="../glossary/#word-uat">Glossary</a></p></div></aside>\n'
    )


def test_a_page_without_terms_stays_as_it_is() -> None:
    """Neither a word within a word nor one in an attribute is a term that is used."""
    for page in ("<p>SUATS, UATX</p>", '<p title="UAT">x</p>', ""):
        assert explained(page) == page
    assert Explainer((), EN).on("<p>UAT</p>", "") == "<p>UAT</p>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UATs and a uat", ["UATs"]),
        ("Click dummies, click dummys", ["click dummys"]),
        ("Click dummy first", ["Click dummy"]),
        ("Click Dummy, CLICK DUMMY", []),
        ("a click\n   dummy", ["click\n   dummy"]),
        ("a click&nbsp;dummy", ["click&nbsp;dummy"]),
        ("我们完成了UAT测试", ["UAT"]),
        ("(UAT)", ["UAT"]),
        ("the UAT's end, pre-UAT", ["UAT"]),
        ("UAT_2, UATé, UAT2", []),
    ],
)
def test_a_term_is_a_whole_word(text: str, found: list[str]) -> None:
    """With its capitals as written, a small letter may open a sentence, in the plural, and beside Chinese."""
    assert marked(f"<p>{text}</p>") == found


def test_the_longest_term_comes_first() -> None:
    """A term within a term is left to the longer one."""
    terms = (Term("load", "A"), Term("trial load", "B"), Term("trial", "C"))
    assert marked("<p>the trial load, a load, a trial</p>", *terms) == ["trial load", "load", "trial"]


def test_chinese_has_no_word_boundaries() -> None:
    """A Chinese term is found within a sentence."""
    assert marked("<p>本周开始用户验收测试。</p>", Term("验收测试", "由用户进行的测试")) == ["验收测试"]


@pytest.mark.parametrize(
    ("term", "page", "found"),
    [
        ("R&D", "<p>Our R&amp;D team, R&#38;D</p>", ["R&amp;D"]),
        ("amp", "<p>R&amp;D</p>", []),
        ("lt", "<p>a &lt; b</p>", []),
        ('"soft" launch', "<p>the &#34;soft&#34; launch</p>", ["&#34;soft&#34; launch"]),
        ("C++ (new)", "<p>C++ (new)</p>", ["C++ (new)"]),
        (".*", "<p>all .* here</p>", [".*"]),
        (
            "<img src=x onerror=alert(1)>",
            "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
            ["&lt;img src=x onerror=alert(1)&gt;"],
        ),
        ("<p>", "<p>words</p>", []),
    ],
)
def test_marks_of_html_and_of_patterns_are_words(term: str, page: str, found: list[str]) -> None:
    """Whatever a term is made of, it is found as text and shown as text."""
    shown = explained(page, Term(term, "<script>alert(1)</script>"))
    assert _MARK.findall(shown) == found
    assert "<script>" not in shown
    assert shown.count("<img") == 0


@pytest.mark.parametrize(
    "page",
    [
        '<a href="x">UAT <b>UAT</b></a>',
        "<summary>UAT</summary>",
        "<p><code>UAT</code></p>",
        "<pre>UAT</pre>",
        "<button>UAT</button>",
        "<label>UAT</label>",
        "<script>UAT</script>",
        "<script>if (a<b) '</b' + \"UAT\"</script>",
        "<style>UAT</style>",
        "<svg><title>UAT</title><text>UAT</text><path/><svg/>UAT</svg>",
        "<select><option>UAT</select>",
        '<abbr title="x">UAT</abbr>',
        "<p><del>UAT</del> <ins>UAT</ins></p>",
        '<span class="mp-tag mp-ok"><span>x</span>UAT</span>',
        "<span class='mp-pill'>UAT</span>",
        '<caption class="mp-hidden">UAT</caption>',
        '<ul class="mp-cards mp-cards-3"><li><ul><li>x</li></ul>UAT</li></ul>',
        '<span aria-hidden="true">UAT</span>',
        "<!-- <p>UAT</p> -->",
        '<p title="a > UAT">x</p>',
        "<a>UAT <a>UAT</a> UAT",
        "<p>x <!-- UAT <b>UAT</b>",
        "<script>UAT <p>UAT</p>",
        '<p title="UAT <p>UAT</p>',
        "<p>x</p><a href=x UAT",
    ],
)
def test_where_no_mark_may_stand_none_does(page: str) -> None:
    """Links, buttons, code, drawings, what was edited, tags, and what is not shown."""
    assert explained(page) == page


@pytest.mark.parametrize(
    "tag", ["<p it's>", '<p title=it"s>', "<p title=>", "<p/>", "<!--><p>", "<svg><title/></svg><p>", "<p a = 'b>c' />"]
)
def test_tags_are_read_as_browsers_read_them(tag: str) -> None:
    """A quote is one where a value begins, and nowhere else."""
    assert marked(f"{tag}UAT</p>") == ["UAT"]


@pytest.mark.parametrize(
    "piece",
    [
        "<a '",
        '<a ="',
        '<a b="',
        "<a b='c' ",
        "<!--",
        "<!-->",
        "<script>",
        "<title",
        "</title ",
        "<a<a",
        "<a  ",
        "<a =",
        "<",
    ],
)
def test_the_time_grows_with_the_page_and_no_faster(piece: str) -> None:
    """A page of 200 kB is read at once, whatever somebody has put into it."""
    with budget():
        explained(f"<p>UAT</p>{piece * (200_000 // len(piece))} UAT")


def test_what_folds_open_is_a_section_of_its_own() -> None:
    """A term that hides in a closed part is marked outside it, too."""
    page = "<h2>A</h2><details><summary>S</summary><h3>UAT</h3><p>UAT</p></details><p>UAT, then UAT</p>"
    shown = re.sub(r"<button[^>]*>", "[", _WHOLE.sub(r"\1", explained(page)).replace("</button>", "]"))
    assert shown.split("\n")[0] == (
        "<h2>A</h2><details><summary>S</summary><h3>[UAT]</h3><p>UAT</p></details><p>[UAT], then UAT</p>"
    )


def test_no_two_terms_share_an_anchor() -> None:
    """What could be taken for the same in an address is not."""
    names = ["R&D", "R D", "R-D", "R_D", "R.D", "RD", "C++", "C#", "术语", "é"]
    assert [word_anchor(Term(name, "")) for name in names] == [
        "word-r.26d", "word-r_d", "word-r-d", "word-r.5fd", "word-r.2ed", "word-rd", "word-c.2b.2b", "word-c.23",
        "word-术语", "word-é",
    ]  # fmt: skip


class _Text(HTMLParser):
    """The text of a page as a browser would read it, and what encloses each button."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.around: list[list[str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if dict(attrs).get("class") == "mp-term":
            self.around.append(list(self._open))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.text += data


_TERMS = st.text("aB测& <>\"'.*+é", min_size=1, max_size=4).map(lambda name: " ".join(name.split())).filter(bool)
_WORDS = st.text("aB测& <>\"'.*+é\n", max_size=12).map(lambda text: str(escape(text)))
_NAMES = st.sampled_from(["p", "h2", "a", "code", "details", "span", "b", "button", "svg", "li"])


@st.composite
def _pages(draw: st.DrawFn, depth: int = 3) -> str:
    parts = [draw(_WORDS)]
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        name, inside = draw(_NAMES), draw(_pages(depth - 1))
        parts += [f"<{name} title='{draw(_WORDS)}'>{inside}</{name}>", draw(_WORDS)]
    return "".join(parts)


@given(_pages(), st.lists(_TERMS, min_size=1, max_size=3, unique=True))
def test_only_marks_are_added(page: str, names: list[str]) -> None:
    """Without the marks and the cards behind it a page is what it was, its text is the same, and no link is marked."""
    shown = explained(page, *(Term(name, "…") for name in names))
    body = _ASIDE.sub("", shown)
    read = _Text(body)
    assert _MARK.sub(r"\1", _WHOLE.sub(r"\1", body)) == page
    assert read.text == _Text(page).text
    assert [inside for inside in read.around if {"a", "code", "button", "svg"} & set(inside)] == []
    assert {re.sub(r"\s+", " ", unescape(found)).casefold().rstrip("es") for found in _MARK.findall(body)} <= {
        name.casefold().rstrip("es") for name in names
    }
