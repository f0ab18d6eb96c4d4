"""Runs checks that are functions: a line for each, then "N passed, N failed". Standard library only."""
import sys, traceback


def run(tests, *given):
    """Calls each with what is given; ends the program, with 1 when any failed. A bug in a test shows with its trace."""
    failed = 0
    for test in tests:
        name = test.__name__.replace("_", " ")
        try:
            test(*given)
            print(f"ok    {name}", flush=True)
        except Exception as error:  # noqa: every failure is told, and the rest still runs
            failed += 1
            print(f"FAIL  {name}: {type(error).__name__}: {error}", flush=True)
            if not isinstance(error, AssertionError):
                traceback.print_exc()
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
