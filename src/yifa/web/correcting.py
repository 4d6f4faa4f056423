"""The page of a correction (补正) and of an act that amends another: the fields as they stand, of which some are written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yifa.errors import Reason, Refused, Text
from yifa.procedures import PRIVATE, Branch, Procedure, of_no_text
from yifa.procedures.schema import FormField

__all__ = [
    "correctable",
    "only_changed",
    "page_fields",
    "page_values",
    "posted_corrections",
    "require_not_emptied",
    "standing_values",
]

UNCHANGED = Text(
    "保密内容不显示；不更正的不填。",
    "Private, so not shown; leave it empty where it is right.",
)


def correctable(procedure: Procedure, entries: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the entries that have fields to put right."""
    found = []
    for entry in entries:
        branch = _branch_of(procedure, entry)
        if branch is not None and "corrects" not in branch.marks and _plain(branch):
            found.append(entry["seq"])
    return found


def _branch_of(procedure: Procedure, entry: Mapping[str, Any]) -> Branch | None:
    if entry["seq"] == 0 or of_no_text(entry):
        return None
    return procedure.branch(entry["act"], entry["form"].get("outcome"))


def _plain(branch: Branch) -> dict[str, FormField]:
    """The fields a slip of the pen can be in; a wrong file is answered by the right one, as evidence of its own."""
    return {
        name: spec
        for name, spec in branch.fields.items()
        if spec.type not in ("files", "fields") and name not in branch.computed
    }


def page_fields(
    branch: Branch, procedure: Procedure, entry: Mapping[str, Any] | None
) -> Mapping[str, FormField]:
    """The fields of the page: those of the correction itself, those of the entry in place of its `fields`."""
    corrected = _branch_of(procedure, entry) if entry is not None else None
    found: dict[str, FormField] = {}
    for name, spec in branch.fields.items():
        if spec.type == "entry":
            continue  # chosen on the page before; to change it there would put one entry's words into another
        if spec.type != "fields":
            found[name] = spec
        elif corrected is not None:
            found |= {
                f"{PRIVATE}{inner}": each.model_copy(
                    update={"required": False, "when": None, "hint": each.hint if each.public else UNCHANGED}
                )
                for inner, each in _plain(corrected).items()
            }
    return found


def page_values(fields: Mapping[str, FormField], entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the entry says today, as a page writes it."""
    return {
        name: _written(spec, entry["form"][name.removeprefix(PRIVATE)])
        for name, spec in fields.items()
        if name.startswith(PRIVATE) and name.removeprefix(PRIVATE) in entry["form"]
    }


def _written(spec: FormField, value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [str(one) for one in value]
    if spec.type == "money" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)
    return str(value)


def posted_corrections(raw: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The form of the act: what was changed on the page becomes `fields`, what was left alone is left out.

    What was emptied is handed on as nothing, so that the law says what it says of it.
    """
    written = dict.fromkeys(before, "") | {n: value for n, value in raw.items() if n.startswith(PRIVATE)}
    changed = {
        name.removeprefix(PRIVATE): value for name, value in written.items() if value != before.get(name)
    }
    return {name: value for name, value in raw.items() if not name.startswith(PRIVATE)} | {"fields": changed}


def standing_values(branch: Branch, state: Mapping[str, Any]) -> dict[str, Any]:
    """What stands of the fields an act amends, as a page writes it; nothing for any other act. Private fields are not shown."""
    stands = state["done"].get(branch.amends, {}).get("form", {})
    return {
        name: _written(spec, stands[name])
        for name, spec in branch.fields.items()
        if name in stands and spec.type not in ("case", "files")
    }


def only_changed(raw: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What was written anew on a page that showed what stands."""
    return {n: value for n, value in raw.items() if n not in before or _plainly(value) != _plainly(before[n])}


def require_not_emptied(branch: Branch, before: Mapping[str, Any], posted: Any) -> None:
    """Raises `Refused` at each field that stands and that the page sent back empty: what is left empty stays, so emptying it would change nothing."""
    reasons = tuple(
        Reason(
            "form.emptied",
            Text(
                f"“{spec.title.zh}”不能改为空：请写明现在的内容；不改的保持原样。",
                f"'{spec.title.en}' cannot be emptied: write what it is now, or leave it as it was.",
            ),
            field=name,
        )
        for name, spec in branch.fields.items()
        if spec.when is None  # what another field makes void falls away by itself
        and before.get(name)
        and f"f-{name}" in posted
        and not any(map(str.strip, posted.getlist(f"f-{name}")))
    )
    if reasons:
        raise Refused("web.emptied", reasons[0].text, reasons=reasons)


def _plainly(value: Any) -> Any:
    """A value without what a browser adds: line ends, the order of boxes."""
    return sorted(map(str, value)) if isinstance(value, list) else str(value).replace("\r\n", "\n")
