"""Mails of several programs, in two languages, and of somebody who means harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from budget import budget
from milepost.authoring.recording.answers import UnclearError
from milepost.authoring.recording.mails import read_mail
from milepost.authoring.recording.prefilled import answer_of, item_of
from milepost.cli import cli
from milepost.model.kinds.charter import Charter
from waiting_client import CHARTER, FARES, MAIL, entries, record

MAILS = Path(__file__).with_name("mails")
EXPECTED = {
    "outlook": FARES
    | MAIL
    | {
        "on": "2026-03-13",
        "raised_by": "Head of sales",
        "said": "die Tabelle kommt am Freitag – außer den Inseltarifen.\nDürfen wir „vorläufig“ darüberschreiben?",
    },
    "gmail": MAIL
    | {
        "affects": "decision:D-4",
        "title": "Which route comes first?",
        "on": "2026-03-12",
        "raised_by": "Steering group",
        "said": "The steering group has chosen the island route.\nWe need the tickets in \\*both\\* languages, though.",
    },
    "apple": FARES
    | MAIL
    | {
        "on": "2026-03-10",
        "raised_by": "Head of sales",
        "said": "Yes, by Friday. The island fares will follow one week later, because the harbour office has to agree "
        "first.\n- adults: ready\n- children: ready",
    },
    "html-only": FARES
    | MAIL
    | {
        "on": "2026-03-09",
        "raised_by": "Head of sales",
        "said": "The fares are final & signed \\<finally>; see item 3.\nNothing else is open.",
    },
    "plain": FARES | MAIL | {"on": "2026-03-09", "raised_by": "Head of sales", "said": "We send it on Friday."},
    "question": {
        "channel": "mail",
        "kind": "question",
        "on": "2026-03-10",
        "raised_by": "Head of sales",
        "said": "The date of the beta is in red: is it late?",
    },
}
CHINESE = {
    "qq": MAIL
    | {
        "affects": "C-1",
        "title": "寄送票价表",
        "on": "2026-03-13",
        "raised_by": "销售主管",
        "said": "票价表周五寄出。岛屿票价还要等港务局同意，\n(…)会再确认一次。",
    },
    "outlook-zh": {
        "channel": "mail",
        "affects": "D-4",
        "title": "哪条航线先做？",
        "on": "2026-03-12",
        "raised_by": "销售主管",
        "said": "同意，按岛屿航线先做。",
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_mails_of_several_programs(name: str, project: Path) -> None:
    """The words where the answer was to be written, or above; the day, the version, the role; once, and no more."""
    done = record(MAILS / f"{name}.eml", "--yes", "--role", "Head of sales")
    assert done.exit_code == 0, done.output
    assert entries(project) == [EXPECTED[name]]
    assert 'Next: milepost answer F-1 "…"' in done.output
    again = record(MAILS / f"{name}.eml", "--yes", "--role", "Head of sales")
    assert (again.exit_code, "stands there already" in again.output) == (0, True)
    assert entries(project) == [EXPECTED[name]]
    assert CliRunner().invoke(cli, ["check"]).exit_code == 0


@pytest.mark.parametrize("name", CHINESE)
def test_mails_in_chinese(name: str, project: Path) -> None:
    """In the encodings of programs there, declared as what they are or as something smaller."""
    (project / "project.yml").write_text(CHARTER.format(name="海港航线", language="zh"), "utf-8")
    (project / "milestones.yml").write_text("")
    for path, title in (("commitments.yml", "寄送票价表"), ("decisions.yml", "哪条航线先做？")):
        text = (project / path).read_text()
        (project / path).write_text(
            text.replace("Send the fare table", title).replace("Which route comes first?", title), "utf-8"
        )
    done = record(MAILS / f"{name}.eml", "--yes", "--role", "销售主管")
    assert done.exit_code == 0, done.output
    assert entries(project) == [CHINESE[name]]


HEAD = b"From: a <a@b.example>\nSubject: Harbour line: answer to C-1\nDate: Mon, 9 Mar 2026 12:00:00 +0000\n"
HTML, MULTIPART = b"Content-Type: text/html\n\n", b'Content-Type: multipart/mixed; boundary="b"\n\n'
MANY = 1 << 19
HOSTILE = {
    "ten megabytes of words": HEAD + b"\n" + b"hello world and more\n" * MANY,
    "one line of ten megabytes": HEAD + b"\n" + b"a" * (10 << 20),
    "a million parts": HEAD + MULTIPART + b"--b\n\nx\n" * 1_000_000,
    "as many parts as there may be": HEAD + MULTIPART + b"--b\n\nx\n" * 1_900,
    "parts in parts": HEAD
    + b"".join(b"Content-Type: multipart/x; boundary=%d\n\n--%d\n" % (n, n) for n in range(5000)),
    "half a million headers": b"X: y\n" * MANY + HEAD + b"\nhi",
    "a header without an end": b"Subject: " + b"=?utf-8?q?a?= " * MANY + b"\n\nhi",
    "brackets without an end": b"From: " + b"(a," * MANY + b"\n" + HEAD + b"\nhi",
    **{
        f"HTML of {text!r}": HEAD + HTML + (text * MANY)[: MANY - 1]
        for text in (b"<!", b"<a", b"<", b"<!--", b"</", b"<div>", b"<script>", b"<![CDATA[", b"<?", b"<a b='>", b"&")
    },
    **{
        f"lines of {text!r}": HEAD + b"\n" + (text * MANY)[: MANY - 1]
        for text in (b"On 1 wrote wrote 1@ wrote ", b"\n", b" ", b"> a\nb\n", b"From: a\n\n\nx\n", b"_", b"\\", b"a@a.")
    },
    **{
        f"in {charset!r}": HEAD + b"Content-Type: text/plain; charset=%b\n\nsch\xf6n \xe7" % charset
        for charset in (b"punycode", b"zlib", b"utf-16", b"us-ascii", b'"\0"', b"unicode_escape", b"utf-7", b"x" * 999)
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_stay_harmless(name: str) -> None:
    """Each is read or refused, in a few seconds of the processor's time at the very most."""
    charter, refused = Charter(name="Harbour line"), ""
    with budget(5):
        try:
            read = read_mail(HOSTILE[name])
            item_of(read, charter)
            assert len(answer_of(read, charter, "x").said) < 20_000
        except UnclearError as error:
            refused = str(error)
    assert len(refused) < 300
