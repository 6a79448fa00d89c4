# The benchmark's own services and databases, in .stack/bench: nothing else is measured with them, the portal's are
# left alone, and all of it can go afterwards.
# shellcheck shell=bash

# bench_environment: from here on, the functions of the other scripts work on the benchmark's services.
bench_environment() {
  # Services given from outside belong to somebody.
  unset CKAN_SQLALCHEMY_URL CKAN_DATASTORE_WRITE_URL CKAN_DATASTORE_READ_URL CKAN_REDIS_URL CKAN_SOLR_URL CKAN_SITE_ID
  local built="$ROOT/.stack/solr"
  STATE="$ROOT/.stack/bench"
  LOGS="$STATE/logs" RUN="$STATE/run" SECRETS="$STATE/secrets"
  mkdir -p "$LOGS" "$RUN" "$STATE/solr" "$STATE/work"
  ln -sfn "$built/lib" "$STATE/solr/lib"
  ln -sfn "$built/classes" "$STATE/solr/classes"
  SEOULSQUARE_POSTGRES_PORT="${SEOULSQUARE_BENCH_POSTGRES_PORT:-5655}"
  SEOULSQUARE_REDIS_PORT="${SEOULSQUARE_BENCH_REDIS_PORT:-6605}"
  SEOULSQUARE_SOLR_PORT="${SEOULSQUARE_BENCH_SOLR_PORT:-9195}"
  SEOULSQUARE_PORT="${SEOULSQUARE_BENCH_PORT:-5255}"
  SITE_URL="http://localhost:$SEOULSQUARE_PORT"
  export CKAN_INI="$STATE/ckan.ini"
  CKAN_SITE_ID=seoulsquare_bench # not exported: CKAN's processes would take it for the stock site too
}

# write_stock_config: CKAN as it is installed, on a database and a core of its own.
write_stock_config() {
  local core="$STATE/solr/cores/stock"
  mkdir -p "$core/conf"
  cp "$ROOT/bench/stock_ckan/solrconfig.xml" "$core/conf/"
  cp "$(python -c 'import ckan, pathlib; print(pathlib.Path(ckan.__file__).parent)')/config/solr/schema.xml" "$core/conf/"
  touch "$core/conf/protwords.txt" "$core/conf/synonyms.txt"
  if [[ "$(core_status stock)" != *instanceDir* ]]; then
    curl -fsS -o /dev/null "$(solr_base)/admin/cores?action=CREATE&name=stock&instanceDir=$core" \
      || die "Solr refused the core with CKAN's own schema; see .stack/bench/logs/solr.log"
  fi
  (umask 077 && sed -e "s|@SECRET_KEY@|$(secret ckan)|" -e "s|@SITE_URL@|http://localhost:$((SEOULSQUARE_PORT + 1))|" \
    -e "s|@SQLALCHEMY_URL@|$(postgres_url ckan stock)|" -e "s|@SOLR_URL@|$(solr_base)/stock|" \
    -e "s|@REDIS_URL@|redis://127.0.0.1:$SEOULSQUARE_REDIS_PORT/1|" -e "s|@FILES@|$STATE/files-stock|" \
    "$ROOT/bench/stock_ckan/ckan.ini.template" > "$STATE/stock.ini")
}

# remove_bench: everything that a run leaves behind.
remove_bench() {
  if [ -L "$STATE/postgres" ]; then rm -rf "$(readlink -f "$STATE/postgres")"; fi
  rm -rf "$STATE"
}

bench_up() {
  start_services
  make_databases ckan datastore
  make_databases stock datastore
  make_cores seoulsquare
  write_config
  migrate
  write_stock_config
  quietly db-stock ckan -c "$STATE/stock.ini" db upgrade
}

# bench ARGS: run the benchmark. Afterwards its services stop and its data goes, unless KEEP=1.
bench() (
  cd "$ROOT"
  python -m bench.needs "$@" || exit 1
  exec 9> "$STATE/bench.lock"
  flock -n 9 || die "a benchmark is running already"
  bench_environment
  stop_services # of a run that was killed
  if [ "${KEEP:-}" != 1 ]; then
    remove_bench
    bench_environment
  fi
  trap 'stop_services; [ "${KEEP:-}" = 1 ] || remove_bench' EXIT
  bench_up
  python -m bench.run "$@"
)
