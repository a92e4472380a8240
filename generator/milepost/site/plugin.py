"""The MkDocs plugin: each hook is one call."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import Environment
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from milepost.clock import forget_nothing_said, read_clock
from milepost.errors import MilepostError
from milepost.memory.works import Works
from milepost.model.places import TODAY
from milepost.pipeline import AsOf
from milepost.project.opening import open_project
from milepost.site.draft import Draft, Terms, read_site
from milepost.site.extensions.includes import Room
from milepost.site.finishing.aside import Aside
from milepost.site.finishing.mends import mend
from milepost.site.finishing.own_pages import OwnPages
from milepost.site.finishing.policy import Guard, Policy
from milepost.site.finishing.reuse import Reuse
from milepost.site.finishing.search import part_words
from milepost.site.finishing.sections import take_over
from milepost.site.host import files as given
from milepost.site.host.log import tell
from milepost.site.host.navigation import hang
from milepost.site.host.settings import dress, policy_of
from milepost.site.pages import author_page
from milepost.site.pages import pages as status_page
from milepost.site.pages.context import introduce
from milepost.site.pages.frames import Frames, frames_for, is_asked_later, is_left_alone
from milepost.site.pages.renderings import Renderings
from milepost.site.theme_styles import lightened

log = logging.getLogger("mkdocs.plugins.milepost")


class MilepostConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its class hooks untyped
    """The plugin's options in `mkdocs.yml`."""

    status_date = option.Optional(option.Type(date))
    """The day for which today's site is told; without it, the day it is."""
    indexed = option.Type(bool, default=False)
    """Whether search engines may list today's site; old versions are never listed."""
    markdown = option.Optional(option.Choice(("github", "mkdocs")))
    """Who reads pages of your own; without it, `mkdocs` where `markdown_extensions` are listed, else `github`."""


class MilepostPlugin(BasePlugin[MilepostConfig]):  # type: ignore[no-untyped-call]  # as above
    """Put the status site of a repository into an MkDocs build."""

    def __init__(self) -> None:
        self.draft: Draft | None = None
        self.prepared: Draft | None = None
        self.serving = self.deploying = self.is_light = self.is_asked_later = False
        self.frames: Frames | None = None
        self.works: Works | None = None
        self.reuse: Reuse | None = None
        self.nav: Navigation | None = None
        self.aside: Aside | None = None
        self.own_pages: OwnPages | None = None
        self.renderer: author_page.AuthorRenderer | None = None
        self.guard = Guard(Policy())
        self.room = Room()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is running; defining this keeps the plugin, and its last good draft, alive between builds."""
        self.serving, self.deploying = command == "serve", command == "gh-deploy"
        if self.serving:
            self.works = Works.here()
        forget_nothing_said()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the repository, before anything is cleaned or written, and dress MkDocs for it."""
        if self.deploying:
            self._refuse_to_bury(config)
        self.draft, self.prepared = self.prepared or self._drafted(config), None
        self.guard = Guard(policy_of(config, self.draft, indexed=self.config.indexed))
        tell(self.draft.problems, log)
        if self.draft.site:
            part_words(self.draft.site.words.language, log)
        given.confine_includes(config, self.draft, self.room, log)
        self.renderer = author_page.renderer_for(self.draft, config, self.config.markdown)
        return dress(config, self.draft)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and files of the site, and take out what is not for publication."""
        furnished = given.furnish(files, config, self._ready())
        self.is_light = given.bring_light(furnished, config)
        return furnished

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang each page under its index, so that its tab is lit, and have its Markdown read as it is meant."""
        self.renderer = author_page.give_to_pages(self.renderer, files, config)
        if self.works and self.renderer and is_left_alone(config):
            known = Renderings.of(self.works, self._ready(), self.renderer, files, config)
            status_page.give_to_pages(known, files)
        self.nav = hang(nav, files, config, self._ready())
        return self.nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have done once what is the same for many pages, and the search leave ours to us."""
        take_over(files, config)
        self.is_asked_later = is_asked_later(config)
        self.frames = frames_for(env, files, config, self._ready(), partial(self._finished, config))
        self.reuse = Reuse(self.works, self.frames, self._ready(), config)
        self.aside = Aside(files, self._hung(), config)
        self.aside.fill(self.reuse, self.frames)
        self.aside.fill_with_framed(self.reuse, self.frames)
        self.own_pages = OwnPages(self.reuse.works, self.reuse.common, self.frames, self.guard)
        self.aside.fill_with_own(self.own_pages)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Resolve the item links of the author's own pages."""
        return status_page.resolve(markdown, page, config, self._ready())

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep out what may not come in with an author's words; what other plugins add comes later."""
        return status_page.receive(html, page, self.renderer)

    @event_priority(-100)
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give the templates what the site knows, after the search index has read the page."""
        assert self.reuse is not None, "on_env runs first"
        return self.reuse.finish(page, context)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Give it to the pages that are no documents, too, such as 404.html."""
        frames = self._framing()
        assert self.aside is not None, "on_env runs first"
        context["pages"] = self.aside.pages
        return introduce(context, self._ready(), frames.once, frames.explained)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put the drawings in, late: neither Markdown nor the search index shall chew on them."""
        is_finished = isinstance(page, status_page.StatusPage) and page.finished is not None
        html = output if is_finished else self._finished(config, output, page)
        if self.own_pages and not isinstance(page, status_page.StatusPage):
            self.own_pages.put(page, html, config)
        if isinstance(page, status_page.StatusPage) and not self.is_asked_later:
            page.let_go()
        return html

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give 404.html, which is no document, the same policy."""
        is_page = template_name.endswith(".html")
        return self._guarded(mend(output_content), "") if is_page else output_content

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages that were set aside, ahead of the search's index, and say the policy in the headers, too.

        Some hosts read them from a file. No file has the time of a build in it.
        """
        assert self.aside is not None, "on_env runs first"
        self.aside.write()
        # Upstream writes it with a time, and other libraries compress to other bytes: nobody could make it again.
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        if not self.serving and not self._ready().has_versions:
            self.guard.write_headers(config.site_dir)
        if self.works:
            self.works.turn()

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        self.room.close()

    def _finished(self, config: MkDocsConfig, html: str, page: Page) -> str:
        return self._guarded(status_page.finish(html, config, page, self._ready()), page.content or "")

    def _guarded(self, html: str, content: str) -> str:
        html = lightened(html) if self.is_light else html
        # A preview has the reloading script of its server in it.
        return html if self.serving else self.guard.guarded(html, content)

    def _refuse_to_bury(self, config: MkDocsConfig) -> None:
        """`mkdocs gh-deploy` puts today's site in the place of all that is on a branch: not where versions are."""
        name, remote = config.remote_branch, config.remote_name
        try:
            has_versions = TODAY in open_project(config.docs_dir).repository.branch(name, remote).files()
        except MilepostError as error:
            raise PluginError(str(error)) from error
        if has_versions:
            raise PluginError(
                f"mkdocs gh-deploy would take all versions off {name}"
                f" (milepost publish --push -b {name} --remote {remote} puts today's site above them)"
            )

    def _ready(self) -> Draft:
        assert self.draft is not None, "on_config runs first"
        return self.draft

    def _hung(self) -> Navigation:
        assert self.nav is not None, "on_nav runs first"
        return self.nav

    def _framing(self) -> Frames:
        assert self.frames is not None, "on_env runs first"
        return self.frames

    def prepare(self, config: MkDocsConfig, as_of: AsOf, now: datetime | None = None) -> None:
        """Read the repository ahead of the build; what stops it is raised as it is."""
        clock = now or read_clock().now
        is_github = author_page.is_github(config, self.config.markdown)
        project = replace(open_project(config.docs_dir, has_begun=False), is_github=is_github)
        work = now if project.repository.has_commits else clock
        self.prepared = read_site(project, config.site_url, Terms(as_of, work, clock.date(), self.works))

    def _drafted(self, config: MkDocsConfig) -> Draft:
        try:
            clock = read_clock()
            as_of = AsOf(None, self.config.status_date, clock.moment)
            self.prepare(config, as_of, clock.now if self.serving else None)
            return cast(Draft, self.prepared)
        except MilepostError as error:
            if self.serving:
                return Draft.failed(error, self.draft)
            raise PluginError(str(error)) from error
