# Names, places and ports of the embedded stack. Sourced by every script here; each value can be given from outside.
# shellcheck shell=bash
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
STATE="$ROOT/.stack"
VENV="$STATE/venv"
LOGS="$STATE/logs"
RUN="$STATE/run"
SECRETS="$STATE/secrets"
export PATH="$VENV/bin:$PATH"
export PYTHONDONTWRITEBYTECODE=${PYTHONDONTWRITEBYTECODE-}

: "${SEOULSQUARE_PORT:=5000}"
: "${SEOULSQUARE_POSTGRES_PORT:=5445}"
: "${SEOULSQUARE_REDIS_PORT:=6395}"
: "${SEOULSQUARE_SOLR_PORT:=8985}"
: "${SEOULSQUARE_SOLR_MEMORY:=1g}"
: "${SEOULSQUARE_WAIT:=120}" # seconds until a service that does not answer is given up

say() { printf '%s\n' "$*" >&2; }

# die MESSAGE: one clear sentence and a non-zero exit.
die() {
  printf 'seoulsquare: %s\n' "$*" >&2
  exit 1
}

# A password made once and kept; secret NAME prints it.
secret() {
  local file="$SECRETS/$1"
  if [ ! -s "$file" ]; then
    mkdir -p "$SECRETS" && chmod 700 "$SECRETS"
    (umask 077 && od -An -N18 -tx1 /dev/urandom | tr -d ' \n' > "$file")
  fi
  cat "$file"
}

# unchanged NAME FILE...: succeeds when these files are the ones that `remember NAME FILE...` saw last.
fingerprint() { cat "$@" | sha256sum | cut -d' ' -f1; }
unchanged() {
  local name="$1"
  shift
  [ -f "$STATE/stamps/$name" ] && [ "$(cat "$STATE/stamps/$name")" = "$(fingerprint "$@")" ]
}
remember() {
  local name="$1"
  shift
  mkdir -p "$STATE/stamps"
  fingerprint "$@" > "$STATE/stamps/$name"
}

# Is the service given from outside? Then it is used as it is and none is started here.
external_postgres() { [ -n "${CKAN_SQLALCHEMY_URL:-}" ]; }
external_redis() { [ -n "${CKAN_REDIS_URL:-}" ]; }
external_solr() { [ -n "${CKAN_SOLR_URL:-}" ]; }

postgres_url() { echo "postgresql://$1:$(secret postgres)@127.0.0.1:$SEOULSQUARE_POSTGRES_PORT/$2"; }
solr_base() { echo "http://127.0.0.1:$SEOULSQUARE_SOLR_PORT/solr"; }
