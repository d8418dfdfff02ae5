#!/usr/bin/env bash
# deploy/check --self-test: breaks a copy of the manifests in one place after another; deploy/check must refuse each, and
# say where.
set -euo pipefail
cd "$(dirname "$0")/../.."

# shellcheck source=deploy/checks/tools.sh
source deploy/checks/tools.sh
program
copy=$PWD/target/deploy/self-test
trap 'rm -rf "$copy"' EXIT

# breaks WHAT FILE[,FILE] SED-SCRIPT TOLD: after the edit, deploy/check fails and tells TOLD.
breaks() {
  local what=$1 script=$3 told=$4 file files
  IFS=, read -ra files <<<"$2"
  rm -rf "$copy" && mkdir -p "$copy/target"
  cp -a --parents deploy proto .ci .github Cargo.toml benches/instructions "$copy/"
  ln -s "$tools_dir" "$copy/target/tools"
  for file in "${files[@]}"; do
    sed -i "$script" "$copy/$file"
    ! cmp -s "$file" "$copy/$file" || { echo "$what: the edit of $file changes nothing" >&2 && exit 1; }
  done
  if PROGRAM=$program "$copy/deploy/check" >"$copy/said" 2>&1; then
    echo "$what: deploy/check passes" >&2
    exit 1
  fi
  grep -F -m1 -e "$told" "$copy/said" >"$copy/told" || { cat "$copy/said" && echo "$what: not told" >&2 && exit 1; }
  printf '%s: refused\n    %s\n' "$what" "$(sed "s#$copy/##; s/^ *//" "$copy/told" | cut -c1-160)"
}

deployment=deploy/kubernetes/base/deployment.yaml
breaks "an unknown key of compose" deploy/compose.yaml 's/read_only:/readonly:/' "'readonly'"
breaks "a floating tag of compose" deploy/compose.yaml 's#prom/prometheus:v.*#prom/prometheus:latest#' 'prometheus: image docker.io/prom/prometheus:latest floats'
breaks "a floating base of the image" deploy/Dockerfile 's#rust:1.95.0-bookworm#rust:1-bookworm#' 'deploy/Dockerfile: image docker.io/library/rust:1-bookworm floats'
breaks "a misspelt probe" $deployment 's/livenessProbe/livelinessProbe/' 'livelinessProbe'
breaks "a probe of no service" $deployment 's/v1.ProjectionService}/v1.ProjectService}/' 'startupProbe: there is no service energycompute.v1.ProjectService'
breaks "a grace shorter than the drain" $deployment 's/PeriodSeconds: 40/PeriodSeconds: 20/' 'terminationGracePeriodSeconds 20'
breaks "a root user" $deployment 's/runAsNonRoot: true/runAsNonRoot: false/' 'KSV-0012'
breaks "a metric that is not there" deploy/prometheus/alerts.yaml,deploy/prometheus/alerts_test.yaml 's/energycompute_calls_shed_total/energycompute_shed_total/' 'EnergycomputeSheds: the service has no metric energycompute_shed_total'
breaks "a label that is not there" deploy/grafana/dashboards/service.json 's/"energycompute_calls_in_flight"/"energycompute_calls_in_flight{kind=\\"heavy\\"}"/' 'Calls in flight: energycompute_calls_in_flight has no label kind'
breaks "an alert that its test does not know" deploy/prometheus/alerts.yaml 's/ > 48/ > 60/' 'alertname: EnergycomputeSaturated'
breaks "an Envoy filter that is not there" deploy/envoy/envoy.yaml 's/envoy.filters.http.grpc_web$/envoy.filters.http.grpc_wed/; s/grpc_web.v3.GrpcWeb/grpc_web.v3.GrpcWed/' 'GrpcWed'
