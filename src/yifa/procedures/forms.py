"""Raw values of a form made into the values the docket keeps, or refused field by field.

Kept values are plain JSON: money as integer fen, dates and times as ISO strings in official time,
files as hashes. Nothing is guessed: a wrong type, an unknown field, money with three decimals or a
date outside the calendar is a reason against, naming the field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yifa.clock import ZONE
from yifa.errors import BadInput, Reason, Text

from .expressions import MissingParam
from .identifiers import check_credit_code, check_resident_id
from .schema import FormField

if TYPE_CHECKING:
    from .env import Env
    from .model import Branch

__all__ = ["check_computed", "check_form", "read_value"]

LONGEST = 20_000
LONGEST_CODE = 60
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for tab and line end, and halves of surrogate pairs."""
HASH = re.compile(r"^[0-9a-f]{64}$")
KEY = re.compile(r"^[\w.\-:]{1,120}$")


class Unreadable(ValueError):
    """A value that is not what the field asks for; carries the sentence in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unreadable("应填写文字。", "Text is wanted.")
    if "\r" in value:  # a browser sends line ends as CR LF
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if len(value) > LONGEST:
        raise Unreadable(f"文字过长（上限 {LONGEST} 字）。", f"Too long (at most {LONGEST} characters).")
    if not value.isprintable() and INVISIBLE.search(value):
        raise Unreadable("含有不可见的控制字符。", "It holds invisible control characters.")
    return unicodedata.normalize("NFC", value.strip())


PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?")


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise Unreadable("应填写数字。", "A number is wanted.")
    text = str(value).strip()
    if not PLAIN_NUMBER.fullmatch(text):  # 1e9 is no way to write an amount on a form
        raise Unreadable("应填写数字。", "A number is wanted.")
    number = Decimal(text)
    if abs(number) > Decimal(10) ** 15:
        raise Unreadable("数字超出范围。", "The number is out of range.")
    return number


def _money(value: Any) -> int:
    if type(value) is int and 0 <= value <= 10**15:
        return value * 100
    fen = _decimal(value) * 100
    if fen != fen.to_integral_value():
        raise Unreadable("金额以元计，最多两位小数。", "Money is in yuan, with at most two decimals.")
    if fen < 0:
        raise Unreadable("金额不能为负数。", "Money cannot be negative.")
    return int(fen)


def _number(value: Any) -> int:
    number = _decimal(value)
    if number != number.to_integral_value() or number < 0:
        raise Unreadable("应填写非负整数。", "A whole number, not negative, is wanted.")
    return int(number)


def _date(value: Any) -> str:
    try:
        day = (
            value
            if isinstance(value, date) and not isinstance(value, datetime)
            else date.fromisoformat(str(value))
        )
    except ValueError as problem:
        raise Unreadable("日期应写成 2026-09-28。", "Write the date as 2026-09-28.") from problem
    if not 1949 <= day.year <= 2100:
        raise Unreadable("日期超出日历范围。", "The date lies outside the calendar.")
    return day.isoformat()


def _datetime(value: Any) -> str:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as problem:
        raise Unreadable("时间应写成 2026-09-28 16:40。", "Write the time as 2026-09-28 16:40.") from problem
    aware = moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)
    _date(aware.date())
    return aware.isoformat(timespec="seconds")


def _yes(value: Any) -> bool:
    if value in (True, "yes", "true", "on", "是"):
        return True
    if value in (False, "no", "false", "off", "否"):
        return False
    raise Unreadable("应选择“是”或“否”。", "Choose yes or no.")


def _path(value: Any) -> str:
    """A division's path: the codes from the root down."""
    if isinstance(value, str) and re.fullmatch(r"[0-9A-Za-z]+(/[0-9A-Za-z]+)*", value) and len(value) <= 200:
        return value
    raise Unreadable("应选择一个区划。", "Choose a division.")


def _key(value: Any) -> str:
    if not isinstance(value, (str, int)) or isinstance(value, bool) or not KEY.match(str(value)):
        raise Unreadable("应选择一项。", "Choose one.")
    return str(value)


def _code(value: Any) -> str:
    """A code by which one thing is told from another: short, on one line."""
    text = _text(value)
    if len(text) > LONGEST_CODE or "\n" in text:
        raise Unreadable(
            f"编号应在一行之内，不超过 {LONGEST_CODE} 字。", f"One line, at most {LONGEST_CODE} characters."
        )
    return text


def _keys(value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)) or not value:
        raise Unreadable("应至少选择一项。", "Choose at least one.")
    keys = [_key(item) for item in value]
    if len(set(keys)) != len(keys):
        raise Unreadable("同一项选择了两次。", "One item is chosen twice.")
    return keys


def _files(value: Any) -> list[str]:
    keys = _keys([value] if isinstance(value, str) else value)
    if any(not HASH.match(key) for key in keys):
        raise Unreadable("应先上传文件。", "Upload the file first.")
    return keys


def _numbers(value: Any) -> list[int]:
    """Whole numbers in the order given, as a list or written `3, 17`; `无` or `none` says that there is none."""
    if isinstance(value, str):
        value = [] if value.strip() in ("无", "none") else re.split(r"\s*[,，、;；\s]\s*", value.strip())
    if not isinstance(value, (list, tuple)):
        raise Unreadable(
            "应填写序号，如 3、17；没有的写“无”。", "Write the numbers, as 3, 17; 'none' for none."
        )
    found = [_number(one) for one in value]
    if len(set(found)) != len(found):
        raise Unreadable("同一序号写了两次。", "One number stands twice.")
    return found


def _fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise Unreadable("应写明更正的项目和内容。", "Name the fields corrected and their new values.")
    return {_key(k): v for k, v in value.items()}


READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text, "money": _money, "date": _date, "datetime": _datetime, "number": _number,
    "decimal": lambda value: str(_decimal(value)), "yes": _yes, "choice": _key, "choices": _keys, "officer": _key,
    "people": _keys, "party": _key, "parties": _keys, "document": _key, "entry": _number, "files": _files,
    "violation": _key, "violations": _keys, "case": _number, "fields": _fields, "unit": _key, "place": _path, "means": _key, "item": _code, "code": _code,
    "numbers": _numbers,
}  # fmt: skip


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
        for item in kept if isinstance(kept, list) else [kept]:
            if item not in allowed:
                choices = "、".join(str(a) for a in allowed) or "—"
                raise Unreadable(
                    f"没有“{item}”这一项；可选：{choices}。", f"There is no '{item}'; choose from: {choices}."
                )
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


def _chosen(spec: FormField, choices: frozenset[str], value: Any) -> str | list[str] | None:
    """A choice that is what the text lists, seen at once; None for what must be looked at, or refused with a sentence."""
    if spec.type == "choice":
        return value if type(value) is str and value in choices else None
    single = type(value) is list and set(map(type, value)) == {str} and len(set(value)) == len(value)
    return list(value) if single and choices.issuperset(value) else None


def _asked(when: Callable[[Any], Any], env: Env) -> bool:
    """Whether a field with a `when` is asked for."""
    try:
        return bool(when(env))
    except KeyError:
        return False


def check_form(branch: Branch, raw: Mapping[str, Any], env: Env) -> tuple[dict[str, Any], list[Reason]]:
    """Every field of `branch` read from `raw` into `env.form`, and the reasons against.

    Fields are read in the order of the format, so that a `when` may ask for an earlier field.
    """
    reasons: list[Reason] = []
    kept = env.form
    if branch.outcome is not None:
        kept["outcome"] = branch.outcome
    for name, spec, when, required, plain, choices in branch.reading:
        value = raw.get(name)
        if not value and (value is None or value == "" or value == []):
            if (required or name in branch.computed) and (when is None or _asked(when, env)):
                reasons += _left_empty(branch, name, spec, env)
            continue
        try:
            if plain:
                kept[name] = READERS[spec.type](value)
            elif choices is not None and (chosen := _chosen(spec, choices, value)) is not None:
                kept[name] = chosen
            else:
                kept[name] = read_value(spec, value, env, name)
        except MissingParam:
            continue  # a list of choices the place has not adopted: `adopted.py` says so
        except Unreadable as problem:
            reasons.append(
                Reason(
                    "form.unreadable",
                    Text(f"{spec.title.zh}：{problem.text.zh}", f"{spec.title.en}: {problem.text.en}"),
                    field=name,
                )
            )
    for name in raw:
        if name not in branch.fields and name != "outcome":
            reasons.append(
                Reason(
                    "form.unknown",
                    Text(f"表单没有“{name}”这一项。", f"The form has no field '{name}'."),
                    field=name,
                )
            )
    env.form_read = True
    return kept, reasons


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
    """The reasons against what was written where the law works it out: a value that is not what it comes to."""
    reasons = []
    for name in branch.computed:
        if name in env.form and env.form[name] != (right := _worked_out(branch, name, env)):
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
    told = "、".join(map(str, right)) if isinstance(right, list) else str(right)
    return Text(
        f"“{spec.title.zh}”与计算结果不符；应为：{told}。",
        f"'{spec.title.en}' is not what it comes to: {told}.",
    )


def _missing(name: str, spec: FormField) -> Reason:
    text = Text(f"请填写“{spec.title.zh}”。", f"Fill in '{spec.title.en}'.")
    return Reason("form.missing", text, spec.ground, field=name)
