"""`yifa law adopt`: a version of a procedure adopted by the justice bureau, as an act."""

from __future__ import annotations

import click

from yifa.procedures import Cast, Law, Procedure, examples_of, run_example
from yifa.procedures.prove import prove

from .adoption import adopt
from .output import print_json

__all__ = ["adopt_version"]


def adopt_version(
    law: Law, procedure: Procedure, reader: str, adopter: str, paper: str, unverified: int, *, as_json: bool
) -> None:
    """Prove it, run its examples, then let two people adopt it. Raises as `adoption.adopt`."""
    cast = Cast(law.folder.path("procedures/cast.yaml"))
    failures = [proof.statement for proof in prove(procedure) if not proof.proved]
    for path in examples_of(procedure):
        failures += run_example(path, procedure, law, cast).failures
    receipt = adopt(procedure, reader, adopter, paper, unverified, failures)
    if as_json:
        print_json({"procedure": procedure.family, "version": procedure.version, "case": receipt.case_id})
    else:
        click.echo(f"已采用 {procedure.family} {procedure.version[:12]}（案件 {receipt.case_id}） / adopted")
