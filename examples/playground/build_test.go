//go:build whole

// Compiling for WebAssembly takes half a minute the first time, so only .ci/run and go test -tags whole do it.

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestWritesThePage(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "site")
	var out, usage bytes.Buffer
	if err := run(t.Context(), []string{"-out", dir}, &out, &usage); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "written to "+dir+"\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if !slices.Equal(names, site()) {
		t.Errorf("files %q, want %q", names, site())
	}
	wasm, err := os.ReadFile(filepath.Join(dir, "playground.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(wasm, []byte("\x00asm\x01\x00\x00\x00")) {
		t.Errorf("playground.wasm begins with %q", wasm[:min(8, len(wasm))])
	}
}

func TestBuildsAndServes(t *testing.T) {
	t.Parallel()
	checkServing(t, func(ctx context.Context, out io.Writer) error {
		return run(ctx, []string{"-addr", "127.0.0.1:0"}, out, io.Discard)
	})
}
