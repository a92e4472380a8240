"""Somebody outside the project signs that a version was there: offline, anybody can check it later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from authority import authority_at_work, make_authority
from built_once import built_once
from milepost.cli import cli
from repository_builder import RepositoryBuilder

UPDATE = "---\nstatus: green\nheadline: {}\n---\nWords.\n"


@pytest.fixture(scope="session")
def notaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an authority."""
    return built_once(tmp_path_factory, "notaries", make_authority)


@pytest.fixture
def address(notaries: Path, tmp_path: Path) -> Iterator[str]:
    """Where it answers."""
    with authority_at_work(notaries) as where:
        yield where


@pytest.fixture
def folder(project: Callable[..., RepositoryBuilder], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one update; the working directory is its own."""
    builder = project({"content/updates/2026-03-06.md": UPDATE.format("One")})
    monkeypatch.chdir(builder.path)
    return builder.path


def run(*arguments: str) -> Result:
    """Run a command of ours."""
    return CliRunner().invoke(cli, [*arguments], catch_exceptions=False)


def test_a_version_is_witnessed_once(folder: Path, address: str, notaries: Path) -> None:
    """The token stands beside the manifest of the newest version, stays, and says when and who."""
    done = run("publish", "--to", "public", "--witness", address)
    assert "witnessed: 2026-03-06" in done.output
    token = Path("public/versions/2026-03-06/manifest.json.tsr").read_bytes()
    again = run("publish", "--to", "public", "--witness", address)
    assert "witnessed" not in again.output
    assert Path("public/versions/2026-03-06/manifest.json.tsr").read_bytes() == token
    told = run("verify", "public", "--trust", str(notaries / "root.pem"))
    assert told.exit_code == 0
    assert re.search(
        r"witnessed: 2026-03-06: was there on \d{4}-\d\d-\d\d at .* UTC, says Harbour Notaries\n", told.output
    )


def test_on_a_branch_too(folder: Path, address: str, notaries: Path) -> None:
    """It is one more file of the commit."""
    assert run("publish", "--witness", address).exit_code == 0
    assert "says Harbour Notaries" in run("verify", "--trust", str(notaries / "root.pem")).output


def test_without_a_root_it_is_told_and_not_believed(folder: Path, address: str) -> None:
    """Nobody is accused, and nothing is claimed."""
    run("publish", "--to", "public", "--witness", address)
    told = run("verify", "public")
    assert told.exit_code == 0
    assert "whether it was they" in told.output


def test_a_token_of_somebody_else_is_no_witness(folder: Path, address: str, tmp_path: Path) -> None:
    """Signed by an authority that one does not trust, of another manifest, or no token at all: it differs."""
    run("publish", "--to", "public", "--witness", address)
    other = make_authority(tmp_path / "others")
    token = Path("public/versions/2026-03-06/manifest.json.tsr")
    told = run("verify", "public", "--trust", str(other))
    assert (told.exit_code, "is not signed by anybody you trust" in told.output) == (4, True)
    token.write_bytes(b"no token")
    told = run("verify", "public")
    assert (told.exit_code, "is no time stamp" in told.output) == (4, True)


def test_a_manifest_made_up_later_has_no_old_token(
    folder: Path, address: str, project: Callable[..., RepositoryBuilder], notaries: Path
) -> None:
    """The token of another manifest is told as such."""
    run("publish", "--to", "public", "--witness", address)
    project({"content/updates/2026-03-13.md": UPDATE.format("Two")}, on="2026-03-13")
    run("publish", "--to", "public", "--witness", address)
    one, two = (Path(f"public/versions/2026-03-{day}/manifest.json.tsr") for day in ("06", "13"))
    two.write_bytes(one.read_bytes())
    told = run("verify", "public", "--trust", str(notaries / "root.pem"))
    assert (
        told.exit_code,
        "2026-03-13/manifest.json.tsr: the time stamp is that of another manifest" in told.output,
    ) == (
        4,
        True,
    )


def test_an_authority_that_does_not_answer_stops_publishing(folder: Path, notaries: Path) -> None:
    """Whoever asks for a witness gets one, or nothing is published."""
    with authority_at_work(notaries) as address:
        pass
    told = run("publish", "--to", "public", "--witness", address)
    assert (told.exit_code, "gave no time stamp" in told.output) == (1, True)
    assert not Path("public").exists()
    assert "is no address of an authority" in run("publish", "--to", "public", "--witness", "ftp://a.example").output


def test_an_answer_to_another_question_is_none(
    folder: Path, notaries: Path, project: Callable[..., RepositoryBuilder]
) -> None:
    """A token that was given out before is not taken for a new one."""
    with authority_at_work(notaries, is_honest=False) as address:
        run("publish", "--to", "public", "--witness", address)
        project({"content/updates/2026-03-13.md": UPDATE.format("Two")}, on="2026-03-13")
        told = run("publish", "--to", "public", "--witness", address)
    assert (told.exit_code, "its answer is none to what it was asked" in told.output) == (1, True)
    assert not Path("public/versions/2026-03-13").exists()
