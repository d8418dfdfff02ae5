"""Builds the image and runs compose.yaml with podman, and tells what it saw: size, start, memory, every call, a replica
stopped under load, data that survive. Where a public image cannot be pulled it says so and takes a local stand-in."""

import json
import os
import pathlib
import re
import subprocess
import time
import urllib.parse

import yaml

import calls
import panels
from load import Load
from stack import answers, page, wait

TOP = pathlib.Path(__file__).parent.parent.parent
COMPOSE = ["podman-compose", "-f", "deploy/compose.yaml"]
GRPC, HTTP, ADMIN, PROMETHEUS = "127.0.0.1:50051", "http://127.0.0.1:8080", "127.0.0.1:9464", "http://127.0.0.1:9090"


def run(*command, **options):
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout.strip()


def images():
    """Bases of the Dockerfile, and images of compose that podman must have."""
    text = (TOP / "deploy/Dockerfile").read_text()
    services = yaml.safe_load((TOP / "deploy/compose.yaml").read_text())["services"]
    bases = re.findall(r"^ARG \w+_IMAGE=(\S+)", text, re.M)
    return bases, [services[name]["image"] for name in ("envoy", "prometheus")]


def pulled(image):
    return subprocess.run(["podman", "pull", "-q", image], capture_output=True, timeout=1800).returncode == 0


def exists(image):
    return subprocess.run(["podman", "image", "exists", image]).returncode == 0


def get_images():
    """Whether the bases are the public ones."""
    bases, others = images()
    standins = [image for image in bases + others if not pulled(image)]
    for image in standins:
        if not exists(image):
            run("deploy/checks/standins.sh", image)
        print(f"{image} cannot be pulled here: a LOCAL STAND-IN of that name, which shows nothing of the real image")
    return not set(bases) & set(standins)


def build(with_network):
    """Its size in MB."""
    offline = []
    if not with_network:
        run("cargo", "fetch", "--locked")
        registry = pathlib.Path.home() / ".cargo/registry"
        offline = ["--network=none", "--pull-never", "--env", "CARGO_NET_OFFLINE=true"]
        offline += ["-v", f"{registry}:/usr/local/cargo/registry:O"]
    began = time.monotonic()
    arguments = {"REVISION": run("git", "rev-parse", "HEAD"), "RELEASE": os.environ.get("RELEASE", "build")}
    given = [part for name, value in arguments.items() for part in ("--build-arg", f"{name}={value}")]
    run(
        *("buildah", "bud", "--layers", "--format", "docker", *offline, *given),
        *("-f", "deploy/Dockerfile", "-t", "localhost/energycompute:0.1.0", "."),
    )
    inspected = json.loads(run("podman", "image", "inspect", "localhost/energycompute:0.1.0"))[0]
    size, user = inspected["Size"] / 1e6, inspected["Config"]["User"]
    print(f"image: {size:.1f} MB, user {user}, built in {time.monotonic() - began:.0f} s (layers that were there are kept)")
    return size


def container(service):
    return run("podman", "ps", "-q", "--filter", f"label=com.docker.compose.service={service}")


def replica_memory():
    (line,) = [line for line in page(f"http://{ADMIN}/metrics").splitlines() if line.startswith("process_resident")]
    return float(line.split()[1]) / 1e6


def alone():
    began = time.monotonic()
    run(*COMPOSE, "up", "-d", "energycompute")
    wait("the service ready", lambda: answers(f"http://{ADMIN}/readyz"))
    ready = time.monotonic() - began
    run("podman", "exec", container("energycompute"), "/usr/local/bin/energycompute", "healthcheck")
    print(f"compose, the service alone: ready {ready:.1f} s after `up` began, {replica_memory():.0f} MB held, healthcheck passes")
    began = time.monotonic()
    name = container("energycompute")
    run("podman", "stop", name)
    stopped, began = time.monotonic() - began, time.monotonic()
    run("podman", "start", name)
    wait("the service ready", lambda: answers(f"http://{ADMIN}/readyz"))
    print(f"stopped in {stopped:.1f} s, of which 2 out of rotation; started and ready in {time.monotonic() - began:.1f} s")


def with_envoy():
    # podman 4 cannot wait for health: the order of depends_on is kept by hand.
    run(*COMPOSE, "--profile", "http", "up", "-d", "--no-deps", "energycompute-2")
    run(*COMPOSE, "--profile", "http", "up", "-d", "--no-deps", "envoy")
    wait("JSON by way of Envoy", lambda: answers(f"{HTTP}/v1/modelInfo"))
    calls.check(GRPC, HTTP)
    panels.check(HTTP)
    with Load(HTTP) as load:
        load.answer(1000)
        run("podman", "stop", container("energycompute-2"))
        load.answer(1000)
    load.tell("a replica stopped under load")
    print(f"memory of the other replica after that: {replica_memory():.0f} MB")


def ask_prometheus(query, **more):
    url = f"{PROMETHEUS}/api/v1/query?{urllib.parse.urlencode({'query': query, **more})}"
    return json.loads(page(url))["data"]["result"]


def observed():
    up = 'sum(up{job="energycompute"})'

    def start():
        run(*COMPOSE, "--profile", "observe", "up", "-d", "--no-deps", "prometheus")
        wait("Prometheus ready", lambda: answers(f"{PROMETHEUS}/-/ready"))

    def count():
        found = ask_prometheus(up)
        return int(found[0]["value"][1]) if found else 0

    run(*COMPOSE, "--profile", "http", "up", "-d", "--no-deps", "energycompute-2")
    start()
    wait("Prometheus sees two replicas", lambda: count() == 2, limit=60)
    rules = json.loads(page(f"{PROMETHEUS}/api/v1/rules"))["data"]["groups"][0]["rules"]
    seen = time.time()
    run(*COMPOSE, "--profile", "observe", "down")
    start()
    if not ask_prometheus(up, time=seen):
        raise SystemExit("what Prometheus knew before `down` is lost")
    print(f"Prometheus: two replicas seen, {len(rules)} alerts loaded; what it knew survives `down` and `up`")


def main():
    size = build(with_network=get_images())
    try:
        alone()
        with_envoy()
        observed()
    finally:
        subprocess.run([*COMPOSE, "--profile", "observe", "down", "--volumes"], cwd=TOP, capture_output=True)
    print("not run: Grafana and the collector (nothing stands in for their images), Docker's own engine, a cluster")
    if size > 30:
        raise SystemExit("the image is larger than 30 MB")


if __name__ == "__main__":
    main()
