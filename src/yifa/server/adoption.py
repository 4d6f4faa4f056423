"""Which versions of the law folder the justice bureau has adopted: an act on a docket, like any other."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from django.db import connection

from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.models import Case
from yifa.docket.opening import Cover
from yifa.docket.world import the_law
from yifa.errors import Missing, Refused, Text
from yifa.people.actors import actor_for
from yifa.people.models import Officer
from yifa.people.scopes import post_for
from yifa.procedures import Procedure

__all__ = ["FAMILY", "adopt", "adopted_versions"]

FAMILY = "supervision.adoption"


def adopted_versions() -> frozenset[str]:
    """Content hashes of the versions adopted and not repealed; none where there is no database yet."""
    if "docket_case" not in connection.introspection.table_names():
        return frozenset()
    states = Case.objects.filter(procedure=FAMILY, stage="adopted", training=False).values_list(
        "state", flat=True
    )
    return frozenset(str(orjson.loads(state)["case"]["version"]) for state in states)


def adopt(
    procedure: Procedure,
    reader: str,
    adopter: str,
    paper: str,
    unverified: int,
    failures: Sequence[str],
) -> Receipt:
    """Read a version against the sources, and adopt it: two acts by two people on a docket of the justice bureau.

    `paper` says where both signed. Raises `Refused` where something is unproved or fails, `Missing` for an
    unknown user name, and whatever the door raises.
    """
    if failures:
        text = Text(
            f"有 {len(failures)} 项未通过，不得采用。", f"{len(failures)} checks fail; it is not adopted."
        )
        raise Refused("law.unproved", text, data={"failures": list(failures)})
    people = {name: _officer(name) for name in (reader, adopter)}
    post = post_for(actor_for(people[adopter], clock.now()), "open", FAMILY)
    cover = Cover(
        procedure=FAMILY, body_id=post.body_id, division=post.division, locality=the_law().locality_of(post.division), office_id=post.office_id,
        facts={"family": procedure.family, "version": procedure.version}, title=procedure.title.zh,
    )  # fmt: skip
    form = {"proved": "yes", "unverified": unverified, "opinion": f"对照原文核对：{procedure.title.zh}"}
    read = Command("read_against", {"reader": [people[reader]]}, form, paper=paper)
    opened = open_case(cover, read, people[adopter])
    adopting = Command(
        "adopt", {"adopter": [people[adopter]]}, {"version_adopted": procedure.version}, paper=paper
    )
    return perform(opened.case_id, adopting, people[adopter])


def _officer(name: str) -> int:
    found = Officer.objects.filter(username=name, is_active=True).values_list("pk", flat=True).first()
    if found is None:
        raise Missing("no_officer", Text(f"没有用户“{name}”。", f"There is no user '{name}'."))
    return int(found)
