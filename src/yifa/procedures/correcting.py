"""A correction (补正) read by the form of the entry it corrects: a wrong type, an unknown field or no change is refused.

What the corrected act keeps private stays private: its right value leaves the public fields for a key of
its own (`fields.NAME`), which the docket seals like any other personal fact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yifa.errors import BadInput, Text

from .env import Env, State
from .forms import read_value
from .handing import of_no_text
from .model import Branch, Procedure, Verdict, World
from .reading import Unreadable
from .schema import FormField
from .standing import check_entry

__all__ = ["PRIVATE", "apply_corrections", "read_correction"]

PRIVATE = "fields."
"""Before the name of a corrected field that is not public."""
Entry = Mapping[str, Any]


def _corrected(env: Env, entries: Sequence[Entry], seq: int) -> tuple[Branch, Entry]:
    """The act that stands as entry `seq`, and the entry. Raises `BadInput` for what has no form to correct."""
    entry = next((each for each in entries if each.get("seq") == seq), None)
    branch = (
        env.procedure.branch(entry["act"], entry["form"].get("outcome"))
        if entry is not None and seq and not of_no_text(entry)
        else None
    )
    if entry is None or branch is None or "corrects" in branch.marks:
        raise BadInput(
            "docket.not_correctable",
            Text(
                f"第{seq}条不是可以补正的记录；补正有误的，请再次补正原记录。",
                f"Entry {seq} has nothing to correct; where a correction was wrong, correct the first entry again.",
            ),
        )
    return branch, entry


def read_correction(
    procedure: Procedure,
    state: State,
    world: World,
    calendar: Any,
    entries: Sequence[Entry],
    verdict: Verdict,
) -> None:
    """Read the new values on the form of a correcting act as the corrected act reads them (money in fen); any other act is left alone.

    `entries` is the docket so far. Raises `BadInput` for a field the corrected act does not have, a value it cannot read, or a public one that
    is already so.
    """
    if verdict.entry is None or verdict.branch is None or "corrects" not in verdict.branch.marks:
        return
    env = Env(procedure, state, world, verdict.entry["at"], calendar=calendar)
    verdict.entry["form"] = _read(env, entries, verdict.entry["form"])


def _read(env: Env, entries: Sequence[Entry], form: Mapping[str, Any]) -> dict[str, Any]:
    """The form with its values read: public ones under `fields`, each private one under a key of its own."""
    branch, entry = _corrected(env, entries, int(form["of"]))
    kept: dict[str, Any] = {name: value for name, value in form.items() if name != "fields"}
    kept["fields"] = {}
    for name, value in form["fields"].items():
        spec = branch.fields.get(name)
        if spec is None:
            listed = "、".join(branch.fields) or "—"
            raise BadInput(
                "docket.no_such_field",
                Text(
                    f"“{branch.title.zh}”没有“{name}”这一项；有：{listed}。",
                    f"'{branch.title.en}' has no field '{name}'; it has: {listed}.",
                ),
            )
        right = _right(spec, value, env, name)
        if spec.public and entry["form"].get(name) == right:
            raise BadInput(
                "docket.nothing_corrected",
                Text(
                    f"“{spec.title.zh}”与原记录相同，无须补正。",
                    f"'{spec.title.en}' already says so; there is nothing to correct.",
                ),
            )
        if spec.public:
            kept["fields"][name] = right
        else:
            kept[f"{PRIVATE}{name}"] = right
    return kept


def _right(spec: FormField, value: Any, env: Env, name: str) -> Any:
    """The new value as the field reads it. Raises `BadInput` for none, for one it cannot read, or one that the law works out."""
    if value in (None, "", []):
        # A correction puts the right words in place of wrong ones; what should never have been said is taken back with its entry.
        raise BadInput(
            "docket.corrected_to_nothing",
            Text(
                f"“{spec.title.zh}”不能更正为空：请写明应有的内容；整条记录有误的，请撤销该行为。",
                f"'{spec.title.en}' cannot be corrected to nothing: write what it should say, or revoke the act if all of it is wrong.",
            ),
        )
    if spec.computed is not None:
        raise BadInput(
            "docket.computed",
            Text(
                f"“{spec.title.zh}”由系统据其他事实算出，不单独补正。",
                f"'{spec.title.en}' is worked out from other facts, and is not corrected by itself.",
            ),
        )
    try:
        right = read_value(spec, value, env, name)
        if spec.type == "entry" and spec.of:
            check_entry(spec, right, env.world.entries, env.procedure)
        return right
    except Unreadable as problem:
        raise BadInput(
            "docket.unreadable_correction",
            Text(f"{spec.title.zh}：{problem.text.zh}", f"{spec.title.en}: {problem.text.en}"),
        ) from problem


def apply_corrections(branch_of: Any, docket: Sequence[dict[str, Any]]) -> None:
    """Put the right values into each corrected entry's form, in the order of the docket; the docket itself keeps both.

    `branch_of(entry)` gives the branch an entry was done under. Private values are there to be applied only
    where the caller has opened them.
    """
    by_seq = {entry["seq"]: entry for entry in docket}
    for entry in docket:
        if "corrects" in branch_of(entry).marks:
            private = {
                name.removeprefix(PRIVATE): value
                for name, value in entry["form"].items()
                if name.startswith(PRIVATE)
            }
            target = by_seq[int(entry["form"]["of"])]
            target["form"] = {**target["form"], **entry["form"].get("fields", {}), **private}
