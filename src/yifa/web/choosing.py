"""Which case to open: the procedures this reader can begin, the daily ones first, the rest by area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.people.families import matches
from yifa.procedures import START, Law, Procedure, roles_of
from yifa.procedures.register import FAMILY

from .access import Reader, may, signed_in

__all__ = ["AREAS", "choose", "linked_only", "says"]

DAILY = 6
"""How many procedures stand open at the top: those this body opens most."""

AREAS: Mapping[str, Text] = {
    "penalty": Text("行政处罚", "Penalties"), "coercion": Text("行政强制", "Coercion"), "enforcement": Text("强制执行", "Enforcement"),
    "inspection": Text("行政检查", "Inspections"), "transfer": Text("移送", "Transfers"), "permit": Text("行政许可和服务事项", "Permits and services"),
    "grid": Text("网格事件", "Events of the grids"), "hotline": Text("热线诉求", "Hotline"), "patrol": Text("巡查", "Patrols"),
    "hazard": Text("风险隐患", "Hazards"), "emergency": Text("应急", "Emergencies"), "mediation": Text("人民调解", "Mediation"),
    "petition": Text("信访", "Petitions"), "disclosure": Text("政府信息公开", "Public information"), "review": Text("行政复议", "Reconsideration"),
    "suit": Text("行政诉讼", "Litigation"), "decision": Text("重大决策", "Major decisions"), "norm": Text("规范性文件", "Normative documents"),
    "contract": Text("合同", "Contracts"), "competition": Text("公平竞争审查", "Fair competition"), "supervision": Text("监督", "Supervision"),
    "activity": Text("课程、场地和活动", "Courses, venues, activities"), "legalaid": Text("法律援助", "Legal aid"), "report": Text("报告", "Reports"),
    "figures": Text("数字", "Figures"), "aid": Text("救助和帮扶", "Assistance"), "assets": Text("国有、集体资产", "State and collective assets"),
    "audit": Text("审计和整改", "Audits"), "benchmark": Text("示范创建", "Model units"), "census": Text("实有人口", "Residents"),
    "centre": Text("综治中心", "Centre for public order"), "credit": Text("信用", "Credit"), "duty": Text("述法、责任书和双向评价", "Accounts of duty"),
    "enterprise": Text("服务企业", "Help for enterprises"), "mailbox": Text("信箱和留言", "Letters"), "procurement": Text("政府采购", "Procurement"),
    "proposal": Text("建议和提案", "Proposals"), "publicity": Text("普法宣传", "Legal publicity"), "study": Text("学法、考试和培训", "Study and training"),
    "talk": Text("唠嗑说事、马路办公", "Talks with residents"), "volunteer": Text("志愿服务", "Volunteers"), "works": Text("民生实事、安置和道路", "Works, resettlement, roads"),
}  # fmt: skip
"""Areas of procedures (the word before the dot) as people call them; the areas of an overlay that has others stand under one heading."""
OTHER = Text("其他", "Other")


@dataclass(frozen=True, slots=True)
class Area:
    """The procedures of one area."""

    title: Text
    procedures: list[Procedure] = field(default_factory=list)


def linked_only(law: Law) -> set[str]:
    """Procedures opened only from another case: linked to, telling it how they ended, with no matter of their own."""
    newest = [versions[-1] for versions in law.families.values()]
    linked = {link.procedure for procedure in newest for link in procedure.text.links.values()}
    referred = {to for procedure in newest for referral in procedure.referrals.values() for to in referral.to}
    return {p.family for p in newest if p.family in linked - referred and _tells(p) and not _own_matter(p)}


def _tells(procedure: Procedure) -> bool:
    return any(branch.tells for branches in procedure.branches.values() for branch in branches.values())


def _own_matter(procedure: Procedure) -> bool:
    return any(spec.type in ("violation", "violations") for spec in procedure.text.case.values())


def says(words: str, *told: Any) -> bool:
    """Whether every word asked for stands in what is told, in either language."""
    whole = " ".join(f"{each.zh} {each.en}" for each in told).lower()
    return all(word in whole for word in words.lower().split())


def _can_begin(request: Reader, procedure: Procedure) -> bool:
    """Whether some first act is for a post of the reader; what happens to the body can be recorded by whoever opens the case."""
    first = [
        b
        for branches in procedure.branches.values()
        for b in branches.values()
        if b.stages and START in b.stages
    ]
    kinds, held = request.actor.post_kinds, request.actor.certificates
    roles = [
        procedure.roles[role]
        for branch in first
        if branch.kind == "act"
        for role in roles_of(procedure, branch)
    ]
    return any(branch.kind == "event" for branch in first) or any(
        (not role.posts or kinds.intersection(role.posts)) and not kinds.intersection(role.never)
        and (role.certificate is None or role.certificate in held)
        for role in roles
    )  # fmt: skip


def _procedures(request: Reader) -> list[Procedure]:
    law = the_law()
    patterns = {pattern for clause in may(request, "open").clauses for pattern in clause.families}
    elsewhere = linked_only(law)
    return [
        versions[-1]
        for family, versions in law.families.items()
        if any(matches(pattern, family) for pattern in patterns)
        and family not in elsewhere
        and not family.startswith(FAMILY)
        and _can_begin(request, versions[-1])
    ]


@signed_in
def choose(request: Reader) -> HttpResponse:
    """Which procedure: what this body opens most first, the rest folded by area; or those in whose words something is found."""
    q = request.GET.get("q", "").strip()[:60]
    found = [
        procedure for procedure in _procedures(request) if says(q, procedure.title, procedure.text.about)
    ]
    if q:
        return render(request, "yifa/choose.html", {"daily": found, "areas": [], "q": q})
    bodies = {post.body_id for post in request.actor.posts}
    counted = (
        Case.objects.filter(body_id__in=bodies, training=False)
        .values_list("procedure")
        .annotate(n=Count("id"))
    )
    opened = dict(counted)
    daily = sorted((p for p in found if opened.get(p.family)), key=lambda p: -opened[p.family])[:DAILY]
    areas: dict[str, Area] = {}
    for procedure in found:
        if procedure not in daily:
            title = AREAS.get(procedure.family.partition(".")[0], OTHER)
            areas.setdefault(title.zh, Area(title)).procedures.append(procedure)
    context = {"daily": daily, "areas": list(areas.values()), "open": not daily, "q": ""}
    return render(request, "yifa/choose.html", context)
