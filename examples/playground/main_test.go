package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// site has the names of all files of the page.
func site() []string {
	return []string{
		"answers.js", "icon.svg", "index.html", "page.js", "picture.js", "playground.wasm", "steps.js", "style.css",
		"wasm_exec.js",
	}
}

// A folder that is there already, with stand-ins for what the go command makes.
func TestServesUntilInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := writePage(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"playground.wasm", "wasm_exec.js"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("a stand-in"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	checkServing(t, func(ctx context.Context, out io.Writer) error { return serve(ctx, listener, dir, out) })
}

// checkServing starts a server of the page, which prints its address; requests all files; and interrupts the server.
func checkServing(t *testing.T, start func(ctx context.Context, out io.Writer) error) {
	t.Helper()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := start(ctx, write)
		done <- errors.Join(err, write.CloseWithError(err))
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimSpace(line)
	types := map[string]string{
		"": "text/html", "page.js": "javascript", "steps.js": "javascript", "style.css": "text/css",
		"playground.wasm": "application/wasm", "icon.svg": "image/svg+xml",
	}
	for _, name := range append(site(), "") {
		status, header, body := get(t, url+name)
		if name == "index.html" {
			continue // the file server redirects it to the folder
		}
		if status != http.StatusOK || len(body) == 0 {
			t.Errorf("%q: status %d, %d bytes", name, status, len(body))
		}
		if got := header.Get("Content-Type"); !strings.Contains(got, types[name]) {
			t.Errorf("%q: content type %q, want %q", name, got, types[name])
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%q: headers %v", name, header)
		}
	}
	if status, _, _ := get(t, url+"../main.go"); status != http.StatusNotFound {
		t.Errorf("a file outside of the page: status %d", status)
	}
	interrupt()
	if err := <-done; err != nil {
		t.Errorf("ended with %v", err)
	}
	host := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	if conn, err := net.Dial("tcp", host); err == nil {
		t.Errorf("%s still answers", host)
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}
}

func get(t *testing.T, url string) (status int, header http.Header, body []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err = io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, body
}

func TestArguments(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args []string
		is   error
		says string
	}{
		"help":         {[]string{"-help"}, flag.ErrHelp, ""},
		"unknown flag": {[]string{"-port", "80"}, errUsage, ""},
		"argument":     {[]string{"now"}, nil, `unexpected argument "now"`},
		"address":      {[]string{"-addr", "127.0.0.1:65536"}, nil, "65536"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, usage bytes.Buffer
			err := run(t.Context(), tt.args, &out, &usage)
			if err == nil || (tt.is != nil && !errors.Is(err, tt.is)) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v", err)
			}
			if (tt.is != nil) != strings.Contains(usage.String(), "-addr") || out.Len() > 0 {
				t.Errorf("printed %q and %q", &usage, &out)
			}
		})
	}
}

// A file in the way is an error, and not a page without it.
func TestFolderThatIsAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), []string{"-out", file}, io.Discard, io.Discard); err == nil {
		t.Error("written into a file")
	}
}
