"""Theme files: a build brings along what MkDocs would, and looks at a fiftieth of it."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import Files

from milepost.site.theme_files import spare_environments


def test_the_files_are_those_that_mkdocs_finds(tmp_path: Path) -> None:
    """Material's and an author's own, hidden ones excepted, in the same order and from the same places."""
    own = tmp_path / "overrides"
    for name in (
        "assets/own.css",
        "assets/.hidden.css",
        ".icons/own.svg",
        "fonts/.cache/a.woff",
        "main.html",
        "a/b/c.js",
    ):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text("x")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material, custom_dir: overrides}\nplugins: []\n")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    found = []
    for _ in ("by MkDocs", "by us"):
        files = Files([])
        environment = config.theme.get_env()
        files.add_files_from_theme(environment, config)
        found.append(([(file.src_uri, file.src_dir) for file in files], len(environment.loader.list_templates())))
        spare_environments(config.theme)
    (theirs, all_of_them), (ours, few) = found
    assert ours == theirs
    assert ("assets/own.css", str(own)) in ours
    # Once MkDocs does so itself, all of this can go.
    assert few * 50 < all_of_them
