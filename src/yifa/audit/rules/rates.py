"""A rate against the two counts it is made of: 126 disputes, 125 settled, settled 99 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import alike, gives, number, ratio_gives, share, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import anywhere, nearby, witnessed

__all__ = ["UNDONE", "check", "named_after", "parts_of_rate"]

_LABEL = re.compile(r"([一-鿿]{1,10}?)(?:成功)?率$")
_BARE = re.compile(r"(?:^|[，,；;、。])(?:[一-鿿]{0,4}?)(成功)率(?:达到?|为|是)?$")
"""成功率97.6%, told of what was 调解成功."""
_WITHIN = re.compile(r"([一-鿿]{2,8}?)(?:成功)?率(?:从|由)[^，,。]{0,16}$")
"""流转率从0逐步提升到30%: the rate is named before the figure it rose from."""
UNDONE = re.compile(r"正在|尚未|未能|仍在|还在|待")
"""正在调处中的1件 is what was not settled."""
_NO_PART = re.compile(rf"{UNDONE.pattern}|[人日月年]均|平均")
_THEN = re.compile(r"(?:[由从较比]|上年|去年|同期|上一年度?|前一年|\d{4}年)的?$")
"""由上年的97.2%: a rate of another time."""
_UNTOLD = re.compile(r"失业|就业|城镇化|出生|死亡|参保|入学|增长|覆盖")
"""Rates of a population, which a report does not tell: 登记失业人数49万人，登记失业率2.54%."""
_FAR = 3
"""Points by which a rate without decimals must be off before a base in another sentence is held against it."""
_NOT = re.compile(r"[，,、和]*(?:差评|不|未|失败)")
_KIND = re.compile(
    r"审判|执行|刑事|民事|商事|行政|一审|二审|再审|重点|疑难|初信|初访|电话|网络|网上|窗口|专项|重大"
)
_ADVERBS = re.compile(
    r"^(?:按时|及时|按期|依法|成功|一次性|总体|综合|工单|案件|信访|纠纷|矛盾|调解|群众|诉求|投诉)+(?=[一-鿿]{2})"
)


def check(report: Report) -> Iterator[Finding]:
    """Recompute every rate whose part and whole stand before it in its sentence."""
    for rate in report.reached:
        now = rate.kind == "rate" and rate.base_unit == "%" and not _THEN.search(rate.before)
        found = parts_of_rate(report, rate) if now else None
        if not found:
            if now and (two := _and_not(report, rate)) and not witnessed(report, rate):
                yield _wrong_of_both(report, *two, rate)
            elif now and (two := _of_the_sentence_before(report, rate)):
                yield _wrong(report, *two, rate, "suspect")
            continue
        part, wholes = found
        if not any(gives(part, whole, rate) for whole in wholes) and not witnessed(report, rate):
            unsure = _narrower(report, rate) or anywhere(report, part, rate)
            yield _wrong(report, part, wholes[0], rate, "suspect" if unsure else "inconsistent")


def parts_of_rate(report: Report, rate: Figure) -> tuple[Figure, list[Figure]] | None:
    """The count the rate is named after, and the counts before it that may be its base; None where either is missing."""
    label = _label(rate)
    if not label or _UNTOLD.search(label[1]):
        return None
    stems = report.words.synonyms.get(stem := _ADVERBS.sub("", label[1])[-2:], [stem])
    earlier = [f for f in report.earlier(rate) if f.kind == "count"]
    for index, part in enumerate(earlier):
        if (
            "率" not in part.before
            and not _NO_PART.search(part.before)
            and any(word in part.before or word in part.subject for word in stems)
        ):
            wholes = [
                f
                for f in earlier[index + 1 :]
                if alike(f, part)
                and (f.base_value or 0) >= (part.base_value or 0)
                and not _of_another(report, f, rate)
            ]
            return (part, wholes) if wholes else None
    return None


def _of_another(report: Report, count: Figure, rate: Figure) -> bool:
    """Whether a count has a rate of its own right behind it, which is named after it: 纠错236件，纠错率24.2%."""
    figures = report.by_sentence[count.sentence]
    behind = next((f for f in figures if f.at > count.at), rate)
    return behind is not rate and behind.kind == "rate" and named_after(report, count, behind)


def _of_the_sentence_before(report: Report, rate: Figure) -> tuple[Figure, Figure] | None:
    """The count a rate is named after, and the base told a sentence or two before, where no base told there gives the rate."""
    label, earlier = _label(rate), [f for f in report.earlier(rate) if f.kind == "count"]
    stem = _ADVERBS.sub("", label[1])[-2:] if label else ""
    base = report.words.words.get("bases", {}).get(stem)
    if not base or len(earlier) != 1 or not named_after(report, earlier[0], rate):
        return None
    part = earlier[0]
    noun = part.before.rstrip("共计")[-2:]
    words = re.compile("|".join([*base, *([noun] if noun not in (stem, "案件") and noun.isalpha() else [])]))
    told = [
        f
        for f in nearby(report, rate, 2)
        if alike(f, part) and words.search(f.before) and not _THEN.search(f.before)
    ]
    wholes = [f for f in told if (f.base_value or 0) >= (part.base_value or 0)]
    if not wholes or any(gives(part, whole, rate) for whole in told) or witnessed(report, rate):
        return None
    far = abs(
        share(part.base_value or Decimal(0), wholes[0].base_value or Decimal(1), 1) - (rate.base_value or 0)
    )
    if not rate.places and far < _FAR:
        return None
    return part, wholes[0]


def _and_not(report: Report, rate: Figure) -> tuple[Figure, Figure] | None:
    """The count a rate is named after and the one beside it that was not: 好评15342件，差评18件，好评率99.5%."""
    earlier = [f for f in report.earlier(rate) if f.kind == "count"][:2]
    if len(earlier) < 2 or rate.bound != "exact":
        return None
    rest, part = earlier
    opposed = _NOT.match(rest.before) and alike(rest, part) and named_after(report, part, rate)
    whole = tuple(one + two for one, two in zip(span(part), span(rest), strict=True))
    return (part, rest) if opposed and not ratio_gives(span(part), (whole[0], whole[1]), rate) else None


def _wrong_of_both(report: Report, part: Figure, rest: Figure, rate: Figure) -> Finding:
    one, two = part.base_value or Decimal(0), rest.base_value or Decimal(0)
    right = share(one, one + two, max(rate.places, 1))
    return report.finding(
        "rates", "inconsistent", [part, rest, rate], f"{number(one)} ÷ ({number(one)} + {number(two)}) = {right}% ≠ {rate.text}",
        Text(f"按{part.text}和{rest.text}计算是{right}%，报告写{rate.text}。", f"From {part.text} and {rest.text} it is {right}%; the report says {rate.text}."),
        Text("核对两个数和比率。", "Check both counts and the rate."),
    )  # fmt: skip


def named_after(report: Report, count: Figure, rate: Figure) -> bool:
    """Whether a rate is named after a count: 败诉13件，败诉率. Such a count is the part, never the base."""
    label = _label(rate)
    if not label:
        return False
    stem = _ADVERBS.sub("", label[1])[-2:]
    return any(
        word in count.before or word in count.subject for word in report.words.synonyms.get(stem, [stem])
    )


def _narrower(report: Report, rate: Figure) -> bool:
    """Whether the rate names cases the counts before it do not: 受理案件, then 执行案件执结率."""
    label = _label(rate)
    kind = _KIND.search(label[1]) if label else None
    start, text = report.sentence(rate.sentence)
    return bool(kind and kind.group() not in text[: rate.at - start - len(rate.subject)])


def _label(rate: Figure) -> re.Match[str] | None:
    return (
        _LABEL.search(rate.subject)
        or _BARE.search(rate.before)
        or _WITHIN.search(rate.clause.partition(rate.text)[0])
    )


def _wrong(report: Report, part: Figure, whole: Figure, rate: Figure, grade: str) -> Finding:
    one, two = part.base_value or Decimal(0), whole.base_value or Decimal(0)
    right, label = share(one, two, max(rate.places, 1)), _label(rate)
    name = f"{label[1]}率" if label else rate.subject
    return report.finding(
        "rates", grade, [whole, part, rate], f"{number(one)} ÷ {number(two)} = {right}% ≠ {rate.text}",
        Text(f"按{whole.text}和{part.text}计算，{name}是{right}%，报告写{rate.text}。", f"From {whole.text} and {part.text} the rate is {right}%; the report says {rate.text}."),
        Text("核对两个数和比率；如果基数不是前面那个数，写明基数。", "Check both counts and the rate; if its base is another number, say which."),
    )  # fmt: skip
