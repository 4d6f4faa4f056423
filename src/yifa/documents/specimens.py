"""Specimen papers: every document of a procedure, printed from its examples, for a lawyer to look at.

Nobody in an example is real; names and numbers here say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.procedures import Cast, ExampleRun, Law, Procedure, examples_of, refold, run_example

from .papers import PARTY_KINDS, Source, context_of, template_of, violation_words
from .template import Template

__all__ = ["Specimen", "specimens"]

ORGAN = {
    "review_body": "示例区人民政府", "court": "示例区人民法院", "bank": "示例银行示例支行", "bank_address": "示例路1号",
    "account": "9900 0000 0000 0000", "address": "示例路2号", "phone": "000-00000000", "entrusted_by": "示例区城市管理局",
}  # fmt: skip
STREET = "示例街道办事处"
PARENT = {"number": "示例〔2023〕1号", "decision_number": "示例罚决〔2023〕1号", "decided_on": "2023-06-01"}


@dataclass(frozen=True)
class Specimen:
    """One paper: the document's name, the example it comes from, the template and what it prints."""

    document: str
    example: str
    template: Template
    context: Mapping[str, Any]


def specimens(law: Law, procedure: Procedure, cast: Cast) -> Iterator[Specimen]:
    """Every paper every example of the procedure issues, in order."""
    for path in examples_of(procedure):
        run = run_example(path, procedure, law, cast)
        for place, entry in enumerate(run.docket[1:], start=2):
            branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
            assert branch is not None
            names = branch.issues if entry["valid"] else ()
            for name in names:
                template = template_of(procedure, name)
                if template is not None:
                    source = _source(law, procedure, cast, run, place)
                    yield Specimen(name, path.stem, template, context_of(source, name, template))


def _source(law: Law, procedure: Procedure, cast: Cast, run: ExampleRun, place: int) -> Source:
    first = {**run.docket[0], "at": run.docket[1]["at"]}
    entries = [first, *(_numbered(procedure, entry) for entry in run.docket[1:place])]
    facts = {
        "capacity": "own",
        **first["case"],
        "number": f"示例〔{first['at'][:4]}〕1号",
        "opened_on": first["at"][:10],
    }
    is_entrusted = facts["capacity"] == "entrusted"
    violation = violation_words(law, procedure, facts, date.fromisoformat(entries[-1]["at"][:10]))
    if violation:
        facts["violation"] = violation["title"]
    people = [p for role in first["parties"].values() for p in role]
    people += [entry["joined"] for entry in entries if entry.get("joined")]
    return Source(
        procedure=procedure,
        cover=facts,
        entries=entries,
        state=refold(procedure, entries, law.calendar_of),
        body=ORGAN["entrusted_by"] if is_entrusted else STREET,
        handled_by=STREET if is_entrusted else "",
        officers={name: _officer(officer) for name, officer in cast.officers.items()},
        identities={p["key"]: _identity(p) for p in people if p.get("identity")},
        violation=violation,
        organ=ORGAN,
        parent=PARENT,
    )


def _numbered(procedure: Procedure, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with a number for each paper it issues, as the docket would give it."""
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    made = [
        {"name": name, "number": _number(procedure.text.documents[name].number, entry)}
        for name in (branch.issues if entry["valid"] else ())
    ]
    return {**entry, "documents": made}


def _number(series: str | None, entry: Mapping[str, Any]) -> str:
    return series.format(body="示例", year=entry["at"][:4], seq=entry["seq"]) if series else ""


def _officer(officer: Mapping[str, Any]) -> dict[str, Any]:
    numbers = [c["number"] for c in officer.get("certificates", ())]
    return {"name": officer["name"], "certificate": numbers[0] if numbers else None}


def _identity(party: Mapping[str, Any]) -> dict[str, Any]:
    kind = PARTY_KINDS[party["kind"]]
    return {
        "name": f"示例{kind}",
        "id_number": None,
        "address": "示例市示例区示例路3号",
        "phone": "00000000000",
    }
