"""`yifa people body`: a body entered, so that people can be taken into it."""

from __future__ import annotations

from datetime import datetime

import click

from yifa.people import staffing
from yifa.places.models import Division

from .output import as_json, told
from .people_words import DAY, body_named, by_option, by_whom, day_given, division_coded, ground_option
from .setup import ready_database

__all__ = ["body"]


@click.command(epilog='Example: yifa people body 塘沽街道办事处 --short 塘沽街办 --kind outpost --capacity own --division 990101001 --ground "区编〔2026〕1号"')  # fmt: skip
@click.argument("name")
@click.option("--short", required=True, help="机关代字, as document numbers carry it.")
@click.option("--kind", required=True, help="A kind of body of law/registers/posts.yaml.")
@click.option(
    "--capacity",
    "capacities",
    multiple=True,
    default=("own",),
    show_default=True,
    help="In what capacity it decides.",
)
@click.option("--division", required=True, help="Code of the division it acts in.")
@click.option("--superior", default="", help="Name of the body above it.")
@click.option("--from", "first", type=DAY, help="Its first day (today).")
@ground_option
@by_option
@as_json
def body(
    name: str, short: str, kind: str, capacities: tuple[str, ...], division: str, superior: str, first: datetime | None, ground: str, by: str, as_json: bool,
) -> None:  # fmt: skip
    """Enter a body: an office of the street, a bureau, a committee; people are then imported into it."""
    ready_database()
    place = division_coded(division)
    assert isinstance(place, Division)
    above = body_named(superior) if superior else None
    made = staffing.add_body(
        by_whom(by), name, short, kind, list(capacities), place, day_given(first), ground, above
    )
    told(as_json, f"已登记 {made.name}", f"entered {made.name}", body=made.pk, name=made.name)
