"""Proposed sentences: drafted from the figures of a section, and from what the docket shows to have gone wrong.

The grammar is fixed and its words are data (`law/annual/wording.yaml`): the same docket gives the same sentences. What an
author takes is text with linked figures, never a number copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yifa.errors import Missing, Text
from yifa.indicators import Figure
from yifa.indicators.definition import Label
from yifa.indicators.periods import named
from yifa.people.models import Body
from yifa.procedures import Law

from .beside import BEFORE, CHANGE
from .build import Report
from .lapses import slips_of
from .listing import LIST, lapse_names
from .text import IN_PROSE, Block, Form, passage_pieces
from .wording import LAPSES, Wording, wording

__all__ = [
    "Drafts", "Proposal", "drafts_for", "lapse_wanted", "names_in", "own_section", "section_names", "sections", "shortcomings",
    "taken", "wanted",
]  # fmt: skip

DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One sentence: `text` is what a passage takes (with `{figure}`), `said` what it prints today in both languages."""

    figure: str
    text: str
    said: Text
    link: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """The proposals of one section, under its heading."""

    title: Text
    proposals: tuple[Proposal, ...]


def section_names(form: Form, made: Report | None = None) -> list[tuple[Text, list[str]]]:
    """Every section of a form that has figures: its heading, and the figures of its sentences and tables, each once.

    Of a report as made, without the sentences it does not print.
    """
    found: list[tuple[Text, list[str]]] = []
    heading = Text("", "")
    for block in form.blocks:
        if block.level:
            heading = block.heading
            continue
        if made is not None and not made.prints(block):
            continue
        names = list(dict.fromkeys(_names(form, block)))
        if names and found and found[-1][0] == heading:
            found[-1] = heading, list(dict.fromkeys([*found[-1][1], *names]))
        elif names:
            found.append((heading, names))
    return found


def _names(form: Form, block: Block) -> Iterator[str]:
    """The figures of one block; of a table, those counted from the docket as a whole. The list of lapses has sentences of its own."""
    if block.table == LIST:
        return
    if not block.table:
        yield from (
            piece.name
            for piece in block.pieces
            if piece.name and piece.name not in ("year", "body", "period")
        )
        return
    for row in form.tables[block.table].lines():
        if not row.at:
            yield from [row.figure] if row.figure else row.cells.values()


def wanted(form: Form) -> list[str]:
    """What `build` must also hold so that every section's sentences can be drafted: the year before, and the changes."""
    names = dict.fromkeys(name for _, listed in section_names(form) for name in listed)
    return [f"{name}{suffix}" for name in names for suffix in ("", BEFORE, CHANGE)]


def sections(law: Law, made: Report) -> list[Drafts]:
    """The proposals beside each section of a report built with what is `wanted`."""
    words = wording(law)
    return [
        Drafts(heading, tuple(_sentence(words, made, name) for name in names))
        for heading, names in section_names(made.form, made)
    ]


def _sentence(words: Wording, made: Report, name: str) -> Proposal:
    figure, before = made.figures[name], made.figures[f"{name}{BEFORE}"]
    pattern = words.sentence if before.value is not None else words.sentence_without_base
    slots = {
        "period": "{period}", "title": _word(name, figure, "@title"), "value": f"{{{name}}}", "base": _word(name, figure, "@base"),
        "before": f"{{{name}{BEFORE}}}", "change": f"{{{name}{CHANGE}}}",
    }  # fmt: skip
    change = made.figures[f"{name}{CHANGE}"]
    en = {
        "period": made.period, "title": figure.title.en, "value": _en(figure), "base": figure.base.en, "before": _en(before),
        "change": str(change.trace["said_en"]),
    }  # fmt: skip
    return _proposal(made, name, pattern, slots, en)


def _word(name: str, figure: Figure, suffix: str) -> str:
    """A figure's words as text; where they hold digits, by their name, so that none looks typed by hand."""
    plain = figure.base.zh if suffix == "@base" else figure.title.zh
    return f"{{{name}{suffix}}}" if DIGIT.search(plain) or "{" in plain else plain


def _en(figure: Figure) -> str:
    return "none" if figure.value is None else f"{figure.value} {figure.unit.en}"


def _proposal(made: Report, name: str, pattern: Label, slots: dict[str, str], en: dict[str, str]) -> Proposal:
    text = _filled(pattern.zh, slots)
    said = "".join(made.said(piece) for piece in passage_pieces(text, made.figures))
    return Proposal(name, text, Text(said, _filled(pattern.en, en)), made.link(name))


def _filled(pattern: str, slots: dict[str, str]) -> str:
    """The pattern with its slots; one look, so that what is filled in is not filled again."""
    return re.sub(r"\{([a-z]+)\}", lambda match: slots.get(match[1], match[0]), pattern)


def shortcomings(law: Law, made: Report, key: str) -> list[Proposal]:
    """What the docket shows to have gone wrong, drafted for this passage: none for a passage that is about something else.

    `made` must hold the figures of `lapse_wanted`.
    """
    words = wording(law)
    which = next(
        (kind for each in words.passages if each.report == made.form.report for kind in ("shortcoming", "plan") if getattr(each, kind) == key),
        None,
    )  # fmt: skip
    return [] if which is None else list(_drafted(law, words, made, which))


def lapse_wanted(law: Law, report: str, period: str, body: Body) -> list[str]:
    """What `build` must also hold so that shortcomings can be drafted; nothing for a report that tells none."""
    words = wording(law)
    if report not in {each.report for each in words.passages}:
        return []
    found = slips_of(law, LAPSES, named(period), body.division.path)
    return [*lapse_names(found), *(draft.figure for draft in words.figures)]


def _drafted(law: Law, words: Wording, made: Report, which: str) -> Iterator[Proposal]:
    for spec in words.lapses:
        for name in sorted(made.figures):
            if name.startswith(f"{spec.lapse}[") and made.figures[name].value:
                title = law.families[name[:-1].partition("[")[2]][-1].title
                pattern: Label = getattr(spec, which)
                yield _shortcoming(made, name, pattern, Text(title.zh, title.en))
    for draft in words.figures:
        figure = made.figures.get(draft.figure)
        if figure is not None and figure.value:
            yield _shortcoming(made, draft.figure, getattr(draft, which), Text("", ""))


def _shortcoming(made: Report, name: str, pattern: Label, procedure: Text) -> Proposal:
    slots = {"procedure": procedure.zh, "value": f"{{{name}}}"}
    en = {"procedure": procedure.en, "value": _en(made.figures[name])}
    return _proposal(made, name, pattern, slots, en)


def drafts_for(law: Law, made: Report, key: str) -> list[Drafts]:
    """Every proposal for a passage: what went wrong first, where it is about that, then the sections, its own first."""
    drafted = shortcomings(law, made, key)
    found = [Drafts(Text("案卷反映的问题", "What the docket shows"), tuple(drafted))] if drafted else []
    own = own_section(made.form.blocks, key)
    rest = sections(law, made)
    return [
        *found,
        *(each for each in rest if each.title.zh == own),
        *(each for each in rest if each.title.zh != own),
    ]


def own_section(blocks: Iterable[Block], key: str) -> str:
    """The heading a passage stands under."""
    heading = ""
    for block in blocks:
        heading = block.heading.zh if block.level else heading
        if block.prose == key:
            return heading
    return ""


def taken(text: str, proposals: Sequence[Proposal], chosen: str) -> str:
    """A passage with a proposed sentence (by its `text`) added at its end, a paragraph of its own. Raises `Missing` for one that is not proposed (any more)."""
    if chosen not in {each.text for each in proposals}:
        raise Missing(
            "annual.proposal",
            Text(
                "这句话现在没有拟出（案卷可能有了变化）。",
                "This sentence is not proposed now; the docket may have moved on.",
            ),
            hint=Text("请回到本页重新选。", "Go back to the page and choose again."),
        )
    return f"{text.rstrip()}\n{chosen}" if text.strip() else chosen


def names_in(text: str) -> set[str]:
    """The names written in a text."""
    return {match[1] for match in IN_PROSE.finditer(text)}
