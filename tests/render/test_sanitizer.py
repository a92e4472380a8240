"""What may come in with an author's words, and what may not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.render.markdown.sanitizer import sanitized
from often import often


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<meta http-equiv="refresh" content="0">', ""),
        ("<p>a<SCRIPT>b</SCRIPT >c</p>", "<p>ac</p>"),
        ("<svg><title>A ferry</title><style>*{}</style></svg>", "<svg><title>A ferry</title></svg>"),
        ('<svg onload="x"><script>x</script><foreignObject><b>y</b></foreignObject></svg>', "<svg></svg>"),
        ('<img src="x" onerror="x">', '<img src="x">'),
        ('<a href="javascript:x">y</a>', "<a>y</a>"),
        ('<a href="data:text/html,x">y</a>', "<a>y</a>"),
        ('<p id="__config">x</p>', "<p>x</p>"),
        ("<p id=mp-word-1 popover>x</p>", "<p>x</p>"),
        (
            '<div class="mp-pill a md-search" data-md-component=dialog title="b"></div>',
            '<div class="a" title="b"></div>',
        ),
        ("<form><input name=q><button>go</button></form>", "go"),
        ("<iframe src=x>y</iframe><object data=x>z</object>", "yz"),
        ("<!--chart:gantt-->", ""),
        ('<p style="color:red;text-align:right">x</p>', "<p>x</p>"),
    ],
)
def test_what_acts_is_gone(html: str, shown: str) -> None:
    """Markup that does more than say something, and names that are the site's own."""
    assert sanitized(html) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <b>bold</b> word, <kbd>Ctrl</kbd>, H<sub>2</sub>O, <code>&lt;script&gt;</code></p>",
        '<input id="__tabbed_1_1" type="radio"><a id="__codelineno-0-1" href="#x"></a>',
        '<details open=""><summary>More</summary><table><tbody><tr><td>1</td></tr></tbody></table></details>',
        "<pre>data-md-component</pre>",
        '<p align="center"><img src="a.png" width="120" alt="A"></p>',
        '<picture><source media="(prefers-color-scheme: dark)" srcset="d.png"><img src="l.png"></picture>',
        '<img src="data:image/png;base64,aa">',
        '<h2 id="done">Done</h2><a name="old"></a>',
        '<svg viewBox="0 0 2 2" role="img"><title>A ferry</title><path d="M0 0h2" stroke="red"></path></svg>',
        '<a class="md-button md-button--primary" href="plan.md" target="_blank">Plan</a>',
        '<div class="tabbed-set" data-tabs="1:2"></div>',
        '<table><tbody><tr><td style="text-align:right">1</td></tr></tbody></table>',
    ],
)
def test_what_says_something_stays(html: str) -> None:
    """Whatever Markdown and its extensions write, and what GitHub lets an author write."""
    assert sanitized(html) == html


_PIECES = """
< </ <scr ipt script <me ta meta style <svg > / title id=__config data-md-a ="x" ='x' " ' mp-word-1 onerror=x
<img <a href= javascript: &#106; <math <mtext <table <select <template <noscript <!-- --> <![CDATA[ ]]> <foreignObject
<iframe srcdoc= <b </b <p formaction= x
"""
ELEMENT = re.compile(r"<(/?)([a-zA-Z][\w]*)([^<>]*)>")
ATTRIBUTE = re.compile(r' ([\w-]+)="[^"]*"')


@given(st.lists(st.sampled_from([*_PIECES.split(), " ", "\n"]), max_size=40).map("".join))
@often()
def test_no_acting_element_is_left(html: str) -> None:
    """Whatever was written: tags are whole, none acts, no event and no running address; again, it stays the same."""
    shown = sanitized(html)
    assert "<" not in ELEMENT.sub("", shown)
    for _, name, attributes in ELEMENT.findall(shown):
        assert name.lower() not in {"script", "style", "meta", "iframe", "object", "form", "template", "foreignobject"}
        assert ATTRIBUTE.sub("", attributes) == ""
        assert [
            key for key in ATTRIBUTE.findall(attributes) if key.startswith(("on", "data-md", "srcdoc", "form"))
        ] == []
        assert not re.search(r'(?:href|src)="\s*javascript:', attributes, re.IGNORECASE)
    assert sanitized(shown) == shown
