"""What the schemas cannot tell: images without a version, probes of services that do not exist, a grace shorter than the
drain, a version that is told in two ways. Usage: manifests.py RENDERED..."""

import pathlib
import re
import sys
import tomllib

import yaml

TOP = pathlib.Path(__file__).parent.parent.parent
COMPOSE = TOP / "deploy/compose.yaml"
DOCKERFILE = TOP / "deploy/Dockerfile"
# Distroless has no tags with a version; deploy/README.md says how to pin its digest.
UNVERSIONED = {"gcr.io/distroless/static-debian12:nonroot"}
PINNED = re.compile(r"@sha256:[0-9a-f]{64}$|:[a-z-]*v?\d+\.\d+\.\d+(-[a-z0-9.]+)?$")


def version():
    return tomllib.loads((TOP / "Cargo.toml").read_text())["package"]["version"]


def services():
    for file in (TOP / "proto").rglob("*_service.proto"):
        text = file.read_text()
        package = re.search(r"^package (\S+);", text, re.M)[1]
        yield from (f"{package}.{name}" for name in re.findall(r"^service (\w+)", text, re.M))


def image(name):
    if name not in UNVERSIONED and not PINNED.search(name):
        yield f"image {name} floats: name a version with three numbers, or a digest"
    if re.match(r"energycompute:", name) and name != f"energycompute:{version()}":
        yield f"image {name} is not of this version, {version()}"


def compose():
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    for name, service in services.items():
        yield from (f"{name}: {fault}" for fault in image(service["image"]))
        for port in service.get("ports", []):
            if not port.startswith("127.0.0.1:"):
                yield f"{name}: port {port} is not on loopback"


def dockerfile():
    for argument, value in re.findall(r"^ARG (\w+)=(\S+)", DOCKERFILE.read_text(), re.M):
        if argument.endswith("_IMAGE"):
            yield from image(value)
        if argument == "VERSION" and value != version():
            yield f"VERSION is {value}, and Cargo.toml has {version()}"


def mentions():
    """Where else the version is told."""
    for file in ("deploy/README.md", ".github/workflows/ci.yaml"):
        for told in set(re.findall(r"energycompute:(\d[\w.]*)", (TOP / file).read_text())) - {version()}:
            yield f"{file}: image energycompute:{told} is not of this version, {version()}"


def deployment(manifest):
    pod = manifest["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    yield from image(container["image"])
    settings = {each["name"]: each["value"] for each in container["env"]}
    drain = sum(int(settings[f"ENERGYCOMPUTE_{name}_SECONDS"]) for name in ("PRE_STOP", "DRAIN"))
    if pod["terminationGracePeriodSeconds"] <= drain:
        yield f"terminationGracePeriodSeconds {pod['terminationGracePeriodSeconds']} is no more than the drain, {drain}"
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
        if kind not in container:
            yield f"no {kind}"
            continue
        probe = container[kind]
        if "grpc" in probe and probe["grpc"].get("service") not in set(services()):
            yield f"{kind}: there is no service {probe['grpc'].get('service')}"
        port = probe.get("grpc", probe.get("httpGet"))["port"]
        if port not in (*ports, *ports.values()):
            yield f"{kind}: there is no port {port}"


def rendered(file):
    manifests = [each for each in yaml.safe_load_all(pathlib.Path(file).read_text()) if each]
    for manifest in manifests:
        if manifest["kind"] == "Deployment":
            yield from (f"Deployment {manifest['metadata']['name']}: {fault}" for fault in deployment(manifest))
        if manifest["kind"] == "ServiceMonitor":
            wanted = {endpoint["port"] for endpoint in manifest["spec"]["endpoints"]}
            had = {port["name"] for each in manifests if each["kind"] == "Service" for port in each["spec"]["ports"]}
            yield from (f"ServiceMonitor: no Service has a port {port}" for port in sorted(wanted - had))


def main(files):
    found = [f"deploy/compose.yaml: {fault}" for fault in compose()]
    found += [f"deploy/Dockerfile: {fault}" for fault in dockerfile()]
    found += mentions()
    for file in files:
        found += [f"{pathlib.Path(file).stem}: {fault}" for fault in rendered(file)]
    if found:
        raise SystemExit("\n".join(found))
    print("images, probes, grace and versions: ok, but that these have no versions to pin: " + ", ".join(UNVERSIONED))


if __name__ == "__main__":
    main(sys.argv[1:])
