"""Imports: what tools export, made here as they write it, becomes items under the tools' own keys."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from imported import milepost
from milepost.authoring.importing.reading import read_export
from milepost.authoring.importing.rows import UnusableError
from milepost.source.yaml.located_yaml import parse_yaml
from repository_builder import RepositoryBuilder

JIRA = (
    "\ufeffSummary,Issue key,Issue id,Status,Labels,Labels,Due date,Resolved,Description\r\n"
    '"Beta, open",PROJ-1,1001,Open,a,b,06/Mar/26 12:00 AM,,"two\r\nlines, ""quoted"""\r\n'
    "Go-live,PROJ-2,1002,Done,,,01/Feb/26 12:00 AM,30/Jan/26 9:41 AM,\r\n"
    "No date,PROJ-3,1003,Open,,,,,\r\n"
)
LINEAR = (
    "ID,Team,Title,Description,Status,Due Date,Completed,Started\n"
    "ENG-7,Engineering,Beta,,In Progress,2026-03-06,,2026-02-02T09:00:00.000Z\n"
)
ASANA = (
    "Task ID,Created At,Completed At,Name,Due Date,Blocked By (Dependencies)\n"
    "1200345,2026-01-05,2026-02-02,Beta,2026-03-06,\n"
)
GITLAB = (
    "Title,Description,Issue ID,URL,State,Due Date,Created At (UTC),Closed At (UTC)\n"
    "Beta,=1+1,12,https://gitlab.example/12,Open,2026-03-06,2026-01-05 10:00:00,\n"
)
REDMINE = "#;Tracker;Subject;Start date;Due date;% Done;Closed\n12;Feature;Beta;02.02.2026;06.03.2026;40;\n"
PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Tasks>
<Task><UID>0</UID><Name>Harbour</Name><Summary>1</Summary><Finish>2026-06-01T17:00:00</Finish></Task>
<Task><UID>3</UID><Name>Build</Name><Start>2026-02-02T08:00:00</Start><Finish>2026-03-04T17:00:00</Finish>
<PercentComplete>40</PercentComplete><Milestone>0</Milestone></Task>
<Task><UID>4</UID><Name>Beta</Name><Start>2026-03-06T17:00:00</Start><Finish>2026-03-06T17:00:00</Finish><Milestone>1</Milestone>
<Baseline><Number>0</Number><Finish>2026-02-27T17:00:00</Finish></Baseline>
<PredecessorLink><PredecessorUID>3</PredecessorUID><Type>1</Type></PredecessorLink></Task>
</Tasks></Project>"""
GANTT = """<?xml version="1.0" encoding="UTF-8"?><project name="Harbour" version="3.2.3230"><tasks>
<task id="1" name="Phase" start="2026-02-02" duration="24" complete="0">
<task id="3" name="Build" start="2026-02-27" duration="4" complete="40"><depend id="4" type="2" difference="0"/></task>
</task><task id="4" name="Beta" meeting="true" start="2026-03-06" duration="0" complete="0"/></tasks>
<previous-tasks><previous-tasks-set name="a"><previous-task id="4" start="2026-02-27" duration="0" meeting="true"/>
</previous-tasks-set></previous-tasks></project>"""
GITHUB = [{"number": 3, "title": "Beta", "due_on": "2026-03-06T08:00:00Z", "closed_at": None, "state": "open"}]
TRELLO = {
    "cards": [
        {"id": "c1", "shortLink": "aBc1", "name": "Beta", "due": "2026-03-06T11:00:00.000Z", "dueComplete": False},
        {"id": "c2", "shortLink": "dEf2", "name": "Kick-off", "due": "2026-02-02T11:00:00Z", "dueComplete": True},
        {"id": "c3", "shortLink": "x", "name": "Idea", "due": None, "dueComplete": False},
        {"id": "c4", "shortLink": "y", "name": "Gone", "due": "2026-02-02T11:00:00Z", "closed": True},
    ],
    "actions": [
        {
            "date": "2026-02-03T09:00:00Z",
            "data": {"card": {"id": "c2", "dueComplete": True}, "old": {"dueComplete": False}},
        },
        {
            "date": "2026-02-01T09:00:00Z",
            "data": {"card": {"id": "c1", "due": "2026-03-06"}, "old": {"due": "2026-02-20"}},
        },
    ],
}
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:beta@example.org\r\nSUMMARY:The beta\\, open to\r\n  all\r\n"
    "DTSTART;VALUE=DATE:20260306\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
BETA = {"due": "2026-03-06"}


def items(project: Path) -> dict[str, dict[str, object]]:
    """Every item of the plan by its id."""
    files = sorted((project / "content/milestones").glob("*.yml"))
    listed: list[Any] = [item for file in files for item in parse_yaml(file.read_text(), "").value or []]
    return {item.pop("id"): item for item in listed}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "jira.csv",
            JIRA,
            {
                "PROJ-1": {"title": "Beta, open", **BETA},
                "PROJ-2": {"title": "Go-live", "due": "2026-02-01", "done": "2026-01-30"},
            },
        ),
        ("linear.csv", LINEAR, {"ENG-7": {"title": "Beta", "start": "2026-02-02", **BETA}}),
        ("asana.csv", ASANA, {"asana-1200345": {"title": "Beta", "done": "2026-02-02", **BETA}}),
        ("gitlab.csv", GITLAB, {"gitlab-12": {"title": "Beta", **BETA}}),
        ("redmine.csv", REDMINE, {"redmine-12": {"title": "Beta", "start": "2026-02-02", "progress": 40, **BETA}}),
        (
            "plan.xml",
            PROJECT,
            {
                "msproject-3": {"title": "Build", "due": "2026-03-04", "start": "2026-02-02", "progress": 40},
                "msproject-4": {"title": "Beta", "after": ["msproject-3"], **BETA},
            },
        ),
        (
            "plan.gan",
            GANTT,
            {
                "ganttproject-3": {"title": "Build", "due": "2026-03-04", "start": "2026-02-27", "progress": 40},
                "ganttproject-4": {"title": "Beta", "after": ["ganttproject-3"], **BETA},
            },
        ),
        ("m.json", json.dumps(GITHUB), {"github-3": {"title": "Beta", **BETA}}),
        (
            "board.json",
            json.dumps(TRELLO),
            {
                "aBc1": {"title": "Beta", **BETA},
                "dEf2": {"title": "Kick-off", "due": "2026-02-02", "done": "2026-02-03"},
            },
        ),
        ("c.ics", CALENDAR, {"beta-example.org": {"title": "The beta, open to all", **BETA}}),
        ("any.csv", "Task|Deadline\nBeta|2026-03-06\n", {"csv-Beta": {"title": "Beta", **BETA}}),
    ],
)
def test_what_tools_export(project: Path, name: str, text: str, expected: dict[str, dict[str, object]]) -> None:
    """Each is known by what is in it; the second import finds everything as it was, and `check` takes it."""
    (project / name).write_text(text, newline="")
    dry = milepost("import", name, "--dry-run")
    assert (dry.exit_code, (project / "content/milestones").exists()) == (0, False), dry.output
    done = milepost("import", name)
    assert done.exit_code == 0, done.output
    assert items(project) == expected
    assert f"0 new, 0 changed, {len(expected)} as they were" in milepost("import", name).output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_encoding(project: Path, encoding: str) -> None:
    """Also of a spreadsheet that speaks Chinese, with lines above its header."""
    text = "港口项目\n任务;截止日期\n测试版开放给所有乘客;2026年3月6日\n正式上线并开始售票;2026/6/1\n"
    (project / "plan.csv").write_bytes(text.encode(encoding))
    assert milepost("import", "plan.csv").exit_code == 0
    assert {str(item["title"]) for item in items(project).values()} == {"测试版开放给所有乘客", "正式上线并开始售票"}


def test_a_sheet(project: Path) -> None:
    """Excel's own dates are dates."""
    book = openpyxl.Workbook()
    book.active.append(["ID", "Name", "Finish"])
    book.active.append(["A-1", "Beta", datetime(2026, 3, 6)])  # noqa: DTZ001, a cell has no time zone
    book.save(project / "plan.xlsx")
    assert milepost("import", "plan.xlsx").exit_code == 0
    assert items(project) == {"A-1": {"title": "Beta", **BETA}}


def test_the_next_export_moves_dates(project: Path) -> None:
    """In the lines that are meant, wherever the item stands now; what is missing is listed and stays."""
    (project / "e.csv").write_text(JIRA, newline="")
    milepost("import", "e.csv")
    file = project / "content/milestones/jira.yml"
    text = file.read_text().replace("  due: 2026-03-06\n", "  due: 2026-03-06  # agreed\n  reason: It rained.\n")
    file.write_text(f"{text}- id: PROJ-9\n  title: Mine\n  due: 2026-09-01\n")
    (project / "e.csv").write_text(JIRA.replace("06/Mar/26", "20/Mar/26"), newline="")
    done = milepost("import", "e.csv", "--reason", "As planned anew.")
    assert "PROJ-1  Beta, open: due 2026-03-06, now 2026-03-20" in done.output
    assert "No longer in the export, and left as they are: 1 item\n  PROJ-9" in done.output
    expected = text.replace(
        "2026-03-06  # agreed\n  reason: It rained.", "2026-03-20  # agreed\n  reason: As planned anew."
    )
    assert file.read_text() == f"{expected}- id: PROJ-9\n  title: Mine\n  due: 2026-09-01\n"


def test_what_was_renamed_is_the_same_item(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next export changes it where it stands, also where it is internal: it gets no public double."""
    monkeypatch.chdir(builder.path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772107200")  # 26 February 2026
    export = "id,title,due\nJ-1,Takeover of Acme,2026-12-30\nJ-2,Beta,2026-12-30\n"
    builder.write({"content/project.yml": "name: Harbour line\n", "e.csv": export})
    words = ("import", "e.csv")
    assert milepost(*words).exit_code == 0
    plan = builder.path / "content/milestones/csv.yml"
    plan.write_text(plan.read_text().replace("Acme\n", "Acme\n  visibility: internal\n", 1))
    builder.commit({"content/milestones/csv.yml": plan.read_text()})
    assert milepost("rename", "J-1", "takeover", "--yes").exit_code == 0
    assert milepost("rename", "takeover", "t-2", "--yes").exit_code == 0
    assert "0 new, 0 changed, 2 as they were" in milepost(*words).output
    before = plan.read_text()
    (builder.path / "e.csv").write_text(export.replace("Acme,2026-12-30", "Acme,2027-01-30"))
    done = milepost(*words)
    assert "t-2  Takeover of Acme: due 2026-12-30, now 2027-01-30" in done.output
    assert "No longer in the export" not in done.output
    assert plan.read_text() == before.replace("due: 2026-12-30", "due: 2027-01-30", 1)


def test_a_day_that_cannot_be_meant_leaves_out_its_row(project: Path) -> None:
    """And no other one: `check` would refuse it."""
    (project / "e.csv").write_text("id,title,due\nA-1,Beta,2026-03-06\nA-2,Go-live,2126-03-06\n")
    done = milepost("import", "e.csv")
    assert (done.exit_code, [*items(project)]) == (0, ["A-1"]), done.output
    assert "2126-03-06 cannot be meant" in done.output


@pytest.mark.parametrize("shared", ["&d 2026-03-06", "2026-03-06 # &d"])
def test_what_feeds_another_item_is_left_to_hands(project: Path, shared: str) -> None:
    """An anchor stops the import at its line, and nothing is written; a comment is none."""
    (project / "content/milestones").mkdir()
    file = project / "content/milestones/jira.yml"
    other = "*d" if shared.startswith("&") else "2026-03-06"
    text = f"- id: PROJ-1\n  title: Beta, open\n  due: {shared}\n- id: x\n  title: X\n  due: {other}\n"
    file.write_text(text)
    (project / "e.csv").write_text(JIRA.replace("06/Mar/26", "20/Mar/26"), newline="")
    done = milepost("import", "e.csv")
    assert (done.exit_code, file.read_text() == text) == ((1, True) if other == "*d" else (0, False)), done.output


def test_first_dates(project: Path) -> None:
    """With --baseline the first import promises what was promised first, so that the second one is told as a move."""
    for name, text, key, first in (
        ("p.xml", PROJECT, "msproject-4", "2026-02-27"),
        ("p.gan", GANTT, "ganttproject-4", "2026-02-27"),
        ("b.json", json.dumps(TRELLO), "aBc1", "2026-02-20"),
    ):
        (project / name).write_text(text)
        assert "had another date first" in milepost("import", name, "--dry-run").output
        milepost("import", name, "--baseline")
        assert items(project)[key]["due"] == first
        milepost("import", name)
        assert items(project)[key]["due"] == "2026-03-06"


def test_rows_that_cannot_be_used(project: Path) -> None:
    """Each with its row, its column and why; the others go on. A formula is a text."""
    (project / "e.csv").write_text(
        "id,title,due,done\n1,=cmd(),2026-03-06,\n1,Twice,2026-03-06,\n3,,2026-03-06,\n4,Half,2026-03,\n"
        "5,Either,6/3/2026,\n6,Ahead,2026-03-06,2026-03-01\n7,Short\n\n8," + "x" * 501 + ",2026-03-06,\n"
    )
    done = milepost("import", "e.csv")
    assert items(project) == {"csv-1": {"title": "=cmd()", **BETA}}
    for told in (
        "row 3, key: '1' is in row 2 already",
        "row 4, title: is empty",
        "row 5, due: '2026-03' is no date",
        "row 6, due: '6/3/2026' can be two days (--dates dmy or mdy says which)",
        "row 7, done: 2026-03-01 lies ahead",
        "row 8, due: has no date",
        "row 10, title: is longer than 500 letters",
    ):
        assert told in done.output
    assert "5 new" not in done.output
    milepost("import", "e.csv", "--dates", "dmy")
    assert items(project)["csv-5"]["due"] == "2026-03-06"


def test_columns_can_be_mapped(project: Path) -> None:
    """By name; one that is not there is told with those that are."""
    (project / "e.csv").write_text("Nr,What,When\nA1,Beta,2026-03-06\n")
    assert "no column says the title and the due" in milepost("import", "e.csv").output
    assert "did you mean 'When'" in milepost("import", "e.csv", "--map", "due=Wen", "--map", "title=What").output
    assert "FIELD=COLUMN" in milepost("import", "e.csv", "--map", "due").output
    done = milepost("import", "e.csv", "--map", "due=When", "--map", "title=What", "--map", "key=Nr")
    assert (done.exit_code, items(project)) == (0, {"A1": {"title": "Beta", **BETA}})


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    + "<Project><Tasks><Task><Name>&b;</Name></Task></Tasks></Project>"
)


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        b"<Project><Tasks>",
        b"<html></html>",
        b"{}",
        b"[1]",
        b"[" * 100_000,
        b"",
        b"\0\1\2",
        b"PK\3\4nothing",
        b"a,b\n1,2\n",
    ],
)
def test_what_is_no_export(tmp_path: Path, data: bytes) -> None:
    """Said in words, and nothing of it is unfolded."""
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(UnusableError) as told:
        read_export(tmp_path / "x", {})
    assert str(told.value).startswith("x: ")


def test_a_mistake_in_the_plan_stops_it(project: Path) -> None:
    """Nothing is written beside what cannot be read."""
    (project / "content/milestones.yml").write_text("- id: beta\n  due: soon\n")
    (project / "e.csv").write_text(JIRA, newline="")
    done = milepost("import", "e.csv")
    assert done.exit_code == 1
    assert "content/milestones.yml:2:8" in done.output
    assert not (project / "content/milestones").exists()
