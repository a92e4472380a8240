"""Frames: what stands around the words is rendered once for all the pages that differ in little else.

Material's template costs more than all that is done to the words. The pages under one index (the updates, the lessons)
are alike but for what `_differing` names: so the template is rendered once with marks in these places, and each page is
that with its own in place of the marks. A frame is trusted once a page whose words are difficult comes out of it just
as it comes out of the template; where an author's template, a hook or another plugin has a hand in pages there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme

from milepost.frozen import dataclass
from milepost.render.words.catalogue import theme_folder
from milepost.site.draft import Draft
from milepost.site.finishing.policy import may_act
from milepost.site.pages.context import Explained, Once, folder_of, introduce
from milepost.site.pages.pages import PLACE, StatusPage, finish_words
from milepost.site.theme_styles import wears_more

Finish = Callable[[str, MkDocsPage], str]
"""Puts into a page, or a frame, what comes last."""

_OF_PAGES = ("env", "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_OF_TEMPLATES = ("pre_template", "template_context", "post_template")
_WHOLE, _FRAMED = "main.html", "framed.html"
_MARK = re.compile("\x1f([a-z]+)\x1f")
_DIFFICULT = "<i>a</i> & \"b\" &amp; {{ c }} \\1 'd' " + 99 * "long "


@dataclass(frozen=True, slots=True)
class Frame:
    """A finished page with marks: its text and, in every second place, the name of what belongs between."""

    pieces: tuple[str, ...]

    def around(self, words: Mapping[str, str]) -> str:
        """The page with these words in it."""
        return "".join(words[piece] if place % 2 else piece for place, piece in enumerate(self.pieces))


class Frames:
    """The frames of a build, each made when a second page can use it; None where one cannot be trusted."""

    def __init__(self, env: Environment, draft: Draft, finish: Finish, *, is_stock: bool) -> None:
        self.once, self.explained = Once(is_stock), Explained(draft)
        self._env, self._draft, self._finish = env, draft, finish
        self._first: dict[object, StatusPage] = {}
        self._known: dict[object, Frame | None] = {}

    def put_around(self, page: StatusPage, context: Callable[[], Any]) -> str:
        """A page that is to be framed, finished; where no frame stands around it, as the template has it."""
        words = finish_words(page, self._draft)
        page.words = None if may_act(words) or wears_more(words) else words
        frame = self._frame_of(page, context) if page.words is not None else None
        if frame is None:
            return self._env.get_template(_WHOLE).render(context())
        page.finished = words
        return frame.around({**_differing(page), "content": words})

    def has_frame(self, page: MkDocsPage) -> TypeGuard[StatusPage]:
        """Whether a page is one that is to be framed."""
        return isinstance(page, StatusPage) and page.meta.get("template") == _FRAMED

    def whole(self, html: str, page: StatusPage) -> str:
        """A page that was put together, with what comes last where its frame has not brought that."""
        return html if page.finished is not None else self._finish(html, page)

    def framed(self, page: StatusPage, words: str, kind: object) -> str | None:
        """A page with words that were finished before, in the frame of its kind; None where there is none to trust."""
        frame = self._known.get(kind)
        if frame is None:
            return None
        page.finished = words
        return frame.around({**_differing(page), "content": words})

    def around_nothing(self, page: MkDocsPage, context: Any) -> str:
        """What stands around a page of an author's own, as one that says nothing has it."""
        posing = copy(page)
        posing.meta, posing.content, posing.toc, posing.title = {}, "", TableOfContents([]), ""
        posing.parent = posing.previous_page = posing.next_page = posing.canonical_url = posing.edit_url = None
        told = introduce(context, self._draft, Once(is_safe=False), self.explained, posing)
        return self._env.get_template(_WHOLE).render({**told, "page": posing})

    def is_made(self, one: StatusPage, other: StatusPage, context: Any) -> bool:
        """Whether two pages of a kind have a frame before either is built; `context` is that of the other one."""
        kind = kind_of(one)
        if kind not in self._known:
            posing = copy(other)
            posing.meta, posing.author_html = dict(other.meta), ""
            posing.ours = replace(other.ours, before="", after="", marks=())
            told = introduce(context, self._draft, self.once, self.explained, posing)
            self._known[kind] = self._made(one, other, told)
        return self._known[kind] is not None

    def _frame_of(self, page: StatusPage, context: Callable[[], Any]) -> Frame | None:
        kind = kind_of(page)
        if kind not in self._known:
            if kind not in self._first:
                self._first[kind] = page
                return None
            self._known[kind] = self._made(self._first[kind], page, context())
        return self._known[kind]

    def _made(self, one: StatusPage, other: StatusPage, context: Any) -> Frame | None:
        marks = {name: f"\x1f{name}\x1f" for name in _differing(one)}
        html = self._rendered(_posing(one, marks), context)
        frame = Frame(tuple(_MARK.split(html)))
        if not marks.keys() >= set(frame.pieces[1::2]):
            return None
        words = {name: _DIFFICULT if name == "name" else str(escape(f"{name} {_DIFFICULT}")) for name in marks}
        difficult = _posing(other, {**words, "content": other.content or ""})
        framed = frame.around({**words, "content": finish_words(difficult, self._draft)})
        return frame if framed == self._rendered(difficult, context) else None

    def _rendered(self, page: StatusPage, context: Any) -> str:
        once = Once(is_safe=False).on(page, context["base_url"])
        html = self._env.get_template(_WHOLE).render({**context, "page": page, "once": once})
        return self._finish(html, page)


def frames_for(env: Environment, files: Files, config: MkDocsConfig, draft: Draft, finish: Finish) -> Frames:
    """The frames of a build; from now on the pages are told apart that can have one."""
    is_stock = _is_stock(config) and not _is_heard_elsewhere(config, "env")
    is_heard = _is_heard_elsewhere(config, "page_context", "post_page")
    if draft.site and not draft.old_version and is_stock and not is_heard:
        for file in files.documentation_pages():
            if isinstance(file.page, StatusPage) and _is_below(file.page):
                file.page.meta["template"] = _FRAMED
    return Frames(env, draft, finish, is_stock=is_stock)


@cache
def stock_theme(name: str) -> Theme:
    """A theme as it comes, to be compared with: MkDocs looks through all installed packages for it."""
    return Theme(name)


def is_left_alone(config: MkDocsConfig) -> bool:
    """Whether nobody else has a hand in the pages: no template of an author's, no hook and no other plugin."""
    return _is_stock(config) and not _is_heard_elsewhere(config, *_OF_PAGES)


def is_asked_later(config: MkDocsConfig) -> bool:
    """Whether a hook or a plugin of others could ask for a page, or its words, once all pages are read."""
    return _is_heard_elsewhere(config, *_OF_TEMPLATES, "post_page", "post_build", "page_context")


def kind_of(page: StatusPage) -> object:
    """What pages with the same frame have in common."""
    meta = [(name, repr(value)) for name, value in page.meta.items() if name not in ("title", "description")]
    parent: Any = page.parent
    return (
        folder_of(page),
        parent.url,
        tuple(link.id for link in page.toc),
        tuple(map(bool, _differing(page).values())),
        tuple(meta),
    )


def _is_stock(config: MkDocsConfig) -> bool:
    """Whether all templates are ours or the theme's; a folder of the author's may hold pictures and styles."""
    own = config.theme.custom_dir
    folders = [folder for folder in config.theme.dirs if folder != own]
    is_known = folders == [str(theme_folder()), *stock_theme(config.theme.name).dirs]
    return is_known and (own is None or not any(Path(own).rglob("*.html")))


def _is_heard_elsewhere(config: MkDocsConfig, *events: str) -> bool:
    """Whether a hook or a plugin other than the search has a hand in something."""
    ours = [config.plugins.get(name) for name in ("milepost", "material/search")]
    methods = (method for event in events for method in config.plugins.events[event])
    return any(getattr(method, "__self__", None) not in ours for method in methods)


def _is_below(page: StatusPage) -> bool:
    """Whether a page stands under an index and has no neighbours in the navigation."""
    parent: Any = page.parent
    return isinstance(parent, MkDocsPage) and not (page.previous_page or page.next_page)


def _differing(page: StatusPage) -> dict[str, str]:
    """All in which pages differ that have the same frame."""
    return {
        "title": page.meta["title"],
        "description": page.meta["description"],
        "name": str(page.title),
        "canonical": page.canonical_url or "",
        "edit": page.edit_url or "",
        "content": page.content or "",
    }


def _posing(page: StatusPage, words: Mapping[str, str]) -> StatusPage:
    """A page that says other words in all these places."""
    other = copy(page)
    other.meta = {**page.meta, "title": words["title"], "description": words["description"]}
    other.title, other.content = words["name"], words["content"]
    other.toc = TableOfContents([AnchorLink(words["name"], PLACE, 1)])
    other.canonical_url = words["canonical"] if page.canonical_url else None
    other.edit_url = words["edit"] if page.edit_url else None
    return other
