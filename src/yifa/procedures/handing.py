"""A queue handed over: an entry by which a case gets another handler or office, and nothing else of it moves.

The docket writes it when an office is dissolved or an officer's cases pass to another. No procedure's text describes
it, as none describes a re-projection or the coming of a new text: `of_no_text` names all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .newlaw import is_new_law
from .reprojecting import is_reprojection

__all__ = ["HANDOVER", "is_handover", "of_no_text"]

HANDOVER: Final = "handover"
"""The kind of the entry; its act is no act of any procedure."""


def is_handover(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a docket hands the case over."""
    return bool(entry["kind"] == HANDOVER)


def of_no_text(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is the docket's own and no act of a procedure."""
    return is_handover(entry) or is_reprojection(entry) or is_new_law(entry)
