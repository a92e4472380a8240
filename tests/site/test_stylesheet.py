"""The stylesheet: one request, made of a file for each page and part."""

from __future__ import annotations

import re
from pathlib import Path

from milepost.render.words.catalogue import theme_folder
from milepost.site.build import build_site
from milepost.site.stylesheet import FOLDER, PARTS, STYLESHEET, stylesheet
from repository_builder import SMALL, RepositoryBuilder


def test_every_part_is_in_it_and_loses_nothing() -> None:
    """Each file of the folder has its place, and only comments and blanks are left out."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in Path(str(theme_folder()), FOLDER).glob("*.css")}
    assert sorted(files) == sorted(PARTS)

    def bare(css: str) -> str:
        return re.sub(r"\s|;(?=\s*})", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))

    assert bare(stylesheet()) == bare("".join(files[name] for name in PARTS))
    assert "--mp-bg:" not in "".join(text for name, text in files.items() if name not in {"palette", "paper"})


def test_a_site_asks_for_it_once_and_for_none_of_its_parts(tmp_path: Path) -> None:
    """Beside the theme's own two; the parts stay at home, and a stylesheet of the author's in its place wins."""
    builder = RepositoryBuilder(tmp_path / "project")
    builder.commit(SMALL, on="2026-03-06")
    site = builder.path / "site"
    build_site(builder.path / "mkdocs.yml", None, say=lambda level, message: None)
    page = (site / "index.html").read_text(encoding="utf-8")
    ours = [
        address for address in re.findall(r'rel="stylesheet" href="([^"]+)"', page) if "/stylesheets/" not in address
    ]
    assert ours == [STYLESHEET]
    assert (site / STYLESHEET).read_text(encoding="utf-8") == stylesheet()
    assert not (site / FOLDER).exists()
    own = {
        "mkdocs.yml": SMALL["mkdocs.yml"].replace("theme: {name: material}", "")
        + "theme: {name: material, custom_dir: look}\n",
        "look/assets/milepost.css": "h1 { color: red }",
    }
    builder.commit(own, on="2026-03-07")
    build_site(builder.path / "mkdocs.yml", None, say=lambda level, message: None)
    assert (site / STYLESHEET).read_text(encoding="utf-8") == "h1 { color: red }"
