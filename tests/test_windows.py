"""Windows, by path and not by machine: drives, backslashes, and files whose lines end as they do there."""

from __future__ import annotations

import ast
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from click.testing import CliRunner

from milepost.cli import cli
from milepost.model.texts.typed import seen_from, typed
from repository_builder import SMALL, RepositoryBuilder

HOUSE = Path(__file__).parents[1] / "generator/milepost"
PROJECT = PureWindowsPath(r"C:\Users\Ana Lima\harbour")


@pytest.mark.parametrize(
    ("path", "here", "told"),
    [
        (PROJECT / "site", PROJECT, "site"),
        (PROJECT / "my site", PROJECT, '"my site"'),
        (PROJECT / "site", PureWindowsPath(r"c:\users\ana lima\HARBOUR"), "site"),
        (PureWindowsPath(r"D:\site"), PROJECT, r"D:\site"),
        (PROJECT, PROJECT, r'"C:\Users\Ana Lima\harbour"'),
        (PureWindowsPath(r"\\server\share\a&b"), PROJECT, r'"\\server\share\a&b"'),
        (PureWindowsPath(r"..\päron"), None, r"..\päron"),
        (PurePosixPath("/home/ana/my site"), PurePosixPath("/home/ana"), "'my site'"),
        (PurePosixPath("/srv/it's"), PurePosixPath("/home"), """'/srv/it'"'"'s'"""),
    ],
)
def test_a_path_is_told_as_its_shell_takes_it(path: PurePath, here: PurePath | None, told: str) -> None:
    """In the quotes of that system, short where it lies below, and whole on another drive."""
    assert typed(path, here) == told


@pytest.mark.parametrize(
    ("path", "here", "told"),
    [
        (PROJECT / "content/milestones.yml", PROJECT / "content/updates", r"..\milestones.yml"),
        (PureWindowsPath(r"D:\plan\milestones.yml"), PROJECT, r"D:\plan\milestones.yml"),
        (PureWindowsPath(r"\\server\share\a.yml"), PROJECT, r"\\server\share\a.yml"),
        (PurePosixPath("/srv/plan/a.yml"), PurePosixPath("/srv/site"), "../plan/a.yml"),
    ],
)
def test_a_file_is_named_also_on_another_drive(path: PurePath, here: PurePath, told: str) -> None:
    """Between two drives no way leads, and the file is named in whole."""
    assert seen_from(path, here) == told


def _calls(tree: ast.AST, name: str) -> list[ast.Call]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in found if isinstance(call.func, ast.Attribute) and call.func.attr == name]


def test_what_is_written_has_the_same_bytes_everywhere() -> None:
    """Unless it is told not to, Python ends lines and encodes as the system does, and a receipt is of bytes."""
    wrong = []
    for path in sorted(HOUSE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        wrong += [
            f"{path.relative_to(HOUSE)}:{call.lineno}: write_text without newline"
            for call in _calls(tree, "write_text")
            if not any(word.arg == "newline" for word in call.keywords)
        ]
        wrong += [
            f"{path.relative_to(HOUSE)}:{call.lineno}: read_text without an encoding"
            for call in _calls(tree, "read_text")
            if not call.args and not any(word.arg == "encoding" for word in call.keywords)
        ]
    assert wrong == []


def test_no_path_of_the_disk_is_read_as_an_address() -> None:
    """What the system gave, a backslash may part: `posixpath` is for addresses, and for paths in git."""
    named = (".docs_dir", ".site_dir", "config_file_path", "Path.cwd", "__file__")
    asked = [
        f"{path.relative_to(HOUSE)}:{call.lineno}: {ast.unparse(call)}"
        for path in sorted(HOUSE.rglob("*.py"))
        for name in ("basename", "dirname", "join", "relpath", "split", "splitext")
        for call in _calls(ast.parse(path.read_text("utf-8")), name)
        if ast.unparse(call.func).startswith("posixpath.") and any(word in ast.unparse(call) for word in named)
    ]
    assert asked == []


FILES = {
    **SMALL,
    "content/commitments.yml": "- id: C-1  # ours\n  promise: Send the fares\n  due: 2026-04-01\n",
    "content/problems.yml": "- id: P-1\n  title: Payments fail\n  thread:\n"
    "    - on: 2026-03-01\n      state: investigating\n      text: Seen.\n",
    "content/updates/2026-03-06.md": "---\nstatus: green\n---\n\n# Begun\n\n- one\n- two\n",
}
EDITS = (
    ["move", "beta", "2026-05-01", "--reason", "The pier is closed."],
    ["done", "C-1", "--on", "2026-03-05"],
    ["step", "P-1", "It is known.", "--state", "fixing", "--on", "2026-03-05"],
    ["rename", "beta", "open-beta"],
    ["new", "milestone", "Go-live", "--due", "2026-06-01"],
)


@pytest.fixture(params=["core.autocrlf", ".gitattributes"])
def checkout(request: pytest.FixtureRequest, builder: RepositoryBuilder, tmp_path: Path) -> RepositoryBuilder:
    """A clone in which every line on the disk ends as on Windows, and in git as elsewhere."""
    if request.param == ".gitattributes":
        builder.commit({**FILES, ".gitattributes": "* text=auto eol=crlf\n"})
    else:
        builder.commit(FILES)
    clone = RepositoryBuilder(tmp_path / "clone")
    clone.git("config", "core.autocrlf", "true" if request.param == "core.autocrlf" else "false")
    clone.git("fetch", "--quiet", str(builder.path), "main")
    clone.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    assert b"\r\n" in (clone.path / "content/milestones.yml").read_bytes()
    return clone


def said(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What a command says there."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773230400")
    monkeypatch.setenv("MILEPOST_CACHE", "off")
    done = CliRunner().invoke(cli, [*words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_checkout_of_windows_tells_the_same(
    builder: RepositoryBuilder, checkout: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing changed there is nothing to tell, and with something changed it is that alone."""
    for words in (["check"], ["status"], ["changelog"], ["changelog", "--uncommitted"]):
        assert said(checkout.path, monkeypatch, *words) == said(builder.path, monkeypatch, *words)
    plan = "- id: beta\n  title: The beta is open\n  due: 2026-05-01\n  reason: The pier is closed.\n"
    for here, text in ((builder, plan), (checkout, plan.replace("\n", "\r\n"))):
        here.write({"content/milestones.yml": text})
    for words in (["check"], ["status"], ["changelog", "--uncommitted"]):
        assert said(checkout.path, monkeypatch, *words) == said(builder.path, monkeypatch, *words)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: str(edit[0]))
def test_an_edit_keeps_the_ends_of_lines(
    edit: list[str], builder: RepositoryBuilder, checkout: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line ends otherwise afterwards, and what git takes from it is what it takes elsewhere."""
    for here in (builder, checkout):
        said(here.path, monkeypatch, *edit, "--yes")
    for path in FILES:
        data, plain = (checkout.path / path).read_bytes(), (builder.path / path).read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n"), path
        assert data.replace(b"\r\n", b"\n") == plain, path
    assert checkout.git("status", "--porcelain") == builder.git("status", "--porcelain")


@pytest.mark.slow
def test_a_checkout_of_windows_publishes_the_same_bytes(
    builder: RepositoryBuilder, checkout: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Receipts and all: whoever verifies on another system finds every file as it is."""
    sites = tmp_path / "one", tmp_path / "other"
    for here, site in zip((builder, checkout), sites, strict=True):
        said(here.path, monkeypatch, "publish", "--to", str(site), "--quiet")
    one, other = ({p.relative_to(s): p.read_bytes() for p in s.rglob("*") if p.is_file()} for s in sites)
    assert one == other
    said(checkout.path, monkeypatch, "verify", str(sites[0]), "--quiet")
