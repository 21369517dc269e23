package main

import (
	"bytes"
	"strings"
	"testing"

	"example.com/billingrules/examples/monthend/internal/rival"
)

// The rival gets plain rows right: only then is it one.
func TestRival(t *testing.T) {
	t.Parallel()
	text := made(t, "-n", "5000", "-plain")
	var out bytes.Buffer
	if n, err := rival.Run(strings.NewReader(text), &out, "2026-05-31"); err != nil || n != 5000 {
		t.Fatal(n, err)
	}
	o := runOn(t, "2026-05-31", file(t, "in.ndjson", text))
	if out.String() != o.files["phases/part-00000.ndjson"] {
		t.Error("the rival has other results")
	}
}
