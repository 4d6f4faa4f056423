"""One row of a sheet of people: its cells by meaning, every one that cannot be read named with what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from yifa.errors import Text, YifaError
from yifa.files.sheets import cell_text
from yifa.people.administration import checked_ground
from yifa.people.models import Body
from yifa.people.vocabulary import Word, vocabulary
from yifa.places.models import Division

__all__ = ["COLUMNS", "NEEDED", "Row", "day_of", "read_row", "word_key"]

COLUMNS = (
    "姓名", "用户名", "机构", "科室", "岗位", "区划代码", "证件种类", "证件编号", "发证机关", "有效期自", "有效期至", "任职自", "依据",
)  # fmt: skip
NEEDED = ("姓名", "用户名", "机构", "依据")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, its words found in the register and the law folder."""

    name: str
    username: str
    body: Body
    office: str
    post_kind: str
    post_from: date | None
    division: Division
    certificate_kind: str
    number: str
    issuer: str
    certificate_from: date | None
    certificate_to: date | None
    ground: str


def read_row(cells: Mapping[str, Any]) -> tuple[Row | None, list[Text]]:
    """The row, or all that is wrong with its cells."""
    texts = {name: cell_text(cells.get(name)) for name in COLUMNS}
    faults: list[Text] = []

    def tried(read: Callable[[], Any]) -> Any:
        try:
            return read()
        except ValueError as problem:
            faults.append(problem.args[0])
        except YifaError as problem:
            faults.append(problem.text)
        return None

    for name in NEEDED:
        if not texts[name]:
            faults.append(Text(f"{name}必填。", f"{name} is missing."))
    body = tried(lambda: _body(texts["机构"])) if texts["机构"] else None
    row = {
        "name": texts["姓名"], "username": texts["用户名"], "body": body, "office": texts["科室"], "number": texts["证件编号"], "issuer": texts["发证机关"],
        "post_kind": tried(lambda: word_key(vocabulary().posts, texts["岗位"], "岗位")),
        "certificate_kind": tried(lambda: word_key(vocabulary().certificates, texts["证件种类"], "证件种类")),
        "post_from": tried(lambda: _day_in(cells, "任职自")), "certificate_from": tried(lambda: _day_in(cells, "有效期自")),
        "certificate_to": tried(lambda: _day_in(cells, "有效期至")),
        "division": tried(lambda: _division(texts["区划代码"], body)) if body else None,
        "ground": tried(lambda: checked_ground(texts["依据"])) if texts["依据"] else "",
    }  # fmt: skip
    faults += _together(texts)
    return (None, faults) if faults else (Row(**row), faults)


def day_of(cell: Any) -> date | None:
    """A cell as a day; None for an empty one. Raises `ValueError` with both languages."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cell_text(cell)
    if not text:
        return None
    found = _DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    try:
        return date(*map(int, found.groups())) if found else _no_day(text)
    except ValueError as problem:
        if problem.args and isinstance(problem.args[0], Text):
            raise
        return _no_day(text)


def word_key(words: Mapping[str, Word], text: str, what: str) -> str:
    """The key of a word given by its Chinese or English name or its key; empty for an empty text. Raises `ValueError`."""
    if not text:
        return ""
    for key, word in words.items():
        if text in (key, word.title.zh, word.title.en):
            return key
    known = "、".join(word.title.zh for word in words.values())
    raise ValueError(
        Text(f"{what}“{text}”不认识，应为：{known}。", f"{what} '{text}' is unknown; one of: {known}.")
    )


def _no_day(text: str) -> date:
    raise ValueError(Text(f"日期“{text}”有误，应如 2026-01-05。", f"'{text}' is no day; such as 2026-01-05."))


def _day_in(cells: Mapping[str, Any], name: str) -> date | None:
    try:
        return day_of(cells.get(name))
    except ValueError as problem:
        said = problem.args[0]
        raise ValueError(Text(f"{name}：{said.zh}", f"{name}: {said.en}")) from problem


def _body(name: str) -> Body:
    found = list(Body.objects.filter(Q(name=name) | Q(short_name=name)).select_related("division")[:2])
    if len(found) == 1:
        return found[0]
    names = list(Body.objects.order_by("pk").values_list("name", flat=True)[:7])
    known = "、".join(names[:6]) + ("……" if len(names) > 6 else "") or "—"
    raise ValueError(
        Text(f"没有机构“{name}”，已登记：{known}。", f"There is no body '{name}'; known: {known}.")
    )


def _division(code: str, body: Body) -> Division:
    if not code:
        return body.division
    found = Division.objects.filter(code=code).first()
    if found is None:
        raise ValueError(Text(f"没有区划代码 {code}。", f"There is no division {code}."))
    return found


def _together(texts: Mapping[str, str]) -> list[Text]:
    """What has to stand together: a post with its day, a certificate with number, issuer and first day."""
    found = []
    if bool(texts["岗位"]) != bool(texts["任职自"]):
        found.append(Text("岗位与任职自须同时填写。", "岗位 and 任职自 are given together."))
    card = ("证件种类", "证件编号", "发证机关", "有效期自")
    given = [name for name in card if texts[name]]
    if (given or texts["有效期至"]) and len(given) < len(card):
        lacking = "、".join(name for name in card if not texts[name])
        found.append(Text(f"证件还须填写：{lacking}。", f"The certificate lacks: {lacking}."))
    if not texts["岗位"] and not given:
        found.append(Text("岗位、证件至少填写一项。", "Give a post or a certificate."))
    return found
