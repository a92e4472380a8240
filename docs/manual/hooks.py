"""What the manual needs as a site: the files of the repository that its chapters lead to come along."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
_OUTSIDE = re.compile(r"\]\(\.\./([^)#]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put each file beside the chapters, under its bare name."""
    chapters = [Path(config.docs_dir, file.src_uri) for file in files.documentation_pages()]
    linked = {path for chapter in chapters for path in _OUTSIDE.findall(chapter.read_text(encoding="utf-8"))}
    for path in sorted(linked):
        files.append(File.generated(config, _beside(path), content=(ROOT / path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead there."""
    return _OUTSIDE.sub(lambda link: f"]({_beside(link[1])})", markdown)


def _beside(path: str) -> str:
    """A name that every host serves: none that begins with a dot, and as text."""
    return f"files/{Path(path).name.lstrip('.')}.txt"
