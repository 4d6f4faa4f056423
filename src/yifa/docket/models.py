"""The docket's tables, for reading. Nothing here is written through the ORM: see `door.py`.

`Act` is the truth; every other table is a projection that `rebuild` can make again from the acts,
save `Series` and `Root`, which only ever grow.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = [
    "Act",
    "Asked",
    "Case",
    "CaseParty",
    "Confirmation",
    "IssuedDocument",
    "Proposal",
    "Referral",
    "Refusal",
    "Root",
    "Series",
    "TermSpan",
]


class Case(models.Model):
    """The cover of a case and its projection: `state` is the folded docket, `head` the hash of its last act."""

    body_id = models.BigIntegerField()
    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=64)
    number = models.CharField(max_length=80)
    locality = models.CharField(max_length=60)
    field = models.CharField(max_length=20)
    topic = models.CharField(max_length=60)
    division = models.CharField(max_length=200)
    office_id = models.BigIntegerField(null=True)
    handler_id = models.BigIntegerField(null=True)
    parent_id = models.BigIntegerField(null=True)
    shielded = models.BooleanField()
    training = models.BooleanField()
    paper = models.BooleanField()
    opened_on = models.DateField()
    stage = models.CharField(max_length=60)
    ended = models.BooleanField()
    next_due = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    length = models.IntegerField()
    head = models.CharField(max_length=64)
    state = models.TextField()

    class Meta:
        """Indexes serve the desk: what is open, by who must act, in order of what falls due."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ended", "next_due", "id"], name="case_due"),
            models.Index(fields=["office_id", "ended", "next_due"], name="case_office"),
            models.Index(fields=["handler_id", "ended", "next_due"], name="case_handler"),
            models.Index(fields=["procedure", "ended", "next_due"], name="case_procedure"),
            models.Index(fields=["parent_id"], name="case_parent"),
            models.Index(fields=["number"], name="case_number"),
        ]


class Act(models.Model):
    """One entry of a docket: canonical text, the hash before it and its own. Never updated, never deleted."""

    case_id = models.BigIntegerField()
    seq = models.IntegerField()
    act = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    at = models.CharField(max_length=32)
    recorded = models.CharField(max_length=32)
    entry = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """A case's acts are numbered without gaps."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case_id", "seq"], name="act_once"),
        ]


class TermSpan(models.Model):
    """One term of one case (and party): what the desk and the watch over terms read."""

    case_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    whose = models.CharField(max_length=12)
    status = models.CharField(max_length=10)
    due = models.CharField(max_length=32)
    safe = models.CharField(max_length=32)
    provisional = models.BooleanField()
    late = models.BooleanField()

    class Meta:
        """One row per span; open ones are found by what falls due."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case_id", "name", "key"], name="span_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["status", "due"], name="span_due")]


class CaseParty(models.Model):
    """Who stands in a case: a keyed digest of the identity for look-ups, never the identity itself."""

    case_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=24)
    identity = models.CharField(max_length=96)
    party_id = models.CharField(max_length=40)

    class Meta:
        """A party is found by its digest."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["identity"], name="party_identity"),
            models.Index(fields=["case_id"], name="party_case"),
        ]


class IssuedDocument(models.Model):
    """A document an act issued: its number is allotted in the same transaction and never again."""

    case_id = models.BigIntegerField()
    seq = models.IntegerField()
    name = models.CharField(max_length=60)
    body_id = models.BigIntegerField()
    number = models.CharField(max_length=120)

    class Meta:
        """A number is used once by a body."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body_id", "number"], name="number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case_id"], name="document_case")]


class Series(models.Model):
    """The last number of a series: body, kind and year. Locked while a number is taken."""

    body_id = models.BigIntegerField()
    kind = models.CharField(max_length=120)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        """One row per series."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body_id", "kind", "year"], name="series_once"),
        ]


class Root(models.Model):
    """A root over all acts up to `up_to`: kept outside too, it shows a deleted case or a cut tail."""

    up_to = models.BigIntegerField()
    acts = models.BigIntegerField()
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    made_at = models.CharField(max_length=32)


class Refusal(models.Model):
    """What was refused: refusals are data. Holds no form."""

    case_id = models.BigIntegerField(null=True)
    procedure = models.CharField(max_length=80)
    act = models.CharField(max_length=60)
    officer_id = models.BigIntegerField()
    at = models.CharField(max_length=32)
    reasons = models.TextField()


class Confirmation(models.Model):
    """One officer's own confirmation of one act as proposed: bound to the case's head, the act and the form."""

    digest = models.CharField(max_length=64)
    officer_id = models.BigIntegerField()
    at = models.CharField(max_length=32)
    session = models.CharField(max_length=64)

    class Meta:
        """An officer confirms a proposal once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["digest", "officer_id"], name="confirmed_once"),
        ]


class Proposal(models.Model):
    """An act put to the others who act in it; `item` is the vault's copy of what was filled in.

    `status` is open, done or declined (then `why` says so). `head` is the case's head it holds for.
    """

    digest = models.CharField(max_length=64, unique=True)
    case_id = models.BigIntegerField()
    head = models.CharField(max_length=64)
    act = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60)
    proposed_by = models.BigIntegerField()
    at = models.CharField(max_length=32)
    item = models.UUIDField()
    status = models.CharField(max_length=10)
    why = models.CharField(max_length=500)

    class Meta:
        """An officer's own proposals are found at once."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["proposed_by", "status"], name="proposal_mine"),
        ]


class Asked(models.Model):
    """One officer who is asked to confirm one proposal."""

    proposal_id = models.BigIntegerField()
    officer_id = models.BigIntegerField()

    class Meta:
        """An officer is asked once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer_id", "proposal_id"], name="asked_once"),
        ]


class Referral(models.Model):
    """A matter for another office: `status` is waiting, taken or returned. A projection of its case."""

    case_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    status = models.CharField(max_length=10)

    class Meta:
        """One row per referral of a case; what waits is found at once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case_id", "name"], name="referral_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case_id"], name="referral_waiting", condition=models.Q(status="waiting")),
        ]
