"""A procedure as a clerk would read it: who, in what order, within what time, and what for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yifa.errors import Text
from yifa.workdays import Length

from .model import FIXED, START, Branch, CompiledTerm, Procedure
from .schema import Party, Role

__all__ = ["OTHERS", "show"]

MARKS = {"V": "", "K": "（依据未核对原文）", "D": "（推导）", "L": "（地方规定）"}
MARKS_EN = {"V": "", "K": " (text not checked)", "D": " (derived)", "L": " (local)"}

OTHERS: Mapping[str, Text] = {
    "any_officer": Text("任何工作人员", "any officer"),
    "superior": Text("上级机关", "the authority above"),
    "court": Text("人民法院", "the court"),
    "police": Text("公安机关", "the police"),
    "bank": Text("代收银行", "the bank"),
    "outside": Text("外部单位（人员）", "someone outside"),
    "linked": Text("关联案件", "a linked case"),
    "law": Text("法律规定（期限届满）", "the law itself, when time is up"),
}
"""Who does something without being a role or a party of the procedure."""


def show(procedure: Procedure, language: str = "zh", certificates: Mapping[str, Text] | None = None) -> str:
    """The whole procedure as plain text in `zh` or `en`; `certificates` names the kinds that roles ask for."""
    return "\n".join(_lines(procedure, language, certificates or {})) + "\n"


def _lines(procedure: Procedure, language: str, certificates: Mapping[str, Text]) -> Iterator[str]:
    zh = language == "zh"
    text = procedure.text
    yield f"{procedure.title.in_(language)}    {procedure.family}    {procedure.version[:12]}"
    yield f"{'依据' if zh else 'Ground'}: {text.ground}    {'施行' if zh else 'In force'}: {text.in_force.from_}{f' – {text.in_force.to}' if text.in_force.to else ''}"
    yield text.about.in_(language)
    yield ""
    yield "【谁来办】" if zh else "WHO"
    for role in procedure.roles.values():
        yield _role(procedure, role, language, certificates)
    for stage in (START, *text.stages, *text.ends):
        yield from _stage(procedure, stage, language)
    yield from _anywhere(procedure, language)
    yield ""
    yield "【期间】" if zh else "TERMS"
    for term in procedure.terms.values():
        yield f"  {term.title.in_(language)}: {_length(procedure, term, language)}{_ground(term.ground, term.mark, zh)}"


def _role(procedure: Procedure, role: Role, language: str, certificates: Mapping[str, Text]) -> str:
    """A role: how many, with which certificate, and who may not be it."""
    zh, parts = language == "zh", [role.title.in_(language)]
    if role.at_least > 1:
        parts.append(f"不少于{role.at_least}人" if zh else f"at least {role.at_least}")
    if role.certificate:
        name = certificates.get(role.certificate, Text("规定的证件", role.certificate)).in_(language)
        parts.append(f"持{name}" if zh else f"certified: {name}")
    if role.never_also:
        others = (_who(procedure, other, language) for other in role.never_also)
        parts.append(f"不得兼任{'、'.join(others)}" if zh else f"never also {', '.join(others)}")
    if role.only_in:
        parts.append("指定后只由最近指定的人担任" if zh else "only those last named")
    return f"  {('，' if zh else ', ').join(parts)}{_ground(role.ground, role.mark, zh)}"


def _who(procedure: Procedure, name: str, language: str) -> str:
    """A role, a party, or someone outside, by name."""
    known: dict[str, Role | Party] = {**procedure.roles, **procedure.text.parties}
    if name in known:
        return str(known[name].title.in_(language))
    return OTHERS[name].in_(language) if name in OTHERS else name


def _ground(ground: str, mark: str, zh: bool) -> str:
    marked = (MARKS if zh else MARKS_EN)[mark]
    return f"　〔{ground}〕{marked}" if ground else marked


def _length(procedure: Procedure, term: CompiledTerm, language: str) -> str:
    """How long a term is: in words, with the name of the local value that sets it."""
    zh = language == "zh"
    lines = [_one_length(procedure, length, param, language) for _, length, param in term.lengths]
    more = ("，可延长" if zh else ", may be extended") if term.extensions else ""
    return (" / " if not zh else "；").join(dict.fromkeys(lines)) + more


def _one_length(procedure: Procedure, length: str | None, param: str | None, language: str) -> str:
    zh = language == "zh"
    if length == FIXED:
        return "文书（行为）载明的日期" if zh else "the day a document or act states"
    if length is not None:
        return Length.parse(length).text.in_(language)
    title = procedure.text.params[str(param)].title.in_(language)
    return f"由地方规定（{title}）" if zh else f"set locally ({title})"


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
    yield f"【{label.in_(language) if label else {'zh': '开始', 'en': 'Start'}[language]}】"
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
    by = ("、" if zh else ", ").join(_who(procedure, name, language) for name in branch.by)
    to = procedure.text.stages.get(branch.to or "") or procedure.text.ends.get(branch.to or "")
    arrow = f" → {to.in_(language)}" if to else ""
    event = ("（事件，如实记录）" if zh else " (event, always recorded)") if branch.kind == "event" else ""
    yield f"  ● {_named(procedure, branch, language)}{arrow}{event}　{by}{_ground(branch.ground, branch.mark, zh)}"
    for rule in (*branch.needs, *branch.valid):
        yield f"      ✓ {rule.reason.text.in_(language)}{_ground(rule.reason.ground, 'V', zh)}"
    for name in branch.issues:
        yield f"      {'文书' if zh else 'issues'}: {procedure.text.documents[name].title.in_(language)}"


def _named(procedure: Procedure, branch: Branch, language: str) -> str:
    """An act or event; an outcome is named with what it is the outcome of."""
    if branch.outcome is None:
        return branch.title.in_(language)
    deed = {**procedure.text.acts, **procedure.text.events}[branch.act].title.in_(language)
    return f"{deed}{'：' if language == 'zh' else ': '}{branch.title.in_(language)}"
