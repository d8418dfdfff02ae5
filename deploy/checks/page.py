"""The page of /metrics of a server that was asked something, with a token, so that all it counts is there.
Usage: page.py PROGRAM FILE"""

import hashlib
import os
import pathlib
import subprocess
import sys

import stack


def main(program, file):
    tokens = pathlib.Path(f"{file}.tokens")
    tokens.write_text(f"check:{hashlib.sha256(b'check').hexdigest()}\n")
    with open(f"{file}.log", "w") as log:
        replica = stack.Replica(program, log, "--tokens", tokens)
        try:
            ask = [program, "check", "--endpoint", replica.address, "--claim", "claims/cn-racks-2025-06"]
            environment = os.environ | {"ENERGYCOMPUTE_TOKEN": "check"}
            subprocess.run(ask, check=True, stdout=subprocess.DEVNULL, env=environment)
            pathlib.Path(file).write_text(stack.page(f"http://{replica.admin}/metrics"))
        finally:
            replica.process.kill()
            replica.process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
