"""What rooms above the docket vouch for: an act that names something only they know is asked of them, in its own transaction.

The docket does not know what a report is; the room of reports says whether the version that `report.statutory` hands in is one
that may be published. A room says once, when it is loaded, for which acts it vouches. Its reasons stand beside those of the law: the act is
refused with them, and recorded as irregular where it was done all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from yifa.errors import Reason
from yifa.procedures import Verdict

__all__ = ["Voucher", "vouch", "vouched"]


class Voucher(Protocol):
    """What a room asks of an act: the case's row and cover, and the form; no reasons where nothing speaks against it."""

    def __call__(
        self, case: Mapping[str, Any], cover: Mapping[str, Any], form: Mapping[str, Any]
    ) -> list[Reason]:
        """The reasons against the act."""
        ...


_vouchers: dict[tuple[str, str], Callable[..., list[Reason]]] = {}
"""By family and act."""


def vouch(family: str, act: str, voucher: Voucher) -> None:
    """Have acts of a family asked of `voucher` from now on."""
    _vouchers[family, act] = voucher


def vouched(
    verdict: Verdict, family: str, act: str, case: Mapping[str, Any], state: Mapping[str, Any]
) -> Verdict:
    """The verdict with what the room that vouches for this act has against it; the same where no room does."""
    voucher = _vouchers.get((family, act))
    if voucher is None or verdict.entry is None:
        return verdict
    reasons = voucher(case, state["case"], verdict.entry["form"])
    return verdict._replace(accepted=False, reasons=(*verdict.reasons, *reasons)) if reasons else verdict
