"""The rows of a form's export: which are taken over, and which cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import cli
from waiting_client import FARES, entries, record

CSV = {
    "google": (
        '"Timestamp","Email Address","id","Your answer","How satisfied are you? ","Version"\n'
        '"2026/03/06 10:12:33 AM GMT+1","sam@ferries.example","C-1","On Friday.\nsam@x.example","4","2026-03-06"\n'
        '"2026/03/07 10:12:33 AM GMT+1","sam@ferries.example","","Good work.","5",""\n'
    ),
    "microsoft": (
        "\ufeffID;Start time;Completion time;Email;Name;About;Your message;Role\r\n"
        "1;3/6/26 10:00;3/13/26 10:01;anonymous;Sam Okoro;D-4;Sam says no.;Head of sales\r\n"
        "2;3/7/26 10:00;3/7/26 10:01;anonymous;;commitment:C-1;Yes.;\r\n"
    ),
    "wjx": "序号,提交答卷时间,姓名,编号,您的答复,满意度,角色\n1,2026/3/6 10:12:33,李娜,C-1,李娜同意。,4分,销售主管\n",
}


def test_rows_of_forms(project: Path) -> None:
    """Columns by what they are called; whom a row names is left out of its words, and a second time nothing is new."""
    for name, text in CSV.items():
        (project.parent / f"{name}.csv").write_text(text, "utf-8")
    google = record("google.csv", "--yes", "--role", "Head of sales", "--map", "rating=How satisfied are you?")
    assert google.exit_code == 0, google.output
    assert entries(project) == [
        FARES
        | {"on": "2026-03-06", "raised_by": "Head of sales", "rating": 4, "channel": "form", "version": "2026-03-06"}
        | {"said": "On Friday.\n(…)"},
        {"on": "2026-03-07", "raised_by": "Head of sales", "rating": 5, "channel": "form", "said": "Good work."},
    ]
    assert "Recorded before: 2 rows" in record("google.csv", "--yes", "--role", "x").output
    microsoft = record("microsoft.csv", "--yes", "--role", "The desk")
    assert "row 2, answer: 'D-4' names more than one item" in microsoft.output
    assert entries(project)[2:] == [
        {"title": "Send the fare table", "affects": "commitment:C-1", "on": "2026-03-07", "raised_by": "The desk"}
        | {"channel": "form", "said": "Yes."}
    ]
    assert record("wjx.csv", "--yes").exit_code == 0
    assert entries(project)[3]["said"] == "(…)同意。"
    assert (entries(project)[3]["rating"], entries(project)[3]["raised_by"]) == (4, "销售主管")
    assert CliRunner().invoke(cli, ["check"]).exit_code == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "when,words\n2026-03-06,Yes\n",
            "a.csv: no column holds the answer (--map said=COLUMN; there are when, words)",
        ),
        ("on,answer\n3/6/2026,Yes\n", "row 2, on: '3/6/2026' can be two days (--dates dmy or mdy says which)"),
        ("on,answer\n2026-03-06,\n,Yes\n", "row 3, answer: nothing says on which day"),
        ("on,answer,rating\n2026-03-06,Yes,7\n", "row 2, rating: '7' is not from 1 to 5"),
        ("on,answer,version\n2026-03-06,Yes,!!\n", "row 2, version: '!!' is no version"),
        ("on,answer,project\n2026-03-06,Yes,Other\n", "row 2, project: 'Other' is another project"),
        ("on,answer,about\n2026-03-06,Yes,C-9\n", "row 2, answer: there is no item 'C-9'"),
    ],
)
def test_rows_that_cannot_be_used(text: str, told: str, project: Path) -> None:
    """Each with its row, its column and the reason; the others go on."""
    (project.parent / "a.csv").write_text(text)
    before = (project / "feedback.yml").read_bytes()
    done = record("a.csv", "--yes", "--role", "Head of sales")
    assert told in done.output
    assert (project / "feedback.yml").read_bytes() == before
