"""Where this room finds its part of the law folder."""

from __future__ import annotations

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
    overlay = [Path(settings.LAW_OVERLAY)] if settings.LAW_OVERLAY else []
    for folder in (*overlay, *_PLACES):
        if (folder / name).is_file():
            return folder / name
    raise LawError(
        "law_file",
        Text(f"法规文件夹中没有 {name}。", f"The law folder has no {name}."),
        where=name,
        expected=f"law/{name}",
    )
