"""The working tree: what lies in the content folder now."""

from __future__ import annotations

from pathlib import Path

from milepost.source.files.working_tree import read_working_tree
from milepost.source.yaml.decoding import MAX_BYTES


def test_files(tmp_path: Path) -> None:
    """Texts with their bytes, anything else by its path alone; links are not followed, hidden folders not entered."""
    for name, data in {"a.yml": b"a", "sub/b.md": b"b", "c.png": b"c", ".schemas/d.yml": b"d"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    (tmp_path / "big.md").write_bytes(b"x" * (MAX_BYTES + 9))
    expected = {"a.yml": b"a", "big.md": b"x" * (MAX_BYTES + 1), "c.png": b"", "folder": None, "link.md": None}
    assert read_working_tree(tmp_path) == {**expected, "sub/b.md": b"b"}


def test_no_folder(tmp_path: Path) -> None:
    """Where there is no folder there are no files."""
    assert read_working_tree(tmp_path / "nowhere") == {}
