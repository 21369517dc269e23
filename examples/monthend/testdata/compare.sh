#!/bin/sh
# The figures of the README, side by side in one run: compare.sh ROWS FOLDER, with GNU time. The folder is removed at the
# end. A file in.parquet of so many rows that is there already is taken; beyond ten million rows nothing else is run.
# Beside the run: the hand-written reader (internal/rival), and DuckDB, if its driver for Go can be had.
set -eu
rows=$1
dir=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$dir"
go -C "$here/.." build -o "$dir/monthend" .
go -C "$here/duckdb" build -o "$dir/duckdb" . || echo "DuckDB cannot be had"
day=2026-05-31

measure() { # NAME COMMAND…: seconds, seconds of processors, memory as the operating system has it
	name=$1
	shift
	env time -o "$dir/time" -f '%e %U %S %M' "$@" >"$dir/log" 2>&1 || { cat "$dir/log" && exit 1; }
	awk -v name="$name" -v rows="$rows" '{
		printf "%-34s %7.2f s  %7.2f s of processors  %9d rows/s  %9d rows/s on two cores if it had them  %4d MB\n",
			name, $1, $2 + $3, rows / $1, 2 * rows / ($2 + $3), $4 / 1024
	}' "$dir/time"
	rm -rf "$dir/out"
}

[ -f "$dir/in.parquet" ] || "$dir/monthend" generate -n "$rows" -plain -out "$dir/in.parquet"
if [ "$rows" -le 10000000 ]; then
	mkdir -p "$dir/lines" "$dir/mixed"
	"$dir/monthend" generate -n "$rows" -plain -files 2 -out "$dir/lines/in.ndjson"
	measure 'NDJSON, hand-written' "$dir/monthend" rival -on $day -in "$dir/lines" -out "$dir/out"
	measure 'NDJSON, phase window price' "$dir/monthend" -on $day -in "$dir/lines" -out "$dir/out" -only phases
	measure 'NDJSON, everything' "$dir/monthend" -on $day -in "$dir/lines" -out "$dir/out"
	rm -rf "$dir/lines"
	"$dir/monthend" generate -n "$rows" -out "$dir/mixed/in.ndjson"
	measure 'NDJSON, histories, everything' "$dir/monthend" -on $day -in "$dir/mixed" -out "$dir/out"
	rm -rf "$dir/mixed"
fi
measure 'Parquet, phase window price' "$dir/monthend" -on $day -in "$dir/in.parquet" -out "$dir/out" -format parquet -only phases
measure 'Parquet, everything' "$dir/monthend" -on $day -in "$dir/in.parquet" -out "$dir/out" -format parquet
[ ! -x "$dir/duckdb" ] || measure 'Parquet, DuckDB, phase window price' "$dir/duckdb" $day "$dir/in.parquet" "$dir/result.parquet"
rm -rf "$dir"
