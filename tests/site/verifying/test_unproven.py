"""Verifying what cannot be built again here: it accuses nobody, and hides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from types import SimpleNamespace
from typing import NoReturn

import pytest
from click.testing import CliRunner

from milepost.errors import SiteError
from milepost.site.extensions import packages
from milepost.versions.receipts.manifests import generator, made_by
from places import update
from published import FIRST, SECOND, TAGGED, Published


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """Be another Milepost than the one that published."""
    made = {**generator(), "milepost": "9.9.9+0123456789ab", "mkdocs": None}
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: made)
    return made


def made_with(name: str) -> str:
    """What is said of what another generator made."""
    theirs = generator()
    told = f"milepost {theirs['milepost']}, mkdocs {theirs['mkdocs']}"
    return f"{name}: was made with {told}; with that installed it can be built again"


def test_what_another_generator_made_is_unproven(published: Published, other: dict[str, str | None]) -> None:
    """It is said with what it was made; its files are what its manifests say, and its chain holds."""
    verdict = published.verify()
    assert (verdict.wrong, verdict.unproven) == (
        (),
        tuple(made_with(name) for name in (FIRST, TAGGED, SECOND, "today's site")),
    )


def test_what_another_generator_made_has_receipts_all_the_same(
    published: Published, other: dict[str, str | None]
) -> None:
    """A changed file, a broken chain and an unknown receipt are found without building anything."""
    (published.folder / "versions/2026-03-06/index.html").write_text("Forged")
    published.edit(SECOND, updates=[])
    wrong = published.verify(receipts=("0" * 64,)).wrong
    assert sorted(wrong) == sorted(
        (
            f"{SECOND}: the chain is broken: today's site rests on another manifest of it",
            f"{'0' * 64}: no manifest that is published has this hash",
            "versions/2026-03-06/index.html: is not what its manifest says",
        )
    )


def test_what_two_generators_made_is_verified_as_far_as_it_can_be(
    published: Published, other: dict[str, str | None]
) -> None:
    """The new versions are built again, the old ones are taken as they are."""
    published.repository.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    published.publish()
    verdict = published.verify()
    assert (verdict.wrong, verdict.unproven) == ((), tuple(made_with(name) for name in (FIRST, TAGGED, SECOND)))


def test_what_the_package_of_somebody_else_made_in_another_version_is_unproven(published: Published) -> None:
    """Its version stands in the manifest; upgraded, or gone, it accuses nobody."""
    made = made_by({"pytest": "0.1", "mkdocs": "0.1"})
    published.edit(TAGGED, generator={**generator(), "kestrel": "1.0"})
    published.edit(SECOND, generator=made)
    published.cover_up()
    verdict = published.verify()
    told = "was made with {}; with that installed it can be built again"
    wanted = (f"{TAGGED}: {told.format('kestrel 1.0')}", f"{SECOND}: {told.format('pytest 0.1')}")
    assert (made["mkdocs"], verdict.wrong, verdict.unproven) == (generator()["mkdocs"], (), wanted)


def test_a_package_that_is_claimed_and_is_here_hides_nothing(published: Published) -> None:
    """It had no hand in what git gives: whoever names it, in its version or in none, alters the manifest."""
    published.edit(TAGGED, generator={**generator(), "kestrel": None})
    published.edit(SECOND, generator={**generator(), "pytest": metadata.version("pytest")})
    published.cover_up()
    verdict = published.verify()
    assert {f"versions/{name}/manifest.json: is not what git gives" for name in (TAGGED, SECOND)} <= {*verdict.wrong}
    assert verdict.unproven == ()


def test_the_packages_of_others_are_known_by_what_a_configuration_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plugins, extensions and themes, by the package that their module is of; ours and MkDocs' own are named anyway."""
    entry = metadata.EntryPoint("gfm", "pytest:Gone", "markdown.extensions")
    known = metadata.entry_points
    monkeypatch.setattr(packages.metadata, "entry_points", lambda group: (*known(group=group), entry))

    def named(*extensions: object, theme: str | None = "material", **plugins: object) -> Mapping[str, str]:
        theirs = SimpleNamespace(plugins=plugins, theme=SimpleNamespace(name=theme), markdown_extensions=extensions)
        return packages.packages_of(theirs)  # type: ignore[arg-type]  # all of a configuration that matters here

    ours = {"pytest": metadata.version("pytest")}
    click = {"click": metadata.version("click")}
    assert named("toc", "pymdownx.superfences", "admonition", theme=None) == {}
    assert (named("gfm"), named("pytest:Gone"), named(theme="pytest")) == (ours, ours, ours)
    assert (named(CliRunner()), named(hook=CliRunner())) == (click, click)


def test_todays_site_that_cannot_be_built_here_is_unproven(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could be when it was published: what is missing here accuses nobody."""

    def lacking(*arguments: object, **options: object) -> NoReturn:
        raise SiteError('The "kestrel" plugin is not installed')

    monkeypatch.setattr("milepost.versions.newest.make", lacking)
    verdict = published.verify()
    told = 'nothing more could be compared: The "kestrel" plugin is not installed'
    assert (verdict.wrong, verdict.unproven) == ((), (told,))
