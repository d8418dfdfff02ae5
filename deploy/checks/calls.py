"""Every RPC by grpcurl and, as JSON, by curl: the two answers must be the same."""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PROTO = HERE.parent.parent / "proto/energycompute/v1"


def run(command, stdin=""):
    done = subprocess.run(command, input=stdin, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def messages(text):
    """A stream is one JSON value after another."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        found.append(value)
    return found


def by_grpcurl(address, rpc, request):
    return messages(run(["grpcurl", "-plaintext", "-d", "@", address, f"energycompute.v1.{rpc}"], json.dumps(request)))


def by_curl(base, http, request):
    verb, path = http.split(" ", 1)
    body = ["-H", "content-type: application/json", "-d", "@-"] if verb == "POST" else []
    command = ["curl", "-sS", "--fail-with-body", "--max-time", "20", "-X", verb, *body, base + path]
    return messages(run(command, json.dumps(request) if body else ""))


def declared():
    """The RPCs of the contract."""
    for service in ("ProjectionService", "CatalogService"):
        file = {"ProjectionService": "projection_service", "CatalogService": "catalog_service"}[service]
        for name in re.findall(r"^  rpc (\w+)", (PROTO / f"{file}.proto").read_text(), re.M):
            yield f"{service}/{name}"


def check(address, base):
    calls = [json.loads(line) for line in (HERE / "calls.jsonl").read_text().splitlines()]
    missing = set(declared()) - {call["rpc"] for call in calls}
    if missing:
        raise SystemExit(f"deploy/checks/calls.jsonl: no call of {', '.join(sorted(missing))}")
    for call in calls:
        grpc = by_grpcurl(address, call["rpc"], call["request"])
        http = by_curl(base, call["http"], call["request"])
        if grpc != http:
            raise SystemExit(f"{call['rpc']} and {call['http']} differ:\n{grpc}\n{http}")
    print(f"{len(set(declared()))} RPCs, {len(calls)} calls: each by grpcurl and by curl, the same answers")


if __name__ == "__main__":
    check(*sys.argv[1:])
