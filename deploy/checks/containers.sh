#!/usr/bin/env bash
# deploy/check --run: builds the image and runs compose.yaml with podman; see containers.py.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=deploy/checks/tools.sh
source deploy/checks/tools.sh
tools grpcurl podman-compose promql
command -v podman >/dev/null || debian podman runc
command -v buildah >/dev/null || debian buildah
[[ -x /usr/lib/podman/netavark ]] || debian netavark aardvark-dns
# netavark does not depend on it, and cannot start a container without.
command -v iptables >/dev/null || debian iptables

# A containers.conf that asks no systemd for cgroups, and has names for containers. What of it is in force already stays.
mkdir -p target/standins
cat >target/standins/containers.conf <<'C'
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[network]
network_backend = "netavark"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
C
export CONTAINERS_CONF=${CONTAINERS_CONF:-$PWD/target/standins/containers.conf}
exec "$python" deploy/checks/containers.py
