"""A procedure's words made ready to run: names resolved, conditions compiled, triggers tabled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yifa.errors import Reason, Text
from yifa.statutes import Statutes

from .adopted import read_through_facts
from .compile_of import of_fits
from .compile_terms import compile_terms, compile_triggers
from .council import COUNCIL_FIELDS
from .expressions import Expression, Names, compile_expression
from .model import START, Branch, CompiledReferral, CompiledRule, Procedure
from .schema import Deed, FormField, Label, Outcome, ProcedureText, Referral, Rule

if TYPE_CHECKING:
    from .load import Source

__all__ = ["OUTSIDE", "compile_procedure"]

OUTSIDE = frozenset({"court", "police", "bank", "superior", "outside", "linked", "law"})
"""Who an event may come from beside the parties."""
MARKS = ("corrects", "serves", "recuses", "excuses", "reopens")


def _text(label: Label) -> Text:
    return Text(label.zh, label.en)


def compile_procedure(
    text: ProcedureText, version: str, path: str, source: Source, statutes: Statutes | None
) -> Procedure:
    """Compile `text`. Raises `LawError` with file and line for any name that does not resolve."""
    _one_namespace(text, source)
    _no_reserved_field(text, source)
    _no_computed_cover(text, source)
    of_fits(text, source)
    _never_in_people(text, source)
    _only_in_people(text, source)
    names = _names(text)
    facts = {
        name: compile_expression(fact.if_, names, None, source.where("facts", name, "if"))
        for name, fact in text.facts.items()
    }
    branches = {
        name: {key: replace(branch, facts=facts) for key, branch in _branches(name, deed, kind, text, names, source).items()}
        for kind, deeds in (("act", text.acts), ("event", text.events))
        for name, deed in deeds.items()
    }  # fmt: skip
    for branch in (b for outcomes in branches.values() for b in outcomes.values()):
        _resolve(branch, text, source)
    terms = compile_terms(text, names, source, statutes)
    return Procedure(
        family=text.procedure, title=_text(text.title), version=version, text=text, path=path, names=names,
        branches=branches, roles=text.roles, facts=facts, properties=_properties(text, names, branches, source), terms=terms,
        triggers=compile_triggers(text, names, branches, source), ends=frozenset(text.ends), money=names.amounts,
        referrals={name: _referral(name, spec, text, names, source) for name, spec in text.referrals.items()},
    )  # fmt: skip


def _referral(
    name: str, spec: Referral, text: ProcedureText, names: Names, source: Source
) -> CompiledReferral:
    """Compile a referral; its events exist and are told by a linked case, what it shows is a field of an act."""
    spot = ("referrals", name)
    for word in ("taken", "returned"):
        event = getattr(spec, word)
        if event is not None and "linked" not in (text.events[event].by if event in text.events else ()):
            message = Text(
                f"“{event}”不是由关联案件告知的事件。", f"'{event}' is no event told by a linked case."
            )
            raise source.error("procedures.referral", message, (*spot, word), "an event by: linked")
    shown = [tuple(each.split(".")) for each in spec.shows]
    deeds = {**text.acts, **text.events}
    for pair, words in zip(shown, spec.shows, strict=True):
        if len(pair) != 2 or pair[0] not in deeds or pair[1] not in _all_fields(deeds[pair[0]]):
            message = Text(f"没有“{words}”这一项。", f"There is no field '{words}'.")
            raise source.error("procedures.referral", message, (*spot, "shows"), "ACT.FIELD")

    for role in spec.parties.values():
        if role not in text.parties or text.parties[role].shielded:
            message = Text(
                f"“{role}”不是可以随案转出的当事人（受保护的身份不转出）。",
                f"'{role}' is no party that goes along: one that is shielded stays where it is.",
            )
            raise source.error(
                "procedures.referral", message, (*spot, "parties"), "a party that is not shielded"
            )

    def expression(words: str) -> Expression:
        return compile_expression(words, names, None, source.where(*spot))

    return CompiledReferral(
        name=name, title=_text(spec.title), ground=spec.ground or text.ground, to=tuple(spec.to), when=expression(spec.when),
        carry={fact: expression(words) for fact, words in spec.carry.items()}, shows=tuple((p[0], p[1]) for p in shown),
        parties=spec.parties, taken=spec.taken, returned=spec.returned,
    )  # fmt: skip


def _properties(
    text: ProcedureText, names: Names, branches: Mapping[str, Any], source: Source
) -> dict[str, Expression]:
    """The conditions of the `always` lines; a line names acts, outcomes, roles and terms that exist."""
    found: dict[str, Expression] = {}
    for place, line in enumerate(text.always):
        spot = ("always", place)
        for act in (line.never, line.once):
            owner, _, outcome = (act or "").partition(".")
            if act and (owner not in branches or (outcome and outcome not in branches[owner])):
                raise source.error(
                    "procedures.always",
                    Text(f"没有行为“{act}”。", f"There is no act '{act}'."),
                    spot,
                    "ACT | ACT.OUTCOME",
                )
        if line.after and line.after not in {*text.stages, *text.ends, *branches}:
            raise source.error(
                "procedures.always",
                Text(f"没有“{line.after}”。", f"There is no '{line.after}'."),
                spot,
                "an act, a stage or an end",
            )
        if line.restrained and line.restrained not in text.terms:
            raise source.error(
                "procedures.always",
                Text(f"没有期间“{line.restrained}”。", f"There is no term '{line.restrained}'."),
                spot,
                "a term",
            )
        if line.named and line.named not in text.roles:
            raise source.error(
                "procedures.always",
                Text(f"没有角色“{line.named}”。", f"There is no role '{line.named}'."),
                spot,
                "a role",
            )
        form = _form_of(line.never, branches)
        for words in (line.unless, line.when):
            if words:
                found[words] = compile_expression(words, names, form, source.where(*spot))
    return found


def _form_of(act: str | None, branches: Mapping[str, Any]) -> frozenset[str] | None:
    """The fields a property may read from the form of the act it is about."""
    owner, _, outcome = (act or "").partition(".")
    chosen = branches.get(owner, {})
    return (
        frozenset(f for key, branch in chosen.items() if not outcome or key == outcome for f in branch.fields)
        or None
    )


def _one_namespace(text: ProcedureText, source: Source) -> None:
    """Acts, events, terms, documents, facts, tracks, links, parties share one namespace."""
    seen: dict[str, str] = {}
    for section in (
        "acts",
        "events",
        "terms",
        "documents",
        "facts",
        "tracks",
        "links",
        "referrals",
        "parties",
    ):
        for name in getattr(text, section):
            if name in seen:
                message = Text(
                    f"名称“{name}”在 {seen[name]} 中已用。",
                    f"The name '{name}' is used in {seen[name]} already.",
                )
                raise source.error("procedures.name_twice", message, (section, name), "a name of its own")
            seen[name] = section


RESERVED = ("at", "count", "date")
"""What a condition asks of any act; no field may be called so."""


def _no_reserved_field(text: ProcedureText, source: Source) -> None:
    for section in ("acts", "events"):
        for name, deed in getattr(text, section).items():
            if taken := sorted(set(_all_fields(deed)) & set(RESERVED)):
                message = Text(
                    f"项目名“{taken[0]}”已有固定含义。", f"The field name '{taken[0]}' has a fixed meaning."
                )
                raise source.error("procedures.reserved", message, (section, name), "another name")


def _no_computed_cover(text: ProcedureText, source: Source) -> None:
    """The cover is what someone says of the matter; nothing is known yet from which it could be worked out."""
    for name, spec in text.case.items():
        if spec.computed is not None:
            message = Text("封面的事实不能由计算得出。", "A fact of the cover is not worked out.")
            raise source.error(
                "procedures.computed", message, ("case", name, "computed"), "a field of an act"
            )


def _never_in_people(text: ProcedureText, source: Source) -> None:
    for name, role in text.roles.items():
        for fact in role.never_in:
            spec = text.case.get(fact.removeprefix("case."))
            if not fact.startswith("case.") or spec is None or spec.type not in ("people", "officer"):
                message = Text(f"“{fact}”不是封面上的人员项。", f"'{fact}' is no people field of the cover.")
                raise source.error(
                    "procedures.never_in", message, ("roles", name, "never_in"), "case.FIELD of type people"
                )


def _only_in_people(text: ProcedureText, source: Source) -> None:
    """What says who fills a role is a public people field of an act: the verdict reads it."""
    deeds = {**text.acts, **text.events}
    for name, role in text.roles.items():
        for words in role.only_in:
            act, _, field = words.partition(".")
            spec = _all_fields(deeds[act]).get(field) if act in deeds else None
            if spec is None or not spec.public or spec.type not in ("people", "officer"):
                message = Text(
                    f"“{words}”不是行为中公开的人员项。", f"'{words}' is no public people field of an act."
                )
                raise source.error(
                    "procedures.only_in", message, ("roles", name, "only_in"), "ACT.FIELD of type people"
                )


def _all_fields(deed: Deed) -> dict[str, FormField]:
    """Every field an act can have, over all its outcomes."""
    fields = dict(deed.form)
    council = deed.council is not None
    for outcome in deed.outcomes.values():
        fields |= outcome.form
        council = council or outcome.council is not None
    return fields | (COUNCIL_FIELDS if council else {})


def _names(text: ProcedureText) -> Names:
    def public(fields: dict[str, FormField]) -> frozenset[str]:
        return frozenset(name for name, field in fields.items() if field.public)

    deeds = {**text.acts, **text.events}
    forms = {"case": text.case, **{name: _all_fields(deed) for name, deed in deeds.items()}}
    amounts = frozenset(
        (act, n) for act, fields in forms.items() for n, f in fields.items() if f.type == "money"
    )
    return Names(
        acts={name: public(_all_fields(deed)) for name, deed in deeds.items()},
        documents=frozenset(text.documents), terms=frozenset(text.terms), tracks=frozenset(text.tracks), links=frozenset([*text.links, *text.referrals]),
        parties=frozenset(text.parties), facts=frozenset(text.facts), params=frozenset(text.params),
        lookups=frozenset(text.lookups), case=public(text.case),
        money=frozenset(name for _, name in amounts), amounts=amounts,
    )  # fmt: skip


def _branches(
    name: str, deed: Deed, kind: str, text: ProcedureText, names: Names, source: Source
) -> dict[str | None, Branch]:
    if not deed.outcomes:
        return {None: _branch(name, None, None, deed, kind, text, names, source)}
    return {
        key: _branch(name, key, outcome, deed, kind, text, names, source)
        for key, outcome in deed.outcomes.items()
    }


def _stages(deed: Deed, text: ProcedureText) -> frozenset[str] | None:
    """Where an act is lawful: named stages, every stage and end (`always`), or every stage but no end (None)."""
    stages = frozenset([*deed.from_, *deed.in_])
    if "always" in stages:
        return frozenset([*text.stages, *text.ends])
    return None if "any" in stages else stages or frozenset({START})


def _branch(
    name: str,
    key: str | None,
    outcome: Outcome | None,
    deed: Deed,
    kind: str,
    text: ProcedureText,
    names: Names,
    source: Source,
) -> Branch:
    """Merge an act with one of its outcomes: lists add up, single words of the outcome prevail."""
    spot: tuple[Any, ...] = (f"{kind}s", name)
    one, fields = outcome or deed, _fields(deed, outcome)
    if outcome is not None and (stray := set(outcome.computes) - set(fields)):
        message = Text("computes 应为本行为的项目。", "`computes` names fields of the act.")
        raise source.error("procedures.computes", message, (*spot, "outcomes", key, "computes"), " | ".join(sorted(set(fields) - stray)))  # fmt: skip
    # A rule may read any field of the form, public or not: it is judged before anything is stored.
    form = frozenset(fields)

    def expression(words: str, *path: Any) -> Expression:
        return compile_expression(words, names, form, source.where(*spot, *path))

    opens, tells = one.opens or deed.opens, one.tells or deed.tells
    carried = {**(opens.carry if opens else {}), **(tells.carry if tells else {})}
    needs, valid = (_rules(deed, outcome, key, word, expression) for word in ("needs", "valid"))
    conditions = {f: expression(s.when, "form", f, "when") for f, s in fields.items() if s.when}
    computed = {f: expression(s.computed, "form", f) for f, s in fields.items() if s.computed}
    tests = [*(rule.test for rule in (*needs, *valid)), *conditions.values(), *computed.values()]
    return Branch(
        act=name, outcome=key, kind=kind, title=_text(one.title), deed=_text(deed.title), ground=one.ground or deed.ground, mark=one.mark,
        stages=_stages(deed, text), to=one.to or deed.to, by=tuple(deed.by),
        approve=one.approve or deed.approve, fields=fields, conditions=conditions, computed=computed, needs=needs, valid=valid,
        lookups=read_through_facts((test.text for test in tests), text, "lookup."), issues=_both(deed, outcome, "issues"),
        opens=opens, tells=tells, carry=_carried(carried, fields, names, source.where(*spot)), council=one.council or deed.council,
        once=deed.once, marks=frozenset(mark for mark in MARKS if getattr(deed, mark)), amends=deed.amends, joins=deed.joins, leaves=deed.leaves,
        revokes=_both(deed, outcome, "revokes"), erases=_both(deed, outcome, "erases"), extends=_both(deed, outcome, "extends"), row=one.row,
        amounts=frozenset(field for act, field in names.amounts if act == name),
    )  # fmt: skip


def _both(deed: Deed, outcome: Outcome | None, word: str) -> tuple[str, ...]:
    """A list of an act and of its outcome, one after the other."""
    return tuple([*getattr(deed, word), *(getattr(outcome, word) if outcome else [])])


def _rules(
    deed: Deed, outcome: Outcome | None, key: str | None, word: str, expression: Callable[..., Expression]
) -> tuple[CompiledRule, ...]:
    """The rules of an act, then those of its outcome; `expression` compiles a condition at its place in the act."""
    ground = (outcome or deed).ground or deed.ground
    own: list[tuple[Rule, tuple[Any, ...]]] = [
        (rule, (word, place)) for place, rule in enumerate(getattr(deed, word))
    ]
    theirs = enumerate(getattr(outcome, word)) if outcome else ()
    own += [(rule, ("outcomes", key, word, place)) for place, rule in theirs]
    return tuple(_rule(rule, expression(rule.if_, *path, "if"), ground) for rule, path in own)


def _carried(
    carried: Mapping[str, str], fields: Mapping[str, FormField], names: Names, where: str
) -> dict[str, Expression]:
    """What goes to another case stands in the entry in clear: of the form, only what is public may go along."""
    shown = frozenset(name for name, spec in fields.items() if spec.public) | {"outcome"}
    return {fact: compile_expression(words, names, shown, where) for fact, words in carried.items()}


def _fields(deed: Deed, outcome: Outcome | None) -> dict[str, FormField]:
    fields = dict(deed.form)
    if outcome is not None:
        fields |= outcome.form
        decided = {name: words for name, words in outcome.computes.items() if name in fields}
        fields |= {
            name: fields[name].model_copy(update={"computed": words}) for name, words in decided.items()
        }
    if deed.council is not None or (outcome is not None and outcome.council is not None):
        fields |= COUNCIL_FIELDS
    if deed.recording is not None:
        fields["recording"] = FormField.model_validate(
            {"type": "files", "title": deed.recording, "ground": deed.ground}
        )
    return fields


def _rule(rule: Rule, test: Expression, ground: str) -> CompiledRule:
    """A rule with its sentence; one that asks for one of several fields is told at the first of them."""
    field = next(iter(test.one_of), "")
    return CompiledRule(test, Reason("law.unmet", _text(rule.else_), rule.ground or ground, field))


def _resolve(branch: Branch, text: ProcedureText, source: Source) -> None:
    """Every stage, role, document, term, link and act a branch names exists."""
    spot = (f"{branch.kind}s", branch.act)
    stages = {START, *text.stages, *text.ends}
    checks: list[tuple[str, Any, Any]] = [
        ("from", branch.stages or (), stages), ("to", [branch.to] if branch.to else (), stages),
        ("by", branch.by, {*text.roles, "any_officer"} if branch.kind == "act" else {*text.parties, *text.roles, *OUTSIDE, "any_officer"}),
        ("approve", [branch.approve] if branch.approve else (), text.roles), ("issues", branch.issues, text.documents),
        ("opens", [branch.opens.link] if branch.opens else (), text.links), ("revokes", branch.revokes, {**text.acts, **text.events}),
        ("opens.parties", branch.opens.parties.values() if branch.opens else (), {*text.parties, *(f"form.{n}" for n, f in branch.fields.items() if f.type == "party")}),
        ("amends", [branch.amends] if branch.amends else (), {name for name, deed in text.acts.items() if not deed.outcomes}),
        ("erases", branch.erases, {**text.acts, **text.events}),
        ("extends", branch.extends, text.terms), ("joins", [branch.joins] if branch.joins else (), text.parties),
        ("leaves", [branch.leaves] if branch.leaves else (), text.parties),
    ]  # fmt: skip
    for word, used, known in checks:
        for name in used:
            if name not in known:
                message = Text(
                    f"“{branch.act}”的 {word} 不认识“{name}”。", f"'{branch.act}' {word}: unknown '{name}'."
                )
                raise source.error(
                    "procedures.unknown", message, spot, " | ".join(sorted(str(k) for k in known))
                )
    if branch.kind == "event" and branch.needs:
        message = Text("事件只能写 valid，不能写 needs。", "An event has `valid`, never `needs`.")
        raise source.error("procedures.event_needs", message, spot, "valid")
    if branch.kind == "act" and branch.valid:
        raise source.error(
            "procedures.act_valid", Text("行为应写 needs。", "An act has `needs`."), spot, "needs"
        )
