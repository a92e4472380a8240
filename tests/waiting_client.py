"""A project that waits for its client's answer, and what `record` makes of one."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from milepost.cli import cli
from milepost.source.yaml.located_yaml import parse_yaml

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
CHARTER = (
    "name: {name}\nlanguage: {language}\nclient: Harbour Ferries\n"
    "contacts:\n  - {{name: The desk, role: Steering group, side: client, email: mei.lin@ferries.example}}\n"
)
FILES = {
    "project.yml": CHARTER.format(name="Harbour line", language="en"),
    "commitments.yml": "- id: C-1\n  promise: Send the fare table\n  from: client\n  due: 2026-03-13\n",
    "decisions.yml": "- id: D-4\n  title: Which route comes first?\n  from: client\n",
    "milestones.yml": "- {id: beta, title: Beta, due: 2026-04-13}\n- {id: D-4, title: Routes, due: 2026-04-14}\n",
    "feedback.yml": "- id: pulse   # asked by mail\n  title: How satisfied are you?\n  asked: 2026-03-02\n",
}
FARES = {"affects": "C-1", "title": "Send the fare table"}
MAIL = {"channel": "mail", "version": "2026-03-06"}


def record(*words: object) -> Result:
    """What the command says, and its exit code."""
    return CliRunner().invoke(cli, ["record", *map(str, words)])


def entries(content: Path) -> list[dict[str, Any]]:
    """The entries of the register but the one that was there before, without their ids."""
    listed: Any = parse_yaml((content / "feedback.yml").read_text("utf-8"), "").value
    return [{key: value for key, value in entry.items() if key != "id"} for entry in listed if entry["id"] != "pulse"]


def mail(body: str, subject: str = "Harbour line: answer to C-1", **headers: str) -> bytes:
    """A mail of plain text."""
    message = EmailMessage()
    message["From"], message["Subject"] = headers.pop("sender", "Sam Okoro <sam@ferries.example>"), subject
    message["Date"] = headers.pop("date", "Mon, 9 Mar 2026 12:00:00 +0000")
    message.set_content(body)
    return message.as_bytes()


def write(project: Path, data: bytes) -> Path:
    """A mail as a file."""
    file = project.parent / "answer.eml"
    file.write_bytes(data)
    return file
