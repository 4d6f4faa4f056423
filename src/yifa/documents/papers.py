"""From a docket to the context of one document's template.

A template names what it prints after the law's own names: `{{ decide.fine | yuan }}` is the field `fine`
of the act `decide`, `case.violation` a fact of the cover, `respondent.name` a party. Only what the
template declares is taken, labels of choices are looked up, and what an optional field lacks is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from yifa.procedures import Procedure
from yifa.procedures.schema import FormField

from .shapes import Many, Parts, Scalar, Shape
from .template import Template, compile_template

__all__ = ["context_of", "template_of"]

ALWAYS = ("body", "number", "issued_on")


@lru_cache(maxsize=512)
def _compiled(path: Path) -> Template:
    return compile_template(path)


def template_of(procedure: Procedure, document: str) -> Template | None:
    """The template of a document, or None where the procedure has none for it."""
    name = procedure.text.documents[document].template
    path = Path(procedure.folder) / "templates" / f"{name}.md"
    return _compiled(path) if name is not None and path.exists() else None


def context_of(
    procedure: Procedure,
    case: Mapping[str, Any],
    entries: Sequence[Mapping[str, Any]],
    seq: int,
    document: str,
    body: str,
    template: Template,
) -> dict[str, Any]:
    """What the template prints, from the entries up to the act that issued the document."""
    until = [entry for entry in entries if entry["seq"] <= seq]
    issued = until[-1]
    number = next((d["number"] for d in issued.get("documents", ()) if d["name"] == document), "")
    found: dict[str, Any] = {"body": body, "number": number or None, "issued_on": issued["at"][:10]}
    for name, shape in template.front.declared.parts.items():
        if name not in ALWAYS:
            found[name] = _value(procedure, case, until, name, shape)
    return found


def _value(
    procedure: Procedure,
    case: Mapping[str, Any],
    entries: Sequence[Mapping[str, Any]],
    name: str,
    shape: Shape,
) -> Any:
    """One declared name: the cover, an act (its latest entry, or all of them for a list), or a party."""
    if name == "case" and isinstance(shape, Parts):
        facts = {**entries[0]["case"], "number": case["number"]}
        return _parts(shape, facts, procedure.text.case)
    if name in procedure.branches:
        mine = [e for e in entries if e["act"] == name and e.get("valid", True)]
        if isinstance(shape, Many) and isinstance(shape.each, Parts):
            return [_act(procedure, entry, shape.each) for entry in mine]
        if isinstance(shape, Parts):
            return _act(procedure, mine[-1], shape) if mine else dict.fromkeys(shape.parts)
    if name in procedure.text.parties and isinstance(shape, Parts):
        people = entries[0]["parties"].get(name, [])
        return _parts(
            shape,
            {
                "name": "（示例当事人）",
                "kind": {"person": "个人", "organisation": "单位", "individual_business": "个体工商户"}.get(
                    people[0]["kind"] if people else "", ""
                ),
            },
            {},
        )
    return None


def _act(procedure: Procedure, entry: Mapping[str, Any], shape: Parts) -> dict[str, Any]:
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    return _parts(shape, {**entry["form"], "date": entry["at"][:10], "at": entry["at"]}, branch.fields)


def _parts(shape: Parts, facts: Mapping[str, Any], fields: Mapping[str, FormField]) -> dict[str, Any]:
    return {part: _labelled(facts.get(part), fields.get(part), inner) for part, inner in shape.parts.items()}


def _labelled(value: Any, spec: FormField | None, shape: Shape) -> Any:
    """A kept value as a paper prints it: the label of a choice, text for what is text."""
    if isinstance(shape, Many):
        return [_labelled(item, spec, shape.each) for item in value or []]
    if value is not None and spec is not None and isinstance(spec.of, dict) and value in spec.of:
        return spec.of[value].zh
    if isinstance(value, list) and spec is not None and isinstance(spec.of, dict):
        return "、".join(spec.of[item].zh for item in value if item in spec.of)
    if (
        isinstance(shape, Scalar)
        and shape.type == "text"
        and value is not None
        and not isinstance(value, str)
    ):
        return str(value)
    return value
