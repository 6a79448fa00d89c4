# Programs of the operating system that the stack needs. Debian and Ubuntu.
# shellcheck shell=bash

# program:package, in the order in which they are looked for
NEEDED_PROGRAMS="curl:curl git:git java:default-jdk-headless javac:default-jdk-headless mvn:maven node:nodejs npm:npm redis-server:redis-server
msgfmt:gettext chromium:chromium rsvg-convert:librsvg2-bin tesseract:tesseract-ocr"
OFFICE=/usr/lib/libreoffice/program

missing_packages() {
  local pair missing="" version
  for pair in $NEEDED_PROGRAMS; do
    command -v "${pair%%:*}" > /dev/null 2>&1 || missing="$missing ${pair##*:}"
  done
  postgres_bin > /dev/null 2>&1 || missing="$missing postgresql"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || missing="$missing python3"
  version="$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2> /dev/null || echo 3)"
  python3 -c 'import ensurepip, venv' 2> /dev/null || missing="$missing python3-venv python$version-venv"
  [[ "$(ldconfig -p 2> /dev/null)" == *libmagic.so.1* ]] || missing="$missing libmagic1"
  [[ "$(ldconfig -p 2> /dev/null)" == *libpangoft2-1.0.so.0* ]] || missing="$missing libpangoft2-1.0-0"
  [[ "$(ldconfig -p 2> /dev/null)" == *libharfbuzz-subset.so.0* ]] || missing="$missing libharfbuzz-subset0"
  [[ "$(fc-list : family 2> /dev/null)" == *"Noto Sans CJK"* ]] || missing="$missing fonts-noto-cjk"
  [[ "$(fc-list : family 2> /dev/null)" == *"NanumGothic"* ]] || missing="$missing fonts-nanum"
  # Previews of Office files, and text of scans.
  [ -e "$OFFICE/libswlo.so" ] || missing="$missing libreoffice-writer-nogui"
  [ -e "$OFFICE/libsclo.so" ] || missing="$missing libreoffice-calc-nogui"
  [ -e "$OFFICE/libsdlo.so" ] || missing="$missing libreoffice-impress-nogui"
  local languages
  languages="$(tesseract --list-langs 2> /dev/null || true)"
  [[ "$languages" == *kor* ]] || missing="$missing tesseract-ocr-kor"
  [[ "$languages" == *chi_sim* ]] || missing="$missing tesseract-ocr-chi-sim"
  # shellcheck disable=SC2086
  printf '%s\n' $missing | sort -u | xargs
}

# Folder of PostgreSQL's server programs (they are not on the PATH of Debian).
postgres_bin() {
  local found
  found="$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)"
  [ -n "$found" ] && [ -x "$found/initdb" ] && echo "$found"
}

install_system() {
  local packages become=""
  packages="$(missing_packages)"
  [ -z "$packages" ] && return 0
  command -v apt-get > /dev/null || die "these programs are missing and this is no Debian or Ubuntu: $packages. Install them and run the command again."
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
      become="sudo"
    else
      die "some programs are missing. Run this line, then the command again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages"
    fi
  fi
  say "Installing from the system's packages: $packages"
  mkdir -p "$LOGS"
  # The package of PostgreSQL would start a cluster of its own; we run ours.
  # shellcheck disable=SC2086
  if ! { $become apt-get update -qq && $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } > "$LOGS/system.log" 2>&1; then
    tail -n 5 "$LOGS/system.log" >&2
    die "the system's packages could not be installed; the whole output is in .stack/logs/system.log"
  fi
}

check_disk() {
  local free
  free="$(df -Pm "$STATE" | awk 'NR==2 {print $4}')"
  [ "$free" -ge 2500 ] || die "the disk that holds .stack has ${free} MB left and 2,500 MB are needed; free some room and run the command again."
}
