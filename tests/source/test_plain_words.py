"""Advice on abbreviations: which of them a client is left alone with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from budget import budget
from milepost.errors import Severity
from milepost.project.checking import check_project
from milepost.project.opening import open_project
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.files.working_tree import read_working_tree
from repository_builder import RepositoryBuilder

_DIGITS = str.maketrans("0123456789", "ABCDEFGHJK")
SOUND = {
    "project.yml": "name: ACME line\n",
    "milestones.yml": "- {id: GOLIVE, title: The beta is open, due: 2026-04-15}\n",
}


def advice(files: dict[str, str], *, advise: bool = True) -> list[str]:
    """Every problem of a sound project with these files, in short."""
    told = read_content(
        {path: text.encode() for path, text in {**SOUND, **files}.items()}, judging=Judging(advise=advise)
    )[1]
    assert {problem.severity for problem in told} <= {Severity.ADVICE}
    return [f"{problem.location}: {problem.message}" for problem in told]


def unexplained(text: str, **files: str) -> list[str]:
    """The abbreviations of a page that are pointed at."""
    return [line.split("'")[1] for line in advice({"page.md": text, **files}) if "the abbreviation" in line]


@pytest.mark.parametrize(
    "text",
    [
        "User acceptance testing (UAT) begins. Then UAT ends.",
        "UAT ends. **User acceptance testing** (**UAT**) began.",
        "UAT (user acceptance testing) begins.",
        "UATs (tests by users) begin.",
        "- **UAT**: tests by users",
        "UAT, that is tests by users, begins.",
        "UAT means tests by users.",
        "用户验收测试（UAT）开始。",
        "UAT（用户验收测试）开始。",
        "UAT，即用户验收测试，开始。",
        "UAT：用户验收测试",
        "The UAT\n\n*[UAT]: User acceptance testing",
        "The _UAT_ (**User Acceptance Testing**)",
        'The <abbr title="User acceptance testing">UATs</abbr>, UAT',
        "The <abbr class=x title=Tests>UAT</abbr>",
        "UAT <!-- UAT --> (user acceptance testing)",
    ],
)
def test_an_abbreviation_may_be_explained_where_it_stands(text: str) -> None:
    """In brackets, the other way round, after a colon, in a sentence; in English and in Chinese."""
    assert unexplained(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UAT (6 March)", ["UAT"]),
        ("UATs and 2 SLAs", ["UAT", "SLA"]),
        ("the R&D of B2B", ["R&D", "B2B"]),
        ("支付接口API已就绪", ["API"]),
        ("## UAT", ["UAT"]),
        ("[UAT](https://example.org/SLA)", ["UAT"]),
        ("the UAT/SLA", ["UAT", "SLA"]),
        ("a PDF for the EU, OK, phase IV, Q3, A4", []),
        ("OAuth2, iOS, McDonald, CORRECTNESS, X", []),
        ("C-014, CR-2, ISO-8601, GOLIVE, ACME", []),
        ("`UAT`, <b title='UAT'>x</b>, <!-- UAT -->", []),
        ("```\nUAT\n```", []),
        ("READ THIS UAT NOW", []),
        ("The servers in EU-WEST are ON HOLD, see X-RAY and IS EU-WEST", []),
        ("phase IV UAT, pre-UAT, UAT-ready, a UAT; I, UAT, SLA", ["UAT", "SLA"]),
        ("the API (MVP)", ["API", "MVP"]),
        ("支付API（MVP）", ["API", "MVP"]),
        ("SSO (see CRM), SLA (cf. below), ERP（参见合同）, KPI: see below", ["SSO", "CRM", "SLA", "ERP", "KPI"]),
        ("<abbr title=''>UAT</abbr>", ["UAT"]),
        ("UAT <!-- unclosed", ["UAT"]),
        ("uat@SLA.org, see https://API.org/UAT", []),
    ],
)
def test_what_counts_as_an_abbreviation(text: str, found: list[str]) -> None:
    """Two to six capitals; neither what everybody knows, nor an id or a name, nor code, nor what is shouted."""
    assert sorted(unexplained(text)) == sorted(found)


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- ",
        "UAT <!-- old -->",
        "UAT          ",
        "UAT ( ",
        "x (UAT",
        "UAT, , ",
        "UAT" + "*" * 300,
        "UAT (SLA see ",
        "A-A-",
        "AA BB ",
        "AA\n",
        "<abbr title=",
        "<abbr title=x>",
        " title =",
        "](",
        "][",
        "http:",
        "{:04d}",
    ],
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Of 200 kB whatever is to be told is told at once, also of thousands of abbreviations."""
    pieces = (piece.format(n).translate(_DIGITS) for n in range(200_000 // len(piece)))
    text = "UAT " + " or ".join(pieces) if "{" in piece else f"<abbr UAT {piece * (200_000 // len(piece))}x"
    with budget():
        unexplained(text)


def test_each_is_told_once_at_its_first_place() -> None:
    """At the first by file and line, with the number of the others; the glossary and internal texts do not count."""
    files = {
        "glossary.yml": "SLA: What was agreed\nAPI key: A password\n",
        "commitments.yml": (
            "- id: C-1\n  promise: The KPI is met\n  due: 2026-04-15\n  note: |\n    By SLA.\n    The UAT ends.\n"
        ),
        "lessons/early.md": "---\ntitle: Ask for the UAT\ndate: 2026-03-05\n---\nThe API keys and the UAT.\n",
        "notes.md": "---\nvisibility: internal\n---\nOur ROI.\n",
        "page.md": "---\ntitle: The KPIs\n---\nWords.\n",
        "updates/2026-03-06.md": "---\nstatus: green\nheadline: UAT!\nwhy: The UAT.\n---\nUAT\n",
    }
    assert advice(files) == [
        "content/commitments.yml:2:16: the abbreviation 'KPI' is not explained, here and in 1 more place",
        "content/commitments.yml:6:9: the abbreviation 'UAT' is not explained, here and in 5 more places",
    ]


def test_advice_is_given_where_it_is_asked_for() -> None:
    """A build, which tells no advice on words, does not look for any."""
    assert advice({"page.md": "The UAT."}, advise=False) == []


def test_the_demo_leaves_nobody_alone() -> None:
    """The sample content, from which others begin, has no abbreviation that nothing explains."""
    content = read_working_tree(Path(__file__).parents[2] / "content")
    assert read_content(content, judging=Judging(advise=True))[1] == ()


def test_check_tells_it(project: Callable[..., RepositoryBuilder]) -> None:
    """`milepost check` gives the advice, of work that is not committed too."""
    builder = project()
    builder.write({"content/page.md": "The UAT.\n"})
    problems = check_project(open_project(builder.path / "content"), datetime(2026, 3, 7, tzinfo=UTC))
    assert [str(problem) for problem in problems] == [
        "content/page.md:1:5: the abbreviation 'UAT' is not explained here"
        " (add it to content/glossary.yml (UAT: …), or say it in full where it stands)"
    ]
