"""A reading that holds excuses: before a rate is called wrong, whether some two counts around it do give it.

A rule takes the counts it thinks are meant. Where it takes the wrong ones, the right ones mostly stand beside them.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from .arithmetic import alike, ratio_gives, span
from .figure import Figure
from .report import Report

__all__ = ["COUNTED", "anywhere", "made", "nearby", "witnessed"]

COUNTED = ("count", "money", "area")
_BACK, _AROUND, _RUN, _HEADING, _FINE, _WHOLE_AND_TWO = 3, 14, 6, 20, 2, 3
_HUNDRED = 100


def nearby(report: Report, figure: Figure, back: int = _BACK) -> list[Figure]:
    """Counts of the sentences just before that of a figure, the nearest first; a heading without figures is no sentence."""
    found: list[Figure] = []
    number = figure.sentence
    while back and number:
        number -= 1
        figures = report.by_sentence.get(number, [])
        found += [f for f in reversed(figures[-2 * _AROUND :]) if f.kind in COUNTED]
        if figures or len(report.sentence(number)[1].strip()) > _HEADING:
            back -= 1
    return found


def witnessed(report: Report, rate: Figure) -> bool:
    """Whether a count beside the rate, or a run of them added up, over another count gives the rate.

    A rate without decimals is given by many pairs: it is only believed of two counts of its own sentence.
    """
    if rate.bound == "at_most":
        return False
    own = [
        f for f in report.by_sentence[rate.sentence] if f.kind in COUNTED and f is not rate and f.base_value
    ]
    here = sum(f.at < rate.at for f in own)
    own = own[max(0, here - _AROUND) : here + 3]
    fine = rate.places > 0 or abs(rate.base_value or Decimal(0)) == _HUNDRED
    wholes = [*own, *nearby(report, rate)] if fine else own
    return (
        any(_of_some(own[n:], wholes, rate, fine) for n in range(len(own)))
        or (
            rate.places > 0
            and any(
                _of_both(one, two, rate) or _of_both(two, one, rate)
                for n, one in enumerate(own)
                for two in own[n + 1 : n + 3]
            )
        )
        or (rate.places >= _FINE and _of_two_apart(own, rate))
    )


def _of_two_apart(own: list[Figure], rate: Figure) -> bool:
    """Whether two counts that stand apart are the rate of a third before them: 受理7227宗，当场答复5113宗，转办2114宗，办结1898宗."""
    return any(
        alike(one, two)
        and alike(whole, one)
        and ratio_gives((span(one)[0] + span(two)[0], span(one)[1] + span(two)[1]), span(whole), rate)
        for whole, one, two in combinations(own, _WHOLE_AND_TWO)
    )


def anywhere(report: Report, part: Figure, rate: Figure) -> bool:
    """Whether a count told far off gives the rate, which may be meant: such a finding is no more than suspect."""
    return rate.places > 0 and any(
        f.kind in COUNTED and f.bound == "exact" and alike(f, part) and ratio_gives(span(part), span(f), rate)
        for f in report.reached
        if (f.base_value or 0) > (part.base_value or 0)
    )


def _of_both(part: Figure, rest: Figure, rate: Figure) -> bool:
    """Whether a count is the rate of itself and another together: 逮捕25人，不捕24人，不捕率48.98%."""
    (low, high), (least, most) = span(part), span(rest)
    return part.base_unit == rest.base_unit and ratio_gives((low, high), (low + least, high + most), rate)


def _of_some(counts: list[Figure], wholes: list[Figure], rate: Figure, fine: bool) -> bool:
    """Whether the first of the counts, or it and the ones after it, over some whole give the rate."""
    low = high = Decimal(0)
    for n, part in enumerate(counts[: _RUN if fine else 1]):
        if not alike(part, counts[0]):
            return False
        low, high = low + span(part)[0], high + span(part)[1]
        for whole in wholes:
            if any(whole is f for f in counts[: n + 1]) or not alike(whole, part) or not whole.base_value:
                continue
            (least, most), over = span(whole), abs(rate.base_value or Decimal(0)) > _HUNDRED
            if (over or low <= most) and ratio_gives((low, high), (least, most), rate):
                return True
    return False


def made(whole: Figure, parts: list[Figure]) -> bool:
    """Whether parts can make a whole, each as rounded as it is written."""
    (least, most), spans = span(whole), [span(f) for f in parts]
    return sum(low for low, _ in spans) <= most and sum(high for _, high in spans) >= least
