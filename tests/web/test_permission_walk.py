"""Every address of the site, walked by every kind of officer and by nobody: pages, files, exports, counts, the interface.

The walk is generated from the addresses themselves: a new one without an entry here fails it, so that nothing is
served that nobody thought about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from street import Sample
from yifa import clock
from yifa.api.urls import api
from yifa.docket.models import Case
from yifa.indicators import Traced
from yifa.people.actors import actor_for
from yifa.people.models import Officer
from yifa.people.scopes import scope_for
from yifa.people.tokens import issue
from yifa.server.urls import urlpatterns
from yifa.web.traced import known_to

ROLES = (
    "liu", "zhou", "li", "zhang", "zhao", "chen", "feng", "gao", "he", "lin", "luo", "liang", "tang", "xu", "han", "deng", "sysadmin",
    "secadmin", "auditadmin",
)  # fmt: skip
OPEN = {"sign-in", "first-password", "second-step", "sign-out", "language", "report-matter", "apply-online", "ask-lawyer", "volunteer",
        "services", "received", "followed", "draw", "draw-facts", "guide"}
"""What may be asked for without an account; none of it shows a case without its own secret, but for a random draw, which is published."""
OWN = {"security", "security-again", "security-app", "security-passkey", "security-codes", "security-remove", "me", "own-deputy"}
"""Of one's own account."""
COMMON = {"audit", "audit-export", "desk", "terms", "map", "risks", "diggings", "circle", "duty", "ledger", "choose", "new",
          "figures", "figure", "reports", "reports-of", "report", "report-file", "report-version", "version-file", "passage", "freeze", "law",
          "procedure", "drawing", "referrals", "registers", "register", "register-add", "register-sheet", "register-file", "draw-seed", "guides", "handbook", "three-systems",
          "lapses", "intake-sheets", "intake-sheet", "intake-blank", "answer-finding", "begin-report", "report-streets", "report-street"}
"""For everyone signed in; rows and acts within the reader's scope only."""
FIGURED = {"figures", "figure", "reports-of", "report", "report-file", "report-version", "version-file", "passage", "freeze", "report-streets", "report-street"}
"""What needs the figures' worker: the acts behind a figure are walked below, the report in `test_report_pages`, streets side by side in `test_report_streets`."""
OF_A_CASE = {"case", "back", "reveal", "casefile", "document", "act"}
"""Only within the scope."""
FILES = {"case-file", "proposal-file", "scenario"}
"""Of a case or a proposal, and only those it holds (a scenario: of an incident): these have tests of their own, here none is there."""
OF_OTHERS = {"proposal", "referral"}
"""Only for those asked, or for the office it was passed on to; here neither is anyone's."""
OF_ADMINISTRATION = {"people", "person", "new-person", "change-person", "invite-person", "offices", "new-office", "dissolve", "admin-record", "accounts"}
"""Only for one of the three administrators, and nothing of any case; who sees which is tested in `test_people_pages`."""
ADMINISTRATORS = {"sysadmin", "secadmin", "auditadmin"}
WORDS = {
    "case_id": None, "family": "penalty.summary", "seq": 3, "name": "decision", "kind": "pdf", "indicator": "penalties_imposed", "year": 2023, "period": "2023",
    "factor": 1, "proposal_id": 1, "key": "plans", "number": 1, "sha": "0" * 64, "officer_id": 1, "office_id": 1, "what": "post", "lapse": "late_terms", "uidb64": "MQ", "token": "none",
}  # fmt: skip


def addresses(patterns: Any = None, before: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """(name, address as written, words it takes) of every page."""
    for each in urlpatterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            if not str(each.pattern).startswith("api/"):
                yield from addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield str(each.name), before + str(each.pattern), list(each.pattern.converters)


def test_every_address_is_thought_about() -> None:
    names = {name for name, _, _ in addresses()}
    assert names == OPEN | OWN | COMMON | OF_A_CASE | OF_OTHERS | FILES | OF_ADMINISTRATION
    assert {word for _, _, words in addresses() for word in words} <= set(WORDS)


def address_of(name: str, words: list[str], case_id: int) -> str:
    values = {word: case_id if word == "case_id" else WORDS[word] for word in words}
    if name == "act":
        values["name"] = "serve"
    if name.startswith("register"):
        values = dict.fromkeys(words, "enterprise")
    if name == "referral":
        values["name"] = "to_enforcement"
    found = get_resolver().reverse(name, **values)
    return f"/{found}"


@pytest.fixture
def case(sample: Sample) -> Case:
    """A decided penalty, of the enforcement office."""
    return Case.objects.get(pk=sample.decided().case_id)


def test_nobody_without_an_account_sees_anything_of_a_case(case: Case) -> None:
    client = Client()
    for name, _, words in addresses():
        answer = client.get(address_of(name, words, case.pk))
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        assert case.number not in text and case.title not in text, name
        if name not in OPEN and answer.status_code != 405:
            assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), name


@pytest.mark.parametrize("role", ROLES)
def test_every_page_shows_a_case_within_the_scope_and_nothing_of_it_outside(case: Case, role: str) -> None:
    officer = Officer.objects.get(username=role)
    row = Case.objects.values().get(pk=case.pk)
    sees = scope_for(actor_for(officer.pk, clock.now()), "see").allows(row)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    for name, _, words in addresses():
        if (
            name in FIGURED or name == "sign-out"
        ):  # reports have tests of their own; signing out ends the walk
            continue
        query = "?state=all" if name == "desk" else "?kind=others" if name == "terms" else ""
        answer = client.get(address_of(name, words, case.pk) + query)
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        if name in OF_A_CASE:
            wanted = {405} if name == "reveal" else {200} if sees else {404}
            assert answer.status_code in wanted, (name, answer.status_code)
        if name in OF_OTHERS | FILES:
            assert answer.status_code == 404, name
        if name in OF_ADMINISTRATION and role not in ADMINISTRATORS:
            assert answer.status_code in (403, 405), (name, answer.status_code)
        if not sees or name in OF_ADMINISTRATION:
            assert case.number not in text, name
        assert answer.status_code < 500, name


def plain(answer: Any) -> str:
    """The words of an answer, whatever JSON escaped."""
    return (
        answer.content.decode("unicode_escape", errors="replace") if "json" in answer["Content-Type"] else ""
    )


READ = ("", "/acts", "/terms", "/documents", "/options", "/documents/3/decision.pdf")
"""What the interface reads of one case."""


def test_every_reading_of_a_case_by_the_interface_is_walked() -> None:
    paths = {
        path
        for path, words in api.get_openapi_schema()["paths"].items()
        if "get" in words and "{case_id}" in path
    }
    assert {path.split("{case_id}")[1].split("/{")[0] for path in paths} == {
        each.split("/3/")[0] for each in READ
    }


@pytest.mark.parametrize("role", ROLES)
def test_the_interface_gives_a_case_within_the_scope_only(case: Case, role: str) -> None:
    officer = Officer.objects.get(username=role)
    sees = scope_for(actor_for(officer.pk, clock.now()), "see").allows(Case.objects.values().get(pk=case.pk))
    token = issue(officer, "walk", ["see", "open", "act", "export"], ["*"], clock.now() + timedelta(days=1))
    client = Client(headers={"authorization": f"Bearer {token}"})
    for path in READ:
        answer = client.get(f"/api/v1/cases/{case.pk}{path}", {"why": "核对"} if path.endswith(".pdf") else {})
        assert answer.status_code == (200 if sees else 404), (path, answer.status_code)
        assert sees or case.number not in plain(answer)
    for path, body in (
        ("acts", {"act": "serve"}),
        ("confirmations", {"act": "serve"}),
        ("reveal", {"why": "核对"}),
    ):
        answer = client.post(f"/api/v1/cases/{case.pk}/{path}", body, content_type="application/json")
        assert sees or answer.status_code in (403, 404), (path, answer.status_code)
    listed = client.get("/api/v1/cases")
    assert listed.status_code == 200 and (case.number in plain(listed)) == sees


@pytest.mark.parametrize("role", ROLES)
def test_the_acts_behind_a_figure_are_shown_within_the_scope_and_counted_beyond(case: Case, role: str) -> None:
    actor = actor_for(Officer.objects.get(username=role).pk, clock.now())
    reader: Any = SimpleNamespace(actor=actor, sees=scope_for(actor, "see"))
    shown, opened = known_to(reader, [Traced(1, case.pk, 4)])
    row = Case.objects.values().get(pk=case.pk)
    assert opened == ({case.pk} if reader.sees.allows(row) else set())
    assert bool(shown) == (reader.sees.allows(row) or scope_for(actor, "trace").allows(row))
    assert role in ("liu", "zhou", "deng") or bool(shown) == bool(opened)
