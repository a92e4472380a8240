"""What every test may use: real repositories, and the demo project."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hypothesis import HealthCheck, settings

from built_once import built_once, with_versions
from loaded_once import build_in_this_process, load_templates_once, look_once_for_what_is_installed
from repository_builder import SMALL, RepositoryBuilder
from scratch import write_into_memory

write_into_memory()
# What is kept between two runs is theirs, not the user's; those that ask for it have a folder of their own.
os.environ["MILEPOST_CACHE"] = str(Path(gettempdir(), "milepost-tests"))
# Tests are told as of the last revision, whatever day it is, unless they say another.
os.environ["SOURCE_DATE_EPOCH"] = "0"
# A machine under load is slow, and nothing is wrong with it; a whole project is large data.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile("milepost", deadline=None, suppress_health_check=_SLOW)
settings.load_profile("milepost")


# What takes longest is begun first, so that no worker has it left when the others are done.
_FIRST = ("tests/test_release.py", "tests/site/test_swap.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; all else stays in its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(_FIRST))


def pytest_collection_finish() -> None:
    """Look no more through what all tests have in common whenever memory is searched for what nobody needs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def _loaded_once() -> None:
    """Load once a run what is the same for all tests."""
    look_once_for_what_is_installed()
    load_templates_once()
    build_in_this_process()


@pytest.fixture
def builder(tmp_path: Path) -> RepositoryBuilder:
    """A new, empty repository to commit to."""
    return RepositoryBuilder(tmp_path / "project")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo project, written once a run; read it, do not change it."""
    from milepost.authoring.demo import write_demo

    return built_once(tmp_path_factory, "demo", write_demo)


@pytest.fixture(scope="session")
def demo_with_versions(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site with all its versions, built once a run; read it, do not change it."""
    return built_once(tmp_path_factory, "demo-with-versions", lambda target: with_versions(demo, target))


@pytest.fixture
def project(builder: RepositoryBuilder) -> Callable[..., RepositoryBuilder]:
    """A small valid project; keyword arguments are not needed, further files may be given."""

    def write(files: dict[str, str] | None = None, on: str = "2026-03-06") -> RepositoryBuilder:
        return builder.commit({**SMALL, **(files or {})}, on=on)

    return write
