"""What an expression asks of substantive law (`law.…`), answered from the violations and the locality."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yifa.statutes.violations import Locality, Violations

from .env import Env, MissingFact

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ViolationLaw"]


class ViolationLaw:
    """The substantive law of one locality. Reads `case.violation`, `case.act_date`, `case.capacity` and the form."""

    def __init__(self, violations: Violations, locality: Locality) -> None:
        self.violations, self.locality = violations, locality
        self._questions: dict[str, Callable[[Env], bool]] = {
            "may_punish": self._may_punish, "summary_allowed": self._summary_allowed, "fine_in_range": self._fine_in_range,
            "within_limitation": self._within_limitation, "correction_first": self._correction_first,
        }  # fmt: skip
        # The law of a day does not change: what was worked out once is remembered.
        self._power = lru_cache(4096)(self._find_power)
        self._range = lru_cache(4096)(self._find_range)

    def verdict(self, question: str, env: Env) -> bool:
        """Answer `question`. Raises `MissingFact` when the case or the form lacks what it turns on."""
        return self._questions[question](env)

    def _version(self, env: Env) -> Any:
        return self.violations.version_for(
            _fact(env, "violation"), _day(_fact(env, "act_date")), _day(env.day)
        ).version

    def _may_punish(self, env: Env) -> bool:
        return self._power(_fact(env, "violation"), _fact(env, "capacity"), env.day)

    def _find_power(self, violation: str, capacity: str, day: str) -> bool:
        return self.violations.may_punish(violation, self.locality, capacity, _day(day)).allowed

    def _find_range(
        self, violation: str, act_date: str, day: str, kind: str, tier: str | None
    ) -> tuple[int, int]:
        version = self.violations.version_for(violation, _day(act_date), _day(day)).version
        low, high = self.violations.range_for(violation, version, kind, tier, self.locality, _day(day))[:2]
        return low, high

    def _fine(self, env: Env) -> int:
        return int(env.form.get("fine") or 0)

    def _kinds(self, env: Env) -> list[str]:
        kinds = env.form.get("kinds")
        if not kinds:
            raise MissingFact("form.kinds")
        return list(kinds)

    def _kind_of_party(self, env: Env) -> str:
        return str(env.of_parties("respondent", "kind"))

    def _summary_allowed(self, env: Env) -> bool:
        return self.violations.summary_allowed(
            _fact(env, "violation"),
            self._version(env),
            self._kind_of_party(env),
            self._fine(env),
            self._kinds(env),
            _day(env.day),
            self.locality,
        ).allowed

    def _fine_in_range(self, env: Env) -> bool:
        if "fine" not in self._kinds(env):
            return True
        low, high = self._range(
            _fact(env, "violation"),
            _fact(env, "act_date"),
            env.day,
            self._kind_of_party(env),
            env.form.get("tier"),
        )
        return bool(low <= self._fine(env) <= high)

    def _within_limitation(self, env: Env) -> bool:
        return _day(env.day) <= self.violations.time_limit(
            _fact(env, "violation"), self._version(env), _day(_fact(env, "act_date"))
        )

    def _correction_first(self, env: Env) -> bool:
        return bool(self.violations.needs_correction_first(_fact(env, "violation"), self._version(env)))


def _fact(env: Env, name: str) -> Any:
    return env.of_case(name)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
