"""A random draw as it was published, and drawn again from nothing else.

`inspection.random` puts on the docket, in clear: the lists by their hash and size, the places excluded and why, the
commitment, the seed and the witness's word, the places drawn. `published` gathers them, `replay` draws again
and says where the two differ. A file of these facts is enough: whoever holds it needs no account and no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yifa.errors import BadInput, Missing, Text
from yifa.procedures.lots import commitment_of, drawn

__all__ = [
    "FAMILY",
    "DrawnFrom",
    "Finding",
    "PublishedDraw",
    "Result",
    "published",
    "read_draw",
    "replay",
    "results",
]

FAMILY = "inspection.random"
RULE = "sha256_sort"


class DrawnFrom(BaseModel):
    """One list and what was drawn from it: places from 1, in the order of the draw."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    sheet: list[str] = Field(min_length=1)
    """Hash of the published sheet, as the store of files names it."""
    size: int = Field(ge=1)
    without: list[int]
    """Places excluded (objects) or recused (officers)."""
    why: str = ""
    count: int = Field(ge=1)
    order: list[int]


class PublishedDraw(BaseModel):
    """The public facts of a draw, as a file of it holds them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    case: str
    rule: str = Field(pattern=f"^{RULE}$")
    commitment: str
    committed_at: str
    seed: str
    added: str
    drawn_at: str
    objects: DrawnFrom
    officers: DrawnFrom


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing drawn again: what was published, what it comes to."""

    title: Text
    published: Any
    again: Any

    @property
    def same(self) -> bool:
        """Whether both are equal."""
        return bool(self.published == self.again)

    @property
    def parted(self) -> int:
        """The place in the order (from 1) at which the two part; 0 where they do not, or are no orders."""
        if self.same or not isinstance(self.again, list):
            return 0
        pairs = zip(self.published, self.again, strict=False)
        short = min(len(self.published), len(self.again))
        return next((place for place, (one, other) in enumerate(pairs, start=1) if one != other), short + 1)

    def as_data(self) -> dict[str, Any]:
        """As data; `parted` only for orders that differ."""
        data = {"title": {"zh": self.title.zh, "en": self.title.en}, "published": self.published, "again": self.again, "same": self.same}  # fmt: skip
        return {**data, "parted": self.parted} if self.parted else data


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one object drawn: its place in the order and in the list; the result and where it was published, once it was."""

    order: int
    place: int
    due: str
    result: str = ""
    finished_on: str = ""
    site: str = ""
    published_on: str = ""


def results(entries: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Every object drawn, in the order of the draw; a result stands there once it was published, the latest where there are several."""
    known = [entry for entry in entries if entry["seq"] and entry.get("valid") is not False]
    order: list[int] = next((e["form"]["objects_order"] for e in reversed(known) if e["act"] == "draw"), [])
    assigned = {e["form"]["place_in_list"]: e for e in known if e["act"] == "assign"}
    told = {e["seq"]: e for e in known if e["act"] == "record_result"}
    shown = [(told[e["form"]["of"]], e) for e in known if e["act"] == "publish_result"]
    latest = {one["form"]["of"]: (one["form"], entry) for one, entry in shown}
    found = []
    for number, place in enumerate(order, start=1):
        task = assigned.get(number)
        row = Result(number, place, task["form"]["result_due"] if task else "")
        if task and task["seq"] in latest:
            form, entry = latest[task["seq"]]
            row = replace(row, result=form["result"], finished_on=form["finished_on"], site=entry["form"]["site"], published_on=entry["at"][:10])  # fmt: skip
        found.append(row)
    return found


def published(number: str, entries: Sequence[Mapping[str, Any]]) -> PublishedDraw:
    """What the docket of a draw publishes. Raises `Missing` where nothing was drawn yet.

    A stand-in is the next in the order: the officers' order is that of the latest replacement.
    """
    latest = {entry["act"]: entry for entry in entries if entry["seq"]}
    if "draw" not in latest:
        raise Missing(
            "draw.not_drawn",
            Text("本案还没有抽取，没有可以重演的。", "Nothing was drawn yet: there is nothing to replay."),
        )
    form = {act: entry["form"] for act, entry in latest.items()}
    plan, pools, draw = form["announce"], form["publish_pools"], form["draw"]
    replaced = sum(1 for entry in entries if entry["act"] == "replace")
    all_objects = pools["pool_size"] - len(pools["excluded"])
    return PublishedDraw(
        case=number, rule=plan["rule"], commitment=form["commit"]["commitment"], committed_at=latest["commit"]["at"],
        seed=draw["seed"], added=draw["added"], drawn_at=latest["draw"]["at"],
        objects=DrawnFrom(sheet=pools["pool"], size=pools["pool_size"], without=pools["excluded"], why=pools.get("why_excluded", ""),
                          count=all_objects if plan["full_cover"] else plan["objects"], order=draw["objects_order"]),
        officers=DrawnFrom(sheet=pools["staff"], size=pools["staff_size"], without=pools["recused"], count=plan["officers"] + replaced,
                           order=form.get("replace", draw)["officers_order"]),
    )  # fmt: skip


def read_draw(path: Path) -> PublishedDraw:
    """The facts of a draw from a file of them. Raises `BadInput` naming what is wrong; nothing unknown is passed over."""
    try:
        return PublishedDraw.model_validate(orjson.loads(path.read_bytes()))
    except orjson.JSONDecodeError as problem:
        text = Text(f"{path.name} 不是 JSON：{problem}。", f"{path.name} is no JSON: {problem}.")
        raise BadInput("draw.file", text) from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        spot = ".".join(map(str, first["loc"])) or "—"
        text = Text(
            f"{path.name} 的“{spot}”有误：{first['msg']}。",
            f"{path.name}: '{spot}' is wrong: {first['msg']}.",
        )
        hint = Text(
            "抽取的公开数据可在重演页下载。", "The page that replays a draw offers its facts as a file."
        )
        raise BadInput("draw.file", text, hint=hint) from problem


def replay(draw: PublishedDraw) -> tuple[Finding, ...]:
    """Draw again from the published facts: the commitment and both orders, each beside what was published."""
    seed = f"{draw.seed}:{draw.added}"
    objects, officers = draw.objects, draw.officers
    return (
        Finding(
            Text("种子的哈希与先前锁定的值", "Hash of the seed and commitment"),
            draw.commitment,
            commitment_of(draw.seed),
        ),
        Finding(
            Text("抽中对象的序号（按抽取顺序）", "Places of the objects drawn, in order"),
            objects.order,
            drawn(seed, objects.size, objects.without, objects.count),
        ),
        Finding(
            Text("抽中人员的序号（按抽取顺序）", "Places of the officers drawn, in order"),
            officers.order,
            drawn(f"{seed}:staff", officers.size, officers.without, officers.count),
        ),
    )
