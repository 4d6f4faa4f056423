"""Which versions of the law folder the justice bureau has adopted: an act (who, when, against which text)."""

from __future__ import annotations

from django.db import connection

from yifa.docket.models import Act

__all__ = ["adopted_versions"]


def adopted_versions() -> frozenset[str]:
    """Content hashes of adopted versions, read from the dockets of `law.adoption`; none where there is no database yet."""
    if "docket_act" not in connection.introspection.table_names():
        return frozenset()
    found = Act.objects.filter(act="adopt", outcome="").values_list("entry", flat=True)
    return frozenset(version for version in (_version(entry) for entry in found) if version)


def _version(entry: str) -> str:
    """The version an adoption names; empty where it names none."""
    marker = '"version_adopted":"'
    start = entry.find(marker)
    return entry[start + len(marker) : start + len(marker) + 64] if start >= 0 else ""
