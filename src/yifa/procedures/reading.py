"""How a value of each type is read from a form: from what a person wrote to what the docket keeps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from yifa.clock import ZONE
from yifa.errors import Text

from .schema import FormField

__all__ = ["HASH", "READERS", "Reading", "Unreadable", "check_among", "reading_of"]

PLAIN_TYPES = frozenset({"text", "yes", "money", "number", "decimal", "date", "datetime", "month", "files"})
"""Types of fields that are read without looking at the case."""
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
    if not value.isprintable():
        value = _lines(value)
    if len(value) > LONGEST:
        raise Unreadable(f"文字过长（上限 {LONGEST} 字）。", f"Too long (at most {LONGEST} characters).")
    return unicodedata.normalize("NFC", value.strip())


def _lines(value: str) -> str:
    """A text of several lines: a browser sends line ends as CR LF. Raises `Unreadable` for other control characters."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if INVISIBLE.search(value):
        raise Unreadable("含有不可见的控制字符。", "It holds invisible control characters.")
    return value


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


def _month(value: Any) -> str:
    """A month, kept as its first day, however it was written: `2026-09`, or any day in it."""
    text = str(value)
    try:
        day = _date(f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else value)
    except Unreadable as problem:
        raise Unreadable("月份应写成 2026-09。", "Write the month as 2026-09.") from problem
    return f"{day[:7]}-01"


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
    "text": _text, "money": _money, "date": _date, "datetime": _datetime, "month": _month, "number": _number,
    "decimal": lambda value: str(_decimal(value)), "yes": _yes, "choice": _key, "choices": _keys, "officer": _key,
    "people": _keys, "party": _key, "parties": _keys, "document": _key, "entry": _number, "files": _files,
    "violation": _key, "violations": _keys, "case": _number, "fields": _fields, "unit": _key, "place": _path, "means": _key, "item": _code, "code": _code,
    "numbers": _numbers, "indicator": _key,
}  # fmt: skip


class Reading(NamedTuple):
    """How one field of a form is read."""

    spec: FormField
    read: Callable[[Any], Any] | None
    """Reads it, where no bound, local value or place in the docket has to be looked at."""


def reading_of(name: str, spec: FormField) -> Reading:
    """How a field of this name and form is read."""
    if spec.min is not None or spec.max is not None or spec.check is not None or name == "track":
        return Reading(spec, None)
    if spec.type in ("choice", "choices") and isinstance(spec.of, (list, dict)):
        return Reading(spec, (_choice if spec.type == "choice" else _choices)(list(spec.of)))
    return Reading(spec, READERS[spec.type] if spec.type in PLAIN_TYPES else None)


def _choice(listed: list[str]) -> Callable[[Any], str]:
    """Reads one of these."""
    choices = frozenset(listed)

    def read(value: Any) -> str:
        if type(value) is str and value in choices:
            return value
        kept = _key(value)
        check_among(kept, listed)
        return kept

    return read


def _choices(listed: list[str]) -> Callable[[Any], list[str]]:
    """Reads several of these."""
    choices = frozenset(listed)

    def read(value: Any) -> list[str]:
        if (
            type(value) is list
            and set(map(type, value)) == {str}
            and choices.issuperset(value)
            and len(set(value)) == len(value)
        ):
            return value.copy()
        kept = _keys(value)
        check_among(kept, listed)
        return kept

    return read


def check_among(kept: str | list[str], allowed: Collection[str]) -> None:
    """Raises `Unreadable` for a value, or one of several, that is not among those allowed; choices are told by their labels, in English with their keys."""
    for item in kept if isinstance(kept, list) else [kept]:
        if item not in allowed:
            labels: Mapping[str, Any] = allowed if isinstance(allowed, Mapping) else {}
            told = [(str(a), labels.get(a)) for a in allowed]
            zh = "、".join(label.zh if isinstance(label, Text) else key for key, label in told) or "—"
            en = ", ".join(f"{label.en} ({key})" if isinstance(label, Text) else key for key, label in told) or "—"  # fmt: skip
            raise Unreadable(f"没有“{item}”这一项；可选：{zh}。", f"There is no '{item}'; choose from: {en}.")
