# The demonstration portal: configuration, databases, accounts, records, web server and worker.
# shellcheck shell=bash
export CKAN_INI="$STATE/ckan.ini"
SITE_URL="http://localhost:$SEOULSQUARE_PORT"

# write_config: .stack/ckan.ini from the template. Values with secrets go nowhere else.
write_config() {
  local token=""
  [ -s "$STATE/xloader-token" ] && token="$(cat "$STATE/xloader-token")"
  local sql="${CKAN_SQLALCHEMY_URL:-$(postgres_url ckan ckan)}"
  local write="${CKAN_DATASTORE_WRITE_URL:-$(postgres_url ckan datastore)}"
  local read="${CKAN_DATASTORE_READ_URL:-$(postgres_url datastore_reader datastore)}"
  (umask 077 && sed \
    -e "s|@SECRET_KEY@|$(secret ckan)|" -e "s|@SITE_ID@|${CKAN_SITE_ID:-seoulsquare}|" -e "s|@SITE_URL@|$SITE_URL|" \
    -e "s|@SQLALCHEMY_URL@|$sql|" -e "s|@DATASTORE_WRITE_URL@|$write|" -e "s|@DATASTORE_READ_URL@|$read|" \
    -e "s|@SOLR_URL@|${CKAN_SOLR_URL:-$(solr_base)/seoulsquare}|" -e "s|@REDIS_URL@|${CKAN_REDIS_URL:-redis://127.0.0.1:$SEOULSQUARE_REDIS_PORT/0}|" \
    -e "s|@FILES@|$STATE/files|" -e "s|@XLOADER_TOKEN@|${token:-none yet}|" \
    "$ROOT/stack/ckan.ini.template" > "$CKAN_INI.new")
  # An unchanged file keeps its time, so that running servers are left alone.
  if cmp -s "$CKAN_INI.new" "$CKAN_INI"; then rm "$CKAN_INI.new"; else mv "$CKAN_INI.new" "$CKAN_INI"; fi
}

# quietly LOG COMMAND...: its output goes to .stack/logs/LOG.log, and its end is shown when it fails.
quietly() {
  local log="$LOGS/$1.log"
  shift
  "$@" > "$log" 2>&1 || { tail -n 12 "$log" >&2; die "this step failed: $*; its whole output is in ${log#"$ROOT"/}"; }
}

migrate() {
  quietly db ckan db upgrade
  external_postgres || ckan datastore set-permissions 2> "$LOGS/datastore.log" | sed '/^\\connect/d' | sql datastore > /dev/null 2>> "$LOGS/datastore.log" \
    || die "the DataStore's permissions could not be set; see .stack/logs/datastore.log"
}

make_accounts() {
  local password
  password="$(secret admin)"
  if [[ "$(ckan user show admin 2> /dev/null)" != *"sysadmin=True"* ]]; then
    ckan user add admin email=admin@localhost.localdomain "password=$password" > "$LOGS/accounts.log" 2>&1 || true
    quietly accounts ckan sysadmin add admin
  fi
  if [ ! -s "$STATE/admin-token" ]; then
    (umask 077 && ckan user token add admin demo 2> "$LOGS/accounts.log" | tail -n 1 | tr -d '[:space:]' > "$STATE/admin-token")
    [ -s "$STATE/admin-token" ] || die "no API token could be made; see .stack/logs/accounts.log"
  fi
  if [ ! -s "$STATE/xloader-token" ]; then
    (umask 077 && ckan user token add admin xloader 2> "$LOGS/accounts.log" | tail -n 1 | tr -d '[:space:]' > "$STATE/xloader-token")
    write_config
  fi
}

start_portal() {
  # New code or configuration: start anew.
  if alive ckan && [ -n "$(find "$ROOT/ckanext" "$CKAN_INI" "$STATE/stamps" -newer "$RUN/ckan.pid" -type f ! -name '*.pyc' -print -quit)" ]; then
    stop ckan
    stop worker
    stop previews
  fi
  start ckan "$SEOULSQUARE_PORT" gunicorn --chdir "$ROOT/stack" --bind "127.0.0.1:$SEOULSQUARE_PORT" --workers 2 --threads 4 --timeout 120 --worker-tmp-dir /dev/shm wsgi:application
  start worker 0 ckan jobs worker
  wait_for ckan curl -fsS -o /dev/null "http://127.0.0.1:$SEOULSQUARE_PORT/api/3/action/status_show"
}

up() {
  build_all
  start_services
  make_databases ckan datastore
  make_cores seoulsquare
  write_config
}

# 3: some files wait, since a worker has them in hand.
make_previews() { ckan seoulsquare previews make || [ $? = 3 ]; }

demo() {
  up
  migrate
  make_accounts
  # CKAN's scripts read their texts from files that only its own development server writes by itself.
  quietly translation ckan translation js
  start_portal
  say "Loading the bundled records"
  ckan seoulsquare demo 2> "$LOGS/demo.log" || { tail -n 12 "$LOGS/demo.log" >&2; die "the bundled records could not be loaded; see .stack/logs/demo.log"; }
  say "Making previews of their files"
  quietly making-previews make_previews
  quietly indexing-pages ckan seoulsquare pages verify --repair
  # A worker of their own: previews take their time, and other jobs need not wait for them.
  start previews 0 ckan jobs worker previews
  cat <<TEXT

The portal is up.
  Address         $SITE_URL
  Administrator   admin / $(secret admin)
  API token       .stack/admin-token
  Stop it with    make stop
TEXT
}
