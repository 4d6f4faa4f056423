"""`python -m yifa.procedures [FOLDER…] [--examples]`: load the law, and run the examples of some procedures."""

from __future__ import annotations

import sys
from pathlib import Path

from yifa.errors import YifaError

from .examples import Cast, examples_of, run_example
from .law import load_law


def main(arguments: list[str]) -> int:
    """Load everything; with `--examples`, run those of the folders named (or all). Exit code 1 on any failure."""
    wanted = [Path(a).resolve() for a in arguments if not a.startswith("-")]
    try:
        law = load_law()
    except YifaError as problem:
        print(problem, file=sys.stderr)
        return 1
    failures = 0
    for procedure in law.versions.values():
        if wanted and not any(Path(procedure.folder).resolve().is_relative_to(w) for w in wanted):
            continue
        print(f"{procedure.family}  {procedure.title.zh}  {procedure.version[:12]}")
        if "--examples" in arguments:
            cast = Cast(law.folder.path("procedures/cast.yaml"))
            for path in examples_of(procedure):
                run = run_example(path, procedure, law, cast)
                failures += len(run.failures)
                print(f"  {'✗' if run.failures else '✓'} {path.name}  {run.title}")
                for failure in run.failures:
                    print(f"      {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
