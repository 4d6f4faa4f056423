"""Who may begin a case of a procedure by itself, and what everyone else is told: why not, who may, or from which case it is opened."""

from __future__ import annotations

from yifa.docket.world import the_law
from yifa.errors import Forbidden, Text
from yifa.people.families import matches
from yifa.people.grants import grants
from yifa.people.vocabulary import vocabulary
from yifa.procedures import START, Branch, Law, Procedure, roles_of

from .access import Reader, may

__all__ = ["can_begin", "linked_only", "require_can_begin"]


def linked_only(law: Law) -> set[str]:
    """Procedures whose cases are opened from another case only, as their text in force says."""
    return {family for family, versions in law.families.items() if versions[-1].text.only_linked}


def can_begin(request: Reader, procedure: Procedure) -> bool:
    """Whether some first act is for a post of the reader; what happens to the body can be recorded by whoever opens the case."""
    return _fits(procedure, request.actor.post_kinds, request.actor.certificates)


def _first(procedure: Procedure) -> list[Branch]:
    return [
        b
        for branches in procedure.branches.values()
        for b in branches.values()
        if b.stages and START in b.stages
    ]


def _fits(procedure: Procedure, kinds: frozenset[str], held: frozenset[str] | None) -> bool:
    """Whether posts of these kinds may do a first act; `held` are the certificates, None where nobody asks for them."""
    first = _first(procedure)
    roles = [
        procedure.roles[r] for branch in first if branch.kind == "act" for r in roles_of(procedure, branch)
    ]
    return any(branch.kind == "event" for branch in first) or any(
        (not role.posts or kinds.intersection(role.posts)) and not kinds.intersection(role.never)
        and (role.certificate is None or held is None or role.certificate in held)
        for role in roles
    )  # fmt: skip


def require_can_begin(request: Reader, procedure: Procedure) -> None:
    """Raise `Forbidden` where the reader cannot begin such a case by itself, with what to do instead."""
    title, family = procedure.title, procedure.family
    if family in linked_only(the_law()):
        whence = _whence(family)
        raise Forbidden(
            "web.linked_only",
            Text(f"“{title.zh}”不单独登记，由原案件的办理带出：{_named(whence, 'zh')}。请打开原案件，在“现在可以办理”中办理。",
                 f"'{title.en}' is not opened by itself but by an act of another case: {_named(whence, 'en')}. Open that case and see what can be done now."),
        )  # fmt: skip
    granted = any(matches(one, family) for clause in may(request, "open").clauses for one in clause.families)
    if granted and can_begin(request, procedure):
        return
    who = _who_may(procedure)
    raise Forbidden(
        "web.cannot_begin",
        Text(f"您的岗位不登记“{title.zh}”。可以登记的岗位：{_named(who, 'zh')}。请转告他们登记；交给您办理以后，案件会出现在您的工作台。",
             f"Your posts do not begin '{title.en}'. Those of these posts do: {_named(who, 'en')}. Tell them; once the case is given to you it stands on your desk."),
        "个人信息保护法/34",
    )  # fmt: skip


def _whence(family: str) -> list[Text]:
    """Procedures from which such a case is opened, with the acts that do it."""
    found = []
    for versions in the_law().families.values():
        parent = versions[-1]
        links = {name for name, link in parent.text.links.items() if link.procedure == family}
        for branch in (b for branches in parent.branches.values() for b in branches.values()):
            if branch.opens is not None and branch.opens.link in links:
                found.append(
                    Text(f"{parent.title.zh}（{branch.title.zh}）", f"{parent.title.en} ({branch.title.en})")
                )
    return found


def _who_may(procedure: Procedure) -> list[Text]:
    """The posts that may open such a case and do its first act."""
    return [
        kind.title
        for name, kind in vocabulary().posts.items()
        if any(
            matches(one, procedure.family) for grant in grants().of(name, "open") for one in grant.families
        )
        and _fits(procedure, frozenset({name}), None)
    ]


def _named(listed: list[Text], language: str) -> str:
    told = dict.fromkeys(one.in_(language) for one in listed)
    return ("、" if language == "zh" else ", ").join(told) or "—"
