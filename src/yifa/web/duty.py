"""What the duty desk sees beside the map: who is on duty today, and the open tasks and orders, each with whether it was acknowledged."""

from __future__ import annotations

from typing import Any

import orjson

from yifa import clock
from yifa.docket.listing import Filters, list_cases
from yifa.docket.models import Act, Case
from yifa.docket.world import the_law
from yifa.errors import Text

from .access import Reader
from .facts import officer_names

__all__ = ["orders_of", "shifts_of"]

MOST = 200
WAITING, DONE, NOT_NEEDED = (
    Text("待签收", "Not yet acknowledged"),
    Text("已签收", "Acknowledged"),
    Text("无需签收", "Not asked for"),
)


def _said(case_ids: list[int], acts: tuple[str, ...]) -> dict[int, dict[str, dict[str, Any]]]:
    """The latest form of each of these acts, by case."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    rows = Act.objects.filter(case_id__in=case_ids, act__in=acts).order_by("seq")
    for case_id, act, text in rows.values_list("case_id", "act", "entry"):
        found.setdefault(case_id, {})[act] = orjson.loads(text)["form"]
    return found


def shifts_of(request: Reader) -> list[dict[str, Any]]:
    """The shifts of today the reader may see: the post, the hours, and those on watch by name (swaps counted)."""
    rows = list_cases(request.sees, Filters(procedure="emergency.shift"), None, MOST)
    said = _said([row["id"] for row in rows], ("plan_shift",))
    covers = dict(Case.objects.filter(pk__in=said).values_list("pk", "state"))
    today, found = clock.today().isoformat(), []
    for row in rows:
        plan = said.get(row["id"], {}).get("plan_shift")
        if plan is None or plan["shift_on"] != today:
            continue
        on = _swapped([plan["leader"], plan["first"], plan["second"]], row["id"])
        names = officer_names(set(on))
        stages = the_law().version(row["version"]).text.stages
        found.append({
            "id": row["id"], "number": row["number"], "post": orjson.loads(covers[row["id"]])["case"]["post"], "hours": plan["hours"],
            "leader": names.get(on[0], on[0]), "watch": [names.get(one, one) for one in on[1:]], "stage": stages[row["stage"]],
        })  # fmt: skip
    return found


def _swapped(people: list[str], case_id: int) -> list[str]:
    """Those of a shift after every swap."""
    for text in (
        Act.objects.filter(case_id=case_id, act="swap").order_by("seq").values_list("entry", flat=True)
    ):
        form = orjson.loads(text)["form"]
        people = [form["takes_shift"] if one == form["leaves_shift"] else one for one in people]
    return people


def orders_of(request: Reader) -> list[dict[str, Any]]:
    """Open tasks the reader may see, what falls due first: the owner, and whether an order was acknowledged."""
    rows = list_cases(request.sees, Filters(procedure="decision.task"), None, MOST)
    ids = [row["id"] for row in rows]
    covers = {
        pk: orjson.loads(state)["case"]
        for pk, state in Case.objects.filter(pk__in=ids).values_list("pk", "state")
    }
    done, names = (
        _said(ids, ("acknowledge",)),
        officer_names({str(row["handler_id"]) for row in rows if row["handler_id"]}),
    )
    found = []
    for row in rows:
        cover = covers[row["id"]]
        waits = NOT_NEEDED if cover["source"] != "order" else DONE if row["id"] in done else WAITING
        found.append({"id": row["id"], "number": row["number"], "matter": cover["matter"], "owner": names.get(str(row["handler_id"]), ""),
                      "acknowledged": waits, "due": row["next_due"]})  # fmt: skip
    return found
