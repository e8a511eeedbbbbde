#!/usr/bin/env bash
# Runs a command under another version of Node: `scripts/with-node.sh 22 npm test`.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$1
shift
folder=$PWD/node_modules/.cache/node-$version
bin=$folder/node_modules/.bin

# The package for one platform holds the binary itself, so npm has no install script to run.
if [ ! -x "$bin/node" ]; then
  package=$(node --print '`node-${process.platform}-${process.arch}`')
  npm install --silent --no-save --no-package-lock --prefix "$folder" "$package@$version"
fi

PATH=$bin:$PATH
echo "Node $(node --version): $*" >&2
exec "$@"
