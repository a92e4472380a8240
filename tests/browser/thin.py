"""Projects whose data is thin, or thick: what the overview has to look well with besides the demo's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from repository_builder import RepositoryBuilder

_CONFIGURATION = (
    "site_name: Harbour line\nsite_url: https://status.example.org/\ndocs_dir: content\n"
    "theme: {name: material}\nplugins: [search, milepost]\n"
)
_CHARTER = """\
name: Harbour line
client: Harbour Ferries
vendor: Northlight Studio
summary: Passengers buy, change and refund tickets on any phone by summer.
start: 2026-02-02
"""
_GOALS = """\
goals:
- goal: Half of all tickets are bought on a phone
  measure: The weekly count of all tickets sold
  result: 54% in the last week of June
- Refunds take one minute
"""
_PHASES = "phases: [{id: design, title: Design}, {id: build, title: Build}, {id: launch, title: Launch}]\n"
_PLAN = """\
- {id: kickoff, title: Kick-off, phase: design, due: 2026-02-02, done: 2026-02-02, owner: Project office}
- {id: signoff, title: Design signed off, phase: design, start: 2026-02-03, due: 2026-02-27, owner: Design lead}
- {id: beta, title: The beta is open, phase: build, start: 2026-03-02, due: 2026-05-15, owner: Shop team}
- {id: live, title: Go-live on all routes, phase: launch, due: 2026-06-26, owner: Project office}
"""
_PROMISES = """\
- {id: C-1, promise: Show the click dummy to ten passengers, due: 2026-02-20, owner: Design lead}
- id: C-2
  promise: Name the piers of the pilot
  from: client
  due: 2026-02-13
  owner: Head of operations
  note: Without them the visits to the piers cannot be planned.
"""
# A title of exactly 120 characters.
LONG = (
    "All ticket machines on North Quay, Mill Pier and South Harbour are replaced, "
    "connected, tested and shown to all the crew"
)


def _one_week(project: RepositoryBuilder) -> None:
    update = "---\nstatus: green\nheadline: The project has begun and both sides know the plan\n---\nEverybody met.\n"
    _begin(project, on="2026-02-02")
    project.commit({"content/updates/2026-02-06.md": update}, on="2026-02-06")


def _no_updates(project: RepositoryBuilder) -> None:
    _begin(project, on="2026-02-03")


def _nothing(project: RepositoryBuilder) -> None:
    _write(project, "name: Harbour line\n", "", on="2026-02-02")


def _nothing_late(project: RepositoryBuilder) -> None:
    _begin(project, on="2026-02-02")
    for number, day in enumerate(_fridays(date(2026, 2, 6), 6), 1):
        update = f"---\nstatus: green\nheadline: Week {number} went as planned\n---\nAll of it on its day.\n"
        files = {f"content/updates/{day}.md": update}
        if day == date(2026, 2, 13):
            files["content/commitments.yml"] = _PROMISES.replace(
                "due: 2026-02-13", "due: 2026-02-13\n  kept: 2026-02-12"
            ).replace("due: 2026-02-20,", "due: 2026-02-20, kept: 2026-02-13,")
        if day == date(2026, 2, 27):
            files["content/milestones.yml"] = _PLAN.replace("due: 2026-02-27,", "due: 2026-02-27, done: 2026-02-27,")
        project.commit(files, on=str(day))


def _everything_late(project: RepositoryBuilder) -> None:
    plan = "".join(
        f"- {{id: m-{n}, title: Stage {n} is handed over, phase: {phase}, start: 2026-02-{n + 2:02}, "
        f"due: 2026-02-{n + 9:02}, owner: Shop team}}\n"
        for n, phase in enumerate(["design"] * 3 + ["build"] * 3 + ["launch"] * 3, 1)
    )
    promises = "".join(
        f"- {{id: C-{n}, promise: Answer to question {n} of the shop team, from: client, due: 2026-02-{n + 9:02}, "
        f"owner: Head of sales, note: Without it stage {n} waits.}}\n- {{id: V-{n}, promise: Proposal {n} is sent, "
        f"due: 2026-02-{n + 7:02}}}\n"
        for n in range(1, 10)
    )
    _write(project, _CHARTER + _PHASES, plan, promises, on="2026-02-02")
    for day in _fridays(date(2026, 2, 6), 6):
        update = (
            f"---\nstatus: red\nheadline: On {day:%d %B} nothing is where it was promised to be\n---\nWe are sorry.\n"
        )
        project.commit({f"content/updates/{day}.md": update}, on=str(day))
        if day == date(2026, 2, 27):
            project.commit(
                {"content/milestones.yml": plan.replace("due: 2026-02-1", "due: 2026-03-1")}, on="2026-03-02"
            )


def _large(project: RepositoryBuilder) -> None:
    names = ("Discovery", "Concept", "Design", "Build", "Data migration", "Pilot", "Launch", "Aftercare")
    phases = "phases:\n" + "".join(f"- {{id: p-{n}, title: {name}}}\n" for n, name in enumerate(names))
    begin = date(2026, 1, 5)
    plan = ""
    for n in range(60):
        start = begin + timedelta(days=6 * n)
        due = start + timedelta(days=5 + 7 * (n % 5))
        done = f", done: {due}" if due < date(2026, 5, 29) and n % 7 else ""
        bar = f"start: {start}, " if n % 3 else ""
        phase = n * 8 // 60
        plan += f"- {{id: m-{n}, title: {names[phase]} step {n + 1}, phase: p-{phase}, {bar}due: {due}{done}}}\n"
    _write(project, _CHARTER.replace("2026-02-02", "2026-01-05") + phases, plan, _PROMISES, on="2026-01-05")
    for day in _fridays(date(2026, 5, 1), 5):
        update = f"---\nstatus: amber\nheadline: Sixty steps in eight phases, seen on {day:%d %B}\n---\nOn we go.\n"
        project.commit({f"content/updates/{day}.md": update}, on=str(day))


def _long_titles(project: RepositoryBuilder) -> None:
    charter = _CHARTER.replace("Harbour line", LONG).replace("Harbour Ferries", LONG).replace("Northlight Studio", LONG)
    charter += (
        f"phases: [{{id: design, title: '{LONG}'}}, {{id: build, title: '{LONG}'}}, {{id: launch, title: '{LONG}'}}]\n"
    )
    plan = _PLAN
    for title in (
        "Kick-off",
        "Design signed off",
        "The beta is open",
        "Go-live on all routes",
        "Design lead",
        "Shop team",
    ):
        plan = plan.replace(title, f"'{LONG}'")
    promises = _PROMISES
    for words in ("Show the click dummy to ten passengers", "Name the piers of the pilot", "Head of operations"):
        promises = promises.replace(words, f"'{LONG}'")
    _write(project, charter, plan, promises, on="2026-02-02")
    update = f"---\nstatus: amber\nheadline: '{LONG}'\nauthor: '{LONG}'\n---\n{LONG}\n"
    project.commit({"content/updates/2026-02-06.md": update}, on="2026-02-06")
    moved = plan.replace("due: 2026-06-26", "due: 2026-07-24").replace("due: 2026-05-15", "due: 2026-06-12")
    project.commit({"content/milestones.yml": moved}, on="2026-02-19")
    project.commit({"content/updates/2026-02-20.md": update}, on="2026-02-20")


def _chinese(project: RepositoryBuilder) -> None:
    charter = """\
name: 港口售票系统升级
client: 海港轮渡公司
vendor: 北光工作室
summary: 到夏天，乘客可以用任何手机购票、改签和退票。
language: zh
timezone: Asia/Shanghai
start: 2026-02-02
phases: [{id: design, title: 设计}, {id: build, title: 开发}, {id: launch, title: 上线}]
"""
    plan = """\
- {id: kickoff, title: 项目启动会, phase: design, due: 2026-02-02, done: 2026-02-02, owner: 项目办公室}
- {id: signoff, title: 设计方案签字确认, phase: design, start: 2026-02-03, due: 2026-02-27, owner: 设计负责人}
- {id: beta, title: 测试版对两百名乘客开放, phase: build, start: 2026-03-02, due: 2026-05-15, owner: 售票团队}
- {id: live, title: 全部航线正式上线, phase: launch, due: 2026-06-26, owner: 项目办公室}
"""
    promises = """\
- {id: C-1, promise: 向十名乘客演示可点击的原型, due: 2026-02-20, owner: 设计负责人}
- id: C-2
  promise: 确定参加试点的码头名单
  from: client
  due: 2026-02-24
  owner: 运营主管
  note: 没有名单就无法安排现场勘查。
"""
    project.write({"mkdocs.yml": _CONFIGURATION.replace("Harbour line", "港口售票系统升级")})
    _write(project, charter, plan, promises, on="2026-02-02", by="项目办公室")
    words = (
        ("green", "项目按计划启动，双方已确认时间表"),
        ("green", "原型已完成一半"),
        ("amber", "上线日期推迟两周，原因是港务局要求第二次评审"),
    )
    for day, (status, headline) in zip(_fridays(date(2026, 2, 6), 3), words, strict=True):
        files = {
            f"content/updates/{day}.md": f"---\nstatus: {status}\nheadline: {headline}\nauthor: 项目办公室\n---\n"
            "本周完成了码头访谈。[正式上线](milestone:live)的日期见计划。\n\n## 已完成\n\n- 访谈了九个码头的工作人员\n"
        }
        if status == "amber":
            files["content/milestones.yml"] = plan.replace(
                "due: 2026-06-26", "due: 2026-07-10, reason: 港务局要求第二次评审"
            )
            lesson = (
                "---\ntitle: 先问清楚供应商的接口限额\ndate: 2026-02-20\ntags: [供应商]\n---\n我们事后才知道限额。\n"
            )
            files["content/lessons/limits.md"] = lesson
        project.commit(files, on=str(day), by="项目办公室")


def _finished(project: RepositoryBuilder) -> None:
    """All is reached, a part of it late, and one promise was withdrawn."""
    charter = _CHARTER + _PHASES + _GOALS
    _write(project, charter, _PLAN, _PROMISES, on="2026-02-02")
    update = "---\nstatus: {}\nheadline: {}\n---\n{}\n"
    went = update.format("amber", "Go-live comes a week later", "The rest holds.")
    project.commit({"content/updates/2026-02-06.md": went}, on="2026-02-06")
    plan = re.sub(r"due: (\d{4}-\d\d-\d\d)(?!, done)", r"due: \1, done: \1", _PLAN)
    plan = plan.replace("done: 2026-06-26", "done: 2026-07-03")
    promises = _PROMISES.replace("due: 2026-02-20", "due: 2026-02-20, kept: 2026-02-20")
    promises = promises.replace("due: 2026-02-13", "due: 2026-02-13\n  withdrawn: {on: 2026-02-20}")
    lesson = "---\ntitle: Plan two rounds\ndate: 2026-06-30\ntags: [plan]\n---\nOne is not enough.\n"
    over = update.format("green", "The ferries sell their tickets", "Half of all tickets are bought on a phone.")
    files = {"content/milestones.yml": plan, "content/commitments.yml": promises, "content/lessons/rounds.md": lesson}
    project.commit({**files, "content/updates/2026-07-03.md": over}, on="2026-07-03")


def _closed(project: RepositoryBuilder) -> None:
    """The same with a closing report that was changed after it was accepted; a promise and a risk are still open."""
    _finished(project)
    promises = (project.path / "content/commitments.yml").read_text(encoding="utf-8")
    late = "- {id: C-3, promise: Hand over the manuals, due: 2026-07-10, owner: Project office}\n"
    impact = "impact: {days: 7, cost: '4,800 EUR'}, decided: {on: 2026-05-02, outcome: approved, by: Steering group}"
    registers = {
        "risks": "- {id: R-1, title: The supplier is late, closed: {on: 2026-05-01, because: occurred, problem: P-1}}\n"
        "- {id: R-2, title: A storm closes the piers, owner: Head of operations}\n",
        "problems": "- {id: P-1, title: Card payments are refused, severity: high}\n",
        "changes": f"- {{id: CR-1, title: A second review by the harbour authority, {impact}}}\n",
        "feedback": "- {id: F-1, on: 2026-06-30, phase: launch, rating: 4, said: Good that you were on the piers.}\n",
    }
    project.commit({"content/risks.yml": "- {id: R-1, title: The supplier is late}\n"}, on="2026-04-01")
    files = {f"content/{name}.yml": text for name, text in registers.items()}
    project.commit({"content/commitments.yml": promises + late, **files}, on="2026-07-06")
    said = (
        "---\ntitle: The ferries sell their tickets on their own\non: 2026-07-06\n"
        "accepted: {on: 2026-07-06, by: Steering group}\n---\n"
        "## What was achieved\n\nHalf of all tickets are bought on a phone.\n\n## What was not achieved\n\n"
        "[Go-live](milestone:live) came a week later.\n\n## Thanks and what follows\n\nCall the shop team.\n"
    )
    project.commit({"content/closing.md": said}, on="2026-07-06")
    project.commit({"content/closing.md": said.replace("the shop team", "Harbour Ferries")}, on="2026-07-08")


THIN: dict[str, Callable[[RepositoryBuilder], None]] = {
    "one-week": _one_week,
    "no-updates": _no_updates,
    "nothing": _nothing,
    "nothing-late": _nothing_late,
    "everything-late": _everything_late,
    "large": _large,
    "long-titles": _long_titles,
    "chinese": _chinese,
    "finished": _finished,
    "closed": _closed,
}


def write_thin(name: str, folder: Path) -> Path:
    """Write one of the projects into a folder."""
    THIN[name](RepositoryBuilder(folder))
    return folder


def _begin(project: RepositoryBuilder, on: str) -> None:
    _write(project, _CHARTER + _PHASES, _PLAN, _PROMISES, on=on)


def _write(
    project: RepositoryBuilder, charter: str, plan: str, promises: str = "", *, on: str, by: str = "Project office"
) -> None:
    files = {"content/project.yml": charter, "content/milestones.yml": plan}
    if not (project.path / "mkdocs.yml").exists():
        files["mkdocs.yml"] = _CONFIGURATION
    if promises:
        files["content/commitments.yml"] = promises
    project.commit(files, on=on, by=by)


def _fridays(first: date, number: int) -> list[date]:
    return [first + timedelta(days=7 * n) for n in range(number)]
