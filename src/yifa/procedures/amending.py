"""What an act said, as later acts that amend it leave it: an item of a register as it stands.

An act with `amends: ACT` states new values of the fields of ACT; what it leaves empty stays. A field whose `when`
no longer holds of the whole falls away with it: a post that is vacant is held by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .env import Env
from .model import Procedure, World

__all__ = ["amended"]

NOTHING: dict[str, Any] = {"done": {}, "case": {}, "terms": {}, "docs": {}, "links": {}, "parties": {}}
"""The case as far as this asks of it: a `when` that asks for more than the form keeps its field."""


def amended(
    procedure: Procedure, act: str, before: Mapping[str, Any], said: Mapping[str, Any], at: str
) -> dict[str, Any]:
    """The public fields of `act` after an act that amends it said `said`, `at` that moment (ISO)."""
    (branch,) = procedure.branches[act].values()
    form = {**before, **{name: value for name, value in said.items() if name in branch.fields}}
    env = Env(procedure, NOTHING, World(), at, form, act)
    return {
        name: value
        for name, value in form.items()
        if (when := branch.conditions.get(name)) is None or _may_stand(when, env)
    }


def _may_stand(when: Any, env: Env) -> bool:
    """Whether a field's `when` holds; one that the form alone does not decide keeps its field."""
    try:
        return bool(when.run(env))
    except KeyError as missing:
        return not str(missing.args[0]).startswith("form.")
