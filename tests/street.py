"""A sample street and lawful lives of cases, for tests of the docket and of everything above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from remembered import remembered_cast
from yifa.clock import ZONE
from yifa.docket.cases import open_case
from yifa.docket.door import Command, Receipt, perform
from yifa.docket.officers import ACTORS, actor_now
from yifa.docket.opening import Cover, PartyIn
from yifa.people.models import Party
from yifa.people.parties import Identity, prepare, save
from yifa.people.scopes import post_for
from yifa.procedures import Law
from yifa.server.yearbooks.lives import Street, lives_of
from yifa.server.yearbooks.reading import Book, Group, read_script

RECORDING = "0" * 64


def moment(text: str) -> datetime:
    """A moment in official time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Sample:
    """The street, and ways to act in it."""

    street: Street

    def id(self, name: str) -> int:
        """An officer's id by user name."""
        return self.street.cast["officers"][name].pk

    def cover(self, **words: Any) -> Cover:
        """The cover of a summary penalty for littering."""
        cast = self.street.cast
        base: dict[str, Any] = {
            "procedure": "penalty.summary",
            "body_id": cast["bodies"]["street"].pk,
            "division": self.street.communities[0],
            "locality": "binhai-example",
            "facts": {"violation": "littering", "act_date": "2023-05-04", "channel": "patrol"},
            "parties": [self.someone()],
            "office_id": cast["offices"]["enforcement"].pk,
            "field": "城管",
            "capacity": "handed_over",
            "opened_at": moment("2023-05-04 10:00"),
        }
        return Cover(**{**base, **words})

    def open_as(self, name: str, family: str, facts: dict[str, Any], parties: list[PartyIn], at: datetime) -> int:
        """A case opened by an officer, where the officer's post lies."""
        post = post_for(actor_now(self.id(name)), "open", family)
        where = {"body_id": post.body_id, "division": post.division, "office_id": post.office_id}
        cover = self.cover(procedure=family, facts=facts, parties=parties, capacity="own", opened_at=at, **where)
        return open_case(cover, None, self.id(name)).case_id

    def someone(self, role: str = "respondent", key: str = "p1") -> PartyIn:
        """A person whose name is on record, as a party of a new case."""
        made = prepare(Identity(Party.Kind.PERSON, "某某（示例）"))
        with connection.cursor() as cursor:
            save(cursor, [made])
        return PartyIn(role, key, "person", party_id=str(made.party.pk))

    def two(self) -> list[int]:
        """Two certified officers."""
        return [self.id("zhang"), self.id("wang")]

    def find(self, **words: Any) -> Command:
        """The first act on the spot."""
        form = {
            "certificates_shown": "yes",
            "age": "adult",
            "facts": "乱扔烟头",
            "evidence": "照片",
            "recording": [RECORDING],
        }
        return Command(
            "find", {"officer": self.two()}, {**form, **words}, at=moment("2023-05-04 10:00"), paper="示例"
        )

    def opened(self, **words: Any) -> Receipt:
        """A case with its first act."""
        return open_case(self.cover(**words), self.find(), self.id("zhang"))

    def do(
        self,
        case_id: int,
        act: str,
        at: str,
        by: dict[str, list[int]],
        form: dict[str, Any] | None = None,
        officer: str = "zhang",
        **words: Any,
    ) -> Receipt:
        """One act by an officer for whom everyone signed on paper."""
        words.setdefault("paper", "示例")
        return perform(case_id, Command(act, by, form or {}, at=moment(at), **words), self.id(officer))

    def tell(self, case_id: int, at: str = "2023-05-04 10:05", fine: int = 50) -> Receipt:
        """The notice on the spot."""
        form = {"proposed_kinds": ["fine"], "proposed_fine": fine, "told_all": "yes"}
        return self.do(case_id, "tell", at, {"officer": self.two()}, form)

    def decide(self, case_id: int, at: str = "2023-05-04 10:10", fine: int = 50, **words: Any) -> Receipt:
        """The fine on the spot."""
        form = {"outcome": "penalise", "kinds": ["fine"], "fine": fine, "tier": "light", "correction": "done"}
        return self.do(case_id, "decide", at, {"officer": self.two()}, form, **words)

    def decided(self, **words: Any) -> Receipt:
        """A case as far as the decision."""
        case_id = self.opened(**words).case_id
        self.tell(case_id)
        return self.decide(case_id)

    def lives(
        self, law: Law, script: str, count: int, values: dict[str, Any], year: int = 2023, **words: Any
    ) -> list[Any]:
        """Lives of a year-book script, all in June."""
        title = {"zh": "示例", "en": "Sample"}
        group = Group.model_validate(
            {
                "script": script,
                "title": title,
                "months": [0] * 5 + [count] + [0] * 6,
                "values": values,
                **words,
            }
        )
        book = Book.model_validate(
            {
                "book": "test",
                "title": title,
                "about": title,
                "year": year,
                "street": "990101001",
                "name": "塘沽",
                "locality": "binhai-example",
                "groups": [],
            }
        )
        return list(lives_of(book, group, read_script(law.folder, script), self.street, law.calendar, 0))


def drop_guards() -> None:
    """Take the triggers away, as someone with the database's password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS docket_act_fixed ON docket_act")
            cursor.execute("DROP TRIGGER IF EXISTS people_record_fixed ON people_adminrecord")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS docket_act_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS docket_act_no_delete")
            cursor.execute("DROP TRIGGER IF EXISTS people_record_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS people_record_no_delete")


def restore_guards() -> None:
    """Put the triggers and the one row of the revision back after a flush."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE TRIGGER docket_act_fixed BEFORE UPDATE OR DELETE ON docket_act FOR EACH ROW EXECUTE FUNCTION docket_act_fixed()"
            )
            cursor.execute(
                "CREATE TRIGGER people_record_fixed BEFORE UPDATE OR DELETE ON people_adminrecord FOR EACH ROW EXECUTE FUNCTION people_record_fixed()"
            )
        else:
            for word in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER docket_act_no_{word.lower()} BEFORE {word} ON docket_act BEGIN SELECT RAISE(ABORT, 'an act is never changed or deleted'); END"
                )
                cursor.execute(
                    f"CREATE TRIGGER people_record_no_{word.lower()} BEFORE {word} ON people_adminrecord"
                    " BEGIN SELECT RAISE(ABORT, 'the record of administration is never changed or deleted'); END"
                )
        cursor.execute("DELETE FROM people_revision")
        cursor.execute("INSERT INTO people_revision (id, n) VALUES (1, 1000000)")


def make_sample() -> Sample:
    """A fresh street in the database of the test."""
    # A test undone takes the register's revision back: what was remembered of it must not be met again.
    ACTORS.lives.clear()
    cast = remembered_cast("990101001")
    street = cast["divisions"]["990101001"]
    communities = tuple(sorted(d.path for d in cast["divisions"].values() if d.parent_id == street.pk))
    return Sample(Street(cast, ("zhang", "wang", "qian", "ma"), ("gao", "hu", "cai"), communities, RECORDING))
