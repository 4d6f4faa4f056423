"""A moment as a page sends it."""

from __future__ import annotations

from datetime import datetime

from yifa.clock import ZONE
from yifa.errors import BadInput, Text

__all__ = ["moment_of"]


def moment_of(text: str) -> datetime | None:
    """The legal moment typed, in official time; None where it is empty. Raises `BadInput`."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError as problem:
        raise BadInput("web.at", Text("办理时间有误。", "The time cannot be read.")) from problem
