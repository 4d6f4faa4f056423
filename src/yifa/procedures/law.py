"""The whole law, loaded: statutes, calendar, procedures by version, violations, local values."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from yifa.errors import LawError, Missing, Text
from yifa.statutes import Statutes, read_yaml
from yifa.statutes.violations import Locality, Violations, check_locality
from yifa.workdays import Calendar

from .counts import check_counts
from .folder import LawFolder, shipped
from .load import load_fragment, load_procedure, load_table
from .model import Procedure, Substance
from .newlaw import check_succession
from .register import Register, load_register
from .schema import Param, Suggest
from .substance import ViolationLaw

__all__ = ["Law", "load_law"]


@dataclass(frozen=True)
class Law:
    """Everything the law folder says. Build with `load_law`; immutable and shared by all requests."""

    folder: LawFolder
    statutes: Statutes
    calendar: Calendar
    versions: Mapping[str, Procedure]
    families: Mapping[str, tuple[Procedure, ...]]
    violations: Violations
    localities: Mapping[str, Locality]
    registers: Mapping[str, Register] = field(default_factory=dict)
    _substance: dict[str, ViolationLaw] = field(default_factory=dict, repr=False, compare=False)

    def in_force(self, family: str, on: date) -> Procedure:
        """The version of a procedure in force on a day. Raises `Missing` where none is."""
        for procedure in self.families.get(family, ()):
            span = procedure.text.in_force
            if span.from_ <= on and (span.to is None or on < span.to):
                return procedure
        raise Missing(
            "procedures.none_in_force",
            Text(f"{on} 没有施行中的程序“{family}”。", f"No procedure '{family}' is in force on {on}."),
        )

    @cached_property
    def rights(self) -> tuple[tuple[str, str], ...]:
        """Version and term of every time within which something may be done, not must: once past, nothing is late."""
        return tuple(
            (version, name)
            for version, procedure in self.versions.items()
            for name, term in procedure.text.terms.items()
            if term.right
        )

    def successor(self, procedure: Procedure, on: date) -> Procedure | None:
        """The later text in force on a day that applies at once to a case under `procedure`; None where there is none."""
        for later in self.families.get(procedure.family, ()):
            span = later.text.in_force
            if (
                span.from_ > procedure.text.in_force.from_
                and span.from_ <= on
                and (span.to is None or on < span.to)
            ):
                return later if later.text.transition.procedure.rule == "immediate" else None
        return None

    def text_of(self, entry: Mapping[str, Any]) -> Procedure:
        """The version an entry was done under."""
        return self.version(entry["version"])

    def version(self, digest: str) -> Procedure:
        """The version with this content hash. Raises `Missing`."""
        if digest not in self.versions:
            raise Missing(
                "procedures.no_version",
                Text(
                    f"案卷按办案时的法律计算，而现在的法律目录中没有那一版（{digest[:12]}）。案卷没有丢失，只是这一页暂时算不出来。",
                    f"A case is reckoned under the law it was run under, and the law folder has no such version ({digest[:12]}). Nothing is lost; this page cannot be worked out for now.",
                ),
                hint=Text(
                    "请系统管理员把办案时的程序和法律目录恢复到那一版再启动；演示数据可以另设空的 YIFA_DATA 重新生成。",
                    "Go back to the program and law folder under which the case was run, and start again; demonstration data can be made anew in an empty YIFA_DATA.",
                ),
            )
        return self.versions[digest]

    def locality(self, key: str) -> Locality:
        """A locality by key. Raises `Missing`."""
        if key not in self.localities:
            known = "、".join(sorted(self.localities))
            raise Missing(
                "procedures.no_locality",
                Text(f"没有地方“{key}”；有：{known}。", f"No locality '{key}'; there are: {known}."),
            )
        return self.localities[key]

    def field_of(self, violation: Any) -> str:
        """The field of law a violation belongs to (城管, 消防 …): whose local values apply; empty without one."""
        known = self.violations.known.get(violation) if isinstance(violation, str) else None
        return known.field if known is not None else ""

    def locality_of(self, division: str) -> str:
        """The locality that a division (a path of codes) lies in: the one that names the nearest code above it.

        Raises `Missing` where none does, or two name the same code.
        """
        for code in reversed(division.split("/")):
            found = [key for key, place in self.localities.items() if code in place.text.divisions]
            if len(found) == 1:
                return found[0]
            if found:
                raise Missing("procedures.two_localities", Text(f"{'、'.join(found)} 都规定了区划 {code}。", f"{', '.join(found)} all name division {code}."))  # fmt: skip
        raise Missing(
            "procedures.no_locality",
            Text(f"没有哪个地方的数值适用于区划 {division}。", f"No locality holds for division {division}."),
            hint=Text(
                "请在 localities 的 divisions 中写明。", "Name it under `divisions` of a file in localities/."
            ),
        )

    def params(self, procedure: Procedure, locality: str, field: str | None, on: date) -> dict[str, Any]:
        """Every local value the procedure asks for, as of a day; money in yuan, lengths as words."""
        return _params(self, procedure.version, locality, field, on)

    def substance(self, procedure: Procedure, locality: str) -> Substance:
        """What `law.…` asks, answered from the violations in force and the locality's values."""
        found = self._substance.get(locality)
        if found is None:
            found = self._substance[locality] = ViolationLaw(self.violations, self.locality(locality))
        return found

    def calendar_on(self, recorded: str) -> Calendar:
        """The calendar as known on the day something was recorded (ISO string)."""
        return self.calendar.known(on=date.fromisoformat(recorded[:10]))

    def calendar_of(self, entry: Mapping[str, Any]) -> Calendar:
        """The calendar an entry was recorded under: a notice published before but entered later is not in it."""
        return self.calendar_on(entry.get("calendar") or entry["recorded"])


@lru_cache(maxsize=4096)
def _known_params(
    version: str, law_id: int, locality: str, field: str | None, on: date
) -> tuple[tuple[str, Any], ...]:
    law = _LAWS[law_id]
    place = law.locality(locality)
    names = law.versions[version].text.params
    return tuple(
        (name, _typed(spec, place.value(name, spec.field or field, on).value))
        for name, spec in names.items()
        if place.has(name, spec.field or field, on)
    )


def _typed(spec: Param, value: Any) -> Any:
    """A local value as conditions read it: the law folder writes yes and no as words."""
    if spec.type == "yes" and not isinstance(value, bool):
        if value not in ("yes", "no"):
            text = Text(f"“{value}”应为 yes 或 no。", f"'{value}' should be yes or no.")
            raise LawError("procedures.param", text, where="localities", expected="yes | no")
        return value == "yes"
    return value


_LAWS: dict[int, Law] = {}


def _params(law: Law, version: str, locality: str, field: str | None, on: date) -> dict[str, Any]:
    _LAWS[id(law)] = law
    return dict(_known_params(version, id(law), locality, field, on))


def load_law(base: Path | None = None, overlay: Path | None = None) -> Law:
    """Read the law folder, the district's overlay over it. Raises `LawError` with file and line."""
    # A law is some million small objects and no garbage: looking for it takes a third of the loading.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _load(base, overlay)
    finally:
        if was_on:
            gc.enable()


def _load(base: Path | None, overlay: Path | None) -> Law:
    folder = LawFolder(base or shipped(), overlay)
    statutes = Statutes.load(*folder.layers("statutes"))
    calendar = Calendar.load(folder.base / "workdays", overlay=overlay / "workdays" if overlay else None)
    fragments = {}
    for path in folder.find("procedures/common/*.yaml"):
        fragment, document = load_fragment(path)
        fragments[fragment.fragment] = (fragment, document)
    tables = {
        path.stem: load_table(path, statutes) for path in folder.find("procedures/common/articles/*.yaml")
    }
    procedures = [
        load_procedure(path, fragments, statutes, tables)
        for path in folder.find("procedures/**/procedure*.yaml")
    ]
    registers = {
        path.stem: load_register(path, fragments, statutes) for path in folder.find("registers/kinds/*.yaml")
    }
    procedures += [register.procedure for register in registers.values()]
    _check_each_other(procedures, registers)
    _check_posts(procedures, folder)
    violations = Violations.load(folder.find("violations/*.yaml"), statutes)
    localities = {path.stem: Locality.load(path) for path in folder.find("localities/*.yaml")}
    params = {name for procedure in procedures for name in procedure.text.params}
    for place in localities.values():
        check_locality(place, violations, statutes, params)
    return Law(
        folder,
        statutes,
        calendar,
        _versions(procedures),
        _families(procedures),
        violations,
        localities,
        registers,
    )


def _check_posts(procedures: list[Procedure], folder: LawFolder) -> None:
    """The posts and certificates that roles name are those of the place: nobody could fill a role of any other."""
    for path in folder.find("registers/posts.yaml"):
        words = read_yaml(path)
        posts, certificates = words.need(dict, "posts"), words.need(dict, "certificates")
        for procedure in procedures:
            for name, role in procedure.roles.items():
                for post in (*role.posts, *role.never):
                    if post not in posts:
                        raise _no_such(procedure, f"roles.{name}.posts", post, sorted(posts))
                if role.certificate and role.certificate not in certificates:
                    raise _no_such(
                        procedure, f"roles.{name}.certificate", role.certificate, sorted(certificates)
                    )


def _check_each_other(procedures: list[Procedure], registers: Mapping[str, Register]) -> None:
    """What procedures and registers name of one another exists."""
    known = {each.family: each for each in procedures}
    for procedure in procedures:
        _check_registers(procedure, registers)
        _check_cases(procedure, known)
        _check_where(procedure, registers)
        _check_named(procedure, known)
        _check_other_procedures(procedure, known)
    _check_told(procedures)
    for register in registers.values():
        _check_uses(register, known)
        check_counts(register, known, registers)


def _check_other_procedures(procedure: Procedure, known: Mapping[str, Procedure]) -> None:
    """What a procedure opens or refers to exists, and a fact carried there stands on a cover there."""
    for name, link in procedure.text.links.items():
        if link.procedure not in known:
            raise _no_such(procedure, f"links.{name}", link.procedure, sorted(known))
    for name, referral in procedure.referrals.items():
        for family in referral.to:
            if family not in known:
                raise _no_such(procedure, f"referrals.{name}", family, sorted(known))
        facts = {fact for family in referral.to for fact in known[family].text.case}
        for fact in referral.carry:
            if fact not in facts:
                raise _no_such(procedure, f"referrals.{name}.carry", fact, sorted(facts))


def _check_told(procedures: list[Procedure]) -> None:
    """What a case tells the one it was opened from is an event there: else the act would fail at the counter.

    Of every text the case may have been opened from: any version that links or refers to the family.
    """
    for parent in procedures:
        opened = {link.procedure for link in parent.text.links.values()}
        opened |= {family for referral in parent.referrals.values() for family in referral.to}
        for child in procedures:
            if child.family in opened:
                told = {b.tells.parent for bs in child.branches.values() for b in bs.values() if b.tells}
                if missing := sorted(told - set(parent.text.events)):
                    raise _no_such(parent, f"events ({child.family} tells)", missing[0], sorted(told))


def _check_registers(procedure: Procedure, known: Mapping[str, Register]) -> None:
    """A register that a look-up or a field names exists."""
    text = procedure.text
    named = {f"lookups.{name}": spec.standing for name, spec in text.lookups.items() if spec.standing}
    fields = {f"case.{name}": spec for name, spec in procedure.item_fields.items()}
    for act, branches in procedure.branches.items():
        fields |= {
            f"{act}.{name}": spec for branch in branches.values() for name, spec in branch.item_fields.items()
        }
    named |= {place: str(spec.of) for place, spec in fields.items()}
    asked = {place: spec.only for place, spec in fields.items()}
    named |= _suggested_from(procedure, known)
    for place, register in named.items():
        if register not in known:
            raise _no_such(procedure, place, register, sorted(known))
        public = {name for name, field in known[register].text.fields.items() if field.public}
        if missing := sorted(set(asked.get(place, ())) - public):
            raise _no_such(procedure, place, missing[0], sorted(public))
        for value in asked.get(place, {}).values():
            if str(value).startswith("this.") and value != "this.date":
                raise _no_such(procedure, f"{place}.only", str(value), ["this.date", "case.FACT"])


def _check_cases(procedure: Procedure, families: Iterable[str]) -> None:
    """The families whose cases a field names exist."""
    known = sorted(families)
    fields = {f"case.{name}": spec for name, spec in procedure.case_fields.items()}
    for act, branches in procedure.branches.items():
        fields |= {
            f"{act}.{n}": spec for branch in branches.values() for n, spec in branch.case_fields.items()
        }
    for place, spec in fields.items():
        for pattern in spec.of or ():
            if not any(
                f == pattern or (pattern.endswith(".*") and f.startswith(pattern[:-1])) for f in known
            ):
                raise _no_such(procedure, f"{place}.of", pattern, known)


def _check_where(procedure: Procedure, known: Mapping[str, Register]) -> None:
    """What a look-up asks of a standing item is public in its register."""
    for name, spec in procedure.text.lookups.items():
        if spec.standing is None:
            continue
        fields = {n for n, field in known[spec.standing].text.fields.items() if field.public}
        if missing := sorted(set(spec.where) - fields):
            raise _no_such(procedure, f"lookups.{name}.where", missing[0], sorted(fields))


def _check_uses(register: Register, known: Mapping[str, Procedure]) -> None:
    """The acts by which a register says its items are used exist, and the covers of their cases name its items."""
    use = register.text.used
    for name in use.by if use else ():
        family, _, act = name.partition("/")
        if family not in known or act not in known[family].branches:
            raise _no_such(
                register.procedure, "used.by", name, sorted(known.get(family, register.procedure).branches)
            )
        named = {fact for fact, spec in known[family].item_fields.items() if spec.of == register.text.name_}
        if use and use.field not in named:
            raise _no_such(register.procedure, "used.field", use.field, sorted(named))


def _suggested_from(procedure: Procedure, known: Mapping[str, Register]) -> dict[str, str]:
    """The registers from which a form suggests people, by act and field; the fields it asks for are theirs."""
    named = {}
    for name, suggested in _suggested(procedure).items():
        named[name] = suggested.register_
        if kept := known.get(suggested.register_):
            fields = {suggested.take, *suggested.fits, *([suggested.near] if suggested.near else [])}
            if stray := sorted(fields - set(kept.text.fields)):
                raise _no_such(procedure, name, stray[0], sorted(kept.text.fields))
    return named


def _suggested(procedure: Procedure) -> dict[str, Suggest]:
    """Every `suggest` of a procedure's forms, by act and field."""
    found: dict[str, Suggest] = {}
    for act, branches in procedure.branches.items():
        for branch in branches.values():
            found |= {f"{act}.{name}": spec.suggest for name, spec in branch.fields.items() if spec.suggest}
    return found


def _check_named(procedure: Procedure, known: Mapping[str, Procedure]) -> None:
    """The act and the public field that a look-up by name reads exist."""
    for name, spec in procedure.text.lookups.items():
        if spec.named is None:
            continue
        family, _, part = spec.named.partition("/")
        act, _, field = part.rpartition(".")
        branches = known[family].branches.get(act or "enter", {}) if family in known else {}
        public = {n for branch in branches.values() for n, f in branch.fields.items() if f.public}
        if field not in public:
            raise _no_such(procedure, f"lookups.{name}", spec.named, sorted(public))


def _no_such(procedure: Procedure, place: str, name: str, known: list[str]) -> LawError:
    text = Text(f"{place}：没有“{name}”。", f"{place}: there is no '{name}'.")
    return LawError("procedures.other", text, where=procedure.path, expected=" | ".join(known))


def _versions(procedures: list[Procedure]) -> dict[str, Procedure]:
    return {procedure.version: procedure for procedure in procedures}


def _families(procedures: list[Procedure]) -> dict[str, tuple[Procedure, ...]]:
    """Versions of each family in order of force; two versions in force on one day are an error."""
    found: defaultdict[str, list[Procedure]] = defaultdict(list)
    for procedure in procedures:
        found[procedure.family].append(procedure)
    for versions in found.values():
        versions.sort(key=lambda p: p.text.in_force.from_)
        for earlier, later in pairwise(versions):
            check_succession(earlier, later)
            to = earlier.text.in_force.to
            if to is None or to > later.text.in_force.from_:
                raise LawError("procedures.overlap", Text(f"“{later.family}”的两个版本同时施行。", f"Two versions of '{later.family}' overlap."),
                               where=later.path, expected=f"in_force: {{to: {later.text.in_force.from_}}} on the earlier one")  # fmt: skip
    return {family: tuple(versions) for family, versions in found.items()}
