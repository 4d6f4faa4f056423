"""What every test shares: the law, loaded once; a sample street; hypothesis without surprises."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management.commands.flush import Command as Flush
from django.db import connection, connections
from hypothesis import settings as hypothesis_settings

from shipped_law import LAW
from street import Sample, drop_guards, make_sample, restore_guards
from yifa.procedures import Cast, Law

hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("steady")

# The browser's own loop and Django's synchronous database live in one test thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


WITHOUT_DATABASE = ("audit", "documents", "house", "procedures", "statutes", "workdays")
"""Rooms that know no database: what they say does not turn on which one there is, so their tests run once, on SQLite.

So do tests marked `once`: what they run makes a SQLite of its own, or none, whichever database the run is on.
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database, only what can touch one."""
    if not os.environ.get("YIFA_DATABASE"):
        return
    here = Path(__file__).parent
    once = {here / room for room in WITHOUT_DATABASE}
    kept, left = [], []
    for item in items:
        opens_none = "django_db_setup" not in getattr(item, "fixturenames", ()) and once & set(item.path.parents)
        (left if opens_none or item.get_closest_marker("once") else kept).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session", autouse=True)
def _passwords_hashed_quickly() -> None:
    """What a password is worth is not asked here: a hundred sign-ins need not each take the third of a second they do in an office."""
    django_settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *django_settings.PASSWORD_HASHERS,
    ]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """No connection outlives its request: a browser that keeps its line open would keep the test's database busy."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test's database, from which at the end the last threads of the live server are put out, so that it can be dropped."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        connection.close()


@pytest.fixture(scope="session")
def law() -> Law:
    """The law folder as shipped."""
    return LAW


@pytest.fixture(scope="session")
def cast_of_examples(law: Law) -> Cast:
    """The officers of the examples."""
    return Cast(law.folder.path("procedures/cast.yaml"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, without its calls home; no sandbox where the tests run as root."""
    found = os.environ.get("YIFA_CHROMIUM") or shutil.which("chromium") or ""
    quiet = [
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": [*quiet, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
    }


@pytest.fixture
def fresh_data(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A data folder of the test's own: keys, files, segments."""
    settings.DATA = tmp_path
    yield tmp_path


@pytest.fixture
def sample(db: None, fresh_data: Path) -> Sample:
    """The sample street with its people, in the database of the test."""
    return make_sample()


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_guards() -> Iterator[None]:
    """The flush after a test that commits deletes acts, which the docket's guards refuse: they stand aside for it, and come back."""
    flush = Flush.handle

    def handle(self: Flush, **options: Any) -> None:
        drop_guards()
        flush(self, **options)
        restore_guards()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", handle)
        yield


@pytest.fixture
def committed(transactional_db: None, fresh_data: Path) -> Path:
    """A database whose rows are committed: for what another process reads."""
    return fresh_data


@pytest.fixture
def standing(sample: Sample) -> Sample:
    """The sample street."""
    return sample
