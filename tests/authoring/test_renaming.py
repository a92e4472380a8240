"""Renaming: there and back over whatever hands have written, every file has the bytes that it had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st

from milepost.authoring.edits.change import Change, changed
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import write_together
from milepost.authoring.edits.scalars import written
from milepost.authoring.items.breaking import broken_by
from milepost.authoring.items.finding import find_item
from milepost.authoring.items.renaming import renamed
from milepost.errors import ContentError
from milepost.model.fields import Kind
from milepost.source.checks.judging import AS_IT_WAS
from milepost.source.files.working_tree import read_working_tree
from milepost.source.yaml.located_yaml import parse_yaml
from often import often

MILESTONE = (Kind.MILESTONE,)
BOM = "\ufeff"
NEW = st.sampled_from(["open", "b.2", "beta-3", "Beta", "12", "true", "1e3", "null"])
IDS = st.sampled_from(["beta", "'beta'", '"beta"', "beta  # milestone:beta, the first", "beta   "])
SPACE = st.sampled_from(["", "\n", "  # beta\n", "# milestone:beta stays\n\n", "\n\n\n"])
NAMED = st.sampled_from(["[beta]", "[ 'beta', go ]", '["milestone:beta"]', "[go, # beta\n     beta,]"])
AFFECTED = st.sampled_from(["['milestone:beta', R-2]", "milestone:beta", "\n  - milestone:beta # it\n  - R-2"])
LISTED = st.sampled_from(
    ["\n  - beta # it\n  - go", "\n    - 'milestone:beta'\n\n    - go", "\n  # beta\n  - beta", "[go]", "[]"]
)
TEXTS = st.sampled_from(
    [
        "'See [it](milestone:beta), not milestone:beta-2 or commitment:beta'",
        '"\\u00e9 [it](milestone:beta)\\tand <milestone:beta>"',
        "|\n    a\tb\t<milestone:beta>\n\n    # no comment: milestone:beta\n    \tmilestone:beta.",
        ">-\n    folded <milestone:beta>\n    and `milestone:beta` on",
        "plain words of beta, milestone:beta too # milestone:beta",
        "two\n    lines <milestone:beta>\n    here",
        "中文 [一](milestone:beta)。",
    ]
)
FLOWING = st.sampled_from(["'a [b](milestone:beta), c'", '"<milestone:beta>"', "beta", "x milestone:beta y"])
BODY = st.lists(
    st.sampled_from(
        [
            '<milestone:beta> and [it](milestone:beta)\t[b](milestone:beta "t")',
            "`milestone:beta` is code, <milestone:beta-2> is another",
            "```\n<milestone:beta>\n```",
            "    <milestone:beta>",
            "| a | b |\n|---|---|\n| <milestone:beta> | [x](milestone:beta) |",
            "<!-- <milestone:beta> -->",
            "- one\n\t- two [x](milestone:beta)",
            "> [!NOTE]\n> <milestone:beta>",
            "[a]: milestone:beta\n\nSee [a].",
            "",
        ]
    ),
    max_size=5,
)


def item(draw: st.DrawFn, name: str, fields: Mapping[str, str], flowing: Mapping[str, str]) -> str:
    """An item in lines of its own or in braces."""
    if draw(st.booleans()):
        inner = ", ".join(f"{key}: {value}" for key, value in {"id": name.split("#")[0].strip(), **flowing}.items())
        return "- {" + inner + draw(st.sampled_from(["}", " }", ",}", "}  # beta"])) + "\n"
    dash = draw(st.sampled_from([*["- ", "-   ", "-  "] * 6, "- &anchor\n  "]))  # An anchor is refused.
    indent = " " * (len(dash) if "\n" not in dash else 2)
    deeper = f"\n{indent[2:]}"
    lines = [f"{key}: {value}".replace("\n", deeper) for key, value in fields.items()]
    return f"{dash}id: {name}\n" + "".join(f"{indent}{line}\n" for line in lines)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, str]:
    """A content folder in which a milestone is named in many places, in files of each kind."""
    due = {"title": "Beta", "due": "2026-03-06"}
    more = {"note": draw(TEXTS), **({"was": "old"} if draw(st.booleans()) else {})}
    beta = item(draw, draw(IDS), {**due, **more}, {**due, "note": draw(FLOWING)})
    go_due = {"title": "Go", "due": "2026-06-01"}
    after = draw(st.one_of(NAMED, LISTED))
    go = item(draw, "go", {**go_due, "after": after, "note": draw(TEXTS)}, {**go_due, "after": draw(NAMED)})
    parts = draw(st.permutations([beta, go]))
    other = {"promise": "Send it", "due": "2026-03-01", "owner": "The desk"}
    commitment = item(draw, "beta", {**other, "milestone": draw(IDS)}, {**other, "milestone": "beta"})
    risk = item(
        draw, "R-1", {"title": draw(TEXTS), "affects": draw(AFFECTED)}, {"title": "a", "affects": "['milestone:beta']"}
    )
    files = {
        "project.yml": "name: Harbour line # beta\nscope:\n  in: ['<milestone:beta> it is']\n",
        "commitments.yml": draw(SPACE) + commitment,
        "risks.yml": risk + draw(SPACE),
        "updates/2026-02-20.md": "---\nstatus: green\n---\n\n" + "\n\n".join(["# Beta", *draw(BODY)]) + "\n",
        "lessons/a.md": "---\ntitle: A\ndate: 2026-01-09 # beta\nmilestone: beta\n---\n" + "\n".join(draw(BODY)),
        "page.md": "\n\n".join(draw(BODY)),
    }
    if draw(st.booleans()):
        files["milestones.yml"] = draw(SPACE) + draw(SPACE).join(parts)
    else:
        files |= {f"milestones/{name}.yml": draw(SPACE) + part for name, part in zip("ab", parts, strict=True)}
    breaks, marks = st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "", BOM])
    return {path: draw(marks) + text.replace("\n", draw(breaks)) for path, text in files.items()}


def without_was(content: Path) -> None:
    """Take the name out again that the way back has left in the item."""
    found = find_item(content, "milestone:beta", MILESTONE)
    was = [name for name in found.item.was if name == "old"]
    text = changed(found.document, Change((found.at,), {"was": was[0] if was else None}))
    found.file.write_bytes(found.with_text(text))


@given(contents(), NEW)
@often(60)
def test_there_and_back(files: dict[str, str], new: str) -> None:
    """Every file has its own bytes again but for `was`, or it was refused on the way and nothing was written."""
    with TemporaryDirectory() as room:
        content = Path(room, "content")
        for path, text in files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_bytes(text.encode())
        before = read_working_tree(content)
        try:
            drafts = renamed(content, find_item(content, "milestone:beta", MILESTONE), new)
            assume(not broken_by(content, before, drafts, AS_IT_WAS))
            write_together(drafts)
        except (RefusedError, ContentError):
            assert read_working_tree(content) == before
            assume(False)
        there = read_working_tree(content)
        own = [path for path in before if path.startswith("milestones")]
        assert [path for path in own if there[path] != before[path]]
        write_together(renamed(content, find_item(content, f"milestone:{new}", MILESTONE), "beta"))
        without_was(content)
        after = read_working_tree(content)
        if written(new) == new:
            assert after == before
        else:  # A name such as `12` is only read as one in quotes, and they stay.
            assert {path: _unquoted(data) for path, data in after.items()} == {
                path: _unquoted(data) for path, data in before.items()
            }


def _unquoted(data: bytes | None) -> bytes:
    return re.sub(rb"['\"](milestone:)?beta['\"]", rb"\1beta", data or b"")


def test_the_generator_makes_what_can_be_renamed() -> None:
    """A law over nothing would hold."""
    kept = []

    @given(contents())
    @often(50)
    def count(files: dict[str, str]) -> None:
        problems = [
            parse_yaml(text.removeprefix(BOM), path).problems for path, text in files.items() if path.endswith("yml")
        ]
        kept.append(not any(problems))

    count()
    assert sum(kept) > len(kept) / 3
