"""Identity numbers and credit codes: structure, check digit, date. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.errors import BadInput, Text

__all__ = [
    "ResidentId",
    "age_on",
    "check_credit_code",
    "check_resident_id",
    "credit_code_check",
    "credit_code_doubts",
    "resident_id_check",
]

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True, repr=False)
class ResidentId:
    """A valid 公民身份号码 and what it says; `area` is that of first issue and may be historic."""

    number: str
    area: str
    birth: date
    sex: Literal["male", "female"]


def check_resident_id(number: str, today: date) -> ResidentId:
    """Read a 公民身份号码 (GB 11643-1999); spaces are dropped, `x` becomes `X`.

    Raises `BadInput`, without repeating the number, for a wrong length, a date that does not exist or
    lies after `today`, or a wrong check digit.

    >>> check_resident_id("11010519491231002x", date(2026, 1, 1)).birth.isoformat()
    '1949-12-31'
    >>> check_resident_id("990102201002290012", date(2026, 1, 1))
    Traceback (most recent call last):
    ...
    yifa.errors.BadInput: [resident_id_date] 身份号码中的出生日期不存在。 / Its date of birth does not exist.
    """
    cleaned = _clean(number)
    digits, check = cleaned[:17], cleaned[17:]
    if len(cleaned) != 18 or not (digits.isascii() and digits.isdigit()):
        raise BadInput(
            "resident_id_shape",
            Text("身份号码应为 17 位数字加 1 位校验码。", "Expected 17 digits and a check character."),
        )
    birth = _birth(digits[6:14], today)
    if check != resident_id_check(digits):
        raise BadInput("resident_id_check", Text("身份号码校验码不符。", "Its check character is wrong."))
    return ResidentId(cleaned, digits[:6], birth, "male" if int(digits[16]) % 2 else "female")


def resident_id_check(digits: str) -> str:
    """The 18th character for these 17 digits (ISO 7064 MOD 11-2).

    >>> [resident_id_check(d) for d in ("11010519491231002", "36042619910101007", "99010119900307123")]
    ['X', '1', '7']
    """
    total = sum(int(digit) * weight for digit, weight in zip(digits, _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_CHECKS[total % 11]


def age_on(birth: date, day: date) -> int:
    """Full years on `day` (18 matters for 行政处罚法/30; a birthday on 29 February falls on 1 March).

    >>> age_on(date(2012, 2, 29), date(2026, 2, 28)), age_on(date(2012, 2, 29), date(2026, 3, 1))
    (13, 14)
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def check_credit_code(code: str) -> str:
    """A 统一社会信用代码 (GB 32100-2015) in its normal form: upper case, no spaces, no hyphens.

    Raises `BadInput` for a wrong length, a character outside the alphabet (I, O, S, V, Z are not in
    it) or a wrong check character.

    >>> check_credit_code("9144 0300 1922 0382 16")
    '914403001922038216'
    """
    cleaned = _clean(code).replace("-", "")
    if len(cleaned) != 18 or any(character not in _CREDIT_ALPHABET for character in cleaned):
        raise BadInput(
            "credit_code_shape",
            Text(
                "统一社会信用代码应为 18 位，不含 I、O、S、V、Z。",
                "Expected 18 characters, no I, O, S, V, Z.",
            ),
        )
    if cleaned[17] != credit_code_check(cleaned[:17]):
        raise BadInput(
            "credit_code_check", Text("统一社会信用代码校验码不符。", "Its check character is wrong.")
        )
    return cleaned


def credit_code_check(body: str) -> str:
    """The 18th character for these 17.

    >>> [credit_code_check(b) for b in ("91110000600037341", "91440300192203821", "9144030071526726X")]
    ['L', '6', 'G']
    """
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def credit_code_doubts(code: str, areas: Collection[str]) -> tuple[Text, ...]:
    """What is odd about a valid credit code but no reason to refuse it.

    `areas` are the known six-digit areas, historic ones included.

    >>> [doubt.en for doubt in credit_code_doubts("91990101MA01AB2C4F", ["990101"])]
    ['The inner organisation code fails its own check (GB 11714).']
    """
    doubts: list[Text] = []
    if code[2:8] not in areas:
        doubts.append(Text("登记机关行政区划码不在名录中。", "The area of registration is not in the list."))
    total = sum(
        _ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    )
    if code[16] != "0123456789X0"[-total % 11]:
        doubts.append(
            Text(
                "主体标识码校验不符（GB 11714）。",
                "The inner organisation code fails its own check (GB 11714).",
            )
        )
    return tuple(doubts)


def _clean(text: str) -> str:
    """Upper case, without any space."""
    return "".join(text.split()).upper()


def _birth(digits: str, today: date) -> date:
    """The date of birth; raises `BadInput` if it does not exist or has not come yet."""
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        text = Text("身份号码中的出生日期不存在。", "Its date of birth does not exist.")
        raise BadInput("resident_id_date", text) from error
    if birth > today:
        raise BadInput(
            "resident_id_future",
            Text("身份号码中的出生日期尚未到来。", "Its date of birth is in the future."),
        )
    return birth
