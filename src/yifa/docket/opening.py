"""Opening a case: its cover, its parties, and the first act, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from yifa import clock
from yifa.errors import BadInput, Reason, Refused, Text
from yifa.people.vault import Plain, Row, prepare_rows
from yifa.people.vault import insert_rows as insert_sealed
from yifa.procedures import Branch, Env, Procedure, World, opening
from yifa.procedures.forms import read_value
from yifa.procedures.reading import Unreadable
from yifa.procedures.schema import Party

from .chain import GENESIS
from .listed import require_listed
from .named_cases import require_cases
from .numbers import Issuer, entrusting, number_for
from .projection import NEVER, act_row, case_columns, cover_columns, party_rows
from .store import ACT, PARTY, CaseRow, insert_case, insert_rows
from .world import the_law

__all__ = [
    "NAMES",
    "Cover",
    "PartyIn",
    "hide_cover",
    "insert_opening",
    "issuer_of",
    "open_child",
    "opening_entry",
    "read_cover",
    "sealed_as",
]

FORM = "form."
"""Before the field of an act that names the one party which goes along to the case it opens."""
NAMES = (
    "name",
    "matter",
    "subject",
    "project",
    "firm",
    "object",
    "asset",
    "measure",
    "system",
    "unit",
    "estate",
    "bundle",
    "road",
    "place_number",
)
"""Facts of a cover by which people call a case: before what kind of case it is."""


@dataclass(frozen=True, slots=True)
class PartyIn:
    """A party at opening: role and key, public facts (kind, minor), the digest of the identity and its place in the vault."""

    role: str
    key: str
    kind: str
    minor: bool = False
    identity: str = ""
    party_id: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on a case's cover. `division` is a path of `places`; `facts` are the procedure's `case:` fields."""

    procedure: str
    body_id: int
    division: str
    locality: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    parties: Sequence[PartyIn] = ()
    office_id: int | None = None
    handler_id: int | None = None
    field: str = ""
    capacity: str = "own"
    title: str = ""
    shielded: bool = False
    training: bool = False
    paper: bool = False
    opened_at: datetime | None = None
    parent_id: int | None = None


def read_cover(procedure: Procedure, cover: Cover) -> dict[str, Any]:
    """The facts of the cover, read by the procedure's own fields. Raises `Refused` with every reason."""
    reasons: list[Reason] = []
    facts: dict[str, Any] = {"capacity": cover.capacity, "field": cover.field}
    env = Env(procedure, opening({}, {}), World(), clock.now().isoformat(timespec="seconds"))
    if cover.capacity not in procedure.text.capacity.any_of:
        reasons.append(
            Reason(
                "cover.capacity",
                Text("本程序不得以此名义办理。", "This procedure may not be run in this capacity."),
                procedure.text.capacity.ground,
            )
        )
    reasons += _locality(cover) or _entrusted(cover)
    reasons += _unknown(procedure, cover)
    for name, spec in procedure.text.case.items():
        value = cover.facts.get(name)
        if value is None or value == "":
            if spec.required and spec.when is None:
                reasons.append(
                    Reason(
                        "form.missing",
                        Text(f"请填写“{spec.title.zh}”。", f"Fill in '{spec.title.en}'."),
                        spec.ground,
                        name,
                    )
                )
            continue
        try:
            facts[name] = read_value(spec, value, env, name)
        except Unreadable as problem:
            text = Text(f"{spec.title.zh}：{problem.text.zh}", f"{spec.title.en}: {problem.text.en}")
            reasons.append(Reason("form.unreadable", text, field=name))
    reasons += _parties_missing(procedure, cover)
    if reasons:
        raise Refused("docket.cover", reasons[0].text, reasons[0].ground, reasons=tuple(reasons))
    return facts


def _locality(cover: Cover) -> list[Reason]:
    """The local values of a case are those of the place it lies in, whatever anybody says."""
    wanted = the_law().locality_of(cover.division)
    if cover.locality == wanted:
        return []
    text = Text(
        f"该区划适用“{wanted}”的地方规定，不是“{cover.locality}”。",
        f"This division is under '{wanted}', not '{cover.locality}'.",
    )
    return [Reason("cover.locality", text, field="locality")]


def _entrusted(cover: Cover) -> list[Reason]:
    """An entrusted body acts in another's name: without one there is nothing to put on a paper."""
    on = (cover.opened_at or clock.now()).astimezone(clock.ZONE).date()
    if cover.capacity != "entrusted" or entrusting(issuer_of(cover), on):
        return []
    text = Text(
        "受委托办案应当以委托机关的名义；本地没有登记该领域委托机关的名称和简称。",
        "An entrusted body acts in the name of the organ that entrusted it; no such organ is told for this field here.",
    )
    return [Reason("cover.entrusted", text, "行政处罚法/20", "capacity")]


def issuer_of(cover: Cover) -> Issuer:
    """Who numbers the case and its papers."""
    return Issuer(cover.body_id, cover.capacity, cover.locality, cover.field)


def _unknown(procedure: Procedure, cover: Cover) -> list[Reason]:
    """Facts the procedure's cover does not have."""
    return [
        Reason(
            "form.unknown", Text(f"封面没有“{name}”这一项。", f"The cover has no field '{name}'."), field=name
        )
        for name in cover.facts
        if name not in procedure.text.case
    ]


def _parties_missing(procedure: Procedure, cover: Cover) -> list[Reason]:
    """Parties of unknown roles or kinds, and roles that lack theirs."""
    found: list[Reason] = []
    for party in cover.parties:
        spec = procedure.text.parties.get(party.role)
        if spec is None or party.kind not in spec.kinds:
            found.append(
                Reason(
                    "cover.party",
                    Text(
                        f"当事人身份“{party.role}/{party.kind}”不属于本程序。",
                        f"Party '{party.role}/{party.kind}' does not belong here.",
                    ),
                )
            )
    for role, spec in procedure.text.parties.items():
        number = sum(1 for party in cover.parties if party.role == role)
        if number < spec.at_least or (spec.at_most is not None and number > spec.at_most):
            found.append(
                Reason(
                    "cover.parties",
                    _how_many(spec),
                    spec.ground,
                    f"parties.{role}",
                )
            )
    return found


def _how_many(spec: Party) -> Text:
    """How many parties of a role there should be."""
    zh, en = f"至少 {spec.at_least} 个", f"at least {spec.at_least}"
    if spec.at_most is not None:
        zh, en = f"{zh}、至多 {spec.at_most} 个", f"{en}, at most {spec.at_most}"
    return Text(
        f"{spec.title.zh}人数不符：{zh}，每一个都填写姓名或者名称。",
        f"Wrong number of: {spec.title.en}: {en}, each with a name.",
    )


def opening_entry(
    procedure: Procedure, cover: Cover, facts: Mapping[str, Any], moment: datetime, officer_id: int | None
) -> dict[str, Any]:
    """Entry 0 of every docket: the cover itself, chained like any act."""
    parties: dict[str, list[dict[str, Any]]] = {}
    for p in cover.parties:
        parties.setdefault(p.role, []).append(
            {"key": p.key, "kind": p.kind, "minor": p.minor, "identity": p.identity, "party_id": p.party_id}
        )
    at = (cover.opened_at or moment).astimezone(clock.ZONE).isoformat(timespec="seconds")
    return {
        "act": "open", "kind": "opening", "seq": 0, "at": at, "recorded": moment.isoformat(timespec="seconds"), "case": dict(facts),
        "parties": parties, "procedure": procedure.family, "version": procedure.version, "entered_by": officer_id, "body": cover.body_id,
        "division": cover.division, "office": cover.office_id, "handler": cover.handler_id, "locality": cover.locality, "parent": cover.parent_id,
        "training": cover.training, "paper": cover.paper, "shielded": cover.shielded or procedure.text.shielded,
    }  # fmt: skip


def insert_opening(
    cursor: Any,
    procedure: Procedure,
    cover: Cover,
    facts: Mapping[str, Any],
    moment: datetime,
    officer_id: int | None,
) -> int:
    """Write the cover, entry 0 and the parties; return the case's id."""
    place = {"id": 0, "body_id": cover.body_id, "training": cover.training}
    require_listed(
        cursor, procedure.item_fields, facts, place, cover.opened_at or moment, facts, the_law().registers
    )
    require_cases(cursor, procedure.case_fields, facts, place, the_law())
    entry = opening_entry(procedure, cover, facts, moment, officer_id)
    entry["number"] = number_for(cursor, issuer_of(cover), procedure.text.number, entry["at"], cover.training)
    hidden = hide_cover(procedure, entry)
    state = opening(entry["case"], entry["parties"])
    row = case_row(procedure, cover, entry, state)
    case_id = insert_case(cursor, row)
    if hidden:
        rows = prepare_rows(
            Plain(value, "case", f"case:{case_id}", f"open.{name}") for name, value in hidden.items()
        )
        insert_sealed(cursor, rows)
        entry["sealed"] = sealed_as(hidden, rows)
    act = act_row(case_id, entry, GENESIS)
    insert_rows(cursor, "docket_act", ACT, [act])
    cursor.execute("UPDATE docket_case SET head = %s WHERE id = %s", [act[-1], case_id])
    insert_rows(cursor, "docket_caseparty", PARTY, party_rows(case_id, entry))
    return case_id


def hide_cover(procedure: Procedure, entry: dict[str, Any]) -> dict[str, bytes]:
    """Take the facts of the cover that are not public out of entry 0; they go to the vault."""
    known = procedure.text.case
    hidden = [name for name in entry["case"] if name in known and not known[name].public]
    return {name: orjson.dumps(entry["case"].pop(name)) for name in hidden}


def sealed_as(names: Iterable[str], rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """What stands in an entry for values that lie in the vault: reference and commitment by name."""
    return {
        name: {"ref": str(row.sealed.ref), "commitment": row.sealed.commitment}
        for name, row in zip(names, rows, strict=True)
    }


def case_row(
    procedure: Procedure, cover: Cover, entry: Mapping[str, Any], state: dict[str, Any]
) -> dict[str, Any]:
    """The row of a new case; its head is set once its id is known."""
    columns = {**cover_columns(entry), **case_columns(procedure, state, 1, "")}
    return {**columns, "title": cover.title or procedure.title.zh, "next_due": NEVER}


def _going_along(state: Mapping[str, Any], role: str, form: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parties of a role; for `form.FIELD` the one that the field of the act names, whatever its role."""
    _, of_form, field = role.partition(FORM)
    if of_form:
        return [p for people in state["parties"].values() for p in people if p["key"] == form.get(field)]
    return list(state["parties"].get(role, ()))


def _called(child: Procedure, carried: Mapping[str, Any]) -> str:
    """What a case opened from another is called: what was carried over by which people call it, if that is public."""
    fields = child.text.case
    return next((str(carried[n])[:100] for n in NAMES if n in carried and fields[n].public and fields[n].type == "text"), "")  # fmt: skip


def open_child(
    cursor: Any,
    procedure: Procedure,
    branch: Branch,
    case: CaseRow,
    entry: Mapping[str, Any],
    state: Mapping[str, Any],
    moment: datetime,
) -> dict[str, Any]:
    """Open the linked case an act calls for, with the facts carried over and the parties mapped."""
    assert branch.opens is not None
    spec = procedure.text.links[branch.opens.link]
    at = datetime.fromisoformat(entry["at"])
    child = the_law().in_force(spec.procedure, at.date())
    carried = (
        {name: value for name, value in entry["carried"].items() if name in child.text.case}
        if branch.carry
        else {}
    )
    parties = [
        PartyIn(role=into, key=p["key"], kind=p["kind"], minor=bool(p.get("minor")), identity=p.get("identity", ""), party_id=p.get("party_id", ""))
        for into, role in (branch.opens.parties or {role: role for role in child.text.parties}).items()
        for p in _going_along(state, role, entry["form"])
    ]  # fmt: skip
    cover = Cover(
        procedure=spec.procedure, body_id=case["body_id"], division=case["division"], locality=case["locality"], facts=carried, parties=parties,
        office_id=case["office_id"], handler_id=case["handler_id"], field=case["field"], capacity=state["case"].get("capacity", "own"),
        shielded=bool(case["shielded"]), training=bool(case["training"]), opened_at=at, parent_id=case["id"], title=_called(child, carried),
    )  # fmt: skip
    if cover.capacity not in child.text.capacity.any_of:
        raise BadInput(
            "docket.child_capacity",
            Text(
                "关联程序不得以本案名义办理。", "The linked procedure may not be run in this case's capacity."
            ),
        )
    facts = read_cover(child, cover)
    return {
        "link": branch.opens.link,
        "case": insert_opening(cursor, child, cover, facts, moment, entry.get("entered_by")),
    }
