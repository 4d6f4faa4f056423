"""A scope says the same to the database as to one row, and nothing more than was granted."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from yifa.people.actors import Actor, PostHeld
from yifa.people.scopes import Clause, Scope, scope_for

COLUMNS = ("body_id", "division", "office_id", "handler_id", "procedure", "shielded")
FAMILIES = ("penalty.summary", "penalty.ordinary", "penalties.x", "grid.event", "gridx.event", "Grid.event")
PATTERNS = ("*", "penalty.*", "grid.*", "grid.event", "penalty.summary", "mediation.case")
PATHS = ("99", "99/9901", "99/9901/990101", "99/99010", "99/9901/990101/A", "99/9901/990101/a", "9901")

ids = st.none() | st.integers(1, 3)
cases = st.fixed_dictionaries(
    {
        "body_id": st.integers(1, 3),
        "division": st.none() | st.sampled_from(PATHS),
        "office_id": ids,
        "handler_id": ids,
        "procedure": st.sampled_from(FAMILIES),
        "shielded": st.none() | st.booleans(),
    }
)
clauses = st.builds(
    Clause,
    families=st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=3, unique=True).map(tuple),
    shielded=st.booleans(),
    body_id=ids,
    division=st.none() | st.sampled_from(PATHS),
    office_id=ids,
    handler_id=ids,
)
scopes = st.builds(Scope, st.lists(clauses, max_size=4).map(tuple))


def in_database(scope: Scope, case: dict[str, Any]) -> bool:
    """What the database says about one case, given as a row of its own."""
    condition, params = scope.as_sql("c")
    types = ("bigint", "text", "bigint", "bigint", "text", "boolean")
    row = ", ".join(f"CAST(%s AS {kind}) AS {name}" for name, kind in zip(COLUMNS, types, strict=True))
    values = [case[name] for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT {row}) c WHERE {condition}", values + params)
        return cursor.fetchone() == (1,)


class BothAnswers(TestCase):
    @settings(max_examples=300, deadline=None)
    @given(scope=scopes, case=cases)
    def test_the_database_and_the_value_agree(self, scope: Scope, case: dict[str, Any]) -> None:
        assert in_database(scope, case) is scope.allows(case)

    @settings(max_examples=100, deadline=None)
    @given(scope=scopes, case=cases, families=st.lists(st.sampled_from(PATTERNS), max_size=2))
    def test_narrowing_lets_in_what_both_let_in(
        self, scope: Scope, case: dict[str, Any], families: list[str]
    ) -> None:
        within = Scope((Clause(tuple(families), shielded=True),)) if families else Scope()
        assert scope.narrowed(families).allows(case) is (scope.allows(case) and within.allows(case))


def test_an_empty_scope_lets_nothing_in() -> None:
    assert Scope().as_sql("c") == ("1=0", [])
    assert not Scope()


def test_an_alias_that_is_not_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="identifier"):
        Scope().as_sql("c; DROP TABLE x")


def actor(*posts: PostHeld) -> Actor:
    return Actor(id=7, name="张某（示例）", body_id=1, posts=posts)


def case(**changes: Any) -> dict[str, Any]:
    given = {
        "body_id": 1,
        "division": "99/990101001",
        "office_id": 4,
        "handler_id": 7,
        "procedure": "penalty.summary",
        "shielded": False,
    }
    return {**given, **changes}


def test_no_administrator_sees_any_case() -> None:
    for kind in ("system_admin", "security_admin", "audit_admin"):
        for action in ("see", "open", "act", "export"):
            assert not scope_for(actor(PostHeld(1, kind, 1, 4, "99")), action)


def test_a_grid_worker_sees_grid_cases_of_the_own_grid_and_no_penalty() -> None:
    seen = scope_for(actor(PostHeld(1, "grid_worker", 1, 4, "99/990101001/g1")), "see")
    assert seen.allows(case(procedure="grid.event", division="99/990101001/g1/m2"))
    assert not seen.allows(case(procedure="grid.event", division="99/990101001/g10"))
    assert not seen.allows(case(procedure="penalty.summary", division="99/990101001/g1"))


def test_an_officer_sees_the_cases_of_the_office_but_not_another_bodys_office() -> None:
    seen = scope_for(actor(PostHeld(1, "enforcement_officer", 1, 4, "99")), "see")
    assert seen.allows(case(handler_id=8))
    assert not seen.allows(case(handler_id=8, office_id=5))
    assert not seen.allows(case(handler_id=8, body_id=2))


def test_a_shielded_case_is_seen_by_its_handler_and_the_head_only() -> None:
    hidden = case(procedure="petition.case", shielded=True)
    handler = actor(PostHeld(1, "handler", 1, 4, "99"))
    colleague = Actor(8, "王某（示例）", 1, handler.posts)
    head = Actor(9, "刘某（示例）", 1, (PostHeld(2, "head", 1, None, "99"),))
    assert scope_for(handler, "see").allows(hidden)
    assert not scope_for(colleague, "see").allows(hidden)
    assert scope_for(head, "see").allows(hidden)


def test_the_justice_bureau_sees_every_body_below_its_division_and_acts_in_supervision_only() -> None:
    auditor = actor(PostHeld(1, "auditor", 3, None, "99"))
    assert scope_for(auditor, "see").allows(case(body_id=2))
    assert not scope_for(auditor, "see").allows(case(division="98/980101001"))
    assert not scope_for(auditor, "act").allows(case(body_id=2))
    assert scope_for(auditor, "act").allows(case(body_id=3, procedure="penalty.filereview"))


def test_a_post_without_an_office_reaches_no_office() -> None:
    seen = scope_for(actor(PostHeld(1, "office_head", 1, None, "99")), "see")
    assert not seen.allows(case()) and not seen.allows(case(office_id=None))
    assert seen.allows(case(procedure="publicity.prompt"))  # of the whole body: a reminder is checked by another office's head


def test_a_deputy_works_the_queue_of_the_officer_stood_in_for() -> None:
    deputy = actor(PostHeld(1, "handler", 1, None, "99", acting=True, principal_id=8))
    assert scope_for(deputy, "act").allows(case(handler_id=8))
    assert not scope_for(deputy, "act").allows(case(handler_id=7))
