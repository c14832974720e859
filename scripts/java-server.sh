# What the servers of the tests have in common, for who sources it: one in a folder $dir, whose command
# line has $mark. They set $name, $sources and $cache, and have `install_into` and `begin`.

usage() {
  echo "usage: $0 start|stop <dir>" >&2
  exit 2
}

# Exit code 3 where one of these is not on this machine: nothing was started.
need() {
  for tool; do
    command -v "$tool" >/dev/null || {
      echo "$name: no $tool on this machine, these tests did not run" >&2
      exit 3
    }
  done
}

# Whether the pid written in $dir is still the server of $dir, and not a stranger's by now.
running() {
  [ -s "$dir/pid" ] || return 1
  ps -p "$(cat "$dir/pid")" -o args= 2>/dev/null | grep -qF "$mark $dir"
}

# The jars that a pom names, into a folder.
get_jars() {
  mvn -q -B -Dstyle.color=never -f "$1" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$2" >&2
}

# One folder per set of sources; moved into place whole, so that a broken download is no cache.
install_server() {
  installed=$cache/$(cat "$sources"/* | cksum | tr ' ' '-')
  [ -d "$installed" ] && return
  mkdir -p "$cache"
  building=$(mktemp -d "$cache/building.XXXXXX")
  install_into "$building"
  mv "$building" "$installed" 2>/dev/null || [ -d "$installed" ]
}

# until_up COMMAND: a minute at most.
until_up() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
      echo "$name: it did not start, see $dir/log" >&2
      exit 1
    fi
    sleep 1
  done
}

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  if ! running; then
    install_server
    : >"$dir/out"
    begin
  fi
  tell
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

[ $# -eq 2 ] || usage
dir=$2
