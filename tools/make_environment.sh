#!/usr/bin/env bash
# Makes the virtual environment named by the first argument with the newest suitable Python.
# On Debian as root it installs what Python lacks; for anybody else it says what to install.
set -euo pipefail
target=$1

suitable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && suitable "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

can_make_environments() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing with apt-get: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=300 update -qq
    apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@" >/dev/null
}

python=$(find_python) || python=""
if [ -z "$python" ] || ! can_make_environments "$python"; then
    apt_install python3 python3-venv || {
        echo "Nexus needs Python 3.11 or newer with its venv module." >&2
        echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Elsewhere, set PYTHON= to such a Python." >&2
        exit 1
    }
    # the distribution's Python now has venv; another one that comes first on the PATH may still lack it
    python=$(find_python) || python=""
    if [ -z "$python" ] || ! can_make_environments "$python"; then python=/usr/bin/python3; fi
    suitable "$python" || { echo "Python 3.11 or newer is needed; $python is older. Set PYTHON= to a newer one." >&2; exit 1; }
fi
echo "Making $target with $("$python" --version)"
"$python" -m venv --clear "$target"
