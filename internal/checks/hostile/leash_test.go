package hostile_test

import (
	"runtime"
	"testing"
	"time"
)

// leash checks that a call stays within what an honest one needs: half a megabyte plus ten times its input, and two
// seconds on a loaded machine.
func leash(t *testing.T, name string, given int, call func()) {
	t.Helper()
	const memory, patience = 512 << 10, 2 * time.Second
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	call()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	if took > patience {
		t.Errorf("%s took %s", name, took)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > memory+10*uint64(given) {
		t.Errorf("%s took %d bytes of memory", name, used)
	}
}
