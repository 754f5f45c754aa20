#!/bin/sh
# Runs a command so that private keys do not outlive their use in memory: `scripts/hardened.sh node dist/apps/signer/src/main.js`.
# - No core dumps, which would write memory to disk.
# - glibc overwrites what is freed: OpenSSL reads a one-time key through a buffer that it frees without clearing it
#   (docs/adr/0020). Thread caches are off because they hold freed memory as it was.
ulimit -c 0
GLIBC_TUNABLES="glibc.malloc.tcache_count=0:glibc.malloc.perturb=85${GLIBC_TUNABLES:+:$GLIBC_TUNABLES}"
export GLIBC_TUNABLES
exec "$@"
