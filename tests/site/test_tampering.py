"""Verifying, kind by kind: one of each group here, all of them by `python tests/tampering/run.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_once import built_once
from tampering.harmless import harmless
from tampering.kinds import tamperings
from tampering.project import Change, outcome, publish_original

_TAMPERINGS, _HARMLESS = list(tamperings()), list(harmless())


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of what was published, built once a run, to be copied."""
    return built_once(tmp_path_factory, "tampered", publish_original)


def test_there_are_kinds_enough() -> None:
    """None of them twice."""
    assert len({(group, name) for group, name, _ in _TAMPERINGS}) == len(_TAMPERINGS) >= 60
    assert len({(group, name) for group, name, _ in _HARMLESS}) == len(_HARMLESS) >= 25


@pytest.mark.parametrize("change", {group: deed for group, _, deed in reversed(_TAMPERINGS)}.values())
def test_tampering_is_found(original: Path, tmp_path: Path, change: Change) -> None:
    """It is a difference, by name."""
    assert outcome(original, tmp_path, change).startswith("differs: ")


@pytest.mark.parametrize("change", {group: deed for group, _, deed in _HARMLESS}.values())
def test_nobody_is_accused(original: Path, tmp_path: Path, change: Change) -> None:
    """What is harmless is well, or cannot be proven here."""
    assert outcome(original, tmp_path, change).partition(":")[0] in {"well", "unproven"}
