"""Raw values of a form made into the values the docket keeps, or refused field by field.

Kept values are plain JSON: money as integer fen, dates and times as ISO strings in official time,
files as hashes. Nothing is guessed: a wrong type, an unknown field, money with three decimals or a
date outside the calendar is a reason against, naming the field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yifa.errors import BadInput, Reason, Text

from .expressions import MissingParam
from .identifiers import check_credit_code, check_resident_id
from .reading import HASH, READERS, Unreadable, check_among
from .schema import FormField
from .standing import check_entry

if TYPE_CHECKING:
    from .env import Env
    from .model import Branch

__all__ = ["check_computed", "check_form", "check_named", "read_value"]


def _allowed(spec: FormField, env: Env, name: str) -> Any:
    """The values a choice may take, or None where anything of the type will do."""
    if spec.type in ("choice", "choices"):
        if isinstance(spec.of, str):
            return env.of_param(spec.of.removeprefix("param."))
        return spec.of
    if spec.type == "document":
        return env.state["docs"]
    if spec.type == "means":
        return env.procedure.text.means
    if spec.type in ("party", "parties"):
        return [party["key"] for parties in env.state["parties"].values() for party in parties]
    if name == "track":
        return env.procedure.text.tracks
    return None


def read_value(spec: FormField, value: Any, env: Env, name: str) -> Any:
    """One field's kept value. Raises `Unreadable` with the sentence to show."""
    kept = READERS[spec.type](value)
    allowed = _allowed(spec, env, name)
    if allowed is not None:
        check_among(kept, allowed)
    if spec.check is not None:
        kept = _checked(spec.check, kept, env.day)
    if spec.type == "entry" and not 0 < kept <= env.state["seq"]:
        raise Unreadable("案卷中没有这一条记录。", "The docket has no such entry.")
    _bounds(spec, kept)
    return kept


def _checked(kind: str, number: str, day: str) -> str:
    """A number with a check character, or a hash, in its normal form."""
    if kind == "sha256":
        if not HASH.match(number.lower()):
            raise Unreadable("应为64位十六进制的SHA-256值。", "A SHA-256 is 64 hexadecimal characters.")
        return number.lower()
    try:
        return (
            check_credit_code(number)
            if kind == "credit_code"
            else check_resident_id(number, date.fromisoformat(day)).number
        )
    except BadInput as problem:
        raise Unreadable(problem.text.zh, problem.text.en) from problem


def _bounds(spec: FormField, kept: Any) -> None:
    """`min` and `max` of the format: yuan for money, the number itself otherwise."""
    if not isinstance(kept, int) or isinstance(kept, bool):
        return
    value = kept / 100 if spec.type == "money" else kept
    if spec.min is not None and value < spec.min:
        raise Unreadable(f"不得小于 {spec.min:g}。", f"Not less than {spec.min:g}.")
    if spec.max is not None and value > spec.max:
        raise Unreadable(f"不得大于 {spec.max:g}。", f"Not more than {spec.max:g}.")


def check_form(branch: Branch, raw: Mapping[str, Any], env: Env) -> tuple[dict[str, Any], list[Reason]]:
    """Every field of `branch` read from `raw` into `env.form`, and the reasons against.

    What was filled in is read first; then it is asked, in the order of the format, what was left empty: a `when`
    may ask for any field filled in, and for an earlier one that the law works out. An act that amends another is asked
    of the whole as it would stand: what makes a field necessary that does not stand yet is refused without it.
    """
    kept = env.form
    if branch.amends is not None and (amended := env.standing.get(branch.amends)) is not None:
        kept.before = amended["form"]
    if branch.outcome is not None:
        kept["outcome"] = branch.outcome
    reasons, unread = _read_fields(branch, raw, env)
    env.form_read = not branch.computed
    for name in branch.open_fields(env):
        if name not in unread and name not in kept.before:
            reasons += _left_empty(branch, name, branch.fields[name], env)
    if len(reasons) > 1:
        order = list(branch.fields)
        reasons.sort(key=lambda reason: order.index(reason.field))
    if not raw.keys() <= branch.known:
        reasons += [_unknown(name) for name in raw if name not in branch.known]
    env.form_read = True
    return kept, reasons


def _read_fields(branch: Branch, raw: Mapping[str, Any], env: Env) -> tuple[list[Reason], Collection[str]]:
    """Read what was filled in; the reasons against, and which fields could not be read."""
    reasons: list[Reason] = []
    unread: list[str] = []
    kept, reading = env.form, branch.reading
    for name, value in raw.items():
        if (how := reading.get(name)) is None:
            continue
        if not value and (value is None or value == "" or value == []):
            continue
        spec, read = how
        try:
            kept[name] = read_value(spec, value, env, name) if read is None else read(value)
        except MissingParam:
            unread.append(name)  # a list of choices the place has not adopted: `adopted.py` says so
        except Unreadable as problem:
            unread.append(name)
            text = Text(f"{spec.title.zh}：{problem.text.zh}", f"{spec.title.en}: {problem.text.en}")
            reasons.append(Reason("form.unreadable", text, field=name))
    return reasons, unread


def check_named(branch: Branch, env: Env) -> list[Reason]:
    """The reasons against a field that names an entry (`of`): no standing entry of one of its acts."""
    reasons = []
    for name, spec in branch.fields.items():
        if spec.type != "entry" or not spec.of or name not in env.form:
            continue
        try:
            check_entry(spec, env.form[name], env.world.entries, env.procedure)
        except Unreadable as problem:
            text = Text(f"{spec.title.zh}：{problem.text.zh}", f"{spec.title.en}: {problem.text.en}")
            reasons.append(Reason("form.no_such_entry", text, spec.ground, field=name))
    return reasons


def _unknown(name: str) -> Reason:
    text = Text(f"表单没有“{name}”这一项。", f"The form has no field '{name}'.")
    return Reason("form.unknown", text, field=name)


def _left_empty(branch: Branch, name: str, spec: FormField, env: Env) -> list[Reason]:
    """Work out what the law works out; else a field that is needed is missing."""
    if name in branch.computed and (value := _worked_out(branch, name, env)) is not None:
        env.form[name] = value
        return []
    return [_missing(name, spec)] if spec.required else []


def _worked_out(branch: Branch, name: str, env: Env) -> Any:
    """What a computed field is, or None where a fact it is worked out from is not there."""
    try:
        value = branch.computed[name](env)
    except KeyError:
        return None
    return round(value * 100) if branch.fields[name].type == "money" else value


def check_computed(branch: Branch, env: Env) -> list[Reason]:
    """The reasons against what was written where the law works it out: a value that is not what it comes to.

    Where a fact it is worked out from is not there, what was written stands.
    """
    reasons = []
    for name in branch.computed:
        if name in env.form and (right := _worked_out(branch, name, env)) not in (None, env.form[name]):
            spec = branch.fields[name]
            reasons.append(
                Reason("law.computed", _not_so(spec, right), spec.ground or branch.ground, field=name)
            )
    return reasons


def _not_so(spec: FormField, right: Any) -> Text:
    """What is wrong with a value the law works out, and what it comes to where that can be said."""
    if right is None:
        zh, en = "据以计算的事实尚缺，不能核对", "what it is worked out from is not there yet"
        return Text(f"“{spec.title.zh}”：{zh}。", f"'{spec.title.en}': {en}.")
    if spec.type in ("officer", "people", "unit", "place", "entry", "case"):
        zh, en = (
            "与计算结果不符；留空，由系统填写",
            "is not what it comes to; leave it empty, it is filled in",
        )
        return Text(f"“{spec.title.zh}”{zh}。", f"'{spec.title.en}' {en}.")
    told = [_told(spec, one) for one in (right if isinstance(right, list) else [right])]
    return Text(
        f"“{spec.title.zh}”与计算结果不符；应为：{'、'.join(one.zh for one in told)}。",
        f"'{spec.title.en}' is not what it comes to: {', '.join(one.en for one in told)}.",
    )


def _told(spec: FormField, value: Any) -> Text:
    """One value as a person reads it: a choice by its label, money in yuan, yes or no."""
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(spec.of, dict) and value in spec.of:
        return spec.of[value]
    plain = f"{value / 100:.2f}" if spec.type == "money" else str(value)
    return Text(plain, plain)


def _missing(name: str, spec: FormField) -> Reason:
    text = Text(f"请填写“{spec.title.zh}”。", f"Fill in '{spec.title.en}'.")
    return Reason("form.missing", text, spec.ground, field=name)
