"""Building: the whole site next to its place, then into it in one move."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from milepost.errors import SiteError
from milepost.frozen import dataclass
from milepost.memory.works import Works
from milepost.model.places import TODAY
from milepost.pipeline import LAST_DAY, AsOf
from milepost.site.configuration import load_project_config, plugin_of, settings_of
from milepost.site.draft import Draft
from milepost.site.finishing.policy import Guard
from milepost.site.host.log import Say, heard
from milepost.site.host.stopping import run
from milepost.site.workshop.rooms import workshop
from milepost.site.workshop.swap import beside, recover, swap, writing
from milepost.site.workshop.viewing import parted


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made."""

    directory: Path
    pages: int
    seconds: float


def build_site(
    config_file: Path | None, site_dir: Path | None, as_of: AsOf = LAST_DAY, *, strict: bool = False, say: Say
) -> Built:
    """Build the site of a project into `site_dir`; whatever fails, the site that was there stays whole.

    Where neither who asks nor the project fixes a day, it is told for that of the moment, or of the last revision.
    """
    began = time.monotonic()
    with heard(say):
        config = load_project_config(config_file, strict=strict or None)
        target = target_of(config, site_dir)
        _refuse_to_drop_versions(target)
        with beside(target) as scratch:
            config.site_dir = str(scratch)
            as_told = replace(as_of, fixed=plugin_of(config).config.status_date)
            make(config, as_told, Works.of(str(target), config.docs_dir))
            pages = sum(name.endswith(".html") for _, _, names in os.walk(scratch) for name in names)
            swap(scratch, target)
    return Built(target, pages, time.monotonic() - began)


def make(config: MkDocsConfig, draft: Draft | AsOf, works: Works | None = None) -> Guard:
    """Build a draft with a configuration, or what its repository says on a day; `works` is what was made before."""
    plugin = plugin_of(config)
    plugin.works = works
    config.plugins.on_startup(command="build", dirty=False)
    try:
        if isinstance(draft, Draft):
            plugin.prepared = draft
        else:
            plugin.prepare(config, draft)
        run(lambda: mkdocs_build.build(config))
    finally:
        config.plugins.on_shutdown()
    return plugin.guard


def serve_site(config_file: Path | None, *, dev_addr: str | None, open_browser: bool, say: Say) -> None:
    """Serve the site and build it anew at every change, until interrupted."""
    if dev_addr:
        parted(dev_addr)
    from mkdocs.commands import serve as mkdocs_serve  # brings a web server along, which a build does not need

    with heard(say), writing("the preview", " (TMPDIR names another place)"), workshop() as folder, _temporary(folder):
        source, settings = settings_of(config_file)
        settings.pop("site_dir", None)  # MkDocs chooses another.
        config = load_project_config(config_file, dev_addr=dev_addr)
        address = dev_addr or "{}:{}".format(*config.dev_addr)
        try:
            run(lambda: mkdocs_serve.serve(source, dev_addr=dev_addr, open_in_browser=open_browser, **settings))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES} or error.filename:
                raise
            raise SiteError(
                f"{address}: {error.strerror} (choose another: milepost serve -a 127.0.0.1:8001)"
            ) from error


def target_of(config: MkDocsConfig, site_dir: Path | None) -> Path:
    """Where the site goes, once it is sure that nothing else is there."""
    target = Path(site_dir or config.site_dir).resolve()
    content = Path(config.docs_dir).resolve()
    recover(target)
    if target == content or target in content.parents or content in target.parents:
        raise SiteError(f"{target}: the site and the content lie in one another (choose another -d)")
    if target.exists() and not target.is_dir():
        raise SiteError(f"{target}: is a file (choose another -d)")
    if target.exists() and any(target.iterdir()) and not _is_site(target):
        raise SiteError(f"{target}: is not empty and holds no site (empty it, or choose another -d)")
    return target


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """Let temporary files go where they are found again if this process is killed."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _refuse_to_drop_versions(target: Path) -> None:
    """Today's site alone in the place of one with versions: whoever published them told them for ever."""
    if (target / TODAY).exists():
        raise SiteError(
            f"{target}: holds versions, which would be gone (keep them: build --versions; or choose another -d)"
        )


def _is_site(directory: Path) -> bool:
    return (directory / "404.html").is_file() and (directory / "sitemap.xml").is_file()
