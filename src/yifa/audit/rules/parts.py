"""Parts against their whole: what 其中 and 分别为 list may not be more than what it is part of, nor a little less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import added, by_unit, number, one_digit, span, swapped, told
from ..figure import Figure, Finding
from ..report import Report
from ..witness import made, nearby

__all__ = ["check"]

_OF_WHICH = re.compile(
    r"其中|分别(?:为|是)|(?<!得)分为|包括|具体为|[分按从][一-鿿]{1,6}[看分][，,：:]|(?:分类|类型|类别|构成|来源)(?:情况|为|如下)?[：:]"
)
_OPENING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,2}[）)])?\s*(?:其中|[分按从][一-鿿]{1,6}[看分][，,：:]|[一-鿿]{0,8}(?:分类|类型|类别|构成|来源)(?:情况|为|如下)?[：:])"
)
"""A sentence that opens so goes on with the parts of what the one before ended with."""
_TOTAL = re.compile(r"(?:共计|合计|总计|总数|总共)(?:为|达)?$|^(?:合计|共计|相加)[一-鿿]{0,14}$")
_OPEN = re.compile(r"等|另|此外|还|主要|部分|多数")
_REPEATED = re.compile(r"占|同比|环比|(?:增加|减少|增收|减收|净增|增长|下降)了?$|平均|[人日月年]均")
_STATES = re.compile(r"开庭|出庭|胜诉|败诉|结案|办结|审结|化解|整改|完成|处罚|移送|同时|既")
"""States one case goes through one after the other: its parts overlap by nature."""
_STAGES = re.compile(r"开庭|出庭|胜诉|败诉|结案|办结|审结|化解|整改")
_REST = re.compile(r"其余|余下|剩余|剩下")
"""The rest closes a list: whatever was open before, now the parts must make the whole."""
_NEXT = re.compile(
    r"[，,；;](?:并|还|同时|另|全年|累计|共)*(?:开展|组织|举办|召开|发放|出动|走访|接待|张贴|悬挂|印发|印制|投入|培训|新增|建立|建成|制作|发布|接受)"
)
"""A verb of another piece of work ends the list of parts: 其中专题会3次，开展培训56次."""
_BRACKET = re.compile(r"[（(](?P<list>[^（()）]+)[）)]")
_LINKED = re.compile(r"(?:、|以及|和|及|与)[^，,；;。]*$")
_FAR = Decimal("1.15")
_FAR_BACK = 4
_NEARLY = Decimal("0.85")
_SLIP = Decimal("1.02")
_CLOSE, _ALMOST, _CLOSEST, _COLONS = Decimal("1.01"), Decimal("0.96"), Decimal("0.98"), ("：", ":")
_MANY, _PARTS, _AT_ONCE = 3, 2, 5
_SUMMED = ("count", "money", "area", "measure")


def check(report: Report) -> Iterator[Finding]:
    """Sums of stated parts, of parts that end in a total, and of parts nobody called so."""
    for number_, figures in report.by_sentence.items():
        if len(figures) > 1:
            start, text = report.sentence(number_)
            marks = [start + mark.end() for mark in _OF_WHICH.finditer(text)]
            if marks:
                yield from _stated(report, figures, marks)
            yield from _closed(report, figures)
            bracketed = list(_bracketed(report, figures))
            yield from bracketed
            if not marks and not bracketed:
                yield from _with_rest(report, figures)
                yield from _implied(report, figures, text)


def _stated(report: Report, figures: list[Figure], marks: list[int]) -> Iterator[Finding]:
    for index, mark in enumerate(marks):
        until = marks[index + 1] if index + 1 < len(marks) else figures[-1].to
        for same in by_unit(f for f in figures if f.kind in _SUMMED):
            wholes = [f for f in same if f.to <= mark] or _told_before(report, same, mark)
            if not wholes:
                continue
            ended = min(_ended(report.text, mark, until), _bracket(report.text, wholes[-1].to, mark, until))
            parts = [
                f
                for f in same
                if mark <= f.at < ended
                and not _REPEATED.search(f.before)
                and not _inside(report.text, mark, f.at)
            ]
            apart = wholes[-1].sentence == figures[0].sentence and _other_piece(
                report.text, figures, wholes[-1], mark
            )
            if parts and wholes[-1].bound in ("exact", "about") and not apart:
                yield from _against(report, wholes, parts, mark)


def _told_before(report: Report, same: list[Figure], mark: int) -> list[Figure]:
    """The wholes of the sentence before, where this one opens with 其中 or 分产业看 and tells more than one part."""
    sentence = same[0].sentence
    start, text = report.sentence(sentence)
    opening = _OPENING.match(text)
    if not opening or start + opening.end() < mark or len(same) < _PARTS:
        return []
    before = [f for f in report.by_sentence.get(sentence - 1, []) if f.kind in _SUMMED and added(f, same[0])]
    return [f for f in before if not _REPEATED.search(f.before[-4:]) and span(f)[1] >= span(same[0])[0]]


def _other_piece(text: str, figures: list[Figure], whole: Figure, mark: int) -> bool:
    """Whether a semicolon parts the whole from a count that stands nearer: 收费186万元；受理743件，其中……挽回2164万元."""
    end = max(text.rfind(sign, whole.to, mark) for sign in "；;")
    return end >= 0 and any(end < f.at < mark for f in figures)


def _against(report: Report, wholes: list[Figure], parts: list[Figure], mark: int) -> Iterator[Finding]:
    """The parts against the nearest whole, unless they make one told farther off: 办结18件，结转2件，其中公开11件、不公开7件."""
    *listed, last = parts
    if listed and _TOTAL.search(last.before) and made(last, listed):
        return
    farther = [] if _begun(report, wholes, mark) else wholes[:-1][-_FAR_BACK:]
    if any(made(whole, parts[:n]) for whole in farther for n in {len(parts), *range(_PARTS, len(parts))}) or (
        len(parts) > 1 and any(made(whole, parts) for whole in nearby(report, parts[0]))
    ):
        return
    carried = wholes[-1].sentence != parts[0].sentence
    whole = _nearest(wholes, parts) if carried else wholes[-1]
    if carried and (
        any(made(each, parts[:n]) for each in wholes for n in range(_PARTS, len(parts)))
        or _STAGES.search(report.text[mark : parts[-1].to])
        or (report.text[mark : mark + 1] not in _COLONS and _loose(whole, parts))
    ):
        return
    for finding in _held(report, whole, _certain(report.text, mark, whole, parts), mark):
        fits = any(sum(span(f)[0] for f in parts) <= span(each)[1] for each in farther)
        yield replace(finding, grade="suspect") if fits or carried else finding


def _begun(report: Report, wholes: list[Figure], mark: int) -> bool:
    """Whether a semicolon begins a new piece whose count is divided at once: ……；提案共计13件，其中主办10件、协办3件."""
    if len(wholes) < _PARTS or mark - wholes[-1].to > _AT_ONCE or wholes[-1].sentence != wholes[-2].sentence:
        return False
    return bool(re.search("[；;]", report.text[wholes[-2].to : wholes[-1].at]))


def _nearest(wholes: list[Figure], parts: list[Figure]) -> Figure:
    """The count of the sentence before that comes nearest to the sum of the parts."""
    total = sum((f.base_value or Decimal(0)) for f in parts)
    return min(reversed(wholes), key=lambda whole: abs((whole.base_value or Decimal(0)) - total))


def _loose(whole: Figure, parts: list[Figure]) -> bool:
    """Whether parts fall short of their whole as those do that are told for their weight only."""
    return sum(span(f)[1] for f in parts) < span(whole)[0] * (_ALMOST if len(parts) >= _MANY else _CLOSEST)


def _ended(text: str, mark: int, until: int) -> int:
    """Where the list of parts ends: at a verb of other work, unless the parts themselves begin with such verbs."""
    own = _NEXT.match(f"，{text[mark:until].lstrip('，,：:')}")
    following = _NEXT.search(text, mark + 1, until)
    if own or not following or following.group()[-2:] in text[text.rfind("。", 0, mark) + 1 : mark]:
        return until  # the verb is that of the whole as well: 发放4721万元，其中城市6195户，发放3277万元
    return following.start()


def _bracket(text: str, whole: int, mark: int, until: int) -> int:
    """Where the bracket ends in which the mark stands: 375件（其中重点74件），320件已完成."""
    if not re.search(r"[（(][^）)]*$", text[whole:mark]):
        return until
    closed = re.compile(r"[）)]").search(text, mark, until)
    return closed.start() if closed else until


def _certain(text: str, mark: int, whole: Figure, parts: list[Figure]) -> list[Figure]:
    """The parts that are surely parts: without a colon, what follows a semicolon may be other work where it does not fit."""
    semicolon = min((at for sign in "；;" if (at := text.find(sign, mark, parts[-1].to)) >= 0), default=-1)
    near = [f for f in parts if f.at < semicolon]
    slack = _CLOSE if len(parts) >= _MANY else Decimal(1)
    fits = sum(span(f)[0] for f in parts) <= span(whole)[1] * slack
    if near and made(whole, near):
        return near
    return near if near and text[mark] not in "：:" and not fits else parts


def _held(report: Report, whole: Figure, parts: list[Figure], mark: int) -> Iterator[Finding]:
    low, high = sum(span(f)[0] for f in parts), sum(span(f)[1] for f in parts)
    least, most = span(whole)
    text = report.text[mark : parts[-1].to + 2]
    larger = [f for f in parts if span(f)[0] > most]
    closed = bool(_REST.search(parts[-1].before))
    if larger:
        yield _larger(report, whole, larger[0], _grade(report, whole, parts, larger[0], mark))
    elif low > most and (closed or low <= most * _FAR):
        yield _over(
            report, whole, parts, "suspect" if not closed and _made_before(whole, parts) else "inconsistent"
        )
    elif low > most and not _STATES.search(text) and not _nested(parts):
        yield _over(report, whole, parts, "suspect")
    elif (high < least and closed) or (
        len(parts) > 1 and high < least and high >= least * _NEARLY and not _OPEN.search(text)
    ):
        listed = report.text[:mark].endswith("其中") and len(parts) >= _MANY and not closed
        yield _under(
            report, whole, parts, "suspect" if listed and not _slip(whole, parts) else "inconsistent"
        )


def _slip(whole: Figure, parts: list[Figure]) -> bool:
    """Whether one changed digit, or two that changed places, would mend the sum; else 其中 may just have left a part out."""
    value, total = (
        (whole.base_value or Decimal(0)),
        sum((f.base_value or Decimal(0) for f in parts), Decimal(0)),
    )
    pairs = [(value, total), *((one := f.base_value or Decimal(0), one + value - total) for f in parts)]
    return any(one_digit(*pair) or swapped(*pair) for pair in pairs)


def _made_before(whole: Figure, parts: list[Figure]) -> bool:
    """Whether the first parts make the whole, so that what follows may divide it another way: 390件（简易110件、普通280件、撤销8件）."""
    return any(made(whole, parts[:n]) for n in range(2, len(parts)))


def _nested(parts: list[Figure]) -> bool:
    """Whether what follows the first part are the parts of that part: 有效回访246件，满意的240件，一般的5件."""
    first, *rest = parts
    total = sum(span(f)[0] for f in rest)
    return len(rest) > 1 and span(first)[0] * _NEARLY <= total <= span(first)[1]


def _grade(report: Report, whole: Figure, parts: list[Figure], larger: Figure, mark: int) -> str:
    """Impossible where it is surely a part of that whole; where another count or a comma stands between, a reader may err."""
    figures = report.by_sentence[parts[0].sentence]
    between = any(whole.to <= f.at < mark or mark <= f.at < parts[0].at for f in figures)
    sure = larger is parts[0] or _LINKED.search(report.text[parts[0].to : larger.at])
    return "impossible" if sure and not between else "suspect"


def _larger(report: Report, whole: Figure, part: Figure, grade: str) -> Finding:
    return report.finding(
        "parts", grade, [whole, part], f"{part.text} > {whole.text}",
        Text(f"“{part.subject}{part.text}”说是“{whole.subject}{whole.text}”的一部分，却比它大。", f"{part.text} is said to be part of {whole.text} and is larger."),
        Text("核对两个数；如果不是包含关系，去掉“其中”。", "Check both; if one is no part of the other, take out 其中."),
    )  # fmt: skip


def _inside(text: str, mark: int, at: int) -> bool:
    """Whether a bracket opened after the mark is still open: what stands in it are parts of a part."""
    since = text[mark:at]
    return since.count("(") + since.count("（") > since.count(")") + since.count("）")


def _over(report: Report, whole: Figure, parts: list[Figure], grade: str) -> Finding:
    return report.finding(
        "parts", grade, [whole, *parts], f"{told(parts)} > {whole.text}",
        Text(f"分项加起来超过总数“{whole.subject}{whole.text}”。", f"The parts add up to more than the whole, {whole.text}."),
        Text("核对分项和总数；如果分项有重叠，说明重叠多少。", "Check parts and whole; if parts overlap, say by how much."),
    )  # fmt: skip


def _under(report: Report, whole: Figure, parts: list[Figure], grade: str = "inconsistent") -> Finding:
    rest = (whole.base_value or Decimal(0)) - sum((f.base_value or Decimal(0)) for f in parts)
    return report.finding(
        "parts", grade, [whole, *parts], f"{told(parts)} ≠ {whole.text}（差 {number(Decimal(rest))}）",
        Text(f"分项加起来比总数“{whole.subject}{whole.text}”少 {number(Decimal(rest))}。", f"The parts add up to {number(Decimal(rest))} less than the whole, {whole.text}."),
        Text("补上缺的一项，或者核对总数。", "Add the part that is missing, or check the whole."),
    )  # fmt: skip


def _closed(report: Report, figures: list[Figure]) -> Iterator[Finding]:
    """A, B and C, 共计 D."""
    for index, total in enumerate(figures):
        if total.kind not in ("count", "money") or not _TOTAL.search(total.before) or "占" in total.before:
            continue
        before = [
            f for f in figures[:index] if f.base_unit == total.base_unit and not report.aside(f, total.at)
        ]
        if any(made(total, before[n:]) for n in range(len(before) - 1)):
            continue
        begins, text = report.sentence(total.sentence)
        start = begins + max(text.rfind(sign, 0, total.at - begins) for sign in "；;")
        parts = [f for f in before if f.at > start] if start > figures[0].at else before
        if len(parts) < 2 or any(span(f)[0] > span(total)[1] for f in parts):
            continue
        low, high = sum(span(f)[0] for f in parts), sum(span(f)[1] for f in parts)
        if low > span(total)[1]:
            yield _over(report, total, parts, "inconsistent")
        elif high < span(total)[0]:
            yield _under(report, total, parts)


def _bracketed(report: Report, figures: list[Figure]) -> Iterator[Finding]:
    """62人（离休3人、退休44人、内退15人）: a bracket that lists nothing but counts of the unit before it."""
    for index, whole in enumerate(figures):
        bracket = _BRACKET.match(report.text, whole.to)
        if not bracket or whole.kind not in _SUMMED or whole.bound != "exact" or _OPEN.search(bracket[0]):
            continue
        inside = [f for f in figures[index + 1 :] if f.at < bracket.end()]
        sound = len(inside) >= _PARTS and all(added(f, whole) and f.bound == "exact" for f in inside)
        if not sound or _OF_WHICH.search(bracket[0]) or made(whole, inside) or _made_before(whole, inside):
            continue
        total, value = sum((f.base_value or Decimal(0)) for f in inside), whole.base_value or Decimal(0)
        few = len(inside) < _MANY
        if value < total <= value * (_SLIP if few else _FAR):
            yield _over(report, whole, inside, "inconsistent")
        elif value * (2 - _SLIP if few else _NEARLY) <= total < value:
            yield _under(report, whole, inside)


def _with_rest(report: Report, figures: list[Figure]) -> Iterator[Finding]:
    """A, done B, the rest C: some count before must be what follows it up to the rest."""
    for index, rest in enumerate(figures):
        if rest.kind != "count" or not _REST.search(rest.before):
            continue
        before = [f for f in figures[:index] if f.base_unit == rest.base_unit and f.kind == "count"]
        if len(before) < _PARTS:
            continue
        if not _some_rest(report, before, rest, figures[index + 1 :]):
            parts = [*before[1:], rest]
            yield report.finding(
                "parts", "suspect", [before[0], *parts], f"{told(parts)} ≠ {before[0].text}",
                Text(f"写了“其余{rest.text}”，和前面的数加起来却不是{before[0].text}。", f"With the rest, {rest.text}, the counts do not make {before[0].text}."),
                Text("核对各数；写明其余是哪个数的其余。", "Check the counts; say of which the rest is."),
            )  # fmt: skip


def _some_rest(report: Report, before: list[Figure], rest: Figure, after: list[Figure]) -> bool:
    """Whether the rest and a run of the counts right before it make some count told here or in the sentences before."""
    runs = [[*before[n:], rest] for n in range(len(before))]
    here = any(
        made(whole, run)
        for run in runs
        for whole in [*before, *after]
        if not run[0].at <= whole.at <= rest.at
    )
    return here or any(made(whole, run) for run in runs if len(run) > 1 for whole in nearby(report, rest))


def _implied(report: Report, figures: list[Figure], text: str) -> Iterator[Finding]:
    """One figure, then three or more of its unit that nearly make it up: perhaps its parts."""
    whole, *rest = figures
    parts = [f for f in rest if f.base_unit == whole.base_unit]
    exact = all(f.bound == "exact" for f in figures)
    if (
        whole.kind != "count"
        or len(parts) < _MANY
        or len(parts) != len(rest)
        or not exact
        or _OPEN.search(text)
    ):
        return
    total, value = sum((f.base_value or Decimal(0)) for f in parts), whole.base_value or Decimal(0)
    likely = (
        total != value
        and value * _NEARLY <= total <= value * (2 - _NEARLY)
        and all((f.base_value or 0) <= value for f in parts)
    )
    if likely and not any(made(far, [whole, *parts]) for far in nearby(report, whole)):
        yield report.finding(
            "parts", "suspect", [whole, *parts], f"{told(parts)} ≠ {whole.text}",
            Text(f"后面几项像是“{whole.subject}{whole.text}”的分项，加起来却不相等。", f"What follows looks like the parts of {whole.text} and does not add up to it."),
            Text("如果是分项，核对各数；如果不是，分成两句。", "If they are parts, check them; if not, make two sentences of it."),
        )  # fmt: skip
