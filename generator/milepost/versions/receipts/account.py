"""The ledger as it was told, one line an entry beside the manifests: the next publication must hold them all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, astuple, replace
from hashlib import sha256
from typing import Any

from milepost.errors import ForgedError
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.binding import Otherwise, Told, told
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.versions.receipts.manifests import Ledger
from milepost.versions.sharing import FOLDER

LEDGER = f"{FOLDER}/ledger.json"
SCHEMA = 1
# So many entries are named in one message.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Account:
    """Every entry that a site tells, in its order, and those that had been told and are told otherwise, in theirs."""

    entries: tuple[Told, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()

    @property
    def text(self) -> str:
        """The account as a file, one line an entry."""
        entries = ",\n".join(json.dumps(astuple(entry), ensure_ascii=False) for entry in self.entries)
        otherwise = ",\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in self.otherwise)
        return f'{{"schema": {SCHEMA},\n"told": [\n{entries}\n],\n"otherwise": [\n{otherwise}\n]}}\n'

    @property
    def ledger(self) -> Ledger:
        """The same in short."""
        since = [f"{one.since} {one.entry.digest}" for one in self.otherwise]
        return Ledger(
            len(self.entries), _digest(entry.digest for entry in self.entries), len(self.otherwise), _digest(since)
        )

    def first(self, otherwise: int) -> Account:
        """The same when only so many entries were told otherwise."""
        return replace(self, otherwise=self.otherwise[:otherwise])


def _digest(lines: Iterable[str]) -> str:
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def account_of(report: StatusReport, otherwise: Sequence[Otherwise] = ()) -> Account:
    """What a report tells; of what is internal now, nothing but that it had been told otherwise is left."""
    hidden = {(kind.value, name) for kind, name in report.hidden}
    kept = (
        replace(one, entry=replace(one.entry, id="")) if (one.entry.kind.value, one.entry.id) in hidden else one
        for one in otherwise
    )
    return Account(tuple(map(told, report.events)), tuple(kept))


def read_account(data: bytes, where: str) -> Account:
    """A account from its file; one that nobody of ours wrote is an error that names `where` it was found."""
    try:
        values: dict[str, Any] = json.loads(data)
        entries = tuple(_entry(*line) for line in values["told"])
        otherwise = tuple(Otherwise(str(one["since"]), _entry(**one["entry"])) for one in values["otherwise"])
        account = Account(entries, otherwise)
        if account.text.encode() != data:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ForgedError(f"{where}: is no ledger of Milepost's (put back the one that was published)") from error
    return account


def _entry(kind: str, id: str, event: str, recorded: str, digest: str) -> Told:  # noqa: A002, the file calls it so
    return Told(Kind(kind), str(id), str(event), str(recorded), str(digest))


def missing_from(before: Iterable[Told], report: StatusReport, others: Collection[str] = ()) -> tuple[Told, ...]:
    """The entries that were told before and that a report does not tell as they were, however many it tells beside.

    What is internal now is not told any more and is not missing; neither is what `others` tell.
    """
    known = {told(event).digest for event in report.events} | report.unsaid | set(others)
    return tuple(entry for entry in before if entry.digest not in known)


def described(missing: Sequence[Told], report: StatusReport) -> str:
    """The entries that are missing by name, in a line."""
    names = {told(event).name for event in report.events}
    shown = [f"{e.kind} {e.id} {e.event} ({e.recorded}, {'told otherwise' if e.name in names else 'gone'})"
             for e in missing[:_NAMED]]  # fmt: skip
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return ", ".join(shown) + more
