"""What is lawful now, and if not, why not.

`judge` answers for one attempt: accepted with the entry to append, or refused with every reason
and its article. `options` lists every act of a procedure with what stands in its way today. Both
are pure: state, attempt and world in, verdict out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yifa.clock import ZONE
from yifa.errors import BadInput, Reason, Text

from .adopted import unadopted
from .council import check_council
from .env import Env, State
from .expressions import MissingLookup
from .forms import check_computed, check_form, check_named
from .model import Actor, Attempt, Branch, CompiledRule, Procedure, Verdict, World
from .schema import Party, Role
from .service import check_service, effect_on

OFFICIAL = "+08:00"
"""How a moment in official time ends (GB/T 7408.1)."""

__all__ = ["Option", "deemed", "fills", "judge", "options", "roles_of"]


@dataclass(frozen=True, slots=True)
class Option:
    """One act as it stands now: open, or shut with reasons. `depends` marks rules that only a filled form or a look-up decides."""

    branch: Branch
    open: bool
    reasons: tuple[Reason, ...]
    depends: tuple[Reason, ...]


def judge(procedure: Procedure, state: State, attempt: Attempt, world: World, calendar: Any) -> Verdict:
    """The verdict on one attempt.

    Raises `BadInput` for an act or outcome the procedure does not have; a refusal by law is a
    verdict, not an error. An event is never refused by law: what it lacks makes it not valid.
    """
    branch = _branch(procedure, attempt)
    at = attempt.at.isoformat(timespec="seconds")
    if not at.endswith(OFFICIAL):
        at = attempt.at.astimezone(ZONE).isoformat(timespec="seconds")
    env = Env(procedure, state, world, at, None, attempt.act, calendar, attempt.party, steady=True)
    form, reasons = check_form(branch, attempt.form, env)
    if branch.joins is not None:
        reasons += _joining(procedure.text.parties[branch.joins], branch.joins, attempt)
    if branch.council is not None and not reasons:
        reasons += check_council(branch.council, form, attempt)
    unnamed = check_named(branch, env) if branch.reads_entries else []
    if lacking := unadopted(branch, env):
        # Neither the act nor what it would start can be worked out: not even as an irregular act.
        return Verdict(False, tuple(lacking), branch, None)
    if branch.kind == "event":
        return _event(branch, env, attempt, form, [*reasons, *unnamed])
    readable = not reasons
    reasons = [
        *_stage(procedure, branch, state),
        *_people(procedure, branch, state, attempt, world),
        *reasons,
        *unnamed,
    ]
    if readable:
        if not _met(branch, env):
            reasons += _unmet(branch.needs, env)
        if branch.computed:
            reasons += check_computed(branch, env)
        if "serves" in branch.marks:
            reasons += check_service(env, form)
    # A form that cannot be read, or names an entry there is not, makes no entry; any other refusal can still be recorded as irregular.
    entry = _entry(branch, env, attempt, form) if readable and not unnamed else None
    return Verdict(not reasons, tuple(reasons), branch, entry)


def _branch(procedure: Procedure, attempt: Attempt) -> Branch:
    outcomes = procedure.branches.get(attempt.act)
    if outcomes is None:
        known = "、".join(procedure.branches)
        raise BadInput(
            "procedures.no_such_act",
            Text(
                f"本程序没有“{attempt.act}”这一行为；有：{known}。",
                f"This procedure has no act '{attempt.act}'; it has: {known}.",
            ),
        )
    outcome = attempt.form.get("outcome") if None not in outcomes else None
    if outcome not in outcomes:
        known = "、".join(str(name) for name in outcomes)
        raise BadInput(
            "procedures.no_such_outcome",
            Text(f"“outcome”应为其中之一：{known}。", f"'outcome' must be one of: {known}."),
        )
    return outcomes[outcome]


def _joining(spec: Party, role: str, attempt: Attempt) -> list[Reason]:
    """An act by which a party enters says who enters, of a kind that may."""
    if attempt.joined is None:
        text = Text(f"请登记加入的{spec.title.zh}。", f"Say who enters: {spec.title.en}.")
    elif attempt.joined.get("kind") not in spec.kinds:
        text = Text(f"此类主体不能作为{spec.title.zh}。", f"No {spec.title.en} is of this kind.")
    else:
        return []
    return [Reason("form.missing", text, spec.ground, field=f"parties.{role}")]


def _entry(branch: Branch, env: Env, attempt: Attempt, form: dict[str, Any]) -> dict[str, Any]:
    """The entry as far as the verdict knows it; the docket adds sequence, hashes and numbers."""
    entry: dict[str, Any] = {
        "act": branch.act, "kind": branch.kind, "at": env.at, "form": form, "party": attempt.party, "valid": True,
        "by": {role: [actor.id for actor in actors] for role, actors in attempt.by.items()},
    }  # fmt: skip
    if "serves" in branch.marks and "means" in form:
        entry["effect_on"] = effect_on(env, form)
    if branch.joins and attempt.joined is not None:
        entry["joined"] = dict(attempt.joined)
    return entry


def _event(
    branch: Branch, env: Env, attempt: Attempt, form: dict[str, Any], reasons: list[Reason]
) -> Verdict:
    """An event stands whatever the law says of it; a form that cannot be read does not."""
    if reasons:
        return Verdict(False, tuple(reasons), branch, None)
    entry = _entry(branch, env, attempt, form)
    against = [
        *_stage(env.procedure, branch, env.state),
        *_unmet(branch.valid, env),
        *check_computed(branch, env),
    ]
    entry["valid"] = not against
    return Verdict(True, tuple(against), branch, entry)


def _stage(procedure: Procedure, branch: Branch, state: State) -> list[Reason]:
    """The act belongs to this stage, and has not been done if it may be done but once."""
    stage = state["stage"]
    against = []
    if branch.stages is None:
        if state["ended"]:
            text = _where(procedure, stage, branch, "已办结", "is closed")
            against.append(Reason("procedures.ended", text, branch.ground))
    elif stage not in branch.stages:
        text = _where(procedure, stage, branch, "不在可以办理的阶段", "is not at the right stage")
        against.append(Reason("procedures.stage", text, branch.ground))
    if branch.once and branch.act in state["done"]:
        text = Text(
            f"“{branch.title.zh}”只能办理一次，案卷中已有。",
            f"'{branch.title.en}' may be done only once and stands already.",
        )
        against.append(Reason("procedures.once", text, branch.ground))
    return against


def _where(procedure: Procedure, stage: str, branch: Branch, zh: str, en: str) -> Text:
    label = procedure.text.stages.get(stage) or procedure.text.ends.get(stage)
    now = Text(label.zh, label.en) if label else Text("尚未开始", "not begun")
    return Text(
        f"案件现为“{now.zh}”，{zh}：{branch.title.zh}。",
        f"The case is '{now.en}' and {en} for: {branch.title.en}.",
    )


def _people(
    procedure: Procedure, branch: Branch, state: State, attempt: Attempt, world: World
) -> list[Reason]:
    """The right people, enough of them, none barred, and the approval where one is needed."""
    by, known = attempt.by, procedure.roles
    against: list[Reason] = []
    acting = [
        role
        for role in (known if "any_officer" in branch.by else branch.by)
        if role in known and by.get(role)
    ]
    if not acting:
        titles = [known[role].title for role in roles_of(procedure, branch)]
        text = Text(
            f"应由{'或'.join(t.zh for t in titles)}办理：{branch.title.zh}。",
            f"To be done by: {', '.join(t.en for t in titles)}.",
        )
        return [Reason("people.nobody", text, branch.ground)]
    for role in acting:
        _role(procedure, role, by[role], state, world, against)
    if branch.approve:
        approvers = by.get(branch.approve, ())
        if not approvers:
            title = known[branch.approve].title
            text = Text(
                f"须经{title.zh}批准，请选定由谁批准：{branch.title.zh}。",
                f"Needs the approval of: {title.en}. Say who approves.",
            )
            against.append(Reason("people.approval", text, branch.ground))
        elif branch.approve not in acting:
            _role(procedure, branch.approve, approvers, state, world, against)
    return against


def _role(
    procedure: Procedure,
    role: str,
    actors: tuple[Actor, ...],
    state: State,
    world: World,
    against: list[Reason],
) -> None:
    """One role: number, posts, certificates, separation and recusal. What is wrong is added to `against`."""
    spec = procedure.roles[role]
    if spec.at_least > 1 and len({actor.id for actor in actors}) < spec.at_least:
        text = Text(
            f"{spec.title.zh}不得少于{spec.at_least}人，各自确认。",
            f"At least {spec.at_least} people as {spec.title.en}, each confirming.",
        )
        against.append(Reason("people.too_few", text, spec.ground))
    for actor in actors:
        _person(procedure, role, spec, actor, state, world, against)


def _person(
    procedure: Procedure,
    role: str,
    spec: Role,
    actor: Actor,
    state: State,
    world: World,
    against: list[Reason],
) -> None:
    if spec.posts and not actor.posts.intersection(spec.posts):
        text = Text(f"此人不任{spec.title.zh}。", f"This person does not hold the post of {spec.title.en}.")
        against.append(Reason("people.post", text, spec.ground))
    if spec.never and actor.posts.intersection(spec.never):
        text = Text(
            f"此人所任岗位不得担任{spec.title.zh}。",
            f"The post this person holds bars acting as {spec.title.en}.",
        )
        against.append(Reason("people.barred_post", text, spec.ground))
    if spec.certificate and spec.certificate not in actor.certificates:
        text = Text(
            f"此人当日没有有效的资格证件，不得担任{spec.title.zh}。",
            f"No valid certificate that day to act as {spec.title.en}.",
        )
        against.append(Reason("people.certificate", text, spec.ground))
    who, others = state["who"], world.others
    for other, title, ground in procedure.apart[role]:
        if (other in who and actor.id in who[other]) or (other in others and actor.id in others[other]):
            text = Text(
                f"此人在本案中已任{title.zh}，不得再任{spec.title.zh}。",
                f"Already acted as {title.en}, so may not act as {spec.title.en}.",
            )
            against.append(Reason("people.separation", text, spec.ground or ground))
    if spec.never_in:
        against.extend(_named(procedure, spec, actor, state))
    if spec.only_in:
        against.extend(_not_named(spec, actor, state))
    if actor.id in state["barred"]:
        text = Text("此人已回避本案。", "This person is recused from the case.")
        against.append(Reason("people.recused", text, spec.ground))


def _named(procedure: Procedure, spec: Role, actor: Actor, state: State) -> Iterator[Reason]:
    """People the cover names, none of whom may act in this role."""
    for fact in spec.never_in:
        name = fact.removeprefix("case.")
        if actor.id in (state["case"].get(name) or ()):
            title = procedure.text.case[name].title
            text = Text(
                f"此人列为{title.zh}，不得任{spec.title.zh}。",
                f"Named as {title.en}, so may not act as {spec.title.en}.",
            )
            yield Reason("people.named", text, spec.ground)


def _not_named(spec: Role, actor: Actor, state: State) -> Iterator[Reason]:
    """Once an act has named who fills this role, nobody else acts in it: the latest naming counts."""
    latest: tuple[Any, ...] = ()
    people: list[str] = []
    for words in spec.only_in:
        act, _, field = words.partition(".")
        entry = state["done"].get(act)
        if entry is not None and field in entry["form"] and (entry["at"], entry["seq"]) > latest:
            latest, named = (entry["at"], entry["seq"]), entry["form"][field]
            people = [named] if isinstance(named, str) else named
    if latest and actor.id not in people:
        text = Text(
            f"此人不在本案指定（更换）的{spec.title.zh}之列，不得办理。",
            f"Not among those last named in this case as {spec.title.en}.",
        )
        yield Reason("people.not_named", text, spec.ground)


def _met(branch: Branch, env: Env) -> bool:
    """Whether every need is met; which ones are not is asked only where one is not."""
    try:
        return branch.all_needs(env)
    except LookupError:
        return False


def _unmet(rules: tuple[CompiledRule, ...], env: Env) -> list[Reason]:
    """The reasons of every rule that is not met; a rule whose fact is missing is not met."""
    reasons = []
    for rule in rules:
        try:
            met = rule.test.run(env)
        except KeyError:
            met = False
        if not met:
            reasons.append(rule.reason)
    return reasons


def _looks_up(rule: CompiledRule, env: Env) -> bool:
    """Whether a rule asks what only a look-up tells that has not been made: it is decided when the act is, like one of the form."""
    try:
        rule.test.run(env)
    except MissingLookup:
        return True
    except KeyError:
        return False
    return False


def options(procedure: Procedure, state: State, at: str, world: World, calendar: Any) -> list[Option]:
    """Every act and event of the procedure as it stands at `at` (ISO, official time)."""
    found = []
    for branches in procedure.branches.values():
        for branch in branches.values():
            env = Env(procedure, state, world, at, {}, branch.act, calendar, steady=True)
            against = _stage(procedure, branch, state)
            later = [rule for rule in branch.needs if rule.test.reads_form or _looks_up(rule, env)]
            fixed = tuple(rule for rule in branch.needs if not any(rule is one for one in later))
            against += unadopted(branch, env) or _unmet(fixed, env)
            depends = tuple(rule.reason for rule in later)
            found.append(Option(branch, not against, tuple(against), depends))
    return found


def roles_of(procedure: Procedure, branch: Branch) -> list[str]:
    """The roles any of which may do an act; every role where any officer may."""
    if "any_officer" in branch.by:
        return list(procedure.roles)
    return [role for role in branch.by if role in procedure.roles]


def fills(procedure: Procedure, role: str, actor: Actor, state: State, world: World) -> bool:
    """Whether this person could act in a role of this case today: post, certificate, separation, recusal."""
    against: list[Reason] = []
    _person(procedure, role, procedure.roles[role], actor, state, world, against)
    return not against


def deemed(procedure: Procedure, state: State, at: str) -> list[tuple[str, str, str]]:
    """What silence has brought about by `at`: (event, term, key of the span); nothing else is ever done by the clock."""
    found = []
    env = Env(procedure, state, World(), at)
    for name, term in procedure.terms.items():
        if term.deems is None:
            continue
        for key, span in state["terms"].get(name, {}).items():
            if span["st"] == "running" and env.passed(span):
                found.append((term.deems, name, key))
    return found
