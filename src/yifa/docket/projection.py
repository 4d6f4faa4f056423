"""From a folded state to the rows that pages read: the case's row, its open terms, its documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from yifa.procedures import Env, Procedure, World, holds

from .chain import canonical, link
from .store import CaseRow, Writes

__all__ = [
    "NEVER",
    "act_row",
    "case_columns",
    "cover_columns",
    "document_rows",
    "next_due",
    "party_rows",
    "referral_rows",
    "span_rows",
    "standing_rows",
    "writes_of",
]

TOPICS = ("violation", "category", "kind", "item")
"""Which fact of a cover says what the case is about: the first of these that is public."""
NEVER = "9999-12-31"
"""Sorts after every due day: nothing falls due."""


def next_due(procedure: Procedure, state: dict[str, Any]) -> str:
    """The nearest day by which the body itself must act; terms of others, and what it may do but need not, do not press."""
    days = [span["due"] for name, spans in state["terms"].items()
            if procedure.terms[name].whose in ("authority", "officer") and not procedure.text.terms[name].right
            for span in spans.values() if span["st"] == "running" and span["due"]]  # fmt: skip
    return min(days, default=NEVER)


def case_columns(procedure: Procedure, state: dict[str, Any], length: int, head: str) -> dict[str, Any]:
    """The columns of a case that follow from its state."""
    columns: dict[str, Any] = {
        "stage": state["stage"], "ended": state["ended"], "next_due": next_due(procedure, state),
        "length": length, "head": head, "state": orjson.dumps(state).decode(),
    }  # fmt: skip
    if "version" in state:  # a new text came into force and applied to the case at once
        columns["version"] = state["version"]
    if "handler" in state["assigned"]:
        columns["handler_id"] = int(state["assigned"]["handler"])
    if "office" in state["assigned"]:
        columns["office_id"] = int(state["assigned"]["office"])
    if "division" in state["assigned"]:
        columns["division"] = state["assigned"]["division"]
    return columns


def cover_columns(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a case that stand on its cover, from entry 0. Its title is a label for the desk and no part of the record."""
    facts = entry["case"]
    topic = next((str(facts[name]) for name in TOPICS if name in facts), "")
    return {
        "body_id": entry["body"], "procedure": entry["procedure"], "version": entry["version"], "number": entry["number"],
        "locality": entry["locality"], "field": facts["field"], "topic": topic, "division": entry["division"], "office_id": entry["office"],
        "handler_id": entry["handler"], "parent_id": entry["parent"], "shielded": entry["shielded"], "training": entry["training"],
        "paper": entry["paper"], "opened_on": entry["at"][:10],
    }  # fmt: skip


def party_rows(case_id: int, entry: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The parties that an entry brings in: those of the cover, or the one that joins."""
    joined = entry.get("joined")
    people = [(role, p) for role, listed in entry.get("parties", {}).items() for p in listed]
    people += [(joined["role"], joined)] if joined else []
    return [
        (case_id, role, p["key"], p["kind"], p.get("identity", ""), p.get("party_id", ""))
        for role, p in people
    ]


def document_rows(case_id: int, body_id: int, entry: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The numbered documents that an entry issues."""
    return [
        (case_id, entry["seq"], d["name"], body_id, d["number"])
        for d in entry.get("documents", ())
        if d["number"]
    ]


def span_rows(procedure: Procedure, case_id: int, state: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every term of the case as a row."""
    return [
        (case_id, name, key, procedure.terms[name].whose, span["st"], span["due"] or "", span["safe"] or "", span["prov"], bool(span.get("late")))
        for name, spans in state["terms"].items() for key, span in spans.items()
    ]  # fmt: skip


def referral_rows(procedure: Procedure, case_id: int, state: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every referral of the case that waits to be taken up, or was taken up."""
    found: list[tuple[Any, ...]] = []
    if procedure.referrals:
        env = Env(procedure, state, World(params=state["values"]), state["at"])
        for name, referral in procedure.referrals.items():
            if state["links"].get(name):
                found.append((case_id, name, "taken"))
            elif holds(referral.when, env):
                found.append((case_id, name, "waiting"))
    return found


def act_row(case_id: int, entry: dict[str, Any], prev: str) -> tuple[Any, ...]:
    """The row of one entry, chained to the hash before it."""
    text = canonical(entry)
    outcome = entry["form"].get("outcome", "") if "form" in entry else ""
    return (
        case_id,
        entry["seq"],
        entry["act"],
        outcome,
        entry["kind"],
        entry["at"],
        entry["recorded"],
        text.decode(),
        prev,
        link(prev, text),
    )


class Standing(NamedTuple):
    """The rows that stand before an act, so that only what it changes is written."""

    spans: frozenset[tuple[Any, ...]]
    referrals: frozenset[tuple[Any, ...]]


def standing_rows(procedure: Procedure, case_id: int, state: dict[str, Any]) -> Standing:
    """The rows of the case as it stands; to be asked for before `state` is folded further, which changes it."""
    return Standing(
        frozenset(span_rows(procedure, case_id, state)), frozenset(referral_rows(procedure, case_id, state))
    )


def writes_of(
    procedure: Procedure, case: CaseRow, entry: dict[str, Any], state: dict[str, Any], before: Standing
) -> Writes:
    """Everything one act writes: its row, the case, the spans that changed, documents and parties."""
    case_id = case["id"]
    act = act_row(case_id, entry, case["head"])
    return Writes(
        case_id=case_id, act=act, update=case_columns(procedure, state, entry["seq"] + 1, act[-1]),
        spans=[row for row in span_rows(procedure, case_id, state) if row not in before.spans],
        documents=document_rows(case_id, case["body_id"], entry), parties=party_rows(case_id, entry),
        referrals=_changed_referrals(before.referrals, referral_rows(procedure, case_id, state)),
    )  # fmt: skip


def _changed_referrals(
    known: frozenset[tuple[Any, ...]], now: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Rows to write: what is new, and `returned` for what waited and no longer does."""
    gone = {row[:2] for row in known} - {row[:2] for row in now}
    return [*(row for row in now if row not in known), *((*key, "returned") for key in sorted(gone))]
