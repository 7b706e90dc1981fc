#!/bin/sh
# Lock every requirement file again, with hashes and without addresses.
set -eu
cd "$(dirname "$0")/../requirements"
for name in run build test dev; do
    ../.venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --no-header --no-annotate "$name.in" -o "$name.txt"
done
# The open validators run on Python 3.11 only, each in an environment of its own.
for name in validator-903 validator-cin; do
    ../.venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 \
        --no-header --no-annotate "$name.in" -o "$name.txt"
done
