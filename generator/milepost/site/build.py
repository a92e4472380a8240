"""Building: the whole site next to its place, then into it in one move."""

from __future__ import annotations

import errno
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from milepost.errors import MilepostError, SiteError
from milepost.model.places import TODAY
from milepost.pipeline import LAST_DAY, AsOf
from milepost.project import Project, open_project
from milepost.site.draft import Draft
from milepost.site.extensions.blame import blamed
from milepost.site.extensions.lacking import LackingError, lacking_in, without
from milepost.site.finishing.policy import Guard
from milepost.site.layout import Layout
from milepost.site.pages.author_page import is_github
from milepost.site.plugin import MilepostPlugin
from milepost.site.workshop.rooms import workshop
from milepost.site.workshop.swap import beside, recover, swap, writing

Say = Callable[[str, str], None]
_OWN = Path(__file__).with_name("default.yml")


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
            make(config, replace(as_of, fixed=_plugin(config).config.status_date))
            pages = sum(1 for _ in scratch.rglob("*.html"))
            swap(scratch, target)
    return Built(target, pages, time.monotonic() - began)


def make(config: MkDocsConfig, draft: Draft | AsOf) -> Guard:
    """Build a draft with a configuration, or what its repository says on a day."""
    plugin = _plugin(config)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        if isinstance(draft, Draft):
            plugin.prepared = draft
        else:
            plugin.prepare(config, draft)
        _run(lambda: mkdocs_build.build(config))
    finally:
        config.plugins.on_shutdown()
    return plugin.guard


def serve_site(config_file: Path | None, *, dev_addr: str | None, open_browser: bool, say: Say) -> None:
    """Serve the site and build it anew at every change, until interrupted."""
    from mkdocs.commands import serve as mkdocs_serve  # brings a web server along, which a build does not need

    with heard(say), writing("the preview", " (TMPDIR names another place)"), workshop() as folder, _temporary(folder):
        source, settings = _settings(config_file)
        settings.pop("site_dir", None)  # MkDocs chooses another.
        config = load_project_config(config_file)
        address = dev_addr or "{}:{}".format(*config.dev_addr)
        try:
            _run(lambda: mkdocs_serve.serve(source, dev_addr=dev_addr, open_in_browser=open_browser, **settings))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES} or error.filename:
                raise
            raise SiteError(
                f"{address}: {error.strerror} (choose another: milepost serve -a 127.0.0.1:8001)"
            ) from error


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """Let temporary files go where they are found again if this process is killed."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def configured_project(config_file: Path | None, *, has_begun: bool = True) -> Project:
    """The project that a configuration names; unless it `has_begun`, one without a commit will do."""
    config = load_project_config(config_file)
    options = _plugin(config).config
    project = open_project(config.docs_dir, config.config_file_path, options.status_date, has_begun=has_begun)
    left_out, is_own = config.exclude_docs, config.config_file_path == str(_OWN)
    return replace(
        project,
        is_github=is_github(config, options.markdown),
        is_left_out=None if is_own else left_out.match_file if left_out else lambda path: False,
    )


def configured_content(config_file: Path | None) -> Path:
    """The content folder that a configuration names."""
    return Path(load_project_config(config_file).docs_dir)


def load_project_config(config_file: Path | None, **settings: Any) -> MkDocsConfig:
    """Load `mkdocs.yml`, or where there is none our own, with our plugin in it."""
    source, own = _settings(config_file)
    config: MkDocsConfig = _run(lambda: load_config(source, **own, **settings))
    _plugin(config)
    return config


def checkout_config(folder: Path, layout: Layout, docs: Path) -> MkDocsConfig:
    """The configuration of a revision laid out in a folder; one that has none of its own gets ours."""
    source = folder / layout.configuration if layout.configuration else _OWN
    places = {"docs_dir": str(docs), "site_dir": str(folder / "site")}
    address = {"site_url": layout.address} if layout.address and not layout.configuration else {}
    changed = without(source, layout.without) if layout.without else {}
    try:
        config: MkDocsConfig = _run(lambda: load_config(str(source), **places, **address, **changed))
    except SiteError as error:
        raise LackingError(str(error), lacking_in(source) if layout.configuration else ()) from error
    _plugin(config)
    return config


def _settings(config_file: Path | None) -> tuple[str, dict[str, Any]]:
    home = _home() if config_file is None else Path()
    if config_file is not None or (home / "mkdocs.yml").exists():
        return str(config_file or home / "mkdocs.yml"), {}
    content = (home / "content").resolve()
    if not content.is_dir():
        raise SiteError(f"neither mkdocs.yml nor content/ is in {Path.cwd()} (go to the project, or name it with -f)")
    return str(_OWN), {
        "docs_dir": str(content),
        "site_dir": str(content.parent / "site"),
    }


def _home() -> Path:
    """The folder of the project that the working directory lies in: here, or above, but not beyond the repository."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").exists() or (folder / "content/project.yml").is_file():
            return Path() if folder == here else folder
        if (folder / ".git").exists():
            break
    return Path()


def _plugin(config: MkDocsConfig) -> MilepostPlugin:
    plugin = config.plugins.get("milepost")
    if not isinstance(plugin, MilepostPlugin):
        raise SiteError(f"{config.config_file_path}: the milepost plugin is not in use (add `- milepost` to plugins)")
    return plugin


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


def _refuse_to_drop_versions(target: Path) -> None:
    """Today's site alone in the place of one with versions: whoever published them told them for ever."""
    if (target / TODAY).exists():
        raise SiteError(
            f"{target}: holds versions, which would be gone (keep them: build --versions; or choose another -d)"
        )


def _is_site(directory: Path) -> bool:
    return (directory / "404.html").is_file() and (directory / "sitemap.xml").is_file()


def _run(step: Callable[[], Any]) -> Any:
    """Run a step of MkDocs and translate what stops it."""
    try:
        return step()
    except Abort as error:
        raise SiteError(str(error.message)) from error
    except MkDocsException as error:
        raise SiteError(str(error)) from error
    except MilepostError:
        raise
    except Exception as error:
        if place := blamed(error):
            told = f"{place}: {type(error).__name__}: {error}"
            raise SiteError(
                f"{told} (a plugin, hook or template that mkdocs.yml names: mend it, or leave it out)"
            ) from error
        raise


# Who gives the modules of MkDocs: itself, or ProperDocs in its place.
_ENGINE = mkdocs_build.__name__.partition(".")[0]
# What it says of the folder that a site is made in, which is not the one it will stand in.
_OF_THE_WORKSHOP = ("Cleaning site directory", "Building documentation to directory")


class _Listener(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__(logging.INFO)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.INFO and record.getMessage().startswith(_OF_THE_WORKSHOP):
            return
        if record.levelno >= logging.ERROR:
            self.say("error", record.getMessage())
        else:
            self.say("warning" if record.levelno >= logging.WARNING else "info", record.getMessage())


@contextmanager
def heard(say: Say) -> Iterator[None]:
    """Hear what MkDocs logs while a step runs."""
    logger, listener = logging.getLogger(_ENGINE), _Listener(say)
    if _ENGINE != "mkdocs":
        # So that --strict counts what is told under the old name; the command line of ProperDocs does the same.
        logging.getLogger("mkdocs").parent = logger
    before = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.level, logger.propagate = before


@contextmanager
def quiet() -> Iterator[None]:
    """Hear only why MkDocs stops: the rest was heard when what is published was built."""
    told: list[str] = []
    try:
        with heard(lambda level, message: told.append(message) if level == "error" else None):
            yield
    except SiteError as error:
        if type(error) in {SiteError, LackingError} and told:
            raise SiteError("; ".join(dict.fromkeys((*told, str(error))))) from error
        raise
