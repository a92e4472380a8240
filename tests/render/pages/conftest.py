"""The pages of a project in which everything happens."""

from __future__ import annotations

import pytest

from milepost.facts.report.report import StatusReport
from milepost.render.page import Page
from rendered import pages_of, story


@pytest.fixture(scope="session")
def report() -> StatusReport:
    """The story on 2 March."""
    return story().report("2026-03-02")


@pytest.fixture(scope="session")
def pages(report: StatusReport) -> dict[str, Page]:
    """Its pages."""
    return pages_of(report)
