// Package part cuts the input into partitions, each of which is read by one worker at a time: a compressed file as a
// whole, a plain one in ranges of bytes, and a Parquet file in runs of row groups.
package part
