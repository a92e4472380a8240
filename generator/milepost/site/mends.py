"""Mends: what is not quite right upstream, put right in each page; what is right there is left as it is."""

from __future__ import annotations

import re
from html import escape, unescape

_TAG = re.compile(r"<[^>]*>")
# A tick box does not complete what one types, an anchor is named once, and a label with nothing to open leads nowhere.
_AUTOCOMPLETE = re.compile(r'(type="checkbox" id="__(?:drawer|search)") autocomplete="off"')
_ANCHOR = re.compile(r'(<a id="(__codelineno-[\w-]+)") name="\2">')
_OPENER = re.compile(r'(<label class="md-nav__title") for="__toc"')
# The switch of a branch is a tick box, which can be reached and told by name; its label then is no stop of its own.
_STOP = re.compile(r'(<label class="md-nav__link[^>]*?) tabindex="0?">')
_SWITCH = re.compile(
    r'(?P<box><input class="md-nav__toggle[^>]*? id="(?P<id>__nav_\w+)")(?P<rest>[^>]*>.*?<nav [^>]*?)'
    r'aria-labelledby="(?P=id)_label"(?P<head>[^>]*>\s*<label class="md-nav__title" for="(?P=id)">)'
    r"(?P<title>.*?)</label>",
    re.DOTALL,
)
# What these open has its name further down.
_NAMED_LATER = re.compile(
    r'(?P<box>id="__(?:drawer|(?P<toc>toc))")'
    r'(?P<rest>>.*?<nav class="md-nav md-nav--(?(toc)secondary|primary)[^>]* aria-label="(?P<name>[^"]*)")',
    re.DOTALL,
)
_SKIP = re.compile(
    r'((?:<input class="md-toggle"[^>]*>\s*)+<label class="md-overlay"[^>]*></label>\s*)'
    r'(<div data-md-component="skip">.*?</div>\s*)',
    re.DOTALL,
)
_TABLE = re.compile(r"<table>(.*?</table>)", re.DOTALL)
_ALIGNED = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')
_TASK = re.compile(
    r'(?P<item><li class="task-list-item">\s*(?:<p>)?(?:<label class="task-list-control">)?<input type="checkbox")'
    r'(?P<state>(?: disabled| checked)*\s*/?>(?:<span class="task-list-indicator"></span></label>)?)'
    r"(?P<text>.*?)(?=</?(?:li|[ou]l|p|div|pre)\b)",
    re.DOTALL,
)


def mend(page: str) -> str:
    """A page that HTML, the policy and whoever has no mouse can live with; mended once more it stays the same."""
    return _mend_content(_mend_frame(page))


def _mend_frame(page: str) -> str:
    """The header and the navigation: what opens has a name and can be reached, the way past is first."""
    page = _AUTOCOMPLETE.sub(r"\1", page)
    page = _skip_first(page)
    page = _NAMED_LATER.sub(r'\g<box> aria-label="\g<name>"\g<rest>', page)
    if 'id="__toc"' not in page:
        page = _OPENER.sub(r"\1", page)
    return _STOP.sub(r"\1>", _SWITCH.sub(_named_switch, page))


def _skip_first(page: str) -> str:
    """The way past everything before everything; to look for its neighbour first is many times faster."""
    at = page.find('<input class="md-toggle"')
    found = _SKIP.match(page, at) if at >= 0 else None
    return f"{page[:at]}{found[2]}{found[1]}{page[found.end() :]}" if found else page


def _named_switch(found: re.Match[str]) -> str:
    name = f'aria-label="{_words(found["title"])}"'
    return f"{found['box']} {name}{found['rest']}{name}{found['head']}{found['title']}</label>"


def _mend_content(page: str) -> str:
    """The words: tables scroll for everybody and keep their columns, tasks are called what they say."""
    if "__codelineno-" in page:
        page = _ANCHOR.sub(r"\1>", page)
    if "<table>" in page:
        page = _TABLE.sub(r'<div class="mp-sheet" tabindex="0"><table class="mp-written">\1</div>', page)
        page = _ALIGNED.sub(r'\1 class="mp-\2"', page)
    return _TASK.sub(_named_task, page) if "task-list-item" in page else page


def _named_task(found: re.Match[str]) -> str:
    return f'{found["item"]} aria-label="{_words(found["text"])}"{found["state"]}{found["text"]}'


def _words(html: str) -> str:
    """The words of a piece of HTML, as an attribute holds them."""
    return escape(" ".join(unescape(_TAG.sub("", html)).split()))
