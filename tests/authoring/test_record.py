"""A client's answer, taken over from a mail or from a form's rows: the words, and nothing of whoever wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from budget import budget
from milepost.authoring.recording.answers import UnclearError
from milepost.authoring.recording.mails import read_mail
from milepost.authoring.recording.prefilled import answer_of, item_of
from milepost.cli import cli
from milepost.model.kinds.charter import Charter, FeedbackRoute
from milepost.project.opening import plain_project
from milepost.project.work import report_of_work
from milepost.render.answers import Answers
from milepost.render.words.words import Words
from milepost.source.yaml.located_yaml import parse_yaml
from repository_builder import RepositoryBuilder

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
MAILS = Path(__file__).with_name("mails")
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


@pytest.fixture
def project(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that waits for its client."""
    builder.commit({f"content/{path}": text for path, text in FILES.items()}, on="2026-03-02")
    monkeypatch.chdir(builder.path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    return builder.path / "content"


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


def test_no_person_is_written(project: Path) -> None:
    """Neither a name nor an address of those who wrote and got a mail, wherever in it they stand."""
    people = (
        "Schäfer",
        "Jörg",
        "Weber",
        "Ines",
        "Mei Lin",
        "Tom",
        "Ana",
        "Sam",
        "Okoro",
        "@",
        "+49",
        "李娜",
        "Harding",
    )
    for file in sorted(MAILS.glob("*.eml")):
        record(file, "--yes", "--role", "Head of sales", "--about", "C-1")
    written = (project / "feedback.yml").read_text("utf-8")
    assert len(entries(project)) == len([*MAILS.glob("*.eml")])
    assert [who for who in people if who in written] == []
    (project.parent / "a.eml").write_bytes(
        mail("Sam and tom@ferries.example agree, +49 40 123456-7 knows more. Ask Harbour Ferries on 2026-03-06.")
    )
    done = record("a.eml", "--yes", "--role", "The desk")
    assert "Left out: 3 addresses and names of people" in done.output
    said = entries(project)[-1]["said"]
    assert said == "(…) and (…) agree, (…) knows more. Ask Harbour Ferries on 2026-03-06."


def test_the_mail_that_answer_prefills(project: Path) -> None:
    """What the site's own link makes is read again: whatever is typed into it, in both languages and nothing else."""
    opened = plain_project(None)
    assert opened is not None
    report = report_of_work(opened, NOW, NOW)
    ask = next(fact for fact in report.commitments if fact.item.id == "C-1")
    route = FeedbackRoute(email="office@pear.example")
    report = replace(report, charter=report.charter.model_copy(update={"feedback": route}))
    for language in ("en", "zh"):
        answers = Answers(report, Words.of(language), "https://status.example.org/")
        href = answers.href(ask)
        assert href is not None
        fields = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
        mark = Words.of(language)("Our answer:")
        body = fields["body"].replace("\r\n", "\n").replace(f"{mark}\n", f"{mark}\nOn Friday.\n")
        read = read_mail(mail(body, fields["subject"]))
        assert item_of(read, report.charter) == "C-1"
        assert answer_of(read, report.charter, "Send the fare table").said == "On Friday."
        untouched = read_mail(mail(fields["body"], fields["subject"]))
        with pytest.raises(UnclearError, match="nothing is answered"):
            answer_of(untouched, report.charter, "Send the fare table")


@pytest.mark.parametrize(
    ("subject", "mark", "version"),
    [
        ("{}: answer to C-1", "Our answer:", "Version 2026-03-06, receipt sha256:0123"),
        ("{}：对 C-1 的答复", "我们的答复：", "版本 2026-03-06，凭证 sha256:0123"),
        ("{}：对 C-1 的答复", "我们的答复：", "版本 2026-03-06，凭据 sha256:0123"),
    ],
)
def test_what_was_once_prefilled_is_read_for_ever(subject: str, mark: str, version: str) -> None:
    """Sites that were built before send their mails still: who mends a translation adds what it was to the reader."""
    charter = Charter(name="Harbour line")
    body = f"Send the fare table\n\n{mark}\n\nOn Friday.\n\n-- \nhttps://status.example.org/\n{version}\n"
    read = read_mail(mail(body, subject.format(charter.name)))
    assert item_of(read, charter) == "C-1"
    answer = answer_of(read, charter, "Send the fare table")
    assert (answer.said, answer.version) == ("On Friday.", "2026-03-06")


@pytest.mark.parametrize("name", ["D-9", "closing"])
def test_what_is_said_of_something_internal_is_internal(name: str, project: Path) -> None:
    """A mail may come from a page of the past: neither its title nor the words go out by the register."""
    (project / "decisions.yml").write_text("- {id: D-9, title: The takeover, visibility: internal}\n")
    (project / "closing.md").write_text("---\non: 2026-03-13\ntitle: The takeover\nvisibility: internal\n---\nDone.\n")
    (project.parent / "a.eml").write_bytes(mail("We know.", f"Harbour line: answer to {name}"))
    done = record("a.eml", "--yes", "--role", "Head of sales")
    assert "is internal, and so is what is said of it" in done.output
    assert [entry["visibility"] for entry in entries(project)] == ["internal"]
    assert "takeover" not in CliRunner().invoke(cli, ["changelog", "--uncommitted"]).output


def test_marks_that_are_no_text_are_left_out(project: Path) -> None:
    """As mail programs send them: line ends of other kinds, marks that turn what follows, what cannot be seen."""
    (project.parent / "a.eml").write_bytes(mail("On\u2028Friday,\x85not \u202eMonday\ufeff\x07.\n"))
    assert record("a.eml", "--yes", "--role", "Head of sales").exit_code == 0
    assert [entry["said"] for entry in entries(project)] == ["On\nFriday,\nnot Monday."]
    assert "stands there already" in record("a.eml", "--yes", "--role", "Head of sales").output
    assert CliRunner().invoke(cli, ["check"]).exit_code == 0


def test_what_was_asked_is_answered_in_its_place(project: Path) -> None:
    """The entry by which we asked takes the answer, and a second one is refused."""
    (project.parent / "a.eml").write_bytes(mail("Very.", "Re: Harbour line: answer to pulse"))
    assert record("a.eml", "--yes", "--role", "Head of sales").exit_code == 0
    assert (project / "feedback.yml").read_text() == (
        "- id: pulse   # asked by mail\n  title: How satisfied are you?\n  asked: 2026-03-02\n  on: 2026-03-09\n"
        "  raised_by: Head of sales\n  channel: mail\n  said: Very.\n"
    )
    (project.parent / "b.eml").write_bytes(mail("Not at all.", "Re: Harbour line: answer to pulse"))
    refused = record("b.eml", "--yes", "--role", "Head of sales")
    assert "b.eml: pulse has been said already (--about none" in refused.output


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is no mail"),
        (b"id,answer\n1,2\n", "is no mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Outlook’s own format"),
        (mail("On Friday.", "Re: tickets"), "the subject 'Re: tickets' names no item (--about ID"),
        (mail("On Friday.", "Other line: answer to C-1"), "names 'Other line', and this project is 'Harbour line'"),
        (mail("On Friday.", "Harbour line: answer to C-11"), "did you mean 'C-1'?"),
        (
            mail("On Friday.", "Harbour line: answer to D-4"),
            "names more than one item (write decision:D-4 or milestone:D-4)",
        ),
        (mail("On Friday.", date="yesterday"), "nothing says on which day it was said (--on DATE)"),
        (mail("On Friday.", date="Mon, 16 Mar 2026 12:00:00 +0000"), "it was said on 2026-03-16, which lies ahead"),
        (mail("> On Friday."), "nothing is answered in it that is not quoted"),
        (mail("Yes. " * 3_000), "is too long for an answer"),
    ],
)
def test_what_is_not_clear_is_refused(data: bytes, told: str, project: Path) -> None:
    """With the file, the reason and the remedy, in two lines at most; nothing is written."""
    (project.parent / "a.eml").write_bytes(data)
    before = (project / "feedback.yml").read_bytes()
    refused = record("a.eml", "--yes", "--role", "Head of sales")
    assert (refused.exit_code, told in refused.output) == (1, True), refused.output
    assert len(refused.output.splitlines()) <= 2
    assert (project / "feedback.yml").read_bytes() == before


def test_the_role_is_asked_or_given(project: Path) -> None:
    """A role and no address; without a terminal it is an option; the role of a contact is known by its address."""
    (project.parent / "a.eml").write_bytes(mail("On Friday."))
    assert "--role is missing" in record("a.eml", "--yes").output
    assert "is no role" in record("a.eml", "--yes", "--role", "sam@ferries.example").output
    (project.parent / "a.eml").write_bytes(mail("On Friday.", sender="Mei Lin <Mei.Lin@ferries.example>"))
    assert record("a.eml", "--yes").exit_code == 0
    assert entries(project)[0]["raised_by"] == "Steering group"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# nothing yet\r\n",
        "\ufeff- {id: F-9, said: 'x'}\r\n",
        "- id: F-9\n  said: >\n    folded\n\n\n# the end",
    ],
)
def test_the_file_stays_as_it_is(before: str, project: Path) -> None:
    """Comments, line ends, a byte order mark; a dry run shows and writes nothing; no id is used twice."""
    (project / "feedback.yml").write_bytes(before.encode())
    (project.parent / "a.eml").write_bytes(mail("On Friday.\n\nIn June # perhaps: two."))
    dry = record("a.eml", "--role", "Head of sales", "--dry-run")
    assert (dry.exit_code, (project / "feedback.yml").read_bytes()) == (0, before.encode())
    assert "+  said: |-" in dry.output
    assert record("a.eml", "--role", "Head of sales", "--yes").exit_code == 0
    after = (project / "feedback.yml").read_bytes().decode()
    assert after.startswith(before)
    assert after.count("id: F-") == before.count("id: F-") + 1
    assert after.count("\r\n") in {0, after.count("\n")}
    read: Any = parse_yaml(after.removeprefix("\ufeff"), "").value
    assert read[-1]["said"] == "On Friday.\n\nIn June # perhaps: two."


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


def test_words_are_no_markup(project: Path) -> None:
    """What looks like Markdown, HTML or a link to an item is shown as it was typed; lists stay lists."""
    words = "<commitment:C-99> [x](javascript:y) ![](http://x/y.png) *a* _b_ `c` ~~d~~ &lt; | a_b"
    (project.parent / "a.eml").write_bytes(mail(f"Yes.\n{words}\n# e\n---\n- g\n1. h"))
    assert record("a.eml", "--yes", "--role", "Head of sales").exit_code == 0
    assert entries(project)[0]["said"] == (
        "Yes.\n\\<commitment\\:C-99> \\[x\\](javascript:y) !\\[\\](http://x/y.png) \\*a\\* \\_b\\_ \\`c\\` "
        "\\~\\~d\\~\\~ \\&lt; \\| a_b\n\\# e\n\\---\n- g\n1. h"
    )
    checked = CliRunner().invoke(cli, ["check"])
    assert (checked.exit_code, "C-99" in checked.output) == (0, False), checked.output


@pytest.mark.parametrize("words", ["Seen and agreed.", "Agreed!", "已阅，同意。"])
def test_that_it_is_seen_and_agreed_is_known_as_that(words: str, project: Path) -> None:
    """Where a mail says no word more: then nothing is to be answered."""
    done = record(
        write(project, mail(f"Send the fare table\n\nOur answer:\n\n{words}\n")), "--yes", "--role", "Head of sales"
    )
    assert done.exit_code == 0, done.output
    (entry,) = entries(project)
    assert (entry["kind"], entry["affects"], entry["raised_by"]) == ("agreement", "C-1", "Head of sales")
    assert "Next: milepost check" in done.output
    assert CliRunner().invoke(cli, ["check"]).exit_code == 0


def test_who_agrees_with_a_but_is_to_be_answered(project: Path) -> None:
    """A word more, and it is what it was: something that the client said."""
    record(write(project, mail("Our answer:\n\nAgreed, but not before June.\n")), "--yes", "--role", "Head of sales")
    assert "kind" not in entries(project)[0]


def test_an_answer_to_the_closing_report(project: Path) -> None:
    """The mail that its page prefills: without the title and the words that were there before."""
    (project / "closing.md").write_text("---\ntitle: Half of all tickets\non: 2026-03-06\n---\n", "utf-8")
    body = "Half of all tickets\n\nWe accept it, or reject it because:\n\nThe steering group accepts it.\n"
    data = mail(body, "Harbour line: answer to closing")
    done = record(write(project, data), "--yes", "--role", "Head of sales")
    assert done.exit_code == 0, done.output
    (entry,) = entries(project)
    assert (entry["affects"], entry["said"]) == ("closing:closing", "The steering group accepts it.")
    assert "title" not in entry
    assert "error" not in CliRunner().invoke(cli, ["check"]).output


def write(project: Path, data: bytes) -> Path:
    """A mail as a file."""
    file = project.parent / "answer.eml"
    file.write_bytes(data)
    return file
