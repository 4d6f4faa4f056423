"""The check of a report's passages for secrets and privacy, and the author's answers to what it finds.

What is looked for is data (`forbidden.py`), and the names of the parties of the year's cases, which the vault compares. A
finding stands until the words are gone or somebody answers for them with a reason; a report with one is neither frozen nor published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from yifa import clock
from yifa.errors import BadInput, Missing, Text
from yifa.indicators.periods import named
from yifa.people.models import Body, Officer
from yifa.people.named import named_in, plain
from yifa.procedures import Law

from .forbidden import Pattern, Rule, Words, forbidden
from .models import Answer
from .text import IN_PROSE

__all__ = ["Finding", "answer", "findings", "require_clean"]

AROUND = 10
"""Characters of the passage shown on either side of what was found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not published without a look: what, in which passage and paragraph, and what to do.

    `digest` names it to whoever answers; `reason`, `by` and `at` are the answer, empty while there is none.
    """

    kind: str
    title: Text
    key: str
    line: int
    word: str
    around: str
    do: Text
    ground: str
    digest: str
    reason: str = ""
    by: str = ""
    at: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has answered it."""
        return not self.reason


def findings(law: Law, report: str, period: str, body_id: int, prose: Mapping[str, str]) -> list[Finding]:
    """Everything found in the passages of a report, in their order, each with its answer where there is one."""
    given = {
        each.digest: each
        for each in Answer.objects.filter(report=report, period=period, body_id=body_id).order_by("pk")
    }
    people = dict(
        Officer.objects.filter(pk__in={each.answered_by for each in given.values()}).values_list("pk", "name")
    )
    found = []
    for each in _found(law, period, body_id, prose):
        known = given.get(each.digest)
        found.append(each if known is None else _answered(each, known, people.get(known.answered_by, "")))
    return found


def _answered(found: Finding, given: Answer, who: str) -> Finding:
    at = given.answered_at.astimezone(clock.ZONE).isoformat(timespec="minutes")
    return Finding(
        found.kind, found.title, found.key, found.line, found.word, found.around, found.do, found.ground, found.digest,
        given.reason, who, at,
    )  # fmt: skip


def _found(law: Law, period: str, body_id: int, prose: Mapping[str, str]) -> Iterator[Finding]:
    rules = forbidden(law)
    looked: list[Pattern | Words] = [*rules.patterns, *rules.words]
    held = {key: [_plain(line) for line in text.split("\n")] for key, text in prose.items()}
    everything = "\n".join(line for lines in held.values() for line in lines)
    names = _parties(period, body_id, everything) if everything.strip() else []
    for key, lines in held.items():
        for number, line in enumerate(lines, start=1):
            words: list[tuple[Rule, str]] = [(rule, word) for rule in looked for word in rule.in_(line)]
            words += [(rules.parties, name) for name in names if name in "".join(line.split())]
            for (_, word), rule in {(rule.kind, word): rule for rule, word in words}.items():
                yield _finding(rule, key, number, line, word)


def _plain(line: str) -> str:
    """A paragraph as it is looked at: full-width characters plain, what names a figure left out but for how it is shown."""
    return IN_PROSE.sub(lambda match: match[2] or "＿", plain(line))


def _finding(rule: Rule, key: str, number: int, line: str, word: str) -> Finding:
    place = max(line.find(word), 0)
    around = line[max(0, place - AROUND) : place + len(word) + AROUND]
    digest = hashlib.sha256(f"{rule.kind}\n{key}\n{word}".encode()).hexdigest()
    title, todo = Text(rule.title.zh, rule.title.en), Text(rule.do.zh, rule.do.en)
    return Finding(rule.kind, title, key, number, word, around, todo, rule.ground, digest)


def _parties(period: str, body_id: int, text: str) -> list[str]:
    """The names, standing in the text, of parties of the body's cases opened or acted in during the period. Bodies of the state are no parties here."""
    first, last = named(period)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.party_id FROM docket_caseparty p JOIN docket_case c ON c.id = p.case_id WHERE c.body_id = %s AND p.party_id <> '' "
            "AND EXISTS (SELECT 1 FROM docket_act a WHERE a.case_id = c.id AND a.at >= %s AND a.at < %s)",
            [body_id, first.isoformat(), (last + timedelta(days=1)).isoformat()],
        )
        parties = [row[0] for row in cursor.fetchall()]
    bodies = {"".join(plain(name).split()) for name in Body.objects.values_list("name", flat=True)}
    return [name for name in named_in(text, parties) if name not in bodies]


def answer(
    found: list[Finding], digest: str, reason: str, officer_id: int, report: str, period: str, body_id: int
) -> Answer:
    """Answer one finding with a reason; who answered, and when, is kept, and nothing is ever taken back.

    Raises `Missing` for what is not among `found` (any more), `BadInput` without a reason.
    """
    if digest not in {each.digest for each in found}:
        raise Missing(
            "annual.finding",
            Text("没有这一条（文字可能已经改了）。", "There is no such finding; the text may have changed."),
        )
    if not reason.strip() or len(reason) > Answer.LONGEST:
        raise BadInput(
            "annual.reason",
            Text(
                f"请写明保留的理由（不超过 {Answer.LONGEST} 字）。",
                f"Say why it stays ({Answer.LONGEST} characters at most).",
            ),
            forbidden_ground(found, digest),
        )
    return Answer.objects.create(
        report=report,
        period=period,
        body_id=body_id,
        digest=digest,
        reason=reason.strip(),
        answered_by=officer_id,
        answered_at=clock.now(),
    )


def forbidden_ground(found: list[Finding], digest: str) -> str:
    """The article behind a finding."""
    return next((each.ground for each in found if each.digest == digest), "")


def require_clean(found: list[Finding]) -> None:
    """Raise `BadInput` while a finding is unanswered, with its article; the word itself is not repeated."""
    left = [each for each in found if each.open]
    if left:
        kinds_zh = "、".join(dict.fromkeys(each.title.zh for each in left))
        kinds_en = ", ".join(dict.fromkeys(each.title.en for each in left))
        raise BadInput(
            "annual.words", Text(f"公开前检查有 {len(left)} 处未处理：{kinds_zh}。", f"{len(left)} findings of the check before publication are unanswered: {kinds_en}."),
            left[0].ground, Text("在报告页“公开前检查”中逐处改写，或者写明理由。", "Reword each, or answer it with a reason, under 'Check before publication' on the page of the report."),
        )  # fmt: skip
