"""The worker does what is due, survives what fails, and stops when told."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection

from yifa import jobs
from yifa.jobs import worker
from yifa.jobs.models import Job
from yifa.jobs.queue import LEASE, MOST_ATTEMPTS

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], datetime]


def promise(kind: str, **payload: object) -> None:
    with connection.cursor() as cursor:
        jobs.enqueue(cursor, kind, payload)


def test_draining_does_all_that_is_due_and_what_it_makes_due() -> None:
    done: list[object] = []

    @jobs.handler("render")
    def render(task: jobs.Task) -> None:
        done.append(task.payload["page"])
        if task.payload["page"] == 1:
            promise("render", page=3)

    promise("render", page=1)
    promise("render", page=2)
    assert jobs.drain().done == 3
    assert sorted(done, key=str) == [1, 2, 3]


def test_a_job_that_raises_is_kept_with_its_reason_and_the_next_is_done() -> None:
    @jobs.handler("bad")
    def bad(_: jobs.Task) -> None:
        raise LookupError("模板缺失")

    @jobs.handler("good")
    def good(_: jobs.Task) -> None:
        """Does nothing, well."""

    promise("bad")
    promise("good")
    assert jobs.drain() == jobs.Tally(done=1, again=1, dead=0)
    assert Job.objects.get(kind="bad").error == "LookupError: 模板缺失"


def test_an_unknown_kind_is_dead_at_once_with_the_reason() -> None:
    promise("nobody's")
    assert jobs.drain().dead == 1
    assert "no handler" in Job.objects.get().error


def test_a_job_that_kills_its_worker_every_time_ends_dead(later: Later) -> None:
    jobs.handler("poison")(lambda _: None)
    promise("poison")
    for _ in range(MOST_ATTEMPTS):
        assert jobs.claim()
        later(LEASE)
    assert jobs.drain().dead == 1
    assert "died at every try" in Job.objects.get().error


def test_a_job_taken_over_while_it_ran_is_not_counted_as_done(later: Later) -> None:
    @jobs.handler("slow")
    def slow(_: jobs.Task) -> None:
        later(LEASE)
        assert jobs.claim()

    promise("slow")
    assert jobs.drain() == jobs.Tally()


def test_two_handlers_for_one_kind_are_refused() -> None:
    jobs.handler("render")(lambda _: None)
    with pytest.raises(ValueError, match="two handlers"):
        jobs.handler("render")(lambda _: None)


def test_the_worker_prepares_periodic_jobs_and_stops_when_told(
    later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, runs = threading.Event(), []

    @jobs.handler("watch", every=timedelta(minutes=5))
    def watch(task: jobs.Task) -> None:
        runs.append(task.run_at)
        stop.set()

    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test's own transaction is open
    jobs.run_worker(stop)
    assert len(runs) == 1
    assert Job.objects.get(kind="watch").state == "waiting"
    later(timedelta(minutes=5))
    assert jobs.drain().done == 1


def test_a_changed_period_reaches_the_row_that_stands() -> None:
    for minutes in (5, 7):
        jobs.HANDLERS.pop("watch", None)
        jobs.handler("watch", every=timedelta(minutes=minutes))(lambda _: None)
        with connection.cursor() as cursor:
            jobs.ensure_periodic(cursor)
    assert Job.objects.get().period == 420


def test_the_worker_outlives_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, tries = threading.Event(), []

    def broken(_: worker.Tally) -> bool:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise OperationalError("gone")

    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "work_once", broken)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    jobs.run_worker(stop)
    assert len(tries) == 3
