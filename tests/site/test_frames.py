"""Frames: pages that share what stands around their words are the same to the byte as without that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from milepost.site.build import build_site
from milepost.site.finishing import aside
from milepost.site.finishing.reuse import Reuse
from milepost.site.pages import frames
from milepost.site.pages.pages import StatusPage
from repository_builder import SMALL, RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
_HEADLINES = ("All is well", 'The <b>desk</b> & "the yard" agree', "%s {{ x }} \\1 'so'", "第二根电缆")
_WORDS = """\
# All is well

| Table | of |
| :-- | --: |
| two | columns |

- [ ] a task with `code` in it
- [x] done

```python
x = "</article>"
```
"""
_MATTER = "status: green\nheadline: >-\n  "
_UPDATES = {
    f"content/updates/2026-03-{10 + number}.md": f"---\n{_MATTER}{headline}\n---\n{_WORDS * number}"
    for number, headline in enumerate(_HEADLINES)
}
_LESSONS = {
    f"content/lessons/lesson-{number}.md": f"---\ntitle: Lesson {number}\ndate: 2026-03-01\ntags: [a]\n---\nWords.\n"
    for number in range(3)
}
_GLOSSARY = {"content/glossary.yml": "columns: What holds the roof.\n"}
_STOCK = SMALL["mkdocs.yml"]
_THEMED = _STOCK.replace("{name: material}", "{name: material, custom_dir: overrides}")
_FEATURES = "[navigation.tabs, navigation.path, navigation.top, content.action.edit, announce.dismiss]"
CONFIGURATIONS = {
    "as it is": _STOCK,
    "with pictures of one's own": _THEMED,
    "with a place to edit": f"{_STOCK}repo_url: https://example.org/a\nedit_uri: edit/main/content/\n",
    "with a description": f"{_STOCK}site_description: Words & more\ncopyright: <b>Ours</b>\n",
    "in Chinese": _STOCK.replace("{name: material}", "{name: material, language: zh}"),
    "with features": _STOCK.replace("{name: material}", f"{{name: material, features: {_FEATURES}}}"),
}
# What an author's template may ask of a page: no frame could know.
_FOOT = '{%% extends "base.html" %%}{%% block footer %%}{{ %s }}{%% endblock %%}'
TEMPLATES = {
    "its address": _FOOT % "page.url",
    "its words in capitals": _FOOT % "page and page.meta.title | upper",
    "how long they are": _FOOT % "page and page.meta.title | length",
}


def _built(repository: RepositoryBuilder) -> dict[str, str]:
    target = repository.path / "site"
    build_site(repository.path / "mkdocs.yml", target, say=lambda level, message: None)
    return {path.relative_to(target).as_posix(): path.read_text("utf-8") for path in sorted(target.rglob("*.html"))}


def _whole(repository: RepositoryBuilder) -> dict[str, bytes]:
    """Every file of a site that is made from nothing."""
    target = repository.path / "site"
    build_site(repository.path / "mkdocs.yml", target, say=lambda level, message: None)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in sorted(target.rglob("*.*"))}


@pytest.fixture
def framed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each frame that was asked for could be trusted."""
    told: list[bool] = []
    made = frames.Frames._made

    def listened(self: frames.Frames, *pages: object) -> frames.Frame | None:
        frame = made(self, *pages)  # type: ignore[arg-type]
        told.append(frame is not None)
        return frame

    monkeypatch.setattr(frames.Frames, "_made", listened)
    return told


@pytest.mark.parametrize("configuration", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_framed_page_is_as_the_template_has_it(
    project: Project, configuration: str, framed: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Updates with tables, tasks, code and difficult words are the same to the byte with and without frames."""
    repository = project(
        {"mkdocs.yml": configuration, "overrides/a.svg": "<svg></svg>", **_UPDATES, **_LESSONS, **_GLOSSARY}
    )
    with_frames = _built(repository)
    assert framed == [True, True]
    monkeypatch.setattr(frames, "_is_stock", lambda config: False)
    assert _built(repository) == with_frames


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_frame_that_says_something_else_is_not_trusted(
    project: Project, template: str, framed: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a template asks a page for more than a frame knows, every page is as the template has it."""
    repository = project({"mkdocs.yml": _THEMED, "overrides/main.html": template, **_UPDATES})
    without_frames = _built(repository)
    assert framed == []
    monkeypatch.setattr(frames, "_is_stock", lambda config: True)
    assert _built(repository) == without_frames
    assert framed == [False]


def test_a_template_of_the_authors_is_asked_for_every_page(project: Project, framed: list[bool]) -> None:
    """A part of the theme that the author has overridden is rendered for each page, and no frame is tried."""
    words = "{% if page and '2026-03-12' in page.url %}<p>Only here</p>{% endif %}"
    pages = _built(project({"mkdocs.yml": _THEMED, "overrides/partials/comments.html": words,
                            "overrides/partials/footer.html": words, **_UPDATES}))  # fmt: skip
    assert [name for name, html in pages.items() if "Only here" in html] == ["updates/2026-03-12/index.html"]
    assert framed == []


def test_a_hook_sees_every_page_whole(project: Project, framed: list[bool]) -> None:
    """A hook that changes pages gets each of them as ever, and no frame is tried."""
    hook = (
        "def on_post_page(output, page, config):\n    return output.replace('</body>', f'<i>{page.url}</i></body>')\n"
    )
    pages = _built(project({"mkdocs.yml": f"{_STOCK}hooks: [hook.py]\n", "hook.py": hook, **_UPDATES}))
    assert "<i>updates/2026-03-12/</i></body>" in pages["updates/2026-03-12/index.html"]
    assert framed == []


# Asked before all others whether every page is there that it was given.
_EARLY = """\
import os
from mkdocs.plugins import event_priority


def on_nav(nav, config, files):
    config.extra["seen"] = [file.abs_dest_path for file in files.documentation_pages()]


@event_priority(1000)
def on_post_build(config):
    missing = [path for path in config.extra["seen"] if not os.path.isfile(path)]
    assert len(config.extra["seen"]) > 4 and not missing, missing
"""
_ASKED = """\
from mkdocs.plugins import event_priority


@event_priority(1000)
def on_template_context(context, template_name, config):
    uris = [file.src_uri for file in context["pages"]]
    assert "updates/2026-03-12.md" in uris, uris
"""


@pytest.mark.parametrize("hook", [_EARLY, _ASKED], ids=["as soon as the site is built", "as a template is rendered"])
def test_a_hook_that_looks_at_the_site_finds_every_page(project: Project, hook: str) -> None:
    """Where others look at pages after they are read, MkDocs makes each of them in its turn."""
    mkdocs = _STOCK.replace("[search, milepost]", "[search, milepost]\nhooks: [hook.py]")
    pages = _built(project({"mkdocs.yml": mkdocs, "hook.py": hook, **_UPDATES}))
    assert "updates/2026-03-12/index.html" in pages


def test_what_mkdocs_is_not_asked_for_is_as_it_makes_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build from nothing, whose framed pages MkDocs does not make, is the same to the byte, the search included."""
    repository, asked = project({"mkdocs.yml": _STOCK, **_UPDATES, **_LESSONS, **_GLOSSARY}), list[str]()
    finish = Reuse.finish
    monkeypatch.setenv("MILEPOST_CACHE", "off")
    monkeypatch.setattr(
        Reuse, "finish", lambda self, page, context: (asked.append(page.url), finish(self, page, context))[1]
    )
    alone = _whole(repository)
    assert "plan/" in asked
    assert [url for url in asked if url.startswith(("updates/2026-03-1", "lessons/lesson"))] == []
    monkeypatch.setattr(aside, "is_asked_later", lambda config: True)
    assert _whole(repository) == alone
    assert {"updates/2026-03-12/", "lessons/lesson-1/"} <= set(asked)


def test_words_are_let_go_where_nobody_could_ask_for_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was written is held no longer, unless a hook or plugin of others may look at it in the end."""
    gone: list[str] = []
    let_go = StatusPage.let_go
    monkeypatch.setattr(StatusPage, "let_go", lambda page: (gone.append(page.url), let_go(page)))
    pages = _built(project({"mkdocs.yml": _STOCK, **_UPDATES}))
    assert "updates/2026-03-12/" in gone
    assert {f"{url}index.html" for url in gone} <= pages.keys()
    gone.clear()
    hook = (
        "def on_env(env, config, files):\n    config.extra['seen'] = files\n\n\n"
        "def on_post_build(config):\n"
        "    empty = [file.src_uri for file in config.extra['seen'].documentation_pages() if not file.page.content]\n"
        "    assert not empty, empty\n"
    )
    _built(project({"mkdocs.yml": f"{_STOCK}hooks: [hook.py]\n", "hook.py": hook, **_UPDATES}))
    assert gone == []
