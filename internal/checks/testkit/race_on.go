//go:build race

package testkit

// Race reports whether the race detector is on, under which more is allocated.
const Race = true
