"""Tampering with manifests: what they say, in which shape, and whether they are there at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from typing import Any

from published import FIRST, SECOND, TAGGED, Published
from tampering.project import Kind

Values = dict[str, Any]


def _edited(version: str, values: Callable[[Values], Values], it: Published) -> None:
    it.edit(version, **values(it.known(version)))


def _shape(version: str, values: object, it: Published) -> None:
    it.write(version, values)


def _odd(version: str, field: str, value: object, it: Published) -> None:
    it.edit(version, **{field: value})


def _odd_and_covered(version: str, field: str, value: object, it: Published) -> None:
    it.edit(version, **{field: value})
    it.cover_up()


def _raw(version: str, text: str, it: Published) -> None:
    (it.folder / "versions" / version / "manifest.json").write_text(text)


def _gone(version: str, it: Published) -> None:
    shutil.rmtree(it.folder / "versions" / version)


def _gone_and_covered(version: str, it: Published) -> None:
    shutil.rmtree(it.folder / "versions" / version)
    kept = {a: s for a, s in it.known()["files"].items() if not a.startswith(f"versions/{version}/")}
    it.edit("", files=kept)
    it.cover_up()


def _with_a_package(known: Values) -> Values:
    return {"generator": {**known["generator"], "pytest": metadata.version("pytest")}}


def _with_fewer_files(known: Values) -> Values:
    return {"files": dict(list(known["files"].items())[3:])}


def _with_another_ledger(known: Values) -> Values:
    return {"ledger": {**known["ledger"], "sha256": "0" * 64}}


_FORGED_STATUS = {"claimed": "red", "computed": "red", "headline": "Forged"}
_ODD_FIELDS: tuple[tuple[str, object], ...] = (
    ("files", None), ("files", ["x"]), ("files", {"a" * 5000: "00"}), ("files", {"../x": "0" * 64}),
    ("generator", None), ("revision", None), ("revision", 5), ("status_date", "0026-3-2"), ("status", []),
    ("previous", {"version": "../x", "manifest": "0" * 64}), ("scripts", {"a": 1}), ("ledger", {"entries": -1}),
    ("updates", "2026"), ("more", 1), ("left_out", "theme"), ("left_out", ["plugins: milepost"]),
)  # fmt: skip


def tamperings() -> Iterator[Kind]:
    """Every kind."""
    for version in (FIRST, TAGGED, SECOND):
        yield "a manifest", f"the verdict of {version}", partial(_odd, version, "status", _FORGED_STATUS)
        yield "a version withheld", f"{version} deleted", partial(_gone, version)
    yield "a version withheld", "with all hashes made to agree", partial(_gone_and_covered, SECOND)
    yield "a manifest", "the verdict of today", partial(_odd, "", "status", _FORGED_STATUS)
    yield "a manifest", "the updates of a version", partial(_odd, SECOND, "updates", [])
    yield "a manifest", "another day", partial(_odd, FIRST, "status_date", "2026-03-05")
    yield "a manifest", "another content", partial(_odd, FIRST, "tree", "0" * 40)
    yield "a manifest", "no version before", partial(_odd, SECOND, "previous", None)
    for what in ("plugins: search", "plugins: nobodys", "theme: material"):
        yield "a manifest", f"{what} left out", partial(_odd_and_covered, SECOND, "left_out", [what])
    yield "a manifest", "another's package, here", partial(_edited, SECOND, _with_a_package)
    yield "a manifest", "fewer files", partial(_edited, FIRST, _with_fewer_files)
    yield "a manifest", "another ledger", partial(_edited, FIRST, _with_another_ledger)
    for field, value in _ODD_FIELDS:
        yield "a shape nobody wrote", f"{field}: {str(value)[:30]}", partial(_odd, FIRST, field, value)
    yield "a shape nobody wrote", "a list", partial(_shape, FIRST, [])
    yield "a shape nobody wrote", "no JSON", partial(_raw, SECOND, "<html>")
    yield "a shape nobody wrote", "brackets without end", partial(_raw, SECOND, "[" * 100_000)
    yield "a shape nobody wrote", "today's, empty", partial(_raw, "", "{}")
