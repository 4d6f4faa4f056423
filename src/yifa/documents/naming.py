"""Whether every name a template declares is a name of its procedure, of the right type.

Checked with the law, not at the counter: a template that prints a fact no act asks for is an error of
whoever wrote the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yifa.errors import LawError
from yifa.procedures import Procedure
from yifa.procedures.schema import FormField
from yifa.statutes import Statutes

from .frontmatter import ALWAYS
from .papers import template_of
from .shapes import Many, Parts, Scalar, Shape

__all__ = ["paper_problems"]

ORGAN = ("review_body", "court", "bank", "bank_address", "account", "address", "phone", "entrusted_by")
PARTY = ("name", "kind", "kind_key", "id_number", "address", "phone", "representative")
OFFICER = Parts({"name": Scalar("text"), "certificate": Scalar("text", is_optional=True)})
DONE = {"date": "date", "at": "datetime", "officers": "officers"}
ISSUED = {"number": "text", "issued_on": "date", "served_on": "date"}
PRINTED = {"money": "money", "date": "date", "datetime": "datetime", "month": "date", "number": "number", "decimal": "decimal", "yes": "yes"}  # fmt: skip


def paper_problems(procedure: Procedure, statutes: Statutes) -> list[str]:
    """What is wrong with the procedure's papers: each with its file, a template missing or not to be read among them.

    A template names only what the procedure knows, and rests on laws that `statutes` holds.
    """
    return [problem for name in procedure.text.documents for problem in _of_paper(procedure, name, statutes)]


def _of_paper(procedure: Procedure, document: str, statutes: Statutes) -> list[str]:
    try:
        template = template_of(procedure, document)
        if template is None:
            return [f"{procedure.folder}: document {document} has no template"]
        statutes.cite(template.front.ground, where=f"{template.path}: ground")
    except LawError as problem:
        return [str(problem)]
    declared = template.front.declared.parts.items()
    return [
        f"{template.path}: {name}{told}"
        for name, shape in declared
        for told in _problems(procedure, name, shape)
    ]


def _problems(procedure: Procedure, name: str, shape: Shape) -> Iterator[str]:
    """What is wrong with one declared name."""
    if name in ALWAYS:
        return
    known = _known(procedure, name)
    if known is None:
        yield " is no act, event, party, document or term of this procedure"
        return
    inner = shape.each if isinstance(shape, Many) else shape
    if not isinstance(inner, Parts):
        yield " is a thing with parts, such as {field: type}"
        return
    for part, form in inner.parts.items():
        wanted = known.get(part)
        if wanted is None:
            yield f".{part} is not known; there are: {', '.join(sorted(known))}"
        elif wanted == "officers":
            if not (
                isinstance(form, Many)
                and isinstance(form.each, Parts)
                and set(form.each.parts) <= set(OFFICER.parts)
            ):
                yield f".{part} is [{{name: text, certificate: text?}}]"
        elif wanted != "any" and not _fits(form, wanted):
            yield f".{part} is of type {wanted}"


def _fits(form: Shape, wanted: str) -> bool:
    if isinstance(form, Many):
        return wanted == "text" and isinstance(form.each, Scalar) and form.each.type == "text"
    return isinstance(form, Scalar) and (
        form.type == wanted or (form.type == "text" and wanted in ("number", "decimal"))
    )


def _known(procedure: Procedure, name: str) -> Mapping[str, str] | None:
    """The parts a name has in this procedure, with the type each prints as; None for a stranger."""
    text = procedure.text
    if name == "case":
        return {"number": "text", "opened_on": "date", "capacity": "text", **_fields(text.case)}
    if name == "violation" and any(spec.type == "violation" for spec in text.case.values()):
        return dict.fromkeys(("title", "duty", "sanction"), "text")
    if name == "parent":
        return {"number": "text", "decision_number": "text", "decided_on": "date"}
    if name == "organ":
        return dict.fromkeys(ORGAN, "text")
    if name == "issuing":
        return dict(DONE)
    if name in procedure.branches:
        parts: dict[str, str] = dict(DONE)
        for branch in procedure.branches[name].values():
            parts |= _fields(branch.fields) | _of_named(procedure, branch.fields)
            if branch.outcome is not None:
                parts |= {"outcome": "text", "outcome_key": "text"}
        return parts
    if name in text.parties:
        return dict.fromkeys(PARTY, "text")
    if name in text.documents:
        return dict(ISSUED)
    return {"due": "date"} if name in procedure.terms else None


def _of_named(procedure: Procedure, fields: Mapping[str, FormField]) -> dict[str, str]:
    """What an entry says that a field names (`of`), as `FIELD_FACT`; choices are left out, for their labels are that act's."""
    return {
        f"{name}_{fact}": PRINTED.get(each.type, "text")
        for name, spec in fields.items()
        if spec.type == "entry"
        for act in spec.of or ()
        for branch in procedure.branches[act].values()
        for fact, each in branch.fields.items()
        if each.type not in ("choice", "choices", "officer", "people")
    }


def _fields(fields: Mapping[str, FormField]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, spec in fields.items():
        found[name] = PRINTED.get(spec.type, "text")
        if spec.type in ("choice", "choices"):
            found[f"{name}_key"] = "text"
    return found
