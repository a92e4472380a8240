"""Whether two folders hold the same."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file with the hash of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
