"""From a docket to the context of one document's template.

A template names what it prints after the law's own names: `{{ decide.fine | yuan }}` is the field `fine`
of the act `decide`, `case.violation` a fact of the cover, `respondent.name` a party, `decision.served_on`
another paper of the case, `pay_within.due` a term. Only what the template declares is taken; labels of
choices are looked up, and what an optional field lacks is None. A paper prints the case as it stood when
the act was done that issued it: what came later is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from yifa.procedures import Law, Procedure
from yifa.procedures.schema import FormField

from .shapes import Many, Parts, Shape
from .template import Template, compile_template

__all__ = ["PARTY_KINDS", "UNNAMED", "Source", "context_of", "template_of", "violation_words"]

PARTY_KINDS = {
    "person": "个人",
    "organisation": "单位",
    "individual_business": "个体工商户",
    "body": "机关",
}

UNNAMED = "（姓名或者名称未登记）"


@dataclass(frozen=True)
class Source:
    """What the papers of one case may print, gathered once (see `sources.source_of`).

    `entries` are the docket's entries from the cover to the act that issues the paper, personal facts put
    back; `state` is the case folded from them. `officers` and `identities` are by id and by party key;
    `violation` and `organ` hold what substantive law and the locality say; `parent` the number of the case
    this one was opened from, and number and day of its decision. `body` is the organ in whose name the
    papers are; `handled_by` the entrusted body that runs the case, where it is another.
    """

    procedure: Procedure
    cover: Mapping[str, Any]
    entries: Sequence[Mapping[str, Any]]
    state: Mapping[str, Any]
    body: str
    officers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    identities: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    violation: Mapping[str, Any] = field(default_factory=dict)
    organ: Mapping[str, Any] = field(default_factory=dict)
    parent: Mapping[str, Any] = field(default_factory=dict)
    handled_by: str = ""


@lru_cache(maxsize=512)
def _compiled(path: Path, words: tuple[tuple[str, str], ...] = (), ground: str = "") -> Template:
    return compile_template(path, dict(words), ground)


def template_of(procedure: Procedure, document: str) -> Template | None:
    """The template of a document, or None where the procedure has none for it.

    A version that differs from another states the words in which its papers differ, and rests on its own ground.
    """
    spec = procedure.text.documents[document]
    name = spec.template
    path = Path(procedure.folder) / "templates" / f"{name}.md"
    if name is None or not path.exists():
        return None
    papers = procedure.text.papers
    return _compiled(path, tuple(papers.get(document, {}).items()), spec.ground if papers else "")


def violation_words(law: Law, procedure: Procedure, facts: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Title, duty and sanction of the violation on a cover, in the version of the law that applies on `on`.

    Empty where the procedure's cover names no violation; without the day of the act, the title alone.
    """
    spec = procedure.text.case.get("violation")
    if spec is None or spec.type != "violation":
        return {}
    found = {"title": law.violations.get(facts["violation"]).title.zh}
    if "act_date" in facts:
        day = date.fromisoformat(facts["act_date"])
        version = law.violations.version_for(facts["violation"], day, on).version
        found["duty"] = law.statutes.cite(version.duty).text("zh")
        found["sanction"] = law.statutes.cite(version.sanction).text("zh")
    return found


def context_of(source: Source, document: str, template: Template) -> dict[str, Any]:
    """What the template prints of `document`, issued by the last of the source's entries."""
    issuing = source.entries[-1]
    number = next((d["number"] for d in issuing.get("documents", ()) if d["name"] == document), "")
    found: dict[str, Any] = {
        "body": source.body,
        "number": number or None,
        "issued_on": issuing["at"][:10],
    }
    if source.handled_by:
        found["handled_by"] = source.handled_by
    for name, shape in template.front.declared.parts.items():
        if name not in found:
            found[name] = _named(source, name, shape)
    return found


def _named(source: Source, name: str, shape: Shape) -> Any:
    """One declared name, by the kind of thing it is in this procedure."""
    text = source.procedure.text
    if name == "case":
        cover = {k: _people(source, v, text.case.get(k)) for k, v in source.cover.items()}
        return _take(shape, cover, text.case)
    around = {"violation": source.violation, "organ": source.organ, "parent": source.parent}
    if name in around:
        return _take(shape, around[name], {})
    if name == "issuing":
        return _take(shape, _act(source, source.entries[-1]), {})
    if name in source.procedure.branches:
        return _acts(source, name, shape)
    if name in text.parties:
        return _parties(source, name, shape)
    if name in text.documents:
        return _take(shape, _paper(source, name), {})
    spans = source.state["terms"].get(name, {})
    return _take(shape, {"due": max((s["due"] for s in spans.values() if s["due"]), default=None)}, {})


def _acts(source: Source, name: str, shape: Shape) -> Any:
    """The latest entry of an act or event, or all of them for a list."""
    mine = [e for e in source.entries[1:] if e["act"] == name and e.get("valid", True)]
    if isinstance(shape, Many):
        return [_take(shape.each, _act(source, e), _fields(source, e)) for e in mine]
    if not mine:
        return _take(shape, {}, {})
    return _take(shape, _act(source, mine[-1]), _fields(source, mine[-1]))


def _fields(source: Source, entry: Mapping[str, Any]) -> Mapping[str, FormField]:
    branch = source.procedure.branch(entry["act"], entry["form"].get("outcome"))
    return branch.fields if branch is not None else {}


def _act(source: Source, entry: Mapping[str, Any]) -> dict[str, Any]:
    branch = source.procedure.branch(entry["act"], entry["form"].get("outcome"))
    doing = [
        one
        for role, people in entry["by"].items()
        for one in people
        # Who approves does not act: an approving head stands beside the officers, not among them.
        if branch is None or role != branch.approve or role in branch.by or len(entry["by"]) == 1
    ]
    who = [source.officers[one] for one in doing if one in source.officers]
    unique = list({person["name"]: person for person in who}.values())
    outcome = entry["form"].get("outcome")
    labels = {} if outcome is None else {"outcome_key": outcome, "outcome": _outcome(source, entry)}
    return {
        **{name: _people(source, value, spec) for name, value, spec in _with_specs(source, entry)},
        **_of_named(source, entry),
        **labels,
        "date": entry["at"][:10],
        "at": entry["at"],
        "officers": unique,
    }


def _of_named(source: Source, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the entry says that a field names (`of`): its facts as `FIELD_FACT`."""
    found: dict[str, Any] = {}
    for name, value, spec in _with_specs(source, entry):
        if spec is not None and spec.type == "entry" and spec.of:
            named = next((each for each in source.entries if each["seq"] == value), None)
            found |= {f"{name}_{fact}": said for fact, said in (named["form"] if named else {}).items()}
    return found


def _with_specs(source: Source, entry: Mapping[str, Any]) -> list[tuple[str, Any, FormField | None]]:
    fields = _fields(source, entry)
    return [(name, value, fields.get(name)) for name, value in entry["form"].items()]


def _people(source: Source, value: Any, spec: FormField | None) -> Any:
    """Officers named in a form, by their names; any other value as it is."""
    if spec is None or spec.type not in ("officer", "people"):
        return value
    ids = value if isinstance(value, list) else [value]
    return "、".join(source.officers[one]["name"] if one in source.officers else one for one in ids)


def _outcome(source: Source, entry: Mapping[str, Any]) -> str:
    branch = source.procedure.branch(entry["act"], entry["form"]["outcome"])
    assert branch is not None
    return branch.title.zh


def _parties(source: Source, role: str, shape: Shape) -> Any:
    people = source.state["parties"].get(role, [])
    known = [
        {
            "name": UNNAMED,
            **source.identities.get(p["key"], {}),
            "kind": PARTY_KINDS[p["kind"]],
            "kind_key": p["kind"],
        }
        for p in people
    ]
    if isinstance(shape, Many):
        return [_take(shape.each, one, {}) for one in known]
    # A paper that names one party names all of that role where there are several.
    first = dict(known[0]) if known else {}
    if len(known) > 1:
        first["name"] = "、".join(one["name"] for one in known if one.get("name"))
    return _take(shape, first, {})


def _paper(source: Source, name: str) -> dict[str, Any]:
    """Number, day and day of service of another paper of the case."""
    for entry in reversed(source.entries):
        for paper in entry.get("documents", ()):
            if paper["name"] == name:
                served = source.state["docs"].get(name, {}).get("served", {})
                days = [day for day in served.values() if day]
                return {
                    "number": paper["number"] or None,
                    "issued_on": entry["at"][:10],
                    "served_on": max(days, default=None),
                }
    return {}


def _take(shape: Shape, facts: Mapping[str, Any], fields: Mapping[str, FormField]) -> Any:
    """The declared parts of a thing; a choice by its label, and its key where `FIELD_key` is declared."""
    if not isinstance(shape, Parts):
        return None
    found: dict[str, Any] = {}
    for part, inner in shape.parts.items():
        plain = part.removesuffix("_key")
        if part not in facts and plain != part and plain in facts:
            found[part] = facts[plain]
        else:
            found[part] = _printed(facts.get(part), fields.get(part), inner)
    return found


def _printed(value: Any, spec: FormField | None, shape: Shape) -> Any:
    """A kept value as a paper prints it: the label of a choice, text for what is text."""
    labels = spec.of if spec is not None and isinstance(spec.of, dict) else {}
    if isinstance(shape, Many):
        each = shape.each
        if isinstance(each, Parts):
            return [_take(each, item, {}) for item in value or ()]
        return [_printed(item, spec, each) for item in value or ()]
    if isinstance(value, list):
        return "、".join(labels[item].zh if item in labels else str(item) for item in value) or None
    if isinstance(value, str) and value in labels:
        return labels[value].zh
    if shape_type(shape) == "text" and value is not None and not isinstance(value, str):
        return str(value)
    return value


def shape_type(shape: Shape) -> str:
    """The declared type of a leaf; empty for a thing with parts."""
    return getattr(shape, "type", "")
