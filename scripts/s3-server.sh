#!/bin/sh
# A server of the S3 protocol for the tests of the blob store: S3Proxy, which checks signatures.
#
#   scripts/s3-server.sh start <dir>   prints S3_TEST_ENDPOINT=… once it answers; data and pid in <dir>;
#                                      on a free port, or that of S3_PORT
#   scripts/s3-server.sh stop <dir>    ends the server that was started in <dir>
#
# Exit code 3: this machine has no Java or no Maven, nothing was started.
set -eu

name=s3-server
mark='Main --properties'
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/s3-server
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kpa-badges/s3-server
. "$here/java-server.sh"

install_into() { get_jars "$sources/pom.xml" "$1"; }

free_port() {
  node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })"
}

begin() {
  # A folder of that kind is a bucket.
  mkdir -p "$dir/data/blobs"
  port=${S3_PORT:-$(free_port)}
  cat >"$dir/properties" <<END
s3proxy.authorization=aws-v4
s3proxy.endpoint=http://127.0.0.1:$port
s3proxy.identity=test-key
s3proxy.credential=test-secret
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$dir/data
END
  nohup java -Dlogback.configurationFile="$sources/logback.xml" -cp "$installed/*" \
    org.gaul.s3proxy.Main --properties "$dir/properties" >"$dir/log" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  echo "S3_TEST_ENDPOINT=http://127.0.0.1:$port" >"$dir/out"
}

answers() { node -e "fetch(process.argv[1]).then(() => process.exit(0), () => process.exit(1))" "$1"; }

tell() {
  until_up answers "$(sed 's/.*=//' "$dir/out")"
  cat "$dir/out"
}

case $1 in
  start) need java mvn && start ;;
  stop) stop ;;
  *) usage ;;
esac
