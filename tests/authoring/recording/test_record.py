"""A client's answer, taken over from a mail or from a form's rows: the words, and nothing of whoever wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

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
from waiting_client import NOW, entries, mail, record, write

MAILS = Path(__file__).with_name("mails")


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
    report = report_of_work(opened, NOW)
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


def test_a_mail_from_where_it_is_tomorrow(project: Path) -> None:
    """Who is ahead of our time zone has not said it in the future: it has the day it was there."""
    sent = f"{NOW + timedelta(hours=14):%a, %d %b %Y %H:%M:%S} +1400"
    (project.parent / "a.eml").write_bytes(mail("On Friday.", date=sent))
    assert record("a.eml", "--yes", "--role", "Head of sales").exit_code == 0
    assert str(entries(project)[0]["on"]) == str(NOW.date() + timedelta(days=1))


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


def test_a_mail_that_names_what_was_renamed(project: Path) -> None:
    """Its link was made before: what is recorded names the item as it is called now."""
    file = project / "commitments.yml"
    file.write_text(file.read_text().replace("- id: C-1", "- id: fares\n  was: C-1"))
    done = record(write(project, mail("Here they are.")), "--yes", "--role", "The desk")
    assert done.exit_code == 0, done.output
    assert entries(project)[-1]["affects"] == "fares"
