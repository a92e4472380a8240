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


@pytest.mark.parametrize(
    "words",
    [
        "![p](img/pl&#97;n&#46;png)",
        r"![p](img/plan\.png)",
        '<img srcset="img/small.png 1x, img/plan.png 2x">',
        "<img src='img/plan.png'>",
    ],
)
def test_an_address_may_be_written_otherwise(words: str) -> None:
    """With entities, with a backslash before a mark, as one of several: a browser is led to the same file."""
    inner: dict[str, bytes | None] = {"inner.md": INTERNAL + words.encode(), "img/plan.png": b""}
    assert gate(inner).files == frozenset()
    assert gate({**inner, "about.md": words.encode()}).files == {"img/plan.png"}


def test_the_name_of_a_file_may_have_blanks() -> None:
    """In quotes, and between the marks that Markdown has for it."""
    for words in ('<img src="our plan.png">', "![p](<our plan.png>)", "![p](our%20plan.png)"):
        assert gate({"inner.md": INTERNAL + words.encode(), "our plan.png": b""}).files == frozenset(), words


@pytest.mark.parametrize(
    "public",
    {
        "another folder's": {"public/index.md": b"![p](plan.png) [q](plan.pdf)\n", "public/plan.png": b""},
        "a longer name": {"about.md": b"![p](img/floorplan.png) [q](team/floorplan.pdf)\n"},
        "a word": {"about.md": b"We never show plan.png, nor team/plan.pdf.\n"},
        "code": {"about.md": b"`![p](team/plan.png)`\n\n```\n[q](team/plan.pdf)\n```\n"},
        "a comment": {"about.md": b"<!-- ![p](team/plan.png)\n[q](team/plan.pdf) -->\n"},
        "a link that leads nowhere": {"about.md": b"![p](plan.png) [q](/plan.pdf)\n"},
    }.items(),
    ids=lambda case: case[0],
)
def test_only_a_public_text_that_shows_the_very_file_publishes_it(public: tuple[str, dict[str, bytes | None]]) -> None:
    """Not one that shows a namesake, or has its name in a word, in code, in a comment or in a link to nowhere."""
    inner: dict[str, bytes | None] = {"team/index.md": INTERNAL + b"![p](plan.png) [q](plan.pdf)\n"}
    files = {**inner, "team/plan.png": b"", "team/plan.pdf": b"", **public[1]}
    assert gate(files).files == {path for path in public[1] if not path.endswith(".md")}


@pytest.mark.parametrize(
    "public",
    [
        {"updates/2026-03-06.md": b"---\nstatus: green\n---\n![p](../team/plan.png)\n"},
        {"milestones.yml": b"- {id: a, title: A, due: 2026-03-06, acceptance: 'As in ![p](team/plan.png)'}\n"},
        {"commitments.yml": b"- {id: a, promise: A, due: 2026-03-06, kept: 2026-03-06, evidence: team/plan.png}\n"},
        {"about.md": b"The mark `<!--` opens a comment. ![p](team/plan.png)\n"},
        {"about.md": b"[p](https://status.example.org/team/plan.png)\n"},
        {"team/README.md": b"![p](./plan.png#top)\n"},
    ],
    ids=lambda files: next(iter(files)),
)
def test_what_a_public_text_shows_is_for_everybody(public: dict[str, bytes | None]) -> None:
    """From wherever it is told: a record, a field, the whole address."""
    files: dict[str, bytes | None] = {"inner.md": INTERNAL + b"![p](team/plan.png)\n", "team/plan.png": b""}
    assert gate({**files, **public}).files == {"team/plan.png"}


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
