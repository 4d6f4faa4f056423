"""Indicators read from the law folder and held against its procedures and registers: what is unknown is refused with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from yifa.errors import LawError, Text
from yifa.procedures import Law, Procedure
from yifa.procedures.kept import once_a_law
from yifa.procedures.schema import FormField
from yifa.statutes import Document, read_yaml

from .definition import CASE, OF_ANY_ACT, WORDS, Filter, Indicator

__all__ = ["REFERENCE", "load_indicators", "matching"]

REFERENCE = "docs/reference/indicators.md"
LISTS = ("choices", "files", "people", "parties", "violations", "fields", "numbers")
NUMBERS = ("number", "money", "decimal")
OF_ANY_CASE = ("capacity", "field")
"""Facts that stand on every cover beside the procedure's own."""
Matched = tuple[Procedure, str, str | None]


def matching(law: Law, target: str) -> Iterator[Matched]:
    """Every (procedure version, act, outcome) that `family/act[.outcome]` names."""
    family, _, deed = target.partition("/")
    act, _, outcome = deed.partition(".")
    for procedure in law.versions.values():
        fits = procedure.family == family or (
            family.endswith(".*") and procedure.family.startswith(family[:-1])
        )
        if fits and act in procedure.branches and (not outcome or outcome in procedure.branches[act]):
            yield procedure, act, outcome or None


@once_a_law
def load_indicators(law: Law) -> Mapping[str, Indicator]:
    """Every indicator of the law folder, checked against its procedures; read once for a law. Raises `LawError`."""
    return MappingProxyType(_loaded(law))


def _loaded(law: Law) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    places: dict[str, str] = {}
    for path in law.folder.find("indicators/*.yaml"):
        for indicator, where in _read(path):
            name = indicator.indicator
            if name in found:
                text = Text(f"指标“{name}”重复。", f"The indicator '{name}' stands twice.")
                raise LawError("indicators.twice", text, where=where, expected=places[name])
            _Checked(indicator, law, where).check()
            found[name], places[name] = indicator, where
    for name, indicator in found.items():
        for part in indicator.parts():
            if part not in found:
                raise _unknown(f"没有指标“{part}”", f"there is no indicator '{part}'", places[name], found)
    for name in found:
        _composed(name, found, places[name])
    return found


def _read(path: Path) -> Iterator[tuple[Indicator, str]]:
    document: Document = read_yaml(path)
    for place, data in enumerate(document.need(list, "indicators")):
        try:
            yield Indicator.model_validate(data), document.where("indicators", place)
        except ValidationError as problem:
            first = problem.errors(include_url=False)[0]
            steps = [step for step in first["loc"] if isinstance(step, (str, int))]
            word = ".".join(map(str, steps)) or "indicator"
            raise LawError(
                "indicators.word",
                Text(f"“{word}”有误：{first['msg']}", f"'{word}': {first['msg']}"),
                where=document.where("indicators", place, *steps),
                expected=REFERENCE,
            ) from problem


def _unknown(zh: str, en: str, where: str, known: Iterable[str]) -> LawError:
    return LawError("indicators.unknown", Text(zh, en), where=where, expected=" | ".join(sorted(known)))


def _composed(name: str, indicators: Mapping[str, Indicator], where: str) -> None:
    """What is composed rests on counts in the end, and no change is reckoned on a change."""
    seen: list[str] = []
    waiting: list[tuple[str, tuple[str, ...]]] = [(name, (name,))]
    while waiting:
        one, path = waiting.pop()
        for part in indicators[one].parts():
            if part in path:
                raise _unknown(f"指标“{name}”由自身组成", f"'{name}' is composed of itself", where, path)
            if indicators[part].change or indicators[part].points:
                raise _unknown(
                    f"“{name}”不能由变化“{part}”组成", f"'{name}' may not be composed of the change '{part}'", where, [REFERENCE]
                )  # fmt: skip
            if part not in seen:
                seen.append(part)
                waiting.append((part, (*path, part)))
    points = indicators[name].points
    if points and not _is_rate(points, indicators):
        raise _unknown(
            f"“{points}”不是比率，不能用 points", f"'{points}' is no rate: no `points`", where, ["change"]
        )


def _is_rate(name: str, indicators: Mapping[str, Indicator]) -> bool:
    """Whether an indicator is a ratio, or an average of one."""
    average = indicators[name].average
    return bool(indicators[name].ratio) or (average is not None and _is_rate(average.of, indicators))


@dataclass(frozen=True)
class _Checked:
    """One indicator held against the law: what is counted exists, with the fields it asks for."""

    indicator: Indicator
    law: Law
    where: str

    def check(self) -> None:
        """Raise `LawError` for the first thing that is not there."""
        if len(self.indicator.words()) != 1:
            zh, en = f"应有 {'、'.join(WORDS)} 之一", f"needs exactly one of {', '.join(WORDS)}"
            raise _unknown(zh, en, self.where, WORDS)
        for target in self.indicator.of:
            self._act(target)
        for family in [*self.indicator.open, *self.indicator.begun]:
            self._family(family)
        for target in self.indicator.until:
            if not list(matching(self.law, target)):
                raise _unknown(f"没有行为“{target}”", f"no act '{target}'", self.where, self.law.families)
        if self.indicator.standing:
            self._register(self.indicator.standing)

    def _act(self, target: str) -> None:
        found = list(matching(self.law, target))
        if not found:
            raise _unknown(f"没有行为“{target}”", f"no act '{target}'", self.where, self.law.families)
        procedures = [procedure for procedure, _, _ in found]
        once = self.indicator.distinct
        asked = [self.indicator.sum] if self.indicator.sum else []
        for field in asked:
            self._sum(target, field, _public(found))
        for field in [*([once] if once and once not in ("case", "party") else []), *self.indicator.by]:
            self._field(target, field, _public(found), procedures)
        for condition in self.indicator.when:
            self._condition(target, condition, _public(found), procedures)
        role, roles = self.indicator.role, {role for p in procedures for role in p.text.parties}
        if once == "party" and (not roles or (role and role not in roles)):
            zh, en = f"“{target}”没有当事人“{role or ''}”", f"'{target}' has no party '{role or ''}'"
            raise _unknown(zh, en, self.where, roles)

    def _family(self, family: str) -> None:
        procedures = [p for p in self.law.versions.values() if p.family == family]
        if not procedures:
            raise _unknown(f"没有程序“{family}”", f"no procedure '{family}'", self.where, self.law.families)
        for field in [*(condition.field for condition in self.indicator.when), *self.indicator.by]:
            if field != "topic" and not field.startswith(CASE):
                raise _unknown("open、begun 只能问封面事项", "`open` and `begun` may ask facts of the cover only", self.where, ["case.FACT", "topic"])  # fmt: skip
        for condition in self.indicator.when:
            self._condition(family, condition, {}, procedures)
        for field in self.indicator.by:
            self._field(family, field, {}, procedures)

    def _register(self, name: str) -> None:
        if name not in self.law.registers:
            raise _unknown(f"没有登记册“{name}”", f"no register '{name}'", self.where, self.law.registers)
        listed = self.law.registers[name].text.fields
        fields = {field: [spec] for field, spec in listed.items() if spec.public}
        if self.indicator.sum:
            self._sum(name, self.indicator.sum, fields)
        if self.indicator.distinct:
            self._field(name, self.indicator.distinct, fields, [])
        if self.indicator.past:
            dates = {field: specs for field, specs in fields.items() if specs[0].type == "date"}
            self._field(name, self.indicator.past, dates, [])
        for condition in (*self.indicator.when, *self.indicator.never):
            if condition.field in OF_ANY_ACT:
                raise _unknown(
                    f"登记册没有“{condition.field}”",
                    f"a register has no '{condition.field}'",
                    self.where,
                    fields,
                )
            self._condition(name, condition, fields, [])

    def _sum(self, of: str, field: str, fields: Mapping[str, list[FormField]]) -> None:
        """A sum is of a public number of the act or item."""
        numbers = {name: specs for name, specs in fields.items() if all(s.type in NUMBERS for s in specs)}
        self._field(of, field, numbers, [])

    def _condition(
        self, of: str, condition: Filter, fields: Mapping[str, list[FormField]], procedures: list[Procedure]
    ) -> None:
        """The field is there, and where it is a choice, what is asked for is one of its choices."""
        if condition.field in OF_ANY_ACT:
            return
        specs = self._field(of, condition.field, fields, procedures)
        self._fits(condition, specs)
        choices = [
            spec.of
            for spec in specs
            if spec.type in ("choice", "choices") and isinstance(spec.of, (dict, list))
        ]
        if not choices or len(choices) < len(specs):
            return
        known = {str(choice) for each in choices for choice in each}
        for value in condition.asked():
            if str(value) not in known:
                zh, en = (
                    f"“{condition.field}”没有选项“{value}”",
                    f"'{condition.field}' has no choice '{value}'",
                )
                raise _unknown(zh, en, self.where, known)

    def _fits(self, condition: Filter, specs: list[FormField]) -> None:
        """A condition of another kind than the field would never hold, and count nothing without a word."""
        word = (
            "contains"
            if condition.contains is not None or condition.lacks is not None
            else "at_least"
            if condition.at_least is not None
            else "is"
        )
        for spec in specs:
            kind = "contains" if spec.type in LISTS else "at_least" if spec.type in NUMBERS else "is"
            yes = spec.type == "yes" and not all(isinstance(value, bool) for value in condition.asked())
            if yes or (word != kind and not (kind == "at_least" and word == "is")):
                allowed = {"contains": ["contains", "lacks"], "at_least": ["at_least", "is", "in"]}
                known = ["true", "false"] if spec.type == "yes" else allowed.get(kind, ["is", "in"])
                zh, en = (
                    f"“{condition.field}”（{spec.type}）不能这样问",
                    f"'{condition.field}' ({spec.type}) cannot be asked so",
                )
                raise _unknown(zh, en, self.where, known)

    def _field(
        self, of: str, field: str, fields: Mapping[str, list[FormField]], procedures: list[Procedure]
    ) -> list[FormField]:
        """The public field as every version has it."""
        known = dict(fields)
        if field.startswith(CASE):
            known = {}
            for procedure in procedures:
                for name, spec in procedure.text.case.items():
                    if spec.public:
                        known.setdefault(f"{CASE}{name}", []).append(spec)
            known |= {f"{CASE}{name}": [] for name in OF_ANY_CASE if procedures}
        if field not in known:
            zh, en = f"“{of}”没有公开项“{field}”", f"'{of}' has no public field '{field}'"
            raise _unknown(zh, en, self.where, known)
        return known[field]


def _public(found: list[Matched]) -> dict[str, list[FormField]]:
    """The public fields of the acts matched, each as often as a version or outcome has it."""
    fields: dict[str, list[FormField]] = {}
    for procedure, act, outcome in found:
        for key, branch in procedure.branches[act].items():
            if outcome in (None, key):
                for name, spec in branch.fields.items():
                    if spec.public:
                        fields.setdefault(name, []).append(spec)
    return fields
