#!/bin/sh
# A MongoDB-protocol server for the storage tests, on a machine that has no MongoDB.
#
#   scripts/mongo-server.sh start <dir>   prints MONGODB_URI=… once it answers; data and pid in <dir>;
#                                         on a free port, or that of MONGO_PORT
#   scripts/mongo-server.sh stop <dir>    ends the server that was started in <dir>
#
# Exit code 3: this machine has no Java development kit or no Maven, nothing was started.
set -eu

name=mongo-server
mark=MongoTestServer
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/mongo-server
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kpa-badges/mongo-server
. "$here/java-server.sh"

install_into() {
  get_jars "$sources/pom.xml" "$1/lib"
  javac -cp "$1/lib/*" -d "$1" "$sources/MongoTestServer.java" >&2
}

begin() {
  nohup java -cp "$installed:$installed/lib/*" MongoTestServer "$dir" "${MONGO_PORT:-0}" >"$dir/out" 2>"$dir/log" </dev/null &
  echo $! >"$dir/pid"
}

# The whole of it: a line that is being written has no end yet.
tell() { until_up grep '^MONGODB_URI=mongodb://.*/$' "$dir/out"; }

case $1 in
  start) need java javac mvn && start ;;
  stop) stop ;;
  *) usage ;;
esac
