package main

import (
	"bytes"
	"compress/gzip"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// compressed serves the files of a folder: compressed to clients that accept that, and otherwise as they are. A file is
// compressed once, and again after it was rebuilt.
type compressed struct {
	dir   string
	plain http.Handler

	mu   sync.Mutex
	kept map[string]packed
}

// packed is a file, compressed.
type packed struct {
	data  []byte
	built time.Time
}

func newCompressed(dir string) *compressed {
	return &compressed{dir: dir, plain: http.FileServer(http.Dir(dir)), kept: map[string]packed{}}
}

func (c *compressed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept-Encoding")
	name := filepath.Base(filepath.FromSlash(r.URL.Path))
	if r.URL.Path == "/" {
		name = "index.html"
	}
	asked := r.Method == http.MethodGet && r.Header.Get("Range") == "" && r.URL.Path != "/index.html" &&
		strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
	file, ok := packed{}, false
	if asked {
		file, ok = c.file(name)
	}
	if !ok {
		c.plain.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(filepath.Ext(name)))
	w.Header().Set("Content-Encoding", "gzip")
	http.ServeContent(w, r, name, file.built, bytes.NewReader(file.data)) // or the client has it already
}

// file returns a file of the folder, compressed; false if it cannot be read.
func (c *compressed) file(name string) (packed, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	path := filepath.Join(c.dir, name)
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return packed{}, false
	}
	if kept, ok := c.kept[name]; ok && kept.built.Equal(info.ModTime()) {
		return kept, true
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return packed{}, false
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		return packed{}, false
	}
	if err := z.Close(); err != nil {
		return packed{}, false
	}
	c.kept[name] = packed{b.Bytes(), info.ModTime()}
	return c.kept[name], true
}
