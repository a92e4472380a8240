"""The gate for files: what may go out is named, and nothing else goes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.model.gate import Gate
from milepost.source.content import read_content, read_gate
from often import often

SOUND: dict[str, bytes | None] = {"project.yml": b"name: Harbour line\n", "milestones.yml": b""}
INTERNAL = b"---\nvisibility: internal\n---\n"


def gate(files: dict[str, bytes | None]) -> Gate:
    """The gate of the sound project with some files."""
    return read_gate({**SOUND, **files})


def told(files: dict[str, bytes | None]) -> list[str]:
    """What is said of the sound project with some files."""
    return [str(problem) for problem in read_content({**SOUND, **files}, "")[1]]


def test_what_may_go_out() -> None:
    """Public pages, public records and the files beside them; of the rest nothing."""
    update = b"---\nstatus: green\n---\n"
    files: dict[str, bytes | None] = {
        "about.md": b"# Us\n",
        "updates/2026-03-06.md": update,
        "updates/2026-03-13.md": update.replace(b"green", b"green\nvisibility: internal"),
        "inner.md": INTERNAL,
        "internal/talks.md": b"# Talks\n",
        "internal/table.png": b"",
        "map.png": b"",
        "CNAME": b"",
    }
    found = gate(files)
    assert (found.pages, found.records, found.files) == ({"about.md"}, {"updates/2026-03-06.md"}, {"map.png", "CNAME"})
    assert found.internal == {"updates/2026-03-13.md", "inner.md", "internal/talks.md", "internal/table.png"}
    assert found.kept == {*SOUND, *files} - found.pages - found.records - found.files


@pytest.mark.parametrize(
    "path",
    [
        "notes.MD",
        "notes.Md",
        "notes.markdown",
        "notes.mdown",
        "notes.md~",
        "notes.md.txt",
        "notes.ｍｄ",
        "notes (old).md (1)",
        "milestones.YML",
        "milestones.yml.bak",
        "milestones.yaml.orig",
        "plan.yml.zip",
        "x.swp",
        "x.tmp",
        ".secret",
        "a/.b/c.png",
        "meetings/2026-03-06.md",
        "updates/2026/2026-03-06.md",
    ],
)
def test_sources_under_other_names_stay_at_home(path: str) -> None:
    """What an editor, a person or a file system makes of a source's name is no download."""
    assert not gate({path: INTERNAL}).lets_through(path)
    assert not gate({path: b"# Words\n"}).lets_through(path)


def test_links_are_not_followed_and_told() -> None:
    """A symbolic link could lead to any file of the machine, whatever it is called."""
    files: dict[str, bytes | None] = {"map.png": None, "folder": None}
    assert gate(files).files == frozenset()
    assert told(files) == [
        f"{path}: a symbolic link is not followed, so it is not published (put the file itself here)"
        for path in ("folder", "map.png")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "![p](img/plan.png)",
        '<img src="img/plan.png">',
        "![p](<img/plan.png>)",
        "![p][1]\n\n[1]: img/plan.png",
        "[p](img/plan%2Epng)",
        "![p](IMG/Plan.PNG)",
        "<a href=img/plan.png>",
        "> [1]: img/plan.png",
        "![p](img/plan.png 'a title')",
    ],
)
def test_a_picture_that_only_internal_pages_show_stays_at_home(words: str) -> None:
    """Its very name may tell; shown on a public page, too, it is everybody's."""
    inner: dict[str, bytes | None] = {"inner.md": INTERNAL + words.encode(), "img/plan.png": b""}
    assert gate(inner).files == frozenset()
    assert "img/plan.png: only internal pages show this, so it is not published" in told(inner)[0]
    assert gate({**inner, "about.md": words.replace("IMG/Plan.PNG", "img/plan.png").encode()}).files == {"img/plan.png"}
    assert gate({**inner, "inner.md": words.encode()}).files == {"img/plan.png"}


def test_a_name_is_the_same_composed_or_not() -> None:
    """One system writes é as one character and another as two."""
    one, two = (unicodedata.normalize(form, "plané.png") for form in ("NFC", "NFD"))
    for written, named in ((one, two), (two, one)):
        assert gate({written: b"", "inner.md": INTERNAL + f"![]({named})".encode()}).files == frozenset()


def test_an_internal_index_does_not_hide_a_public_readme() -> None:
    """What stays at home takes nobody's place."""
    assert gate({"a/README.md": b"# A\n", "a/index.md": INTERNAL}).pages == {"a/README.md"}


@often(300)
@given(
    key=st.sampled_from(
        ["visibility", "Visibility", "visiblity", "visibilty", "VISIBILITY", " visibility", "visibílity", "visibility "]
    ),
    colon=st.sampled_from([":", ": ", " : ", "：", " = ", ":\t"]),
    value=st.sampled_from(
        ["internal", "Internal", "intern", "", "no", "false", "[internal]", '"internal"', "private", "~"]
    ),
    frame=st.sampled_from(
        [
            "---\n{}\n---\n",
            "\n---\n{}\n---\n",
            " ---\n{}\n---\n",
            "----\n{}\n----\n",
            "+++\n{}\n+++\n",
            "{}\n\n",
            "---\ntitle: x\n{}\n...\n",
            "---\n{}\n",
            "\ufeff---\n{}\n---\n",
            "---\r\n{}\r\n---\r\n",
            "<!--\n{}\n-->\n",
            "title: x\n{}\n\n",
        ]
    ),
)
def test_whoever_tries_to_hide_a_page_hides_it(key: str, colon: str, value: str, frame: str) -> None:
    """What looks like an attempt to keep a page at home does so, and is an error at its line unless it is right."""
    page = f"{frame.format(key + colon + value)}# Page\n".encode()
    assert gate({"page.md": page}).pages == frozenset()
    is_right = key.strip() == "visibility" and value in {"internal", '"internal"'}
    places = [problem.location for problem in read_content({**SOUND, "page.md": page}, "")[1]]
    assert is_right or [place for place in places if place.path == "page.md" and place.line]


@pytest.mark.parametrize(
    "words",
    [
        "The visibility of the tower: good.",
        "Visibility was good: two miles.",
        "```yaml\nvisibility: internal\n```",
        "Write `visibility: internal` there.",
        "---\nvisibility: public\n---\n# A",
        "---\ntitle: Visibility\ndescription: who may see it\n---\n# A",
    ],
)
def test_words_about_visibility_hide_nothing(words: str) -> None:
    """A page may tell of fog, or of this very setting."""
    assert gate({"page.md": words.encode()}).pages == {"page.md"}
