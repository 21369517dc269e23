package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asked requests a file of a folder.
func asked(c http.Handler, path, accepted string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", accepted)
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w.Result()
}

// unpacked is the body of a response, decompressed if necessary.
func unpacked(t *testing.T, r *http.Response) string {
	t.Helper()
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		body = z
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestCompressed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := strings.Repeat("the rules ", 1000)
	write("index.html", long)
	write("playground.wasm", long)
	c := newCompressed(dir)
	for name, tt := range map[string]struct {
		path, accepted, encoding, kind string
		status                         int
	}{
		"the page":        {"/", "gzip, br", "gzip", "text/html", 200},
		"the rules":       {"/playground.wasm", "gzip", "gzip", "application/wasm", 200},
		"as it is":        {"/playground.wasm", "", "", "application/wasm", 200},
		"what is missing": {"/nothing.js", "gzip", "", "text/plain", 404},
		"by its name":     {"/index.html", "gzip", "", "", 301},
	} {
		t.Run(name, func(t *testing.T) {
			r := asked(c, tt.path, tt.accepted)
			if r.StatusCode != tt.status || r.Header.Get("Content-Encoding") != tt.encoding ||
				!strings.HasPrefix(r.Header.Get("Content-Type"), tt.kind) || r.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%d, %v", r.StatusCode, r.Header)
			}
			if body := unpacked(t, r); tt.status == 200 && body != long {
				t.Errorf("%d bytes", len(body))
			}
		})
	}
	write("playground.wasm", "built anew")
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(filepath.Join(dir, "playground.wasm"), later, later); err != nil {
		t.Fatal(err)
	}
	if body := unpacked(t, asked(c, "/playground.wasm", "gzip")); body != "built anew" {
		t.Errorf("built anew, and served is %q", body)
	}
}
