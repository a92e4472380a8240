"""Configurations of the past: what they ask for and nobody has any more stops nothing, and is told."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from installed import PROGRAM, milepost
from milepost.cli import cli
from milepost.errors import SiteError
from milepost.publication.into_folder import publish_folder
from milepost.publication.proof.verify import Verdict, verify
from milepost.publication.publish import Published, Terms
from milepost.site.build import build_site
from milepost.site.configuration import configured_project
from milepost.versions.making import in_mkdocs
from milepost.versions.making.one_version import PARTLY, PLAIN
from milepost.versions.published.folder import SiteFolder
from places import NOW, unheard, update
from repository_builder import SMALL, RepositoryBuilder

RIGHT = SMALL["mkdocs.yml"]
ASKED_A_FILE = "from pathlib import Path\ndef on_page_content(html, page, **_):\n    Path(page.file.abs_src_path)\n"
BROKEN = {
    "plugin": (RIGHT.replace("search", "serach"), 'The "serach" plugin is not installed'),
    "theme": (RIGHT.replace("material", "kestrel"), "Unrecognised theme name: 'kestrel'"),
    "extension": (f"{RIGHT}markdown_extensions: [kestrel]\n", "Failed to load extension 'kestrel'"),
    "yaml": (f"{RIGHT}nav: [\n", "encountered an error parsing the configuration file"),
    "hook": (f"{RIGHT}hooks: [hook.py]\n", "hook.py:3: TypeError"),
    "no hook": (f"{RIGHT}hooks: [gone.py]\n", "gone.py"),
    "inherited": (f"INHERIT: gone.yml\n{RIGHT}", "gone.yml"),
}
LEFT_OUT = {
    "plugin": "plugins: serach",
    "theme": "theme: kestrel",
    "extension": "markdown_extensions: kestrel",
    "no hook": "hooks: gone.py",
}


def published(repository: RepositoryBuilder, folder: Path) -> Published:
    """What publishing does."""
    project = configured_project(repository.path / "mkdocs.yml")
    return publish_folder(project, folder, Terms(now=NOW, progress=unheard))


def verified(repository: RepositoryBuilder, folder: Path) -> Verdict:
    """What verifying finds."""
    return verify(configured_project(repository.path / "mkdocs.yml"), SiteFolder(folder), (), unheard)


def history(builder: RepositoryBuilder, settings: str) -> RepositoryBuilder:
    """Three updates, the second with a configuration of its own."""
    builder.commit({**SMALL, "content/updates/2026-01-09.md": update("One"), "hook.py": ASKED_A_FILE}, on="2026-01-09")
    builder.commit({"mkdocs.yml": settings, "content/updates/2026-01-16.md": update("Two")}, on="2026-01-16")
    return builder.commit({"mkdocs.yml": RIGHT, "content/updates/2026-01-23.md": update("Three")}, on="2026-01-23")


def test_what_was_wrong_for_a_day_stops_nothing(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """A version is built without what is gone, or with our own configuration, says so, and can be verified."""
    days, folder = {f"2026-01-{16 + n}": what for n, what in enumerate(BROKEN)}, tmp_path / "public"
    builder.commit({**SMALL, "content/updates/2026-01-09.md": update("One"), "hook.py": ASKED_A_FILE}, on="2026-01-09")
    for day, what in days.items():
        told = update(f"As told with a wrong {what}")
        builder.commit({"mkdocs.yml": BROKEN[what][0], f"content/updates/{day}.md": told}, on=day)
    builder.commit({"mkdocs.yml": RIGHT, "content/updates/2026-01-30.md": update("Last")}, on="2026-01-30")
    done = published(builder, folder)
    assert (done.new, done.missing) == (("2026-01-09", *days, "2026-01-30"), ())
    assert sorted(warning[:10] for warning in done.warnings) == [*days]
    warnings = {warning[:10]: warning for warning in done.warnings}
    manifests = SiteFolder(folder).manifests()
    known = {name: (manifest.configured, manifest.left_out) for name, manifest in manifests.items()}
    assert known.pop("2026-01-09") == known.pop("2026-01-30") == (True, ())
    for day, what in days.items():
        left_out = LEFT_OUT.get(what)
        assert warnings[day].startswith(f"{day}: {f'{PARTLY} {left_out}' if left_out else PLAIN}: "), what
        assert BROKEN[what][1] in warnings[day], what
        assert known.pop(day) == ((True, (left_out,)) if left_out else (False, ())), what
        assert f"As told with a wrong {what}" in (folder / "versions" / day / "index.html").read_text(), what
    assert known == {}
    verdict = verified(builder, folder)
    assert (verdict.wrong, verdict.unproven) == ((), ())
    assert published(builder, folder).changes.written == ()


def test_a_warning_of_the_past_stops_nothing(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """`strict: true` is for whoever builds today: a version is built with its own configuration all the same."""
    settings = f"{RIGHT}strict: true\nnav: [{{Overview: index.md}}, {{Gone: gone.md}}]\n"
    done = published(history(builder, settings), tmp_path / "public")
    assert (len(done.new), done.warnings) == (3, ())


def test_where_it_could_be_used_and_cannot_here(
    builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lacks a plugin hears that nothing can be said of it, not that it was altered; nor is it healed."""
    repository, folder = history(builder, f"{RIGHT}extra: {{kestrel: 1}}\n"), tmp_path / "public"
    published(repository, folder)
    replicated = in_mkdocs.checkout_config

    def lacking(*arguments: object) -> object:
        config = replicated(*arguments)  # type: ignore[arg-type]  # handed on as they came
        if "kestrel" in config.extra:
            raise SiteError('The "kestrel" plugin is not installed')
        return config

    monkeypatch.setattr(in_mkdocs, "checkout_config", lacking)
    verdict = verified(repository, folder)
    told = 'version 2026-01-16 cannot be built here as it was: The "kestrel" plugin is not installed'
    assert (verdict.wrong, verdict.unproven) == ((), (told,))
    (folder / "versions/2026-01-16/plan/index.html").write_text("Forged")
    with pytest.raises(SiteError, match=r'^version 2026-01-16 cannot be built here as it was: The "kestrel" plugin'):
        published(repository, folder)


def test_a_package_of_somebody_else_that_is_upgraded_or_gone(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Manifests say which version of it had a hand in a site: `verify` proves with that, and accuses nobody without."""
    repository = history(builder, f"{RIGHT}markdown_extensions: [kestrel]\n")
    repository.commit({"mkdocs.yml": f"{RIGHT}plugins: [search, milepost, kestrel]\n"}, on="2026-01-24")
    then, later = _installed(tmp_path / "then", "1.0"), _installed(tmp_path / "later", "2.0")
    assert _milepost(repository, then, "publish", "--to", str(tmp_path / "public"))[0] == 0
    files = sorted((tmp_path / "public/versions").rglob("manifest.json"))
    makers = {file.parent.name: json.loads(file.read_text())["generator"].get("kestrel-for-all") for file in files}
    assert makers == {"2026-01-09": None, "2026-01-16": "1.0", "2026-01-23": None, "versions": "1.0"}
    told = "was made with kestrel-for-all 1.0; with that installed it can be built again"
    unproven = [f"unproven: {name}: {told}" for name in ("2026-01-16", "today's site")]
    verify_it = ("verify", str(tmp_path / "public"))
    assert _milepost(repository, then, *verify_it)[0] == 0
    upgraded = _milepost(repository, later, *verify_it)
    assert (upgraded[0], upgraded[1][:2]) == (5, unproven)
    repository.write({"mkdocs.yml": RIGHT})  # Else no command starts here.
    gone = _milepost(repository, tmp_path, *verify_it)
    assert (gone[0], gone[1][:2]) == (5, unproven)


def test_what_was_left_out_and_is_here_proves_nothing(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Whatever else the configuration says counts; who has what was missing hears that nobody can tell (5)."""
    settings = RIGHT.replace("milepost", "milepost, kestrel: {often: true}").replace(
        "material", "material, language: fr"
    )
    repository = history(builder, f"{settings}copyright: Kestrel's own\n")
    place = str(tmp_path / "public")
    code, said = _milepost(repository, tmp_path, "publish", "--to", place)
    warnings = [line.partition(": The")[0] for line in said if line.startswith("warning: ")]
    assert (code, warnings) == (0, [f"warning: 2026-01-16: {PARTLY} plugins: kestrel: Config value 'plugins'"])
    page = (tmp_path / "public/versions/2026-01-16/index.html").read_text()
    assert ("Kestrel's own" in page, "rechercher" in page.lower(), "<!-- 1.0 -->" in page) == (True, True, False)
    assert _milepost(repository, tmp_path, "verify", place)[0] == 0
    code, said = _milepost(repository, _installed(tmp_path / "then", "1.0"), "verify", place)
    told = "was built without plugins: kestrel: that is here, and nobody can tell whether it was then"
    assert (code, said[0]) == (5, f"unproven: 2026-01-16: {told}")


def _installed(folder: Path, version: str) -> Path:
    """A folder to import from with a package that has a plugin and an extension, and changes every page."""
    (folder / "kestrel").mkdir(parents=True)
    (folder / "kestrel/__init__.py").write_text(
        "from markdown.extensions import Extension\nfrom mkdocs.plugins import BasePlugin\n"
        "class Kestrel(Extension):\n    def extendMarkdown(self, md):\n        pass\n"
        "class Plugin(BasePlugin):\n"
        f"    def on_post_page(self, output, **_):\n        return output + '<!-- {version} -->'\n"
    )
    (folder / "kestrel_for_all.dist-info").mkdir()
    for name, text in {
        "METADATA": f"Metadata-Version: 2.1\nName: kestrel-for-all\nVersion: {version}\n",
        "top_level.txt": "kestrel\n",
        "entry_points.txt": "[mkdocs.plugins]\nkestrel = kestrel:Plugin\n"
        "[markdown.extensions]\nkestrel = kestrel:Kestrel\n",
    }.items():
        (folder / "kestrel_for_all.dist-info" / name).write_text(text)
    return folder


def _milepost(repository: RepositoryBuilder, path: Path, *words: str) -> tuple[int, list[str]]:
    """What a command ends with and says, where a folder can be imported from, too."""
    if not (path / "kestrel").exists():
        done = milepost(repository.path, *words)
    else:  # Which plugins are installed, MkDocs asks when it is loaded.
        command, with_it = [PROGRAM, *words], {**os.environ, "PYTHONPATH": str(path)}
        done = subprocess.run(command, cwd=repository.path, env=with_it, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines() + done.stderr.splitlines()


def test_what_is_wrong_today_is_told(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Whoever has a mistake in today's configuration can mend it, and nothing is published with another."""
    repository = history(builder, RIGHT).commit({"mkdocs.yml": BROKEN["plugin"][0]}, on="2026-01-24")
    repository.write({"mkdocs.yml": RIGHT})
    project, folder = configured_project(repository.path / "mkdocs.yml"), tmp_path / "public"
    with pytest.raises(SiteError, match="serach"):
        publish_folder(project, folder, Terms(committed_only=True, now=NOW, progress=unheard))
    assert not (tmp_path / "public").exists()


def test_a_hook_that_fails_is_named_as_somebody_elses(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Where it failed, and what can be done; it is no bug of ours."""
    builder.commit({**SMALL, "mkdocs.yml": f"{RIGHT}hooks: [hook.py]\n", "hook.py": ASKED_A_FILE})
    with pytest.raises(SiteError, match=r"hook.py:3: TypeError: .* \(a plugin, hook or template that mkdocs.yml names"):
        build_site(builder.path / "mkdocs.yml", tmp_path / "site", say=lambda level, said: None)


def test_a_template_that_fails_is_named_as_somebody_elses(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """The line of the template is told."""
    settings = RIGHT.replace("material", "material, custom_dir: overrides")
    theirs = '{% extends "base.html" %}\n{% block footer %}{{ 1 / 0 }}{% endblock %}\n'
    builder.commit({**SMALL, "mkdocs.yml": settings, "overrides/main.html": theirs})
    with pytest.raises(SiteError, match=r"overrides/main.html:2: ZeroDivisionError"):
        build_site(builder.path / "mkdocs.yml", tmp_path / "site", say=lambda level, said: None)


def test_a_hook_that_stops_every_version_is_left_out(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """The command says so, and the version is there."""
    hook = (
        "from mkdocs.exceptions import BuildError\ndef on_post_build(config):\n"
        "    if not config.theme.static_templates:\n        raise BuildError('no templates')\n"
    )
    builder.commit({**SMALL, "mkdocs.yml": f"{RIGHT}hooks: [hook.py]\n", "hook.py": hook}, on="2026-01-05")
    builder.commit({"content/updates/2026-01-09.md": update("One")}, on="2026-01-09")
    done = milepost(builder.path, "publish", "--to", str(tmp_path / "public"))
    assert (done.returncode, "2026-01-09: its own configuration cannot be used" in done.stderr) == (0, True), (
        done.stderr
    )
    assert json.loads((tmp_path / "public/versions/2026-01-09/manifest.json").read_text())["configured"] is False


def test_an_update_that_no_version_tells_is_no_success(
    builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could be published is; the command ends with 1 and names the update."""
    builder.commit({**SMALL, "content/updates/2026-01-09.md": update("One")}, on="2026-01-09")

    def stopped(*arguments: object) -> object:
        raise SiteError("nothing goes")

    monkeypatch.setattr(in_mkdocs, "checkout_config", stopped)
    monkeypatch.chdir(builder.path)
    done = CliRunner().invoke(cli, ["publish", "--to", str(tmp_path / "public")])
    assert (done.exit_code, "no version tells 2026-01-09" in done.stderr) == (1, True), done.output
    assert (tmp_path / "public/index.html").is_file()
