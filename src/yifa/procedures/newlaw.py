"""A new text of a procedure comes into force while a case runs, and applies to it at once.

Whether it does is the new text's own word (`transition.procedure: immediate`). What was done stays done under the old
text; what is judged from that day on is judged under the new one. A term that runs goes on as it was reckoned; a term
that only the new text knows begins on its day of force, where what it counts from is done already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from yifa.errors import LawError, Text

from .env import Env, State
from .model import Procedure
from .spans import start_spans

__all__ = ["NEW_LAW", "apply_new_law", "check_succession", "is_new_law"]

NEW_LAW: Final = "newlaw"
"""The kind of the entry; its act is no act of any procedure."""


def is_new_law(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a docket brings its case under a new text."""
    return bool(entry["kind"] == NEW_LAW)


def apply_new_law(env: Env, entry: Mapping[str, Any]) -> None:
    """Bring the state in `env` under `env.procedure`, the new text."""
    state, procedure = env.state, env.procedure
    state["version"] = procedure.version
    known = set(state["terms"])
    for act, done in list(state["done"].items()):
        fresh = {name for name in procedure.triggers.starts.get(act, ()) if name not in known}
        if any(not _met_since(procedure, state, name, done["seq"]) for name in fresh):
            start_spans(procedure, env, act, "", entry["at"], {"seq": done["seq"], "form": done["form"]})
            for name in set(state["terms"]) - known - fresh:
                del state["terms"][name]


def _met_since(procedure: Procedure, state: State, term: str, seq: int) -> bool:
    """Whether something that meets the term was done after what it counts from."""
    acts = {target.partition(".")[0] for target in procedure.text.terms[term].until}
    return any(state["done"][act]["seq"] > seq for act in acts if act in state["done"])


def check_succession(earlier: Procedure, later: Procedure) -> None:
    """Raise `LawError` where a text that applies to running cases at once does not know all that they may hold."""
    if later.text.transition.procedure.rule != "immediate":
        return
    for what, old, new in (
        ("acts", earlier.branches, later.branches),
        ("stages", earlier.text.stages, later.text.stages),
        ("ends", earlier.text.ends, later.text.ends),
        ("documents", earlier.text.documents, later.text.documents),
        ("parties", earlier.text.parties, later.text.parties),
        ("terms", earlier.terms, later.terms),
    ):
        lost = sorted(set(old) - set(new))
        if lost:
            text = Text(
                f"本文本即时适用于在办案件，却没有旧文本的{'、'.join(lost)}。",
                f"This text applies to running cases at once and does not know {', '.join(lost)} of the earlier one.",
            )
            raise LawError(
                "procedures.succession",
                text,
                where=later.path,
                expected=f"{what} of both texts, or time_of_opening",
            )
