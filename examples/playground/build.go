package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed page
var page embed.FS

// build writes all files of the page to a folder: its own, the library as WebAssembly, and Go's runtime for
// WebAssembly, which must be of the same version of Go as the compiler.
func build(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	wasm, err := filepath.Abs(filepath.Join(dir, "playground.wasm"))
	if err != nil {
		return err
	}
	const program = "example.com/billingrules/examples/playground/wasm"
	if _, err := command(ctx, "build", "-trimpath", "-ldflags=-s -w", "-o", wasm, program); err != nil {
		return err
	}
	root, err := command(ctx, "env", "GOROOT")
	if err != nil {
		return err
	}
	runtime, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "wasm_exec.js"), runtime, 0o644); err != nil {
		return err
	}
	return writePage(dir)
}

func writePage(dir string) error {
	files, err := fs.ReadDir(page, "page")
	if err != nil {
		return err
	}
	for _, file := range files {
		data, err := page.ReadFile("page/" + file.Name())
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, file.Name()), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// command calls the go command for WebAssembly, in the folder in which the program was started.
func command(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, stderr.Bytes())
	}
	return string(bytes.TrimSpace(out)), nil
}
