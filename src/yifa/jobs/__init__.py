"""Work done later: a lease table and an outbox, both written in the caller's transaction.

`relay`, `Job` and the listing are imported from `outbox`, `models` and `listing`, since Django must be
set up before them.
"""

from yifa.jobs.handlers import HANDLERS, Handler, ensure_periodic, handler
from yifa.jobs.queue import Task, claim, enqueue, fail, finish, renew
from yifa.jobs.worker import Tally, drain, run_worker

__all__ = [
    "HANDLERS",
    "Handler",
    "Tally",
    "Task",
    "claim",
    "drain",
    "enqueue",
    "ensure_periodic",
    "fail",
    "finish",
    "handler",
    "renew",
    "run_worker",
]
