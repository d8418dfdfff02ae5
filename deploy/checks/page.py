"""The page of /metrics of a server that was asked something. Usage: page.py PROGRAM FILE"""

import pathlib
import subprocess
import sys

import stack


def main(program, file):
    with open(f"{file}.log", "w") as log:
        replica = stack.Replica(program, log)
        try:
            ask = [program, "check", "--endpoint", replica.address, "--claim", "claims/cn-racks-2025-06"]
            subprocess.run(ask, check=True, stdout=subprocess.DEVNULL)
            pathlib.Path(file).write_text(stack.page(f"http://{replica.admin}/metrics"))
        finally:
            replica.process.kill()
            replica.process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
