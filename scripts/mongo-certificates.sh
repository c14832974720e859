#!/bin/sh
# What members of a replica set know each other by, for compose.replica-set.yaml: a certificate for
# each, all signed by one authority, and the key file. `mongo-certificates.sh FOLDER [NAME…]`; the
# names are those of the hosts, mongo-1 to mongo-3 unless said. What is there is left as it is.
set -eu
umask 077
folder=${1:?a folder, for instance: secrets}
shift
[ $# -gt 0 ] || set -- mongo-1 mongo-2 mongo-3
DAYS=3650

mkdir -p "$folder"
cd "$folder"
if [ ! -e ca.key ]; then
  # Another authority would make strangers of those that are there.
  [ ! -e ca.pem ] || { echo "$folder holds ca.pem, and not its ca.key: bring that back first" >&2; exit 1; }
  openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days $DAYS \
    -subj "/O=KPA badges/CN=Authority of the replica set" -keyout ca.key -out ca.pem 2>/dev/null
fi
for host in "$@"; do
  [ ! -e "$host.pem" ] || continue
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -subj "/O=KPA badges/OU=replica set/CN=$host" -keyout "$host.key" -out "$host.csr" 2>/dev/null
  # localhost: for whoever sets it up from inside its container.
  printf 'subjectAltName=DNS:%s,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n' "$host" >"$host.ext"
  openssl x509 -req -in "$host.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days $DAYS \
    -extfile "$host.ext" -out "$host.crt" 2>/dev/null
  cat "$host.crt" "$host.key" >"$host.pem"
  rm "$host.crt" "$host.key" "$host.csr" "$host.ext"
done
[ -e keyfile ] || openssl rand -base64 756 >keyfile

# The authority is no secret; what is one is for the user of the image alone, where we may say so.
chmod 444 ca.pem
if [ "$(id -u)" = 0 ]; then chown 999:999 keyfile ./*.pem; fi
chmod 400 keyfile
echo "Made in $folder. Keep ca.key elsewhere: who has it can pass for any member."
