"""A procedure as a clerk would read it: who, in what order, within what time, and what for."""

from __future__ import annotations

from collections.abc import Iterator

from .model import START, Branch, CompiledTerm, Procedure
from .schema import Party, Role

__all__ = ["show"]

MARKS = {"V": "", "K": "（依据未核对原文）", "D": "（推导）", "L": "（地方规定）"}
MARKS_EN = {"V": "", "K": " (text not checked)", "D": " (derived)", "L": " (local)"}


def show(procedure: Procedure, language: str = "zh") -> str:
    """The whole procedure as plain text in `zh` or `en`."""
    return "\n".join(_lines(procedure, language)) + "\n"


def _lines(procedure: Procedure, language: str) -> Iterator[str]:
    zh = language == "zh"
    text = procedure.text
    yield f"{procedure.title.in_(language)}    {procedure.family}    {procedure.version[:12]}"
    yield f"{'依据' if zh else 'Ground'}: {text.ground}    {'施行' if zh else 'In force'}: {text.in_force.from_}{f' – {text.in_force.to}' if text.in_force.to else ''}"
    yield text.about.model_dump()[language]
    yield ""
    yield "【谁来办】" if zh else "WHO"
    for role in procedure.roles.values():
        number = (
            (f"，不少于{role.at_least}人" if zh else f", at least {role.at_least}")
            if role.at_least > 1
            else ""
        )
        certificate = (
            (f"，持{role.certificate}证" if zh else f", certified: {role.certificate}")
            if role.certificate
            else ""
        )
        apart = (
            (
                f"，不得兼任 {'、'.join(role.never_also)}"
                if zh
                else f", never also {', '.join(role.never_also)}"
            )
            if role.never_also
            else ""
        )
        named = ("，指定后只由最近指定的人担任" if zh else ", only those last named") if role.only_in else ""
        yield f"  {role.title.model_dump()[language]}{number}{certificate}{apart}{named}{_ground(role.ground, role.mark, zh)}"
    for stage in (START, *text.stages, *text.ends):
        yield from _stage(procedure, stage, language)
    yield from _anywhere(procedure, language)
    yield ""
    yield "【期间】" if zh else "TERMS"
    for term in procedure.terms.values():
        yield f"  {term.title.in_(language)}: {_length(term, zh)}{_ground(term.ground, term.mark, zh)}"


def _ground(ground: str, mark: str, zh: bool) -> str:
    marked = (MARKS if zh else MARKS_EN)[mark]
    return f"　〔{ground}〕{marked}" if ground else marked


def _length(term: CompiledTerm, zh: bool) -> str:
    lines = [
        length or (f"地方数值 {param}" if zh else f"local value {param}") for _, length, param in term.lengths
    ]
    return " / ".join(lines) + (
        ("，" if zh else ", ") + ("可延长" if zh else "may be extended") if term.extensions else ""
    )


def _stage(procedure: Procedure, stage: str, language: str) -> Iterator[str]:
    here = [
        b
        for branches in procedure.branches.values()
        for b in branches.values()
        if b.stages is not None and stage in b.stages
    ]
    if not here:
        return
    label = procedure.text.stages.get(stage) or procedure.text.ends.get(stage)
    yield ""
    yield f"【{label.model_dump()[language] if label else {'zh': '开始', 'en': 'Start'}[language]}】"
    for branch in here:
        yield from _branch(procedure, branch, language)


def _anywhere(procedure: Procedure, language: str) -> Iterator[str]:
    anywhere = [b for branches in procedure.branches.values() for b in branches.values() if b.stages is None]
    if anywhere:
        yield ""
        yield "【办结前随时】" if language == "zh" else "AT ANY TIME BEFORE THE END"
        for branch in anywhere:
            yield from _branch(procedure, branch, language)


def _branch(procedure: Procedure, branch: Branch, language: str) -> Iterator[str]:
    zh = language == "zh"
    known: dict[str, Role | Party] = {**procedure.roles, **procedure.text.parties}
    by = ("、" if zh else ", ").join(
        known[r].title.model_dump()[language] if r in known else r for r in branch.by
    )
    to = procedure.text.stages.get(branch.to or "") or procedure.text.ends.get(branch.to or "")
    arrow = f" → {to.model_dump()[language]}" if to else ""
    event = ("（事件，如实记录）" if zh else " (event, always recorded)") if branch.kind == "event" else ""
    yield f"  ● {branch.title.in_(language)}{arrow}{event}　{by}{_ground(branch.ground, branch.mark, zh)}"
    for rule in (*branch.needs, *branch.valid):
        yield f"      ✓ {rule.reason.text.in_(language)}{_ground(rule.reason.ground, 'V', zh)}"
    for name in branch.issues:
        yield f"      {'文书' if zh else 'issues'}: {procedure.text.documents[name].title.model_dump()[language]}"
