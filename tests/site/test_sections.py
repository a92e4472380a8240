"""Sections: our reader finds in a page what Material's parser does, or leaves the page to it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser, SearchIndex

from milepost.render.prose import Author
from milepost.render.words.words import Words
from milepost.site.finishing.sections import is_parted, sections_of

CONSTRUCTS = "".join(
    path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "render/constructs").glob("*.md"))
)
AUTHOR = Author({}, Words.of("en"))
PIECES = [f"<{slash}{tag}>" for tag in ("p", "ul", "li", "pre", "code", "b", "sup", "h1") for slash in ("", "/")]
PIECES += ['<h2 id="a">', "</h2>", '<h3 id="b&amp;c" class="x">', "</h3>", "<div hidden>", "</div>", "<br>", "<img/>"]
PIECES += [
    " ",
    "\n",
    "word",
    "&lt;b&gt; &amp; \n",
    "<li></li>",
    "<circle r='1'/>",
    '<path d="M0"/>',
    "<",
    "&",
    "<a <b>",
]


def _told(sections: list[object]) -> list[tuple[object, ...]]:
    return [(s.el.tag, s.depth, s.title, s.text, s.id) for s in sections]  # type: ignore[attr-defined]


def _theirs(html: str) -> list[tuple[object, ...]]:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return _told(parser.data)


def test_every_construct_is_found_as_by_material() -> None:
    """The author's words, in every construct that we know of, are plain enough, and give the same sections."""
    texts = re.findall(r"^%%% .*\n((?:(?!%%% ).*\n)*)", CONSTRUCTS, re.MULTILINE)
    pages = [f"<h1>Title</h1>{AUTHOR.page(text, 'updates/2026-03-06.md', str).html}" for text in texts]
    ours = [sections_of(html) for html in pages]
    assert len([found for found in ours if found is not None]) > 150
    assert [_told(found) for found in ours if found is not None] == [
        _theirs(html) for html, found in zip(pages, ours, strict=True) if found is not None
    ]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_whatever_is_read_at_all_is_read_as_by_material(html: str) -> None:
    """Tags that close nothing, headings in lists, blanks and signs in any order give the same, or are left alone."""
    ours = sections_of(html)
    if ours is not None:
        assert _told(ours) == _theirs(html)


def test_what_has_rules_of_its_own_is_left_to_material() -> None:
    """Scripts, comments and what is kept from the search are none of our reader's."""
    hard = ["<script>a</script>", "<!-- a -->", "<p data-search-exclude>a</p>", '<p title="a>b">', "<P>a</P>", "a < b"]
    assert [sections_of(html) is None for html in hard] == [True, True, True, False, True, True]


@given(st.text() | st.text(st.characters(min_codepoint=0x2000, max_codepoint=0x30FF)))
def test_what_is_not_taken_for_chinese_is_left_as_it_is(text: str) -> None:
    """Material would part nothing of it: so it need not be asked."""
    if not is_parted(text):
        assert SearchIndex()._segment_chinese(text) == text


def test_chinese_is_taken_for_it() -> None:
    """Whatever stands around it; dashes, quotation marks, accents and Cyrillic are none."""
    assert [is_parted(text) for text in ("On 里程碑", "〇", "10 Mar – “café”, До", "\u200bx")] == [
        True,
        True,
        False,
        True,
    ]


def test_what_waits_is_known_to_be_installed(tmp_path: Path) -> None:
    """A Chinese site is built while the dictionary still waits."""
    script = (
        "import logging; from milepost.site.finishing.search import part_words, wait_for_chinese; wait_for_chinese()\n"
        "from milepost.model.kinds.charter import Language\n"
        "part_words(Language.ZH, logging.getLogger())\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)


def test_the_dictionary_waits_for_chinese(tmp_path: Path) -> None:
    """A site in English never loads it, one in Chinese parts its words with it all the same."""
    script = (
        "import sys; from milepost.site.finishing.search import wait_for_chinese; wait_for_chinese()\n"
        "import material.plugins.search.plugin as search\n"
        "assert 'jieba.finalseg' not in sys.modules\n"
        "print(*search.jieba.cut('我们的计划'))\n"
        "assert 'jieba.finalseg' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["我们", "的", "计划"]
