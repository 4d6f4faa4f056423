"""Where this room finds its part of the law folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

import yifa
from yifa.errors import LawError, Text

__all__ = ["law_file"]

_PACKAGE = Path(yifa.__file__).resolve().parent
_PLACES = (_PACKAGE / "law", _PACKAGE.parents[1] / "law")


def law_file(name: str) -> Path:
    """The file `name` of the law folder: the overlay's (`YIFA_LAW`) if it has one, else the shipped one.

    The shipped folder lies inside the installed package, or at the root of a checkout. Raises
    `LawError` where neither has the file.
    """
    return _found(str(settings.LAW_OVERLAY or ""), name)


@lru_cache(maxsize=64)
def _found(overlay: str, name: str) -> Path:
    """Where the file lies; found once, since a law folder does not move while the program runs."""
    for folder in (*([Path(overlay)] if overlay else []), *_PLACES):
        if (folder / name).is_file():
            return folder / name
    raise LawError(
        "law_file",
        Text(f"法规文件夹中没有 {name}。", f"The law folder has no {name}."),
        where=name,
        expected=f"law/{name}",
    )
