"""Tampering with files: a byte changed, a file taken away, slipped in, linked, or forged with all its traces."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from functools import partial

from published import FIRST, SECOND, TAGGED, Published
from tampering.project import Kind


def _flip(address: str, it: Published) -> None:
    file = it.file(address)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    file.write_bytes(data)


def _delete(address: str, it: Published) -> None:
    it.file(address).unlink()


def _add(address: str, it: Published) -> None:
    (it.folder / address).parent.mkdir(parents=True, exist_ok=True)
    (it.folder / address).write_text("Forged")


def _forge(address: str, it: Published) -> None:
    file = it.file(address)
    text = file.read_text()
    file.unlink()
    file.write_text(text.replace("First", "Never said").replace("May", "June").replace("04-15", "06-15") + " ")
    it.cover_up()


def _linked(address: str, it: Published) -> None:
    place, away = it.folder / address, it.room / "elsewhere"
    place.rename(away)
    place.symlink_to(away)


def _new_link(it: Published) -> None:
    (it.room / "elsewhere").mkdir()
    (it.folder / "versions/2026-04-01").symlink_to(it.room / "elsewhere")


def _packed(it: Published) -> None:
    (it.folder / "index.html.gz").write_bytes(gzip.compress(b"Forged"))


def _copied(it: Published) -> None:
    shutil.copytree(it.folder / "versions" / FIRST, it.folder / "versions/2026-03-01")


def _swapped(it: Published) -> None:
    one, other = (it.folder / "versions" / version / "index.html" for version in (FIRST, SECOND))
    texts = one.read_bytes(), other.read_bytes()
    one.unlink(), other.unlink()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])


def _emptied_ledger(it: Published) -> None:
    file = it.file("versions/ledger.json")
    file.unlink()
    file.write_text('{"schema": 1,\n"told": [\n\n],\n"otherwise": [\n\n]}\n')
    it.cover_up()


def _foreign_entry(it: Published) -> None:
    file = it.file("versions/ledger.json")
    text = file.read_text()
    file.unlink()
    file.write_text(text.replace('"moved"', '"reworded"', 1))
    it.cover_up()


_TEXTS = (
    "index.html", "plan/index.html", "commitments/index.html", "updates/2026-03-06/index.html", "about/index.html",
    "feed.xml", "status.json", "calendar.ics", "a.svg", "404.html", "sitemap.xml", "_headers",
    "assets/stylesheets/main.*.css", "versions/index.html", "versions/since/index.html", "versions/versions.json",
    "versions/ledger.json", f"versions/{FIRST}/index.html", f"versions/{FIRST}/status.json", f"versions/{FIRST}/a.svg",
    f"versions/{TAGGED}/index.html", f"versions/{SECOND}/plan/index.html",
)  # fmt: skip
_MISSING = ("feed.xml", "plan/index.html", "versions/ledger.json", f"versions/{FIRST}/about/index.html")
_ADDED = (
    f"versions/{FIRST}/more.html", "versions/2026-04-01/index.html", "updates/2026-04-01/index.html", "plan/old.html",
    "assets/javascripts/extra.js", "index.html.br",
)  # fmt: skip
_LINKED = ("index.html", "plan", f"versions/{FIRST}", f"versions/{SECOND}/status.json")
_FORGED = (
    "index.html", "status.json", "feed.xml", f"versions/{FIRST}/index.html", f"versions/{SECOND}/plan/index.html",
    f"versions/{TAGGED}/status.json",
)  # fmt: skip


def tamperings() -> Iterator[Kind]:
    """Every kind."""
    yield from (("a byte of a file", address, partial(_flip, address)) for address in _TEXTS)
    yield from (("a file taken away", address, partial(_delete, address)) for address in _MISSING)
    yield from (("a file slipped in", address, partial(_add, address)) for address in _ADDED)
    yield "a file slipped in", "a packed copy that says something else", _packed
    yield "a file slipped in", "a version under another day", _copied
    yield "a file slipped in", "two pages that change places", _swapped
    yield from (("a forgery with all hashes made to agree", address, partial(_forge, address)) for address in _FORGED)
    yield "a forgery with all hashes made to agree", "a ledger without entries", _emptied_ledger
    yield "a forgery with all hashes made to agree", "a ledger with another entry", _foreign_entry
    yield from (("a link", address, partial(_linked, address)) for address in _LINKED)
    yield "a link", "a new folder", _new_link
