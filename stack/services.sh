# Start and stop PostgreSQL, Redis, Solr, CKAN and its worker. Everything listens on loopback.
# shellcheck shell=bash

alive() { [ -s "$RUN/$1.pid" ] && kill -0 "$(cat "$RUN/$1.pid")" 2> /dev/null; }
listening() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

# start NAME PORT COMMAND...: in the background, in a session of its own, with its log in .stack/logs/NAME.log
start() {
  local name="$1" port="$2"
  shift 2
  alive "$name" && return 0
  if [ "$port" != 0 ] && listening "$port"; then
    die "port $port, which $name needs, is taken by another program; stop that, or give another port in SEOULSQUARE_$(echo "$name" | sed 's/ckan/PORT/; t; s/.*/\U&_PORT/')."
  fi
  # Background programs must not keep the caller's descriptors: a pipe behind `make` would wait for them.
  setsid nohup "$@" > "$LOGS/$name.log" 2>&1 < /dev/null 9>&- &
  echo $! > "$RUN/$name.pid"
}

# wait_for NAME CHECK...: until CHECK succeeds; a service that died or stays silent is reported with its last lines.
wait_for() {
  local name="$1" deadline=$((SECONDS + SEOULSQUARE_WAIT))
  shift
  until "$@" > /dev/null 2>&1; do
    if [ -f "$RUN/$name.pid" ] && ! alive "$name"; then
      tail -n 8 "$LOGS/$name.log" >&2
      die "$name stopped while starting; its log is .stack/logs/$name.log"
    fi
    [ "$SECONDS" -lt "$deadline" ] || die "$name did not answer within $SEOULSQUARE_WAIT seconds; its log is .stack/logs/$name.log"
    sleep 0.3
  done
}

stop() {
  local name="$1" signal="${2:-TERM}" pid
  if alive "$name"; then
    pid="$(cat "$RUN/$name.pid")"
    kill -"$signal" -- "-$pid" 2> /dev/null || kill -"$signal" "$pid" 2> /dev/null || true
    for _ in $(seq 100); do
      kill -0 "$pid" 2> /dev/null || break
      sleep 0.2
    done
    kill -0 "$pid" 2> /dev/null && kill -KILL "$pid"
  fi
  rm -f "$RUN/$name.pid"
}

# PostgreSQL refuses to run as root; then it runs as the account that its package made.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi
}

postgres_home() {
  local home="$STATE/postgres"
  if [ "$(id -u)" = 0 ] && [ ! -e "$home" ]; then
    mkdir -p "$home"
    chown postgres: "$home"
    if ! as_postgres test -w "$home" 2> /dev/null; then
      # A folder above is closed to other accounts (/root, for example): keep the cluster beside and link to it.
      rmdir "$home"
      ln -s "$(as_postgres mktemp -d /var/tmp/seoulsquare-postgres-XXXXXX)" "$home"
    fi
  fi
  mkdir -p "$home" && cd "$home" && pwd -P
}

sql() { # sql DATABASE: statements from standard input, as the superuser
  PGPASSWORD="$(secret postgres)" "$(postgres_bin)/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$SEOULSQUARE_POSTGRES_PORT" -U seoulsquare -d "$1"
}

start_postgres() {
  external_postgres && return 0
  alive postgres && return 0
  local home data bin
  home="$(postgres_home)"
  data="$home/data"
  bin="$(postgres_bin)"
  if [ ! -s "$data/PG_VERSION" ]; then
    say "Making the PostgreSQL cluster"
    secret postgres > "$home/pw"
    [ "$(id -u)" = 0 ] && chown postgres: "$home/pw"
    (cd / && as_postgres "$bin/initdb" -D "$data" -U seoulsquare -E UTF8 --locale=C.UTF-8 -A scram-sha-256 --pwfile "$home/pw") > "$LOGS/initdb.log" 2>&1 \
      || { tail -n 5 "$LOGS/initdb.log" >&2; die "the PostgreSQL cluster could not be made; see .stack/logs/initdb.log"; }
    rm -f "$home/pw"
  fi
  rm -f "$data/postmaster.pid"
  # Durable enough for a demonstration: a crash of the machine may lose the last moments, never tear the data.
  (cd / && if [ "$(id -u)" = 0 ]; then
    start postgres "$SEOULSQUARE_POSTGRES_PORT" setpriv --reuid=postgres --regid=postgres --init-groups -- "$bin/postgres" -D "$data" \
      -p "$SEOULSQUARE_POSTGRES_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c synchronous_commit=off -c shared_buffers=256MB -c max_wal_size=2GB
  else
    start postgres "$SEOULSQUARE_POSTGRES_PORT" "$bin/postgres" -D "$data" \
      -p "$SEOULSQUARE_POSTGRES_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c synchronous_commit=off -c shared_buffers=256MB -c max_wal_size=2GB
  fi)
  wait_for postgres "$bin/pg_isready" -q -h 127.0.0.1 -p "$SEOULSQUARE_POSTGRES_PORT"
}

# A CKAN database and its DataStore database, with one role each and a reader for the DataStore.
make_databases() { # make_databases CKAN_DB DATASTORE_DB
  external_postgres && return 0
  local password
  password="$(secret postgres)"
  sql postgres <<SQL
DO \$\$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ckan') THEN CREATE ROLE ckan LOGIN PASSWORD '$password'; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'datastore_reader') THEN CREATE ROLE datastore_reader LOGIN PASSWORD '$password'; END IF;
END \$\$;
SELECT 'CREATE DATABASE "$1" OWNER ckan' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$1') \gexec
SELECT 'CREATE DATABASE "$2" OWNER ckan' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$2') \gexec
SQL
}

start_redis() {
  external_redis && return 0
  mkdir -p "$STATE/redis"
  start redis "$SEOULSQUARE_REDIS_PORT" redis-server --port "$SEOULSQUARE_REDIS_PORT" --bind 127.0.0.1 --dir "$STATE/redis" --save 300 1 --daemonize no --databases 64
  wait_for redis redis-cli -h 127.0.0.1 -p "$SEOULSQUARE_REDIS_PORT" ping
}

start_solr() {
  external_solr && return 0
  alive solr && return 0
  mkdir -p "$STATE/solr/home" "$STATE/solr/cores"
  cp "$ROOT/stack/solr/home/solr.xml" "$STATE/solr/home/solr.xml"
  start solr "$SEOULSQUARE_SOLR_PORT" java "-Xmx$SEOULSQUARE_SOLR_MEMORY" "-Xms256m" -XX:+UseG1GC \
    "-Dsolr.solr.home=$STATE/solr/home" "-Dsolr.log.dir=$LOGS" "-Dsolr.http1=true" -Dlog4j2.level=warn \
    "-Dseoulsquare.configsets=$ROOT/ckanext/seoulsquare/search/solr" "-Dseoulsquare.cores=$STATE/solr/cores" \
    -cp "$STATE/solr/classes:$STATE/solr/lib/*" kr.seoulsquare.EmbeddedSolr "$SEOULSQUARE_SOLR_PORT"
  wait_for solr curl -fsS "$(solr_base)/admin/info/system"
}

core_status() { curl -fsS "$(solr_base)/admin/cores?action=STATUS&core=$1&wt=json"; }
core_is_read() { [[ "$(core_status "$1")" == *@(instanceDir|"$1\":\"")* ]]; } # opened, or named among the failures

# make_core NAME [SCHEMA]: a core with the extension's configuration set; an existing one is reloaded, so that edits count.
make_core() {
  external_solr && return 0
  local kept answer action="CREATE&name=$1&configSet=seoulsquare&schema=${2:-schema.xml}"
  # A core keeps its folder when another takes its name over, so it is looked for by name.
  kept="$(grep -lsx "name=$1" "$STATE"/solr/cores/*/core.properties | head -n 1)" || true
  if [ -n "$kept" ]; then
    # Solr answers before it has opened its cores.
    wait_for solr core_is_read "$1"
    if [[ "$(core_status "$1")" == *instanceDir* ]]; then
      action="RELOAD&core=$1"
    else
      say "The index $1 does not fit the configuration set any more; making it anew"
      rm -rf "$(dirname "$kept")"
    fi
  fi
  answer="$(curl -sS "$(solr_base)/admin/cores?action=$action&wt=json")"
  [[ "$answer" == *'"status":0'* ]] || die "Solr refused the core $1: $(echo "$answer" | grep -o '"msg":"[^"]*"')"
}

# make_cores NAME: the index of records, and that of their pages beside it.
make_cores() {
  make_core "$1"
  make_core "$1_pages" schema-pages.xml
}

start_services() {
  start_postgres
  start_redis
  start_solr
}

stop_services() {
  local name
  for name in previews worker ckan; do stop "$name"; done
  stop solr
  stop redis
  stop postgres INT # fast shutdown: sessions are ended, data is written
}
