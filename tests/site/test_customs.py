"""What may not come in with an author's page."""

from __future__ import annotations

import logging
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.site.customs import admitted, words_alone


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<meta http-equiv="refresh" content="0">', '&lt;meta http-equiv="refresh" content="0">'),
        ("<p>a<SCRIPT>b</SCRIPT >c</p>", "<p>a&lt;SCRIPT>b&lt;/SCRIPT >c</p>"),
        ("<plaintext>", "&lt;plaintext>"),
        ("<title>x", "&lt;title>x"),
        (
            "<svg><title>A ferry</title><style>*{}</style></svg>",
            "<svg><title>A ferry</title>&lt;style>*{}&lt;/style></svg>",
        ),
        ('<p id="__config">x</p>', "<p >x</p>"),
        ("<p id=mp-word-1 popover>x</p>", "<p  popover>x</p>"),
        ('<div class="a" data-md-component=dialog title="b">', '<div class="a"  title="b">'),
        ('<scr data-md-a="x"ipt>1</script>', "<scr ipt>1&lt;/script>"),
    ],
)
def test_what_acts_is_shown_as_words(html: str, shown: str) -> None:
    """Markup that does more than say something, and names that are the site's own."""
    assert words_alone(html) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <b>bold</b> word and <code>&lt;script&gt;</code></p>",
        '<input id="__tabbed_1_1" type="radio"><a id="__codelineno-0-1" href="#x"></a>',
        "<details><summary>More</summary><table><tr><td>1</td></tr></table></details>",
        "<pre>data-md-component</pre>",
    ],
)
def test_what_says_something_stays(html: str) -> None:
    """Whatever Markdown and its extensions write."""
    assert words_alone(html) == html


PIECES = [
    "<",
    "</",
    "<scr",
    "ipt",
    "script",
    "<me",
    "ta",
    "meta",
    "style",
    "<svg",
    ">",
    "/",
    "title",
    "id=__config",
    "data-md-a",
    '="x"',
    "='x'",
    '"',
    "mp-word-1",
]


@given(st.lists(st.sampled_from([*PIECES, " "]), max_size=40).map("".join))
def test_no_acting_element_is_left(html: str) -> None:
    """Whatever was written: nothing opens a script, a style or another page, and a second look finds nothing more."""
    shown = words_alone(html)
    assert not re.search(r"<(script|meta|style)\b", shown, re.IGNORECASE)
    assert words_alone(shown) == shown


@pytest.mark.parametrize("piece", ["<a '", '<a "', "<a data-md-", "<script", "<svg>", "<!--", ' id="__config"'])
def test_it_takes_no_time(piece: str) -> None:
    """A megabyte of what nobody means is gone through in a moment."""
    began = time.process_time()
    words_alone(piece * (400_000 // len(piece)) + "data-md-")
    assert time.process_time() - began < 3


HOSTILE = '"><script>1</script>'
SAFE = "&#34;&gt;&lt;script&gt;1&lt;/script&gt;"


@pytest.mark.parametrize(
    ("matter", "kept"),
    [
        (
            {"title": HOSTILE, "subtitle": HOSTILE, "status": HOSTILE},
            dict.fromkeys(("title", "subtitle", "status"), SAFE),
        ),
        ({"author": [HOSTILE]}, {"author": f"[&#39;{SAFE}&#39;]"}),
        ({"title": 2026}, {"title": "2026"}),
        ({"tags": [HOSTILE, 1], "hide": ["toc"]}, {"tags": [SAFE, 1], "hide": ["toc"]}),
        ({"hide": 5, "search": "yes please", "tags": "a"}, {}),
        ({"search": {"exclude": True}}, {"search": {"exclude": True}}),
        ({"template": "redirect.html", "location": "https://elsewhere.example/", "milepost": True}, {}),
        (
            {"git_revision_date_localized": HOSTILE, "comments": True},
            {"git_revision_date_localized": SAFE, "comments": True},
        ),
        ({"icon": "material/ferry"}, {"icon": "material/ferry"}),
    ],
)
def test_front_matter_becomes_words(matter: dict[str, Any], kept: dict[str, Any]) -> None:
    """Whatever a template may print is harmless, and whatever it works with has the shape it wants."""
    assert admitted(matter, "about.md", {"material/ferry"}.__contains__) == kept


def test_an_unknown_icon_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """It would stop the build in words that nobody understands."""
    with caplog.at_level(logging.WARNING):
        assert admitted({"icon": "home"}, "about.md", lambda icon: False) == {}
    assert caplog.messages == ["about.md: there is no icon 'home' (name one of the theme's, such as material/ferry)"]
