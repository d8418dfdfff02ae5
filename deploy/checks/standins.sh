#!/usr/bin/env bash
# Makes local images that stand in for public ones that cannot be pulled, under the same names: Debian's own packages, and
# the Envoy and Prometheus of target/tools. They show that the files here work together, and nothing of the real images.
# Usage: standins.sh IMAGE...
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=deploy/checks/tools.sh
source deploy/checks/tools.sh
work=$PWD/target/standins
mkdir -p "$work"

# base NAME PACKAGE...: a tree of certificates, users and what these packages of Debian hold.
base() {
  local tree=$work/$1 debs=$work/$1.debs deb
  shift
  [[ -d $tree ]] && return
  mkdir -p "$debs" "$tree.part"/{etc/ssl/certs,home/nonroot,tmp}
  (cd "$debs" && apt-get download -qq ca-certificates tzdata netbase base-files "$@")
  for deb in "$debs"/*.deb; do dpkg -x "$deb" "$tree.part"; done
  cat "$tree.part"/usr/share/ca-certificates/mozilla/*.crt >"$tree.part/etc/ssl/certs/ca-certificates.crt"
  printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$tree.part/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$tree.part/etc/group"
  mv "$tree.part" "$tree"
}

# program_image IMAGE FILE, then what podman import is to change: a program of Debian or PyPI, with glibc and libgcc.
program_image() {
  local image=$1 file=$2
  shift 2
  base cc libc6 libgcc-s1
  rm -rf "$work/program" && cp -a "$work/cc" "$work/program"
  mkdir -p "$work/program/usr/local/bin" && cp -L "$file" "$work/program/usr/local/bin/"
  tar -C "$work/program" -c . | podman import -q "$@" - "$image"
}

rust() {
  command -v debootstrap >/dev/null || debian debootstrap
  local mirror
  mirror=$(apt-get indextargets --format "\$(REPO_URI)|\$(CODENAME)|\$(COMPONENT)" | grep -m1 '|bookworm|main' | cut -d'|' -f1)
  rm -rf "$work/rust"
  debootstrap --variant=minbase --include=gcc,libc6-dev,ca-certificates,nghttp2-client bookworm "$work/rust" "$mirror" >"$work/rust.log"
  mkdir -p "$work"/rust/usr/local/cargo/bin "$work"/rust/usr/local/rustup
  cp -a "$(realpath "$(rustc --print sysroot)")" "$work/rust/usr/local/rustup/toolchain"
  rm -rf "$work/rust/usr/local/rustup/toolchain/share"
  local tool
  for tool in cargo rustc; do ln -s "/usr/local/rustup/toolchain/bin/$tool" "$work/rust/usr/local/cargo/bin/$tool"; done
  tar -C "$work/rust" -c . | podman import -q \
    --change 'ENV=PATH=/usr/local/cargo/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV=CARGO_HOME=/usr/local/cargo' - "$1"
}

for image in "$@"; do
  case $image in
    */rust:*) rust "$image" ;;
    */static-debian12:*)
      base static
      tar -C "$work/static" -c . | podman import -q --change 'USER=65532' - "$image"
      ;;
    */envoy:*)
      tools envoy
      envoy=$("$python" -c 'import envoy, pathlib; print(pathlib.Path(envoy.__file__).parent / "_bin/envoy")')
      program_image "$image" "$envoy" --change 'USER=65532' --change 'ENTRYPOINT=["/usr/local/bin/envoy"]'
      ;;
    */prometheus:*)
      [[ -x $tools_dir/bin/prometheus ]] || unpack_promtool
      program_image "$image" "$tools_dir/bin/prometheus" --change 'USER=65534' --change 'ENTRYPOINT=["/usr/local/bin/prometheus"]'
      ;;
    *)
      echo "standins.sh: nothing stands in for $image" >&2
      exit 1
      ;;
  esac >/dev/null
done
