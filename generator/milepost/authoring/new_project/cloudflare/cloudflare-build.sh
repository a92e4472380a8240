#!/bin/sh
# The status site with all its versions. In the Pages project: root directory @folder-in-quotes@, build command
# "sh cloudflare-build.sh", output directory "public", PYTHON_VERSION 3.13; every night a deploy hook.
set -eu
git fetch --unshallow --quiet || true # the ledger is the history: a shallow clone has none
pip install -r requirements.txt
milepost build --versions -d public
