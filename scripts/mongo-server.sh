#!/bin/sh
# A MongoDB-protocol server for the storage tests, on a machine that has no MongoDB.
#
#   scripts/mongo-server.sh start <dir>   prints MONGODB_URI=… once it answers; data and pid in <dir>;
#                                         on a free port, or that of MONGO_PORT
#   scripts/mongo-server.sh stop <dir>    ends the server that was started in <dir>
#
# Exit code 3: this machine has no Java development kit or no Maven, nothing was started.
set -eu

usage() {
  echo "usage: $0 start|stop <dir>" >&2
  exit 2
}

[ $# -eq 2 ] || usage
sources=$(cd "$(dirname "$0")/mongo-server" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kpa-badges/mongo-server

# Whether the pid written in $dir is still the server of $dir, and not a stranger's by now.
running() {
  [ -s "$dir/pid" ] || return 1
  ps -p "$(cat "$dir/pid")" -o args= 2>/dev/null | grep -qF "MongoTestServer $dir"
}

# One folder per set of sources; moved into place whole, so that a broken download is no cache.
install_server() {
  classes=$cache/$(cat "$sources"/* | cksum | tr ' ' '-')
  [ -d "$classes" ] && return
  mkdir -p "$cache"
  building=$(mktemp -d "$cache/building.XXXXXX")
  cp "$sources/pom.xml" "$building"
  mvn -q -B -Dstyle.color=never -f "$building/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$building/lib" >&2
  javac -cp "$building/lib/*" -d "$building" "$sources/MongoTestServer.java" >&2
  mv "$building" "$classes" 2>/dev/null || [ -d "$classes" ]
}

start() {
  for tool in java javac mvn; do
    command -v "$tool" >/dev/null || {
      echo "mongo-server: no $tool on this machine, the MongoDB part of the tests did not run" >&2
      exit 3
    }
  done
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  if running; then
    grep '^MONGODB_URI=' "$dir/out"
    return
  fi
  install_server
  : >"$dir/out"
  nohup java -cp "$classes:$classes/lib/*" MongoTestServer "$dir" "${MONGO_PORT:-0}" >"$dir/out" 2>"$dir/log" </dev/null &
  echo $! >"$dir/pid"
  tries=0
  # The whole of it: a line that is being written has no end yet.
  until grep '^MONGODB_URI=mongodb://.*/$' "$dir/out"; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "mongo-server: it did not start, see $dir/log" >&2
      exit 1
    fi
    sleep 1
  done
}

stop() {
  [ -d "$dir" ] || return 0
  dir=$(cd "$dir" && pwd)
  if running; then
    kill "$(cat "$dir/pid")"
    tries=0
    while running && [ $tries -lt 20 ]; do
      tries=$((tries + 1))
      sleep 1
    done
    ! running || kill -9 "$(cat "$dir/pid")"
  fi
  rm -f "$dir/pid"
}

dir=$2
case $1 in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
