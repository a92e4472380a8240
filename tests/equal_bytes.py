"""Are the bytes the same? The demo's site with all its versions, built by a commit and by the working tree.

`python tests/equal_bytes.py [COMMIT]` (HEAD, if none is named) prints what differs, and ends with 1 if anything does.
Every version names the program that made it by a digest of its code, so both are given the same one.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fingerprint import fingerprint

ROOT = Path(__file__).parents[1]
_SHOWN = 20
_HOOK = """
import sys
from importlib.abc import MetaPathFinder
from importlib.util import find_spec

NAME = "milepost.versions.receipts.manifests"


class Finder(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name != NAME:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            assert callable(module._fingerprint)
            module._fingerprint = lambda: "same"

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Finder())
"""


def main() -> int:
    """Build both, and say where they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", default="HEAD")
    commit = parser.parse_args().commit
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "hook").mkdir()
        (place / "hook/sitecustomize.py").write_text(_HOOK, encoding="utf-8")
        before, after = _programs(place, commit)
        _run(before, "demo", place / "demo", "--no-serve")
        sites = []
        for number, program in enumerate((before, after)):
            _run(program, "build", "-q", "--versions", "-f", place / "demo/mkdocs.yml", "-d", place / f"site{number}")
            sites.append(fingerprint(place / f"site{number}"))
        was, now = sites
        versions = len({name.split("/")[1] for name in was if name.startswith("versions/") and name.count("/") > 1})
    different = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
    for name in different[:_SHOWN]:
        print(name, "is gone" if name not in now else "is new" if name not in was else "differs")
    print(f"{len(was)} files, {versions} versions: {len(different)} differ from {commit}")
    return 1 if different else 0


def _programs(place: Path, commit: str) -> tuple[Path, Path]:
    """The program of a commit and that of the working tree, each laid out as a wheel has it."""
    archive = _git("archive", "--format=tar", commit, "generator/milepost", "theme")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(place / "before", filter="data")
    here = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "generator/milepost", "theme")
    for name in here.decode().split("\0"):
        if (ROOT / name).is_file():
            (place / "after" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place / "after" / name)
    for which in ("before", "after"):
        shutil.move(place / which / "theme", place / which / "generator/milepost/theme")
    return place / "before/generator", place / "after/generator"


def _run(program: Path, *arguments: str | Path) -> None:
    path = os.pathsep.join((str(program), str(program.parents[1] / "hook")))
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-m", "milepost", *arguments], check=True, env=env, stdout=subprocess.DEVNULL)


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main())
