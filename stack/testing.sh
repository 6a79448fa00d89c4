# The test suite's own databases, Redis number, site id and Solr cores: the demonstration's data is left alone.
# shellcheck shell=bash

# SEOULSQUARE_TEST_NAME lets several suites run side by side; each name has databases and cores of its own.
test_environment() {
  local name="${SEOULSQUARE_TEST_NAME:-suite}"
  local number
  number=$((1 + $(printf '%s' "$name" | cksum | cut -d' ' -f1) % 63))
  export CKAN_SITE_ID="test_$name"
  if ! external_postgres; then
    export CKAN_SQLALCHEMY_URL CKAN_DATASTORE_WRITE_URL CKAN_DATASTORE_READ_URL
    make_databases "ckan_test_$name" "datastore_test_$name"
    CKAN_SQLALCHEMY_URL="$(postgres_url ckan "ckan_test_$name")"
    CKAN_DATASTORE_WRITE_URL="$(postgres_url ckan "datastore_test_$name")"
    CKAN_DATASTORE_READ_URL="$(postgres_url datastore_reader "datastore_test_$name")"
  fi
  external_redis || export CKAN_REDIS_URL="redis://127.0.0.1:$SEOULSQUARE_REDIS_PORT/$number"
  if ! external_solr; then
    make_cores "test_$name"
    CKAN_SOLR_URL="$(solr_base)/test_$name"
    export CKAN_SOLR_URL
  fi
  export CKAN_INI="$ROOT/test.ini"
}

# Permissions of the DataStore's reader in the test database, once for each database.
test_datastore() {
  local name="${SEOULSQUARE_TEST_NAME:-suite}" mark
  mark="$STATE/stamps/datastore-test_$name"
  [ -f "$mark" ] && return 0
  ckan db upgrade > "$LOGS/test-db.log" 2>&1 || { tail -n 8 "$LOGS/test-db.log" >&2; die "the test database could not be made; see .stack/logs/test-db.log"; }
  ckan datastore set-permissions 2> "$LOGS/datastore.log" | sed '/^\\connect/d' | sql "datastore_test_$name" > /dev/null 2>> "$LOGS/datastore.log" \
    || die "the DataStore's permissions could not be set; see .stack/logs/datastore.log"
  mkdir -p "$STATE/stamps" && touch "$mark"
}

run_pytest() {
  start_services
  (
    cd "$ROOT"
    # Postgres URLs of the demo must not leak in: external_postgres is asked before ours are set.
    local embedded=yes
    external_postgres && embedded=
    test_environment
    [ -z "$embedded" ] || test_datastore
    exec python -m pytest "$@"
  )
}

lint() {
  cd "$ROOT"
  ruff check . && ruff format --check . && pyright
}
