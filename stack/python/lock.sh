#!/usr/bin/env bash
# Makes requirements.txt anew from requirements.in (needs uv). ckanext-xloader and CKAN pin different releases of the
# same libraries though they run together, so xloader is added after the others are solved, without its own pins.
set -euo pipefail
cd "$(dirname "$0")"
uv pip compile -q --universal --python-version 3.11 requirements.in -o requirements.txt
echo 'ckanext-xloader==2.6.0' >> requirements.txt
