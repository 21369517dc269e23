// Package run does a month-end run: it works out the partitions, each by itself, in any order, by any worker; then the
// IDs that are in several of them, and the totals. What is done is in the folder of the results, so that a run that was
// killed continues where it stopped.
package run
