"""What is not for the client's eyes stays at home, whichever way it might slip out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from milepost.errors import SiteError
from milepost.project.checking import check_project
from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.publication.into_folder import publish_folder
from milepost.publication.publish import Terms
from milepost.site.build import build_site
from milepost.site.configuration import configured_project
from milepost.site.extensions.includes import Room, confine
from milepost.source.checks.other_builders import LEFT_OUT
from repository_builder import SMALL, RepositoryBuilder

Project = Callable[..., RepositoryBuilder]
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def built(repository: RepositoryBuilder) -> Path:
    """The site of a repository."""
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: None)
    return repository.path / "site"


def with_versions(repository: RepositoryBuilder, target: Path) -> Path:
    """The site of a repository above all its versions."""
    build_with_versions(
        repository.path / "mkdocs.yml",
        target,
        BuildTerms(now=NOW, say=lambda level, message: None, progress=lambda done, all_: None),
    )
    return target


def mentions(site: Path, word: str) -> list[str]:
    """The files of a site that hold a word."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return [path.relative_to(site).as_posix() for path in files if word.encode() in path.read_bytes()]


def test_what_git_ignores_is_not_published(project: Project) -> None:
    """A file that was never committed is in no site, ignored or not."""
    repository = project({".gitignore": "site/\ncontent/*.pdf\n", "content/shown.txt": "shown"})
    repository.write({"content/offer.pdf": "Zugzwang"})
    site = built(repository)
    assert mentions(site, "Zugzwang") == []
    assert (site / "shown.txt").is_file()


def test_an_edit_does_not_tell_what_became_internal(project: Project) -> None:
    """The words taken out of an update when an item became internal are in no page, feed or data."""
    plan = (
        "- id: beta\n  title: The beta is open\n  due: 2026-04-15\n- id: layoffs\n  title: Layoffs\n  due: 2026-05-01\n"
    )
    matter = "---\nstatus: green\nheadline: All is well\n---\n"
    told = f"{matter}We plan <milestone:layoffs>, the [great thinning](milestone:layoffs), in May.\n"
    repository = project({"content/milestones.yml": plan, "content/updates/2026-03-06.md": told})
    hidden = plan + "  visibility: internal\n"
    repository.commit(
        {"content/milestones.yml": hidden, "content/updates/2026-03-06.md": f"{matter}We plan May.\n"}, on="2026-03-20"
    )
    site = built(repository)
    assert mentions(site, "thinning") + mentions(site, "ayoffs") == []
    assert "Edited" in (site / "updates/2026-03-06/index.html").read_text()


def test_a_navigation_that_names_an_internal_page_is_refused(project: Project) -> None:
    """Its title alone would tell."""
    settings = (
        "site_name: Harbour line\nsite_url: https://status.example.org/\ndocs_dir: content\n"
        "theme: {name: material}\nplugins: [search, milepost]\nnav: [index.md, 'Thinning out': secret.md]\n"
    )
    repository = project({"mkdocs.yml": settings, "content/secret.md": "---\nvisibility: internal\n---\n# Thinning\n"})
    with pytest.raises(SiteError):
        built(repository)
    assert not (repository.path / "site").exists()


def test_a_build_shows_what_git_has(project: Project) -> None:
    """Not what lies on the disk: a changed file that git was told to overlook, a link, a folder that is a link."""
    repository = project({"content/terms.md": "# Terms\n\nNet 30 days.\n", "content/map.svg": "<svg>one</svg>"})
    outside = repository.path.parent / "outside"
    outside.mkdir()
    (outside / "machine.png").write_text("Zugzwang")
    (repository.path / "content/link.png").symlink_to(outside / "machine.png")
    (repository.path / "content/folder").symlink_to(outside)
    repository.commit({}, on="2026-03-07")
    for name in ("terms.md", "map.svg"):
        repository.git("update-index", "--assume-unchanged", f"content/{name}")
    repository.write({"content/terms.md": "# Terms\n\nZugzwang.\n", "content/map.svg": "<svg>Zugzwang</svg>"})
    site = built(repository)
    assert mentions(site, "Zugzwang") == []
    assert "Net 30 days" in (site / "terms/index.html").read_text()
    assert not (site / "link.png").exists()
    assert not (site / "folder").exists()


def test_no_signpost_leads_to_what_is_internal_now(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Pages that were made internal, moved to internal/, or deleted after that are nowhere on today's site."""
    update = "---\nstatus: green\nheadline: {}\n---\nWords.\n"
    lesson = "---\ntitle: {}\ndate: 2026-03-01\n---\nWords.\n"
    names = ("hidden", "moved", "deleted")
    first = {
        **{f"content/canary-{name}.md": f"# Canary {name}\n\nOf {name}.\n" for name in names},
        "content/open.md": "# Open\n\nGone in the open.\n",
        "content/updates/2026-03-06-canary.md": update.format("Canary"),
        "content/updates/2026-03-05-open.md": update.format("We began"),
        "content/lessons/canary.md": lesson.format("Canary"),
        "content/lessons/open.md": lesson.format("Open"),
    }
    builder.commit({**SMALL, **first})
    builder.commit({"content/about.md": "# Us\n"}, on="2026-03-08").git("tag", "status/steering")
    inner = "---\nvisibility: internal\n---\n# Inner\n"
    builder.commit(
        {
            "content/canary-hidden.md": inner,
            "content/canary-deleted.md": inner,
            "content/canary-moved.md": None,
            "content/internal/canary-moved.md": "# Canary moved\n",
            "content/updates/2026-03-06-canary.md": update.format("Canary").replace(
                "---\n", "---\nvisibility: internal\n", 1
            ),
            "content/lessons/canary.md": lesson.format("Canary").replace("---\n", "---\nvisibility: internal\n", 1),
        },
        on="2026-03-13",
    )
    gone = ("canary-deleted.md", "lessons/canary.md", "open.md", "lessons/open.md", "updates/2026-03-05-open.md")
    builder.commit({f"content/{name}": None for name in gone}, on="2026-03-14")
    builder.commit({"content/updates/2026-03-20.md": update.format("We go on")}, on="2026-03-20")
    site = with_versions(builder, tmp_path / "site")
    then = ("versions/2026-03-06/", "versions/2026-03-08-steering/")  # What was public in a version stays in it.
    assert [name for name in mentions(site, "anary") if not name.startswith(then)] == []
    assert not [path for path in site.rglob("*canary*") if "versions" not in path.parts]
    for name in ("open", "lessons/open", "updates/2026-03-05-open"):
        assert "versions/2026-03-06/" in (site / name / "index.html").read_text()


LINES = "exclude_docs: |\n" + "".join(f"  {line}\n" for line in LEFT_OUT)
INSIDE = {
    "content/milestones.yml": "- {id: c, title: Zugzwang, due: 2026-05-01, visibility: internal}\n",
    "content/updates/2026-03-06.md": "---\nstatus: green\nheadline: Zugzwang\nvisibility: internal\n---\n",
    "content/internal/talks.md": "# Zugzwang\n",
    "content/internal/talks.svg": "<svg>Zugzwang</svg>",
    "content/about.md": "# Us\n",
}


def test_without_our_plugin_what_is_internal_stays_at_home(project: Project) -> None:
    """A forge's preview or plain MkDocs publishes the folder as it lies, but for what the configuration leaves out."""
    settings = SMALL["mkdocs.yml"].replace("[search, milepost]", "[search]") + LINES
    repository = project({**INSIDE, "mkdocs.yml": settings})
    config = load_config(str(repository.path / "mkdocs.yml"))
    mkdocs_build.build(config)
    site = repository.path / "site"
    assert mentions(site, "Zugzwang") == []
    assert (site / "about/index.html").is_file()


def test_check_asks_for_the_lines_that_hold_without_our_plugin(project: Project) -> None:
    """Once something is internal; a page that no line names is told, too."""

    def told() -> list[str]:
        problems = check_project(configured_project(repository.path / "mkdocs.yml"), NOW)
        return [f"{p.severity}: {p}" for p in problems if "Milepost" in str(p)]

    repository = project({**INSIDE, "content/notes.md": "---\nvisibility: internal\n---\n# Notes\n"})
    assert told() == [
        "warning: content/notes.md: this is internal, and a build without Milepost would publish it"
        " (move it to internal/, or name it in exclude_docs of mkdocs.yml)",
        "error: mkdocs.yml: exclude_docs does not leave out internal/talks.md, internal/talks.svg, milestones.yml and 1"
        " more, in which something is internal (or a build without Milepost publishes it: add 'exclude_docs: |' and,"
        " indented, *.yml *.yaml /updates/*.md /lessons/*.md /meetings/*.md /closing.md /internal/)",
    ]
    repository.write({"mkdocs.yml": SMALL["mkdocs.yml"] + LINES + "  /notes.md\n"})
    assert told() == []
    repository.write({"mkdocs.yml": None})
    repository.commit({}, on="2026-03-08")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository.path)
        problems = check_project(configured_project(None), NOW)
    assert [problem for problem in problems if "exclude_docs does" in problem.message] == []


def test_a_page_includes_nothing_but_public_pages(project: Project, tmp_path: Path) -> None:
    """Snippets find what is public, whichever way it is named: no page of ours, no data, no file of the machine."""
    extensions = "markdown_extensions:\n- pymdownx.snippets: {base_path: [., /], restrict_base_path: false}\n"
    pages = {
        "content/inner.md": "---\nvisibility: internal\n---\nZugzwang\n",
        "content/shared.md": "Said once.\n",
        "content/about.md": '# Us\n\n--8<-- "content/shared.md"\n\n--8<-- "shared.md"\n',
        "content/milestones.yml": INSIDE["content/milestones.yml"],
        "mkdocs.yml": SMALL["mkdocs.yml"] + extensions,
    }
    repository = project(pages)
    site = built(repository)
    assert (site / "about/index.html").read_text().count("Said once.") >= 2
    (tmp_path / "machine.md").write_text("Zugzwang")
    named = ["content/inner.md", "inner.md", "content/milestones.yml", "../machine.md", str(tmp_path / "machine.md")]
    text = "# Us\n\n" + "".join(f'--8<-- "{name}"\n\n' for name in named) + "\n".join(["--8<--", *named, "--8<--"])
    repository.write({"content/about.md": text})
    problems = check_project(configured_project(repository.path / "mkdocs.yml"), NOW)
    told = [problem.location.line for problem in problems if problem.location.path == "content/about.md"]
    assert told == [3, 5, 7, 9, 11, 14, 15, 16, 17, 18]
    room, names = Room(), ["pymdownx.snippets"]
    settings: dict[str, dict[str, object]] = {"pymdownx.snippets": {"base_path": ["."], "url_download": True}}
    confine(names, settings, room.filled({"content/shared.md": b"Said once.\n"}))
    said = Markdown(extensions=names, extension_configs=settings).convert(text + '\n\n--8<-- "shared.md"\n')
    room.close()
    assert "Zugzwang" not in said
    assert "Said once." in said


def test_extensions_that_read_any_file_are_left_out(project: Project) -> None:
    """And that is told."""
    heard: list[str] = []
    repository = project({"mkdocs.yml": SMALL["mkdocs.yml"] + "markdown_extensions: [pymdownx.b64]\n"})
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: heard.append(message))
    assert [said for said in heard if "pymdownx.b64" in said] == [
        "mkdocs.yml: markdown_extensions: pymdownx.b64 reads any file, so it is left out (take it out)"
    ]


def test_what_git_overlooks_is_told_and_what_it_left_off_the_disk_is_there(project: Project) -> None:
    """`assume-unchanged` hides a change from git, a sparse checkout hides files from the disk, and neither from us."""
    pages = {f"content/{name}.md": f"# {name}\n" for name in ("terms", "kept", "hand/book")}
    repository = project(pages)
    for name in ("terms.md", "kept.md"):
        repository.git("update-index", "--assume-unchanged", f"content/{name}")
    repository.write({"content/terms.md": "# Other terms\n"})
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/content/hand/", "!/content/milestones.yml")
    heard: list[str] = []
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: heard.append(message))
    assert [said for said in heard if "is not committed as it is" in said] == [
        "content/terms.md: is not committed as it is, so this site does not show it (commit it)"
    ]
    assert (repository.path / "site/hand/book/index.html").is_file()
    problems = check_project(configured_project(repository.path / "mkdocs.yml"), NOW)
    assert [str(problem) for problem in problems if "there is no such file" in problem.message] == []


def test_a_pointer_of_lfs_is_told(project: Project) -> None:
    """What git does not have cannot be published."""
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 9\n"
    repository = project({"content/map.svg": pointer, "content/about.md": "![the map](map.svg)\n"})
    problems = check_project(configured_project(repository.path / "mkdocs.yml"), NOW)
    assert [problem.location.path for problem in problems if "LFS" in problem.message] == ["content/map.svg"]


def test_what_goes_out_and_nothing_shows_is_told(project: Project) -> None:
    """The internal page that showed two files is deleted: who checks is told of both, and of none that is named."""
    files = {
        "content/team/index.md": "---\nvisibility: internal\n---\n![x](chart.png) [y](our%20plan.pdf)\n",
        "content/team/chart.png": "x",
        "content/team/our plan.pdf": "x",
        "content/map one.png": "x",
        "content/logo.svg": "<svg/>",
        "content/about.md": "![the map](map%20one.png)\n",
        "mkdocs.yml": f"{SMALL['mkdocs.yml']}extra: {{icon: logo.svg}}\n",
    }
    repository = project(files)
    assert _named_nowhere(repository) == []
    repository.commit({"content/team/index.md": None}, on="2026-03-07")
    assert _named_nowhere(repository) == ["content/team/chart.png", "content/team/our plan.pdf"]


def _named_nowhere(repository: RepositoryBuilder) -> list[str]:
    problems = check_project(configured_project(repository.path / "mkdocs.yml"), NOW)
    return [problem.location.path for problem in problems if "nothing shows this" in problem.message]


def test_no_navigation_names_what_is_internal(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Today's is refused, whoever builds it; that of an old version, which nobody can mend, goes without."""
    inner = "---\nvisibility: internal\n---\n# Zugzwang\n"
    update = "---\nstatus: green\nheadline: News\n---\nWords.\n"
    more = "- More: [{Zugzwang: internal/talks.md}, {Zugzwang: notes.MD}]\n"
    nav = f"nav:\n- index.md\n- Us: about.md\n- Zugzwang: secret.md\n{more}"
    pages = {"secret.md": inner, "internal/talks.md": "# Zugzwang\n", "notes.MD": inner, "about.md": "# Us\n"}
    content = {f"content/{name}": text for name, text in pages.items()}
    settings = {"mkdocs.yml": SMALL["mkdocs.yml"] + nav, "content/updates/2026-03-06.md": update}
    builder.commit({**SMALL, **content, **settings})
    with pytest.raises(SiteError):
        with_versions(builder, tmp_path / "site")
    project = configured_project(builder.path / "mkdocs.yml")
    with pytest.raises(SiteError, match=r"nav names secret\.md, which is internal"):
        publish_folder(project, tmp_path / "site", Terms(now=NOW, progress=lambda done, of: None))
    assert not (tmp_path / "site").exists()
    builder.commit({"mkdocs.yml": SMALL["mkdocs.yml"], "content/updates/2026-03-13.md": update}, on="2026-03-13")
    site = with_versions(builder, tmp_path / "site")
    assert mentions(site, "Zugzwang") == []
    assert ">Us<" in "".join((site / "versions/2026-03-06/index.html").read_text().split())


def test_a_comment_reaches_no_file_of_the_site(project: Callable[..., RepositoryBuilder], tmp_path: Path) -> None:
    """Whoever writes may leave a remark to themselves, in every Markdown field: neither words nor data give it away."""
    remark = "<!-- a kestrel -->"
    plan = f"- id: beta\n  title: Beta\n  due: 2026-04-01\n  note: 'One {remark}'\n  reason: 'Rain {remark}'\n"
    update = f"---\nstatus: green\nheadline: News\nwhy: 'So {remark}'\n---\nWords {remark}\n"
    charter = f"name: Harbour line\nsummary: 'Short {remark}'\n"
    files = {"content/milestones.yml": plan, "content/updates/2026-03-06.md": update, "content/project.yml": charter}
    repository = project(files)
    changed = plan.replace("One", "Two").replace("Rain", "Snow") + f"  acceptance: 'Ten {remark}'\n"
    repository.commit({"content/milestones.yml": changed}, on="2026-03-13")
    build_site(repository.path / "mkdocs.yml", tmp_path / "site", say=lambda level, message: None)
    files_of = (file for file in sorted((tmp_path / "site").rglob("*")) if file.is_file())
    assert [file.name for file in files_of if b"kestrel" in file.read_bytes()] == []
