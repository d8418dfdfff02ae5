"""Two replicas of a built program behind Envoy, without containers: every call, the dashboard's queries, the
callers, a replica stopped and one killed under load. Usage: serve.py PROGRAM DIRECTORY"""

import signal
import sys

import callers
import calls
import panels
from load import Load
from stack import Stack, wait


def stopped(stack):
    first, second = stack.replicas
    with Load(stack.base) as load:
        load.answer(200)
        if not (first.calls() and second.calls()):
            raise SystemExit("one of the replicas is not asked")
        code = second.end(signal.SIGTERM)
        load.answer(200)
    load.tell("a replica stopped under load")
    if code:
        raise SystemExit(f"the stopped replica left with {code}, not 0")


def killed(stack):
    """An answer that has begun cannot be asked for elsewhere: one a caller at most."""
    first, second = stack.replicas
    second.start()
    wait("Envoy sees both replicas again", lambda: stack.healthy() == 2)
    with Load(stack.base) as load:
        load.answer(200)
        first.end(signal.SIGKILL)
        load.answer(200)
    load.tell("a replica killed under load", may_fail=load.callers)


def main(program, directory):
    with Stack(program, directory) as stack:
        calls.check(stack.replicas[0].address, stack.base)
        panels.check(stack.base)
        callers.check(stack.replicas[0].address, stack.base)
        stopped(stack)
        killed(stack)


if __name__ == "__main__":
    main(*sys.argv[1:])
