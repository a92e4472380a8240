"""Mends: what is not quite right upstream, put right in each page; what is right there is left as it is.

All of it is so in Material 9.8's `base.html`, `partials/nav-item.html` and `partials/toc.html`, and in the HTML of
Pygments and pymdownx; tests/test_upstream.py tells when Material has put its part right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

# Where the words begin, which need other mends than the frame before them, and are longer.
_CONTENT = '<div class="md-content"'
_TAG = re.compile(r"<[^>]*>")
# A tick box does not complete what one types, an anchor is named once, and a label with nothing to open leads nowhere.
_AUTOCOMPLETE = re.compile(r'(type="checkbox" id="__(?:drawer|search)") autocomplete="off"')
_ANCHOR = re.compile(r'(<a id="(__codelineno-[\w-]+)") name="\2">')
_OPENER = re.compile(r'(<label class="md-nav__title") for="__toc"')
# The switch of a branch is a tick box, which can be reached and told by name; its label then is no stop of its own.
_STOP = re.compile(r'(<label class="md-nav__link[^<>]*?) tabindex="0?">')
_SWITCH = re.compile(r'<input class="md-nav__toggle[^<>]*? id="(?P<id>__nav_\w+)"')
_BRANCH = re.compile(
    r'(?P<nav><nav [^<>]*?)aria-labelledby="(?P<id>__nav_\w+)_label"'
    r'(?P<rest>[^<>]*>\s*<label class="md-nav__title" for="(?P=id)">'
    r"(?P<title>[^<]*+(?:<(?!/?(?:label|nav)\b)[^<]*+)*+)</label>)"
)
# What these open has its name further down.
_NAMED_LATER = {"__drawer": '<nav class="md-nav md-nav--primary', "__toc": '<nav class="md-nav md-nav--secondary'}
_NAME = re.compile(r'[^>]*? aria-label="(?P<name>[^"]*)"')
_SKIP = re.compile(
    r'((?:<input class="md-toggle"[^>]*>\s*)+<label class="md-overlay"[^>]*></label>\s*)'
    r'(<div data-md-component="skip">.*?</div>\s*)',
    re.DOTALL,
)
# Where a table opens and closes; what looks like one in a comment or a script, which may end with the page, is none.
_TABLE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r'|(?P<open><table(?=[\s/>])(?P<plain>>| class="mp-written">)?)|(?P<close></table\s*>)',
    re.DOTALL,
)
_ALIGNED = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')
_TASK = re.compile(
    r'(?P<item><li class="task-list-item">\s*(?:<p[^<>]*>)?'
    r'(?:<label class="task-list-control">)?<input type="checkbox")'
    r'(?P<state>(?: (?:disabled|checked)(?:="")?)*\s*/?>(?:<span class="task-list-indicator"></span></label>)?)'
    r"(?P<text>.*?)(?=</?(?:li|[ou]l|p|div|pre)\b)",
    re.DOTALL,
)


def mend(page: str) -> str:
    """A page that HTML, the policy and whoever has no mouse can live with; mended once more it stays the same."""
    at = page.find(_CONTENT)
    if at < 0:  # A page of another theme, or a piece of one.
        return mend_words(_mend_frame(page))
    return _mend_frame(page[:at]) + mend_words(page[at:])


def _mend_frame(page: str) -> str:
    """The header and the navigation: what opens has a name and can be reached, the way past is first."""
    page = _skip_first(_AUTOCOMPLETE.sub(r"\1", page))
    for box, named in _NAMED_LATER.items():
        page = _named_box(page, f'id="{box}"', named)
    if 'id="__toc"' not in page:
        page = _OPENER.sub(r"\1", page)
    return _STOP.sub(r"\1>", _named_branches(page))


def _skip_first(page: str) -> str:
    """The way past everything before everything; to look for its neighbour first is many times faster."""
    at = page.find('<input class="md-toggle"')
    found = _SKIP.match(page, at) if at >= 0 else None
    return f"{page[:at]}{found[2]}{found[1]}{page[found.end() :]}" if found else page


def _named_box(page: str, box: str, named: str) -> str:
    """A page whose tick box is called as what it opens, whose tag begins with `named`."""
    at = page.find(f"{box}>")
    opened = page.find(named, at) if at >= 0 else -1
    found = _NAME.match(page, opened) if opened >= 0 else None
    end = at + len(box)
    return f'{page[:end]} aria-label="{found["name"]}"{page[end:]}' if found else page


def _named_branches(page: str) -> str:
    """A page whose branches and their switches are called by the branch's title."""
    names = {found["id"]: f'aria-label="{_words(found["title"])}"' for found in _BRANCH.finditer(page)}
    if not names:
        return page
    page = _BRANCH.sub(lambda found: f"{found['nav']}{names[found['id']]}{found['rest']}", page)
    return _SWITCH.sub(lambda found: f"{found[0]} {names[found['id']]}" if found["id"] in names else found[0], page)


def mend_words(page: str) -> str:
    """The words: tables scroll for everybody and keep their columns, tasks are called what they say."""
    if "__codelineno-" in page:
        page = _ANCHOR.sub(r"\1>", page)
    if "<table>" in page:
        page = _ALIGNED.sub(r'\1 class="mp-\2"', _sheets(page))
    return _TASK.sub(_named_task, page) if "task-list-item" in page else page


def _sheets(page: str) -> str:
    """A page with each plain table that closes in a scroller; one inside another scrolls with it."""
    pieces: list[str] = []
    done = 0
    for start, end, plain in sorted(_plain_tables(page)):
        if start >= done and plain == ">":
            table = page[start + len("<table>") : end]
            pieces += (page[done:start], f'<div class="mp-sheet" tabindex="0"><table class="mp-written">{table}</div>')
            done = end
        elif start >= done:
            pieces.append(page[done:end])
            done = end
    return "".join((*pieces, page[done:]))


def _plain_tables(page: str) -> Iterator[tuple[int, int, str]]:
    """Where each table begins and ends that has no attributes, or ours, and what its tag ends with."""
    opened: list[re.Match[str]] = []
    for found in _TABLE.finditer(page):
        if found["open"]:
            opened.append(found)
        elif found["close"] and opened and (table := opened.pop())["plain"]:
            yield table.start(), found.end(), table["plain"]


def _named_task(found: re.Match[str]) -> str:
    return f'{found["item"]} aria-label="{_words(found["text"])}"{found["state"]}{found["text"]}'


def _words(html: str) -> str:
    """The words of a piece of HTML, as an attribute holds them."""
    last = html.rfind(">") + 1  # Behind it no tag ends, and none is looked for.
    return escape(" ".join(unescape(_TAG.sub("", html[:last]) + html[last:]).split()))
