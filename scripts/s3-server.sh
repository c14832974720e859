#!/bin/sh
# A server of the S3 protocol for the tests of the blob store: S3Proxy, which checks signatures.
#
#   scripts/s3-server.sh start <dir>   prints S3_TEST_ENDPOINT=… once it answers; data and pid in <dir>;
#                                      on a free port, or that of S3_PORT
#   scripts/s3-server.sh stop <dir>    ends the server that was started in <dir>
#
# Exit code 3: this machine has no Java or no Maven, nothing was started.
set -eu

usage() {
  echo "usage: $0 start|stop <dir>" >&2
  exit 2
}

[ $# -eq 2 ] || usage
sources=$(cd "$(dirname "$0")/s3-server" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kpa-badges/s3-server

# Whether the pid written in $dir is still the server of $dir, and not a stranger's by now.
running() {
  [ -s "$dir/pid" ] || return 1
  ps -p "$(cat "$dir/pid")" -o args= 2>/dev/null | grep -qF "Main --properties $dir/properties"
}

# One folder per pom; moved into place whole, so that a broken download is no cache.
install_server() {
  jars=$cache/$(cksum <"$sources/pom.xml" | tr ' ' '-')
  [ -d "$jars" ] && return
  mkdir -p "$cache"
  building=$(mktemp -d "$cache/building.XXXXXX")
  mvn -q -B -Dstyle.color=never -f "$sources/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$building" >&2
  mv "$building" "$jars" 2>/dev/null || [ -d "$jars" ]
}

start() {
  for tool in java mvn; do
    command -v "$tool" >/dev/null || {
      echo "s3-server: no $tool on this machine, the S3 part of the tests did not run" >&2
      exit 3
    }
  done
  # A folder of that kind is a bucket.
  mkdir -p "$dir/data/blobs"
  dir=$(cd "$dir" && pwd)
  if running; then
    cat "$dir/out"
    return
  fi
  install_server
  port=${S3_PORT:-$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })")}
  cat >"$dir/properties" <<END
s3proxy.authorization=aws-v4
s3proxy.endpoint=http://127.0.0.1:$port
s3proxy.identity=test-key
s3proxy.credential=test-secret
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$dir/data
END
  nohup java -Dlogback.configurationFile="$sources/logback.xml" -cp "$jars/*" \
    org.gaul.s3proxy.Main --properties "$dir/properties" >"$dir/log" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  tries=0
  until node -e "fetch('http://127.0.0.1:$port/').then(() => process.exit(0), () => process.exit(1))"; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "s3-server: it did not start, see $dir/log" >&2
      exit 1
    fi
    sleep 1
  done
  echo "S3_TEST_ENDPOINT=http://127.0.0.1:$port" | tee "$dir/out"
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
