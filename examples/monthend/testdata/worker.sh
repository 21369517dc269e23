#!/bin/sh
# A worker process, for -environment_config '{"command":"…/worker.sh","env":{"BOOT":"…","STAGED":"…"}}': Beam's boot program,
# which fetches the program from the job server and starts it. Prism writes the worker's ID in quotes, and the boot program
# wants it without.
for arg in "$@"; do
	shift
	set -- "$@" "$(printf %s "$arg" | tr -d "'")"
done
mkdir -p "$STAGED" && cd "$STAGED" || exit # the boot program leaves a file where it is
exec "$BOOT" --semi_persist_dir="$STAGED" "$@"
