"""The judges: programs of others that say what is wrong with a page. `npm ci` in tools/ brings them."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

# For a run of seconds to compile but a little is enough, and takes half the time; the schema needs a deep stack then.
_BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
_MODULES = Path(__file__).parent / "tools" / "node_modules"


def _needed(file: Path) -> Path:
    """A judge; without it a test is skipped on one's own machine, and fails in CI."""
    if not file.exists() and not os.environ.get("CI"):
        pytest.skip(f"{file.name} is missing: npm ci --ignore-scripts --prefix tests/browser/tools")
    return file


@cache
def _axe() -> str:
    return _needed(_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page, *, targets: bool = True) -> list[str]:
    """What axe finds on the page as it is shown, one line for each place; `targets` must fit a finger (24 px)."""
    return _axe_finds(page, {"rules": {"target-size": {"enabled": targets}}})


def faint(page: Page) -> list[str]:
    """What axe finds too faint to be read: all that another scheme of colours can change."""
    return _axe_finds(page, {"runOnly": ["color-contrast"]})


def _axe_finds(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    run = "options => axe.run(document, {resultTypes: ['violations'], ...options})"
    found: dict[str, Any] = page.evaluate(run, options)
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


def html_errors(folder: Path, files: list[str]) -> list[str]:
    """What the Nu HTML checker calls an error in files of a folder, one line each."""
    jar = _needed(_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar")
    if shutil.which("java") is None and not os.environ.get("CI"):
        pytest.skip("the HTML checker needs Java")
    command = ["java", *_BRIEFLY, "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "gnu", *files]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return [line.rsplit("/", 1)[-1] if "file:" in line else line for line in done.stderr.splitlines()]
