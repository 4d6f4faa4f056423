"""Files of the law folder read once: parsed text kept beside the data, as long as the file is the one that was parsed.

Parsing is half of what it takes to load the law, and every process of the site loads it. What is kept is the parsed
text only; checking and compiling are done anew each time, so a law that breaks a rule never loads from memory.
"""

from __future__ import annotations

import os
import pickle  # nosec  # our own file in the data folder, which holds the keys too
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

__all__ = ["known", "remember", "remembering"]

Key = tuple[str, int, int]
FORMAT = f"1 {sys.version_info[:2]}"
_kept: dict[Key, Any] | None = None


def _key(path: Path) -> Key:
    stat = path.stat()
    return str(path), stat.st_mtime_ns, stat.st_size


def known(path: Path) -> Any:
    """What was parsed of this very file, or None."""
    if _kept is None:
        return None
    with suppress(OSError):
        return _kept.get(_key(path))
    return None


def remember(path: Path, document: Any) -> None:
    """Keep what was parsed, where parsed files are being kept."""
    if _kept is not None:
        _kept[_key(path)] = document


@contextmanager
def remembering(kept: Path) -> Iterator[None]:
    """Inside, files parsed before are taken from `kept`, and what is newly parsed is added to it at the end.

    A file that cannot be read or written is as good as none: it only spares time.
    """
    global _kept  # noqa: PLW0603  # one law is loaded at a time
    before = _kept = _read(kept)
    number = len(before)
    try:
        yield
        if len(before) != number:
            _write(kept, before)
    finally:
        _kept = None


def _read(kept: Path) -> dict[Key, Any]:
    with suppress(Exception):  # whatever is wrong with it, the law folder itself is still there
        form, found = pickle.loads(kept.read_bytes())  # nosec  # noqa: S301  # see above
        if form == FORMAT:
            return dict(found)
    return {}


def _write(kept: Path, found: dict[Key, Any]) -> None:
    here = {key: value for key, value in found.items() if Path(key[0]).exists() and key == _key(Path(key[0]))}
    partial = kept.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        descriptor = os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            pickle.dump((FORMAT, here), target, protocol=pickle.HIGHEST_PROTOCOL)
        partial.replace(kept)
