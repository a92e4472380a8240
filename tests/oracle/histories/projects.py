"""What a project says before it is written, and how it is written: each item on a line of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FILES = {
    "milestone": ("milestones.yml", "milestones/later.yml", "milestones/2026.yml"),
    "commitment": ("commitments.yml", "commitments/client.yml"),
    "risk": ("risks.yml", "risks/suppliers.yml"),
    "problem": ("problems.yml", "problems/open.yml"),
    "decision": ("decisions.yml", "decisions/asked.yml"),
    "change": ("changes.yml", "changes/2026.yml"),
    "feedback": ("feedback.yml", "feedback/pulses.yml"),
    "budget": ("budget.yml",),
}

Item = dict[str, Any]


@dataclass
class Project:
    """What the content says, before it is written."""

    charter: Item
    items: dict[str, list[Item]]
    updates: dict[str, Item]
    lessons: dict[str, Item]
    meetings: dict[str, Item] = field(default_factory=dict)
    closing: Item | None = None
    broken: dict[str, str] = field(default_factory=dict)
    notebook: str | None = None


def written(project: Project) -> dict[str, str]:
    """Every file of the project as text."""
    files = {"project.yml": json_lines(project.charter), "milestones.yml": "[]\n"}
    for kind, items in project.items.items():
        for name in FILES[kind]:
            rows = [{key: value for key, value in i.items() if key != "file"} for i in items if i["file"] == name]
            if rows:
                files[name] = "".join(f"- {json_flow(row)}\n" for row in rows)
    for folder, pages in (("updates", project.updates), ("lessons", project.lessons), ("meetings", project.meetings)):
        for name, page in pages.items():
            matter = {key: value for key, value in page.items() if key != "body"}
            files[f"{folder}/{name}.md"] = f"---\n{json_lines(matter)}---\n{page['body']}\n"
    if project.closing:
        matter = {key: value for key, value in project.closing.items() if key != "body"}
        files["closing.md"] = f"---\n{json_lines(matter)}---\n{project.closing['body']}\n"
    if project.notebook:
        files["notebook.md"] = f"{project.notebook}\n"
    for name, how in project.broken.items():
        if name in files:
            files[name] = BREAKS[how](files[name])
    return files


BREAKS = {
    "bracket": lambda text: text.replace("\n", "\nreason: [never closed\n", 1),
    "key": lambda text: text.replace("due:", "dew:").replace("status:", "state:").replace("name:", "nom:"),
    "date": lambda text: text.replace("due: 20", "due: early 20"),
    "twice": lambda text: text + text if text.startswith("- ") else text,
    "missing": lambda text: text.replace("title:", "tytle:").replace("promise:", "promize:"),
    "zone": lambda text: (
        text + "timezone: Mars/Olympus\n" if text.startswith("name") and "timezone" not in text else text
    ),
}


def json_flow(value: Any) -> str:
    """A value in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {json_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(json_flow(inner) for inner in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def json_lines(mapping: Item) -> str:
    """A mapping, a key a line."""
    return "".join(f"{key}: {json_flow(value)}\n" for key, value in mapping.items())
