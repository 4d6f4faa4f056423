"""Terms made ready to run: lengths checked against the statute, triggers gathered by what sets them off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from yifa.errors import LawError, Text
from yifa.statutes import Statutes
from yifa.workdays import Length, Roll

from .expressions import Expression, Names, compile_expression
from .model import FIXED, Branch, CompiledTerm, Triggers
from .schema import Length as LengthLine
from .schema import ProcedureText, Term

if TYPE_CHECKING:
    from .load import Source

__all__ = ["compile_terms", "compile_triggers"]

ROLL: dict[str, Roll] = {
    "party": "next",
    "authority": "authority",
    "officer": "authority",
    "court": "next",
    "police": "next",
    "outside": "next",
}


def compile_terms(
    text: ProcedureText, names: Names, source: Source, statutes: Statutes | None
) -> dict[str, CompiledTerm]:
    """Compile every term of `text`. Raises `LawError`."""
    return {name: _term(name, term, text, names, source, statutes) for name, term in text.terms.items()}


def _term(
    name: str, term: Term, text: ProcedureText, names: Names, source: Source, statutes: Statutes | None
) -> CompiledTerm:
    spot = ("terms", name)
    _shape(term, text, names, source, spot)

    def expression(words: str | None, word: str) -> Expression | None:
        return compile_expression(words, names, None, source.where(*spot, word)) if words else None

    lines = (
        term.length
        if isinstance(term.length, list)
        else [LengthLine(length=term.length)]
        if term.length is not None
        else []
    )
    lengths: tuple[tuple[Expression | None, str | None, str | None], ...] = (
        ((None, FIXED, None),)
        if term.on
        else tuple(
            (expression(line.when, "length"), *_length(line.length, text, term, source, spot, statutes))
            for line in lines
        )
    )
    extensions = tuple(
        (e.by, *_length(e.length, text, term, source, spot, None), e.times) for e in term.extend
    )
    return CompiledTerm(
        name=name, title=Text(term.title.zh, term.title.en), ground=term.ground, mark=term.mark, lengths=lengths, per=_per(term, text, source, spot),
        when=expression(term.when, "when"), from_=expression(term.before or term.on or term.from_, "before" if term.before else "on" if term.on else "from"), whose=term.whose,
        roll=term.roll or ROLL[term.whose], deems=term.deems, backward=term.before, extensions=extensions,
    )  # fmt: skip


def _shape(term: Term, text: ProcedureText, names: Names, source: Source, spot: tuple[Any, ...]) -> None:
    """A term begins in one way and ends in one way, and what it names exists. Raises `LawError`."""
    if bool(term.after) == bool(term.before):
        raise source.error(
            "procedures.term_start",
            Text("期间应写 after 或 before 之一。", "A term has `after` or `before`."),
            spot,
            "after | before",
        )
    if (term.length is None) != (term.on is not None):
        raise source.error(
            "procedures.term_length",
            Text("期间应写 length 或 on 之一。", "A term has `length` or `on`."),
            spot,
            "length | on",
        )
    for extension in term.extend:
        if extension.by not in names.acts:
            raise source.error(
                "procedures.extend",
                Text(f"没有行为“{extension.by}”。", f"There is no act '{extension.by}'."),
                spot,
                "an act",
            )
    if term.deems and term.deems not in text.events:
        raise source.error(
            "procedures.deems",
            Text(f"没有事件“{term.deems}”。", f"There is no event '{term.deems}'."),
            spot,
            "an event by: law",
        )


def _length(
    length: str | dict[str, str],
    text: ProcedureText,
    term: Term,
    source: Source,
    spot: tuple[Any, ...],
    statutes: Statutes | None,
) -> tuple[str | None, str | None]:
    """(length, parameter): one of the two. A length must be written in the unit its statute counts in."""
    if isinstance(length, dict):
        param = length.get("param", "")
        if set(length) != {"param"} or param not in text.params:
            raise source.error(
                "procedures.length",
                Text("长度应为 {param: 名称}。", "A length is {param: NAME}."),
                (*spot, "length"),
                " | ".join(text.params),
            )
        return None, param
    try:
        parsed = Length.parse(length)
        if statutes is not None and term.ground and parsed.unit == "days":
            parsed = Length.parse(
                length,
                under=term.ground.split("/")[0].split(";")[0].strip(),
                statutes=statutes,
                on=text.in_force.from_,
            )
    except LawError:
        raise
    except Exception as problem:
        raise source.error(
            "procedures.length",
            Text(f"长度“{length}”有误：{problem}", f"length '{length}': {problem}"),
            (*spot, "length"),
            "7 workdays | 30 days | 3 months | 24 hours",
        ) from problem
    if parsed.unit == "workdays" and not length.endswith("workdays"):
        raise source.error(
            "procedures.unit",
            Text(
                f"“{length}”在该法中按工作日计算，应写明 workdays。",
                f"'{length}' counts in working days under this statute.",
            ),
            (*spot, "length"),
            length.replace("days", "workdays"),
        )
    return length, None


def _per(term: Term, text: ProcedureText, source: Source, spot: tuple[Any, ...]) -> str | None:
    """`each respondent` -> one span per party; `each seal` -> one per entry of that act."""
    if term.for_ is None:
        return None
    name = term.for_.removeprefix("each ")
    if name in text.parties:
        return "party"
    if name in {**text.acts, **text.events}:
        return "entry"
    raise source.error(
        "procedures.for",
        Text(f"for 不认识“{name}”。", f"`for`: unknown '{name}'."),
        (*spot, "for"),
        "each PARTY | each ACT",
    )


def compile_triggers(
    text: ProcedureText, names: Names, branches: Mapping[str, Any], source: Source
) -> Triggers:
    """What each act, outcome and service sets off. Raises `LawError` for a trigger nothing can pull."""
    tables: dict[str, defaultdict[str, list[Any]]] = {
        word: defaultdict(list) for word in ("starts", "meets", "pauses", "resumes", "extends", "restarts")
    }
    for name, term in text.terms.items():
        for word, table, triggers in (
            ("after", "starts", term.after or _owner(term)),
            ("until", "meets", term.until),
            ("deems", "meets", [term.deems] if term.deems else []),
        ):
            for trigger in triggers:
                tables[table][_known(trigger, text, branches, source, ("terms", name, word))].append(name)
        _pauses(name, term, text, branches, source, tables)
        for extension in term.extend:
            tables["extends"][extension.by].append(name)
        for restart in term.restarts:
            from_ = (
                compile_expression(restart.from_, names, None, source.where("terms", name, "restarts"))
                if restart.from_
                else None
            )
            for trigger in restart.at:
                tables["restarts"][
                    _known(trigger, text, branches, source, ("terms", name, "restarts"))
                ].append((name, from_))
    _act_words(text, source, tables)
    return Triggers(
        **{
            word: {trigger: tuple(found) for trigger, found in table.items()}
            for word, table in tables.items()
        }
    )


def _owner(term: Term) -> list[str]:
    """A backward term starts when the act that states its date is done."""
    return [(term.before or "").split(".")[0]]


def _pauses(
    name: str, term: Term, text: ProcedureText, branches: Mapping[str, Any], source: Source, tables: Any
) -> None:
    for place, span in enumerate(term.pauses):
        for trigger in span.from_:
            tables["pauses"][_known(trigger, text, branches, source, ("terms", name, "pauses"))].append(
                (name, str(place))
            )
        for trigger in span.until:
            tables["resumes"][_known(trigger, text, branches, source, ("terms", name, "pauses"))].append(
                (name, str(place))
            )


def _act_words(text: ProcedureText, source: Source, tables: Any) -> None:
    """`pauses: TERM` and `resumes: TERM` written on an act or an outcome."""
    for section in (text.acts, text.events):
        for act, deed in section.items():
            for trigger, words in [
                (act, deed),
                *((f"{act}.{key}", outcome) for key, outcome in deed.outcomes.items()),
            ]:
                for table, terms in (("pauses", words.pauses), ("resumes", words.resumes)):
                    for term in terms:
                        if term not in text.terms:
                            raise source.error(
                                "procedures.unknown",
                                Text(f"没有期间“{term}”。", f"There is no term '{term}'."),
                                ("acts", act),
                                " | ".join(text.terms),
                            )
                        tables[table][trigger].append((term, "act"))


def _known(
    trigger: str, text: ProcedureText, branches: Mapping[str, Branch], source: Source, spot: tuple[Any, ...]
) -> str:
    owner, _, rest = trigger.partition(".")
    deeds = {**text.acts, **text.events}
    fine = (owner in text.documents and rest == "served") or (
        owner in deeds and (not rest or rest in deeds[owner].outcomes)
    )
    if not fine:
        raise source.error(
            "procedures.trigger",
            Text(f"不认识“{trigger}”。", f"Unknown '{trigger}'."),
            spot,
            "an act, an event, act.outcome or document.served",
        )
    return trigger
