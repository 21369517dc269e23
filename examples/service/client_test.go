package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// server is a service that runs in the test process, on a socket of its own.
type server struct {
	t       *testing.T
	base    string
	client  *http.Client
	log     *logBuffer
	stop    func() error // ends it as a signal does, and returns what serve returns; closes the database
	store   *store
	service *service
	clock   *clock
	seen    *validation // of every answer, against openapi.json
}

// clock is a clock that stands still where it is set.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// on moves the clock to noon of a day.
func (s *server) on(day string) *server {
	d := calendar.MustParseDate(day)
	s.clock.set(d.Start(s.service.zone).Add(12 * time.Hour))
	return s
}

// logBuffer is a log that may be read while it is being written.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *logBuffer) Write(data []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(data)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// start starts a service with the demo's subscriptions over a new database.
func start(t *testing.T) *server {
	t.Helper()
	return startOn(t, newDatabase(t), european())
}

func startOn(t *testing.T, database string, ed editions) *server {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	parties, err := readParties("")
	if err != nil {
		t.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	// Half past eleven at night in UTC is the next day in Brussels: 2025-08-02.
	s := &server{
		t: t, base: "http://" + listener.Addr().String(), log: &logBuffer{}, seen: described(t),
		clock: &clock{at: time.Date(2025, time.August, 1, 23, 30, 0, 0, time.UTC)},
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	s.client = &http.Client{Transport: transport, Timeout: time.Minute}
	log := slog.New(slog.NewJSONHandler(s.log, nil))
	s.service = &service{editions: ed, zone: zone, now: s.clock.now, log: log, parties: parties, recordBack: 30}
	if s.service.guard, err = newGuard(listener.Addr(), ""); err != nil {
		t.Fatal(err)
	}
	fillNew(t, database, s.service)
	if s.store, err = openStore(t.Context(), database, s.service.fill); err != nil {
		t.Fatal(err)
	}
	s.service.store = s.store
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	served := make(chan error, 1)
	go func() { served <- serve(ctx, listener, s.service.routes(), log) }()
	s.stop = sync.OnceValue(func() error {
		transport.CloseIdleConnections()
		cancel()
		err := <-served
		s.replay(t)
		if err := s.store.close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
		return err
	})
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return s
}

// template is a new database with the demo in it; each test gets a copy.
var template struct {
	once sync.Once
	data []byte
	err  error
}

// fillNew makes an SQLite file if there is none.
func fillNew(t *testing.T, database string, s *service) {
	t.Helper()
	if _, err := os.Stat(database); isPostgres(database) || err == nil {
		return
	}
	template.once.Do(func() {
		file := newFile(t)
		st, err := openStore(t.Context(), file, s.fill)
		if err == nil {
			err = st.close() // so that nothing is left beside the file
		}
		if err == nil {
			template.data, err = os.ReadFile(file)
		}
		template.err = err
	})
	if err := cmp.Or(template.err, os.WriteFile(database, template.data, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// newDatabase returns the name of an empty database: a file, or a schema of the server that TestMain has started.
func newDatabase(t *testing.T) string {
	t.Helper()
	if serverURL != "" {
		return newSchema(t)
	}
	return newFile(t)
}

func newFile(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "billing 100%?.db") // a name that a data source could misread
}

// answered is a response, read to its end.
type answered struct {
	status int
	header http.Header
	body   []byte
}

// send makes a request; a POST has a JSON body, {} by default.
func (s *server) send(t *testing.T, method, path, body string) answered {
	t.Helper()
	var header http.Header
	if method == http.MethodPost {
		header = http.Header{"Content-Type": {"application/json"}}
		body = cmp.Or(body, "{}")
	}
	return s.sendWith(t, method, path, body, header)
}

func (s *server) sendWith(t *testing.T, method, path, body string, header http.Header) answered {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		r.Header = header
		r.Host = header.Get("Host")
	}
	response, err := s.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := response.Body.Close(); err != nil {
			t.Error(err)
		}
	}()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := answered{response.StatusCode, response.Header, data}
	s.seen.check(t, r, got)
	return got
}

// get asks for JSON and reads it into v, a pointer.
func (s *server) get(t *testing.T, path string, v any) answered {
	t.Helper()
	return s.send(t, http.MethodGet, path, "").into(t, http.StatusOK, v)
}

// post sends JSON and reads the answer into v, a pointer.
func (s *server) post(t *testing.T, path, body string, status int, v any) answered {
	t.Helper()
	return s.send(t, http.MethodPost, path, body).into(t, status, v)
}

func (a answered) into(t *testing.T, status int, v any) answered {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	if got := a.header.Get("Content-Type"); status < 400 && got != "application/json" {
		t.Errorf("content type %q", got)
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return a
}

// problem reads a problem response.
func (a answered) problem(t *testing.T) problem {
	t.Helper()
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("status %d with content type %q: %s", a.status, got, a.body)
	}
	var p problem
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	if p.Status != a.status {
		t.Errorf("the problem says %d, its response %d", p.Status, a.status)
	}
	return p
}

// refusedBy reports whether a problem is the refusal of a rule.
func (p problem) refusedBy(id rule.ID) bool { return p.Decision != nil && p.Decision.Rule == id }

// fails makes a request and reads the problem in the response.
func (s *server) fails(t *testing.T, method, path, body string) problem {
	t.Helper()
	return s.send(t, method, path, body).problem(t)
}
