"""Substantive law on violations: which version applies, what range, whether the summary procedure is open, who may punish.

Rules are those of the penalty law in force on the day: law of the time or the lighter one (行政处罚法/37),
caps of the summary procedure (51), powers handed over (24) or entrusted (20), the limitation of two or five
years (36). Before 2021-07-15 they were those of the text of 2017 (33; 17, 18; 29), which knew neither powers of
a street nor five years nor standards of discretion. Money inside is integer fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yifa.errors import BadInput, LawError, Missing, Reason, Text
from yifa.statutes import Statutes
from yifa.statutes.reading import Document

from .localities import Locality
from .reading import read_as
from .sanctions import FORM_KINDS, NO_FACTS, Facts, amounts, class_of, fitting, is_lighter, weight
from .schema import Condition, Power, Sanction, Version, ViolationText

__all__ = ["Answer", "Chosen", "Violations"]

NEW_LAW = date(2021, 7, 15)
"""行政处罚法 (2021) in force."""


def _ground(new: str, old: str, on: date) -> str:
    """The article in force on that day: of the law of 2021, or of the text or paper before it."""
    return new if on >= NEW_LAW else old


def _law_of_the_time(on: date) -> str:
    return _ground("行政处罚法/37", "法〔2004〕96号/3", on)


def _power_ground(capacity: str, on: date) -> str:
    """What a street punishes by on that day, in this capacity."""
    if capacity == "entrusted":
        return _ground("行政处罚法/20", "行政处罚法（2017年修正）/18", on)
    if capacity == "own":
        return _ground("行政处罚法/17", "行政处罚法（2017年修正）/17", on)
    return _ground("行政处罚法/24", "行政处罚法（2017年修正）/17,18", on)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, with the reasons (article and sentence) either way."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The version that applies, and why: the law of the time, or a later lighter one."""

    version: Version
    lighter: bool
    reason: Reason


def _check_version(
    text: ViolationText, version: Version, document: Document, place: int, statutes: Statutes | None
) -> None:
    """Every citation exists, and class B has a sanction that an order refused opens. Raises `LawError`."""
    spot = ("versions", place)
    grounds: list[tuple[tuple[str | int, ...], str]] = [
        (("duty",), version.duty),
        (("sanction",), version.sanction),
        (("daily",), version.daily),
    ]
    holders = [((), version), *((("tiers", n), tier) for n, tier in enumerate(version.tiers))]
    for where, holder in holders:
        for party in ("person", "organisation"):
            if (sanction := getattr(holder, party)) is not None:
                grounds.append(((*where, party, "ground"), sanction.ground))
    for where, ground in grounds:
        if statutes is not None and ground:
            statutes.cite(ground, on=version.from_, where=document.where(*spot, *where))
    if (version.order or text.order) == "B" and not any("refusal" in tier.needs for tier in version.tiers):
        raise LawError(
            "violations.no_refusal",
            Text(
                "乙类（拒不改正才处罚）应写明拒不改正后的罚则。", "Class B says what a refused order opens."
            ),
            where=document.where(*spot),
            expected="tiers: [{needs: [refusal], …}]",
        )


FIVE_YEARS_FROM = date(2021, 7, 15)
"""From when on the law knows the limit of five years."""


@dataclass(frozen=True)
class Violations:
    """Every violation of the law folder, by key."""

    known: Mapping[str, ViolationText]
    _chosen: dict[tuple[str, date, date], Chosen] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, paths: Iterable[Path], statutes: Statutes | None = None) -> Violations:
        """Read these files of `violations/`; citations are checked when `statutes` is given. Raises `LawError`."""
        found: dict[str, ViolationText] = {}
        for path in paths:
            text, document = read_as(ViolationText, path)
            if text.violation != path.stem:
                raise LawError(
                    "violations.name",
                    Text("名称与文件名不符。", "The key differs from the file's name."),
                    where=document.where("violation"),
                    expected=path.stem,
                )
            for place, version in enumerate(text.versions):
                _check_version(text, version, document, place, statutes)
            found[text.violation] = text
        return cls(found)

    def get(self, key: str) -> ViolationText:
        """The violation `key`. Raises `Missing`."""
        if key not in self.known:
            known = "、".join(sorted(self.known))
            raise Missing(
                "violations.unknown",
                Text(f"没有违法行为“{key}”；有：{known}。", f"No violation '{key}'; there are: {known}."),
            )
        return self.known[key]

    def version_for(self, key: str, act_date: date, decided_on: date) -> Chosen:
        """The version for an act of that day decided on another: law of the time, or a lighter later one (行政处罚法/37).

        Raises `Missing` where no version was in force when the act was done.
        """
        found = self._chosen.get((key, act_date, decided_on))
        if found is None:
            found = self._chosen[key, act_date, decided_on] = self._choose(key, act_date, decided_on)
        return found

    def _choose(self, key: str, act_date: date, decided_on: date) -> Chosen:
        text, ground = self.get(key), _law_of_the_time(decided_on)
        then = next(
            (v for v in text.versions if v.from_ <= act_date and (v.to is None or act_date < v.to)), None
        )
        if then is None:
            raise Missing(
                "violations.not_then",
                Text(
                    f"{act_date} 尚无处罚“{text.title.zh}”的规定。",
                    f"No rule on '{text.title.en}' was in force on {act_date}.",
                ),
                ground,
            )
        later = [
            v for v in text.versions if v.from_ > then.from_ and v.from_ <= decided_on and is_lighter(v, then)
        ]
        if later:
            reason = Reason(
                "violations.lighter",
                Text("行为后的新规定较轻，适用新规定。", "A later rule is lighter and applies."),
                ground,
            )
            return Chosen(min(later, key=weight), True, reason)
        reason = Reason(
            "violations.of_the_time",
            Text("适用违法行为发生时的规定。", "The rule of the time of the act applies."),
            ground,
        )
        return Chosen(then, False, reason)

    def sanction(
        self, key: str, version: Version, kind: str, locality: Locality, facts: Facts = NO_FACTS
    ) -> Sanction:
        """What a party of `kind` faces under these facts. Raises `BadInput` where the law provides nothing."""
        return self._found(key, version, kind, locality, facts)[1]

    def _found(
        self, key: str, version: Version, kind: str, locality: Locality, facts: Facts
    ) -> tuple[str, Sanction, list[Condition]]:
        """(class of party, sanction, conditions of its tier)."""
        party, title = class_of(version, kind, locality.party_class(kind)), self.get(key).title
        found = fitting(version, party, facts)
        if found is None:
            raise BadInput(
                "violations.no_sanction",
                Text(
                    f"“{title.zh}”对此类当事人（情形）没有罚则。",
                    f"'{title.en}' has no sanction for this kind of party in this case.",
                ),
                version.sanction,
            )
        return party, found[1], found[0]

    def range_for(
        self,
        key: str,
        version: Version,
        kind: str,
        tier: str | None,
        locality: Locality,
        on: date,
        facts: Facts = NO_FACTS,
    ) -> tuple[int, int, tuple[str, ...]]:
        """(min, max) of the fine in fen, and where both come from; narrowed to a tier of the discretion standard.

        Raises `BadInput` where no fine is provided, a fact it is reckoned from is not known, or the standard has no
        such tier: never a default.
        """
        party, sanction, needs = self._found(key, version, kind, locality, facts)
        sources = [sanction.ground or version.sanction]
        reckoned = amounts(sanction, facts, version.sanction)
        low, high = reckoned or (0.0, 0.0)
        if reckoned is None:
            low, high = self._stated(key, version, sanction, party, locality, on, sources)
        if tier is not None:
            line = next((t for t in locality.tiers(key, party, on, needs) if t.tier == tier), None)
            if line is None or reckoned is not None:
                raise BadInput(
                    "violations.no_tier",
                    Text(f"裁量基准没有“{tier}”一档。", f"The discretion standard has no tier '{tier}'."),
                    _ground("行政处罚法/34", "行政处罚法（2017年修正）/4", on),
                )
            low, high = line.fine[0] * 100, line.fine[1] * 100
            sources.append(line.ground)
        return round(low), round(high), tuple(sources)

    def _stated(
        self,
        key: str,
        version: Version,
        sanction: Sanction,
        party: str,
        locality: Locality,
        on: date,
        sources: list[str],
    ) -> tuple[float, float]:
        """The amounts in fen that the law states, or the local regulation in its stead. Raises `BadInput` where neither does."""
        if isinstance(sanction.fine, tuple):
            return sanction.fine[0] * 100, sanction.fine[1] * 100
        local = locality.fine(key, party, on)
        if local is None:
            raise BadInput(
                "violations.no_local_fine",
                Text(
                    "国家规定未设数额，本地也没有数额规定。", "Neither national nor local law sets an amount."
                ),
                version.sanction,
            )
        sources.append(local.ground)
        return local.fine[0] * 100, local.fine[1] * 100

    def kinds(
        self,
        key: str,
        version: Version,
        kind: str,
        locality: Locality,
        on: date,
        facts: Facts = NO_FACTS,
    ) -> frozenset[str]:
        """The kinds of penalty, as decisions call them, that the law gives for this act under these facts."""
        try:
            party, sanction, _ = self._found(key, version, kind, locality, facts)
        except BadInput:
            return frozenset()
        local = locality.fine(key, party, on)
        given = [*sanction.also, *(local.also if local is not None else ())]
        found = {name for word in given for name in FORM_KINDS[word]}
        if sanction.fine != "none" or sanction.of_cost is not None or sanction.of_value is not None:
            found.add("fine")
        return frozenset(found)

    def kinds_provided(
        self,
        key: str,
        version: Version,
        kind: str,
        kinds: Iterable[str],
        locality: Locality,
        on: date,
        facts: Facts = NO_FACTS,
    ) -> bool:
        """Whether the law gives every one of these kinds for the act, and gives them together (行政处罚法/38)."""
        wanted = set(kinds)
        if not wanted <= self.kinds(key, version, kind, locality, on, facts):
            return False
        return not (
            self.sanction(key, version, kind, locality, facts).either and {"warning", "fine"} <= wanted
        )

    def summary_allowed(
        self,
        key: str,
        chosen: Chosen | Version,
        kind: str,
        fine_fen: int,
        kinds: Sequence[str],
        decided_on: date,
        locality: Locality,
    ) -> Answer:
        """Whether the summary procedure may be used: only a warning or a fine, within the cap by the fine imposed."""
        new = decided_on >= NEW_LAW
        ground = _ground("行政处罚法/51", "行政处罚法（2017年修正）/33", decided_on)
        caps = (200, 3000) if new else (50, 1000)
        version = chosen.version if isinstance(chosen, Chosen) else chosen
        summary = version.summary or self.get(key).summary
        if not summary.allowed:
            why = summary.why
            text = (
                Text(why.zh, why.en)
                if why
                else Text("该行为不适用简易程序。", "The summary procedure is not open for this act.")
            )
            return Answer(False, (Reason("violations.summary_never", text, summary.ground or ground),))
        if not set(kinds) <= {"warning", "fine"}:
            return Answer(
                False,
                (
                    Reason(
                        "violations.summary_kinds",
                        Text("简易程序只能警告或者罚款。", "Summary penalties are a warning or a fine only."),
                        ground,
                    ),
                ),
            )
        cap = caps[0] if locality.party_class(kind) == "person" else caps[1]
        if fine_fen > cap * 100:
            text = Text(
                f"罚款超过简易程序上限 {cap} 元。", f"The fine is above the summary cap of {cap} yuan."
            )
            return Answer(False, (Reason("violations.summary_cap", text, ground),))
        return Answer(True)

    def may_punish(self, key: str, locality: Locality, capacity: str, on: date) -> Answer:
        """Whether the street may punish this act in this capacity on that day.

        In its own name only what the province handed over and published (行政处罚法/24); in a
        department's name under a written, published entrustment (20); where the law lets the local
        government name the department, that designation must be known too (gate G2), and a power of the
        fire body or the police needs an express text (gate G3). Before 2021-07-15
        nothing was handed over: entrusted (old 18), or empowered by a regulation (old 17, capacity `own`).
        """
        text = self.get(key)
        power = locality.power(key, capacity, on)
        ground = _power_ground(capacity, on)
        if on < NEW_LAW and capacity == "handed_over":
            message = Text(
                "2021年7月15日前没有赋权街道处罚的规定；只能受委托，或者由法规授权。",
                "Before 2021-07-15 no powers could be handed to a street: entrusted, or empowered by a regulation.",
            )
            return Answer(False, (Reason("violations.no_article_24", message, ground),))
        if power is None:
            message = Text(
                f"“{text.title.zh}”不在本街道的赋权（委托）清单内。",
                f"'{text.title.en}' is not on this street's list of powers.",
            )
            return Answer(False, (Reason("violations.not_handed_over", message, ground),))
        return self._gate(text, power, on)

    def _gate(self, text: ViolationText, power: Power, on: date) -> Answer:
        """What must be on record beside the list: the department named (G2), or an express text for a power that is no county department's (G3)."""
        version = next((v for v in reversed(text.versions) if v.from_ <= on), text.versions[0])
        gate = version.gate or text.gate
        if gate == "G2" and not power.designated:
            message = Text(
                "尚未查明本地政府确定执法部门的文件。",
                "The local government's designation of the department is not on record.",
            )
            return Answer(False, (Reason("violations.not_designated", message, version.sanction),))
        if gate == "G3" and power.capacity != "entrusted" and not power.express:
            message = Text(
                "该处罚权属于消防救援机构或者公安机关，尚未查明明确交由街道行使的规定。",
                "The power is that of the fire body or the police; no text that expressly hands it to streets is on record.",
            )
            return Answer(False, (Reason("violations.not_express", message, version.sanction),))
        return Answer(True)

    def time_limit(self, key: str, act_end: date, *, harm: bool = False) -> date:
        """The last day on which the act may still be discovered: two years, five with `harm` to life, health or finance (行政处罚法/36).

        The five years came with the law of 2021; an act that ended before it keeps the two, which are lighter (37).
        """
        self.get(key)
        years = 5 if harm and act_end >= FIVE_YEARS_FROM else 2
        try:
            return act_end.replace(year=act_end.year + years)
        except ValueError:
            return date(act_end.year + years, 2, 28)

    def needs_correction_first(self, key: str, chosen: Chosen | Version) -> bool:
        """Whether the heavier kinds lie only after a served order that was refused or overdue (class B)."""
        version = chosen.version if isinstance(chosen, Chosen) else chosen
        return (version.order or self.get(key).order) == "B"
