"""GET: lists, a case, its docket, terms, documents, and what is lawful now."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any

import orjson
from django.db import connection
from django.http import HttpResponse
from ninja import Path, Router
from pydantic import Field

from yifa.docket.cases import case_for
from yifa.docket.listing import Filters, list_cases
from yifa.docket.models import CaseParty
from yifa.docket.projection import NEVER
from yifa.docket.reading import entries_of, explained, lawful_now, procedure_of, state_of
from yifa.docket.store import CaseRow
from yifa.errors import BadInput, Text
from yifa.people.models import Party

from .auth import Bearer, Called
from .schemas import ActsOut, CaseOut, CasesOut, DocumentOut, OptionOut, Problem, TermOut

__all__ = ["router"]

router = Router(tags=["cases"], auth=Bearer("see"))
Number = Annotated[int, Path(..., ge=0, le=2**63 - 1)]
Limit = Annotated[int, Field(ge=1, le=200)]
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


@router.get("/cases", response={200: CasesOut, **REFUSALS}, operation_id="listCases")
def cases(
    request: Called,
    procedure: str = "",
    ended: bool | None = None,
    division: str = "",
    text: str = "",
    due_before: date | None = None,
    after: str = "",
    limit: Limit = 50,
) -> Any:
    """Cases within the token's scope, in the order of what falls due; `after` is the `next` of the page before."""
    before = due_before.isoformat() if due_before else ""
    filters = Filters(ended=ended, procedure=procedure, division=division, text=text, due_before=before)
    rows = list_cases(request.auth.scope, filters, _after(after), limit)
    last = rows[-1] if len(rows) == limit else None
    following = f"{last['next_due']}~{last['id']}" if last else None
    return CasesOut(items=[CaseOut(**_listed(row)) for row in rows], next=following)


def _after(text: str) -> tuple[str, int] | None:
    """The place where a page begins; raises `BadInput` for what no page gave."""
    if not text:
        return None
    due, _, number = text.rpartition("~")
    if not due or not number.isascii() or not number.isdigit() or len(number) > 18 or "\x00" in due:
        raise BadInput("api.after", Text("分页标记有误。", "This is no place of a page."))
    return due, int(number)


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    due = None if row["next_due"] == NEVER else row["next_due"]
    return {**row, "next_due": due, "opened_on": str(row["opened_on"]), "ended": bool(row["ended"])}


@router.get("/cases/{case_id}", response={200: CaseOut, **REFUSALS}, operation_id="readCase")
def case(request: Called, response: HttpResponse, case_id: Number) -> Any:
    """A case; its head is the entity tag, to be sent back in `If-Match` with an act."""
    row = case_for(case_id, request.auth.scope)
    response["ETag"] = f'"{row["head"]}"'
    return CaseOut(
        **_listed(row) | {"facts": state_of(row)["case"], "parties": _masked(case_id)},
    )


def _masked(case_id: int) -> list[dict[str, Any]]:
    rows = list(CaseParty.objects.filter(case_id=case_id).order_by("pk"))
    masks = {str(p.pk): p.mask for p in Party.objects.filter(pk__in=[r.party_id for r in rows if r.party_id])}
    return [{"role": r.role, "key": r.key, "kind": r.kind, "mask": masks.get(r.party_id, "")} for r in rows]


@router.get("/cases/{case_id}/acts", response={200: ActsOut, **REFUSALS}, operation_id="readDocket")
def acts(
    request: Called, case_id: Number, after: Annotated[int, Field(ge=-1, le=2**31)] = -1, limit: Limit = 50
) -> Any:
    """The docket, in the order it was recorded; `after` is the `next` of the page before."""
    row = case_for(case_id, request.auth.scope)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry, hash FROM docket_act WHERE case_id = %s AND seq > %s ORDER BY seq LIMIT %s",
            [row["id"], after, limit],
        )
        found = cursor.fetchall()
    items = [_entry(orjson.loads(text), digest) for text, digest in found]
    return {"items": items, "next": items[-1]["seq"] if len(items) == limit else None}


def _entry(entry: dict[str, Any], digest: str) -> dict[str, Any]:
    return {
        "seq": entry["seq"],
        "act": entry["act"],
        "kind": entry["kind"],
        "outcome": entry.get("form", {}).get("outcome"),
        "at": entry["at"],
        "recorded": entry["recorded"],
        "valid": entry.get("valid", True),
        "party": entry.get("party"),
        "by": {role: [str(one) for one in people] for role, people in (entry.get("by") or {}).items()},
        "form": entry.get("form") or entry.get("case") or {},
        "sealed": entry.get("sealed", {}),
        "documents": entry.get("documents", []),
        "hash": digest,
    }


@router.get(
    "/cases/{case_id}/options", response={200: list[OptionOut], **REFUSALS}, operation_id="readOptions"
)
def options(request: Called, case_id: Number) -> Any:
    """What is lawful now, and why the rest is not, each with its article."""
    row = case_for(case_id, request.auth.scope)
    return [
        {
            "act": o.branch.act,
            "outcome": o.branch.outcome,
            "title": o.branch.title.as_data(),
            "ground": o.branch.ground,
            "open": o.open,
            "reasons": [reason.as_data() for reason in o.reasons],
        }
        for o in lawful_now(row)
    ]


@router.get("/cases/{case_id}/terms", response={200: list[TermOut], **REFUSALS}, operation_id="readTerms")
def terms(request: Called, case_id: Number) -> Any:
    """Every term of the case with its dates and their explanation."""
    row = case_for(case_id, request.auth.scope)
    procedure = procedure_of(row)
    found = []
    for name, spans in state_of(row)["terms"].items():
        term = procedure.terms[name]
        for key, span in spans.items():
            found.append(
                {
                    "name": name,
                    "key": key,
                    "title": term.title.as_data(),
                    "ground": term.ground,
                    "mark": term.mark,
                    "whose": term.whose,
                    "status": span["st"],
                    "due": span["due"],
                    "safe": span["safe"],
                    "explanation": dict(explained(row, name, key)) if span["due"] else None,
                }
            )
    return found


@router.get(
    "/cases/{case_id}/documents",
    response={200: list[DocumentOut], **REFUSALS},
    operation_id="readDocuments",
)
def documents(request: Called, case_id: Number) -> Any:
    """The documents issued, and on whom each was served when."""
    row = case_for(case_id, request.auth.scope)
    return papers_of(row)


def papers_of(row: CaseRow) -> list[dict[str, Any]]:
    """Every document of a case, from the entries that issued them."""
    procedure, state = procedure_of(row), state_of(row)
    return [
        {
            "seq": entry["seq"],
            "name": paper["name"],
            "title": procedure.text.documents[paper["name"]].title.as_data(),
            "number": paper["number"],
            "served": state["docs"].get(paper["name"], {}).get("served", {}),
        }
        for entry in entries_of(row)
        for paper in entry.get("documents", ())
    ]


def sealed_of(row: CaseRow) -> dict[uuid.UUID, tuple[int, str]]:
    """Where each sealed value of a case belongs: entry and field."""
    return {
        uuid.UUID(item["ref"]): (entry["seq"], name)
        for entry in entries_of(row)
        for name, item in entry.get("sealed", {}).items()
    }
