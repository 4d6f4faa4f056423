"""The law as data, and the answer to: what is lawful now, and if not, why not?"""

from .amending import amended
from .compile import OUTSIDE
from .correcting import PRIVATE, apply_corrections, read_correction
from .env import Env, MissingFact, holds
from .examples import Cast, ExampleRun, examples_of, run_example
from .fold import fold, needs_history, opening, refold
from .handing import HANDOVER, is_handover, of_no_text
from .judge import Option, deemed, fills, judge, options, roles_of
from .law import Law, load_law
from .model import FIXED, START, Actor, Attempt, Branch, CompiledTerm, Procedure, Verdict, World
from .newlaw import NEW_LAW, apply_new_law, is_new_law
from .reckoning import explain
from .register import Register
from .reprojecting import REPROJECTION, changes_under, is_reprojection
from .standing import standing_entries
from .steps import next_steps

__all__ = [
    "FIXED",
    "HANDOVER",
    "NEW_LAW",
    "OUTSIDE",
    "PRIVATE",
    "REPROJECTION",
    "START",
    "Actor",
    "Attempt",
    "Branch",
    "Cast",
    "CompiledTerm",
    "Env",
    "ExampleRun",
    "Law",
    "MissingFact",
    "Option",
    "Procedure",
    "Register",
    "Verdict",
    "World",
    "amended",
    "apply_corrections",
    "apply_new_law",
    "changes_under",
    "deemed",
    "examples_of",
    "explain",
    "fills",
    "fold",
    "holds",
    "is_handover",
    "is_new_law",
    "is_reprojection",
    "judge",
    "load_law",
    "needs_history",
    "next_steps",
    "of_no_text",
    "opening",
    "options",
    "read_correction",
    "refold",
    "roles_of",
    "run_example",
    "standing_entries",
]
