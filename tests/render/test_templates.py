"""The templates: what is kept to be quick never stops a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from milepost.render import templates as ours
from milepost.render.words.catalogue import theme_folder


def test_a_disk_that_takes_no_more_compiled_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder for them is full or cannot be written, a template is compiled each time."""
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path))

    def full(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemBytecodeCache, "dump_bytecode", full)
    templates = Environment(bytecode_cache=ours.compiled_templates(), autoescape=True)
    assert templates.from_string("{{ 1 + 1 }}").render() == "2"
    (tmp_path / "page").write_text("{{ 1 + 1 }}")
    monkeypatch.setattr(templates, "loader", ours.FileSystemLoader(str(tmp_path)))
    assert templates.get_template("page").render() == "2"


def test_every_page_has_a_module_named_as_its_template() -> None:
    """Who looks at a page finds what it is made of, and who looks at the module, what it looks like."""
    shared = {"macros", "marks", "record", "commitment", "commitments_year", "milestone", "plan_year", "track"}
    written = {path.stem for path in Path(str(theme_folder()), "pages").glob("*.html")} - shared
    render = Path(ours.__file__).parent
    made = {path.stem for room in ("pages", "registers", "archive") for path in (render / room).glob("[!_]*.py")}
    made -= {"said"}  # The entries of the Record, which come from everywhere.
    assert written == made | {"overview", "finished"}


def test_no_line_of_a_template_is_longer_than_anybody_reads() -> None:
    """What does not fit is two things; behind a block a line may end, since the newline there is not written."""
    lines = {
        f"{path.name}:{number}": len(line)
        for path in Path(str(theme_folder())).rglob("*.html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    }
    assert {place: length for place, length in lines.items() if length > 260} == {}
