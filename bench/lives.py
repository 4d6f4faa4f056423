"""`python -m bench.lives CASES`: a docket filled with so many cases; then, for each number read, so many lives, and the seconds they took."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
django.setup()

from django.db import connection  # models need Django set up first  # noqa: E402

from yifa.docket.cases import open_case  # noqa: E402
from yifa.docket.door import perform  # noqa: E402
from yifa.docket.models import Case  # noqa: E402

from .full import filled  # noqa: E402
from .measure import timed  # noqa: E402
from .street import lives, make_street  # noqa: E402


def main(cases: int) -> None:
    """Fill, warm, say how many cases there are, and answer each line of input."""
    call_command("migrate", verbosity=0, interactive=False)
    street = make_street()
    clerk = street.cast["officers"]["zhang"].pk

    def lived(number: int) -> None:
        for life in lives(street, number):
            case_id = open_case(life.cover, life.acts[0], clerk).case_id
            for command in life.acts[1:]:
                perform(case_id, command, clerk)

    if cases:
        filled(street, cases)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
    lived(10)
    print(Case.objects.count(), flush=True)
    for line in sys.stdin:
        print(timed(lambda n=int(line): lived(n)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
