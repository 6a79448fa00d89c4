# Everything that is built or fetched into .stack: Python environment, Solr, front end, catalogues. Each step is skipped
# while what it is made from has not changed.
# shellcheck shell=bash

build_python() {
  local lock="$ROOT/stack/python/requirements.txt"
  if [ ! -x "$VENV/bin/python" ] || ! unchanged python "$lock" "$ROOT/setup.cfg"; then
    say "Installing the Python environment (about a minute the first time)"
    [ -x "$VENV/bin/python" ] || python3 -m venv "$VENV"
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check uv==0.9.7 > "$LOGS/python.log" 2>&1 \
      || { tail -n 5 "$LOGS/python.log" >&2; die "pip could not install its helper; see .stack/logs/python.log"; }
    # --no-deps: the lock file is complete, and xloader's own pins contradict CKAN's (see python/lock.sh).
    { "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" --no-deps -r "$lock" \
      && "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" --no-deps --no-build-isolation -e "$ROOT"; } >> "$LOGS/python.log" 2>&1 \
      || { tail -n 5 "$LOGS/python.log" >&2; die "the Python packages could not be installed; see .stack/logs/python.log"; }
    remember python "$lock" "$ROOT/setup.cfg"
  fi
}

build_solr() {
  local source="$ROOT/stack/solr/src/main/java/kr/seoulsquare/EmbeddedSolr.java"
  if ! unchanged solr "$ROOT/stack/solr/pom.xml" "$source"; then
    say "Fetching Solr (about 90 MB the first time)"
    mkdir -p "$STATE/solr/lib" "$STATE/solr/classes"
    mvn -q -B -f "$ROOT/stack/solr/pom.xml" dependency:copy-dependencies -DoutputDirectory="$STATE/solr/lib" > "$LOGS/maven.log" 2>&1 \
      || { tail -n 5 "$LOGS/maven.log" >&2; die "Solr's libraries could not be fetched; see .stack/logs/maven.log"; }
    javac -d "$STATE/solr/classes" -cp "$STATE/solr/lib/*" "$source" || die "Solr's launcher does not compile; a Java 17 or newer is needed."
    remember solr "$ROOT/stack/solr/pom.xml" "$source"
  fi
}

build_frontend() {
  [ -f "$ROOT/frontend/package-lock.json" ] || return 0
  local files=("$ROOT/frontend/package-lock.json" "$ROOT/frontend/package.json" "$ROOT"/frontend/*.mjs)
  if [ ! -d "$ROOT/ckanext/seoulsquare/public/seoulsquare/vendor" ] || ! unchanged frontend "${files[@]}"; then
    say "Building fonts and styles"
    { npm ci --no-audit --no-fund --prefix "$ROOT/frontend" && npm run build --prefix "$ROOT/frontend"; } > "$LOGS/frontend.log" 2>&1 \
      || { tail -n 5 "$LOGS/frontend.log" >&2; die "the front end could not be built; see .stack/logs/frontend.log"; }
    remember frontend "${files[@]}"
  fi
}

build_catalogues() {
  local po mo
  for po in "$ROOT"/ckanext/seoulsquare/i18n/*/LC_MESSAGES/*.po; do
    [ -f "$po" ] || continue
    mo="${po%.po}.mo"
    [ "$mo" -nt "$po" ] || msgfmt -o "$mo" "$po" || die "the catalogue ${po#"$ROOT"/} has an error (see above)"
  done
}

build_all() {
  mkdir -p "$STATE" "$LOGS" "$RUN"
  install_system
  check_disk
  build_python
  build_solr
  build_frontend
  build_catalogues
}
