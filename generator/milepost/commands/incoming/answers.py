"""The command that takes over what a client has answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from milepost.commands.completing import ids
from milepost.commands.incoming.exports import fields_mapped, tell_unusable
from milepost.commands.incoming.receipts import checked_by_receipt
from milepost.commands.options import content_here, today_here
from milepost.commands.printing import counted
from milepost.commands.showing import Carefully, careful, is_asking, write_shown
from milepost.commands.writing.editing import typed_day
from milepost.commands.writing.new_items import known_ids, report_now
from milepost.errors import SiteError
from milepost.frozen import dataclass

if TYPE_CHECKING:
    from milepost.authoring.recording.answers import Answer
    from milepost.authoring.recording.entries import Recording
    from milepost.model.kinds.charter import Charter


@click.command()
@careful
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--role", metavar="ROLE", help="Who said it, as a role and never a name; asked for on a terminal.")
@click.option(
    "--about",
    metavar="ID",
    help="What it answers (default: by the subject; `none`: nothing).",
    shell_complete=ids(),
)
@click.option("--on", "day", metavar="DATE", help="The day it was said (default: of the mail or the row).")
@click.option("--map", "mapped", metavar="FIELD=COLUMN", multiple=True, help="Which column says what, as said=Remarks.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How to read 6/3/2026 in a form’s rows.")
def record(file: Path, role: str | None, about: str | None, how: Carefully, **given: Any) -> None:
    """Take a client’s answer over into feedback.yml: a mail (.eml), or what a form exports (.csv).

    The mail is the one that *Answer* on the site prefills, or a reply to it. What it quotes, greetings and signatures
    are left out; addresses and names of people are never written. A receipt in it is checked with the versions that
    were published.

    \b
    milepost record answer.eml --role "Head of sales"
    milepost record answers.csv --map said=Remarks --dry-run
    """
    from milepost.authoring.importing.rows import UnusableError
    from milepost.authoring.recording.answers import UnclearError
    from milepost.authoring.recording.entries import Recording

    asked = _Asked(
        file,
        _role(role) if role is not None else None,
        about,
        typed_day(given["day"], "--on", how.config_file, past=True) if given["day"] else None,
        today_here(how.config_file),
    )
    charter, content, known = _project(how.config_file)
    recording = Recording(content, known)
    try:
        if file.suffix.casefold() in {".csv", ".tsv", ".xlsx"}:
            _record_rows(recording, charter, asked, (fields_mapped(given["mapped"]), given["dates"] or ""))
        else:
            _record_mail(recording, charter, asked, how)
    except (UnclearError, UnusableError) as error:
        raise SiteError(f"{file.name}: {error}") from error
    if not recording.drafts:
        click.echo("Nothing is to be written.")
    elif write_shown(recording.drafts, how):
        waiting = next(iter(recording.to_answer), None)
        then = f'milepost answer {waiting} "…"' if waiting else "milepost check"
        click.echo(f"Recorded {', '.join(recording.ids[:5])}. Next: {then}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was said on the command line of a file, and the day it is."""

    file: Path
    role: str | None
    about: str | None
    on: date | None
    today: date


def _record_mail(recording: Recording, charter: Charter, asked: _Asked, how: Carefully) -> None:
    from milepost.authoring.recording.entries import find_about
    from milepost.authoring.recording.mails import read_mail
    from milepost.authoring.recording.prefilled import answer_of, item_of, page_of

    mail = read_mail(_bytes(asked.file))
    name = asked.about if asked.about is not None else item_of(mail, charter)
    about = find_about(recording.content, name, page_of(mail))
    answer = _complete(answer_of(mail, charter, about.title if about else ""), asked)
    answer = checked_by_receipt(answer, how.config_file)
    if recording.add(answer, about) is None:
        click.echo("It stands there already.", err=True)
    elif about and not about.is_public:
        click.echo(f"{about.name} is internal, and so is what is said of it.", err=True)
    _tell_left_out(answer.left_out)


def _record_rows(recording: Recording, charter: Charter, asked: _Asked, reading: tuple[dict[str, str], str]) -> None:
    from milepost.authoring.importing.rows import Unusable
    from milepost.authoring.importing.tables import read_csv, read_sheet
    from milepost.authoring.items.finding import UnknownItemError
    from milepost.authoring.recording.answers import UnclearError
    from milepost.authoring.recording.entries import find_about
    from milepost.authoring.recording.forms import answers_of

    data = _bytes(asked.file)
    answers, unusable = answers_of(read_sheet(data) if data.startswith(b"PK") else read_csv(data), *reading, charter)
    if asked.role is None and any(answer.role is None for _, answer in answers):
        asked = replace(asked, role=_asked_role())
    there = left_out = 0
    for number, answer in answers:
        try:
            name = asked.about if asked.about is not None else answer.about
            there += recording.add(_complete(answer, asked), find_about(recording.content, name)) is None
            left_out += answer.left_out
        except (UnclearError, UnknownItemError) as error:
            unusable.append(Unusable(number, "answer", str(error)))
    if there:
        click.echo(f"Recorded before: {counted(there, 'row')}", err=True)
    tell_unusable(sorted(unusable, key=lambda row: row.number))
    _tell_left_out(left_out)


def _complete(answer: Answer, asked: _Asked) -> Answer:
    """An answer with what was said of it on the command line, and with a role.

    What comes from elsewhere has the day it was there, which may be tomorrow here.
    """
    from milepost.authoring.recording.answers import UnclearError

    on = asked.on or answer.on
    if on is None:
        raise UnclearError("nothing says on which day it was said (--on DATE)")
    if on > asked.today + timedelta(days=1):
        raise UnclearError(f"it was said on {on}, which lies ahead (--on DATE says the day)")
    return replace(answer, on=on, role=answer.role or asked.role or _asked_role())


def _asked_role() -> str:
    """The role that whoever sits at a terminal names."""
    if not is_asking():
        raise click.UsageError("--role is missing: who said it, as a role and never a name")
    return _role(str(click.prompt("Who said it? (a role, no name)", err=True)))


def _role(words: str) -> str:
    if "@" in words or not words.strip():
        raise click.BadParameter(f"{words!r} is no role (such as Head of sales)", param_hint="--role")
    return words.strip()


def _project(config_file: Path | None) -> tuple[Charter, Path, set[str]]:
    """The charter, the content folder, and every id that feedback has or had."""
    from milepost.authoring.items.new_items import ids_on_disk
    from milepost.model.fields import Kind
    from milepost.model.registers import register_of

    report, content = report_now(config_file), content_here(config_file)
    known = known_ids(report, Kind.FEEDBACK) | ids_on_disk(register_of(Kind.FEEDBACK), content)
    return report.charter, content, set(known)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SiteError(f"{file}: {error.strerror} (name the file that was saved)") from error


def _tell_left_out(number: int) -> None:
    if number:
        what = "address or name" if number == 1 else "addresses and names"
        click.echo(f"Left out: {number} {what} of people; look whether the words hold more.", err=True)
