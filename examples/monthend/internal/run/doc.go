// Package run works the partitions of a month's end out: each by itself, in any order, by any worker; then the IDs that
// are in several of them, and the totals. What is done is in the folder of the results, so that a run that was killed
// goes on where it was.
package run
