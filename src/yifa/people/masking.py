"""Masking for display and for published text. Pure.

Two strengths. *Display* (`mask_name`, `mask_number`, `mask_phone`) shows staff enough to tell two people
apart. *Publication* (`mask_text`) leaves no number and no address finer than the county, since personal
information is not made public beyond what the duty needs (个人信息保护法/34).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from yifa.procedures.identifiers import credit_code_check, resident_id_check

__all__ = ["mask_address", "mask_name", "mask_names", "mask_number", "mask_phone", "mask_text"]

_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐长孙宇文司徒司空夏侯轩辕端木申屠独孤"
        "南宫拓跋呼延闻人澹台公冶宗政濮阳淳于单于太叔赫连钟离鲜于闾丘亓官西门百里东郭公羊",
    )
)
_COUNTY = re.compile(r".*?(?:自治县|自治旗|县|区|旗|市(?!.*[县区旗]))")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_NUMBERS = (
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "（身份号码略）"),
    (re.compile(r"(?<!\d)1[3-9](?:[ -]?\d){9}(?!\d)"), "（电话略）"),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"), "（电话略）"),
    # the 15-digit identity number in use before 1999, known from a grid code by its date
    (re.compile(r"(?<!\d)\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"), "（身份号码略）"),
    (re.compile(r"(?<!\d)(?:\d{4}[ -]?){4}\d{0,3}(?!\d)"), "（账号略）"),
)


def mask_name(name: str) -> str:
    """A personal name with the surname kept and the rest 某, two of them at most.

    Of a name with a middle dot or in another script only the first character is kept. A name of one
    character gets a 某 all the same, and no name an empty mask.

    >>> [mask_name(name) for name in ("张三", "张小明", "欧阳修", "阿依古丽·买买提", "John Smith")]
    ['张某', '张某某', '欧阳某', '阿某某', 'J某某']
    """
    bare = name.strip()
    if not bare:
        return "某"
    is_compound = bare[:2] in _COMPOUND_SURNAMES and len(bare) > 2
    kept = bare[:2] if is_compound else bare[:1]
    return kept + "某" * min(2, max(1, len(bare) - len(kept)))


def mask_names(names: Iterable[str]) -> dict[str, str]:
    """Masks for all the people of one text, each different: equal masks get a number, in order.

    >>> mask_names(["张三", "张四", "李五"])
    {'张三': '张某1', '张四': '张某2', '李五': '李某'}
    """
    alike: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        alike.setdefault(mask_name(name), []).append(name)
    return {
        name: mask if len(people) == 1 else f"{mask}{number}"
        for mask, people in alike.items()
        for number, name in enumerate(people, start=1)
    }


def mask_number(number: str) -> str:
    """An identity number or account for display: the area and the last four, or less of a short one.

    >>> mask_number("990101199003071237"), mask_number("E12345678"), mask_number("1234")
    ('990101********1237', '*****5678', '****')
    """
    bare = "".join(number.split())
    head = 6 if len(bare) >= 18 else 0
    tail = 4 if len(bare) >= 8 else 0
    return bare[:head] + "*" * (len(bare) - head - tail) + bare[len(bare) - tail :]


def mask_phone(phone: str) -> str:
    """A telephone number for display: the first three and the last four of a long one.

    >>> mask_phone("13800001234"), mask_phone("66123456")
    ('138****1234', '****3456')
    """
    bare = re.sub(r"[\s-]", "", phone)
    head = 3 if len(bare) >= 11 else 0
    tail = 4 if len(bare) >= 8 else 0
    return bare[:head] + "*" * (len(bare) - head - tail) + bare[len(bare) - tail :]


def mask_address(address: str) -> str:
    """An address down to the county at most; one in which no county can be told is left out whole.

    >>> mask_address("某省某市示例区幸福路3号2单元501室"), mask_address("幸福路3号")
    ('某省某市示例区某处', '某处')
    """
    found = _COUNTY.match(address.strip())
    return f"{found.group()}某处" if found else "某处"


def mask_text(text: str, names: Iterable[str] = (), others: Mapping[str, str] | None = None) -> str:
    """A text fit for publication.

    `names` are the personal names in it, `others` whatever else must go, such as an address, with what
    stands in its place. Identity numbers, telephone and account numbers are found by their form.

    >>> mask_text("当事人张三，身份号码990101199003071237，电话13800001234。", ["张三"])
    '当事人张某，身份号码（身份号码略），电话（电话略）。'
    """
    masks = {**mask_names(names), **(others or {})}
    if words := sorted(filter(None, masks), key=len, reverse=True):
        listed = re.compile("|".join(re.escape(word) for word in words))
        text = listed.sub(lambda found: masks[found.group()], text)
    for pattern, instead in _NUMBERS:
        text = _replace(pattern, instead, text)
    return text


def _replace(pattern: re.Pattern[str], instead: str, text: str) -> str:
    """`text` with every number of this form gone, in full-width figures too; credit codes stay."""
    parts: list[str] = []
    end = 0
    for found in pattern.finditer(text.translate(_FULL_WIDTH)):
        if not _is_credit_code(found.group()):
            parts += [text[end : found.start()], instead]
            end = found.end()
    return "".join([*parts, text[end:]])


def _is_credit_code(number: str) -> bool:
    """Whether this is the published number of an organisation and not that of a person."""
    if not re.fullmatch(r"[1-9]\d{17}", number) or resident_id_check(number[:17]) == number[17]:
        return False
    return credit_code_check(number[:17]) == number[17]
