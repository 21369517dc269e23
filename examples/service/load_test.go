//go:build load

package main

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestLoad asks the service as fast as some clients can, and beside it a bare net/http over the same tables that knows
// no rules: it sends the row of a subscription, or stores the row of a quote. They take turns, so that both have the
// same machine. Run it with
//
//	go -C examples/service test -tags load -run TestLoad -v .
func TestLoad(t *testing.T) {
	const clients, turns, turn = 16, 16, time.Second / 2
	real, bare := loaded(t, false), loaded(t, true)
	for _, test := range []struct {
		name, method, path, body string
		ratio                    float64
	}{
		{"read", http.MethodGet, "/subscriptions/S-02/status", "", 0.7},
		{"quote", http.MethodPost, "/subscriptions/S-02/quotes/seats", `{"seats": 1, "expires": "9999-01-01"}`, 0.5},
	} {
		var took [2][]time.Duration
		for range turns {
			for i, base := range []string{real, bare} {
				took[i] = append(took[i], press(t, clients, turn, test.method, base+test.path, test.body)...)
			}
		}
		rate := func(i int) float64 { return float64(len(took[i])) / (turns * turn.Seconds()) }
		for i, name := range []string{"service", "bare net/http"} {
			slices.Sort(took[i])
			t.Logf("%-6s %-14s %6.0f a second, median %s, p99 %s", test.name, name, rate(i),
				took[i][len(took[i])/2].Round(10*time.Microsecond),
				took[i][len(took[i])*99/100].Round(10*time.Microsecond))
		}
		t.Logf("%-6s %.2f × (at least %.1f ×)", test.name, rate(0)/rate(1), test.ratio)
	}
}

// press sends the same request again and again, and returns how long each took.
func press(t *testing.T, clients int, turn time.Duration, method, url, body string) []time.Duration {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	var mu sync.Mutex
	var all []time.Duration
	var wg sync.WaitGroup
	end := time.Now().Add(turn)
	for range clients {
		wg.Go(func() {
			var own []time.Duration
			for time.Now().Before(end) {
				r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Content-Type", mediaJSON)
				began := time.Now()
				response, err := client.Do(r)
				if err == nil {
					_, err = io.Copy(io.Discard, response.Body)
					err = errors.Join(err, response.Body.Close())
				}
				if err != nil || response.StatusCode >= 300 {
					t.Errorf("%v %+v", err, response)
					return
				}
				own = append(own, time.Since(began))
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, own...)
		})
	}
	wg.Wait()
	return all
}

// loaded starts the service, or a program with the same tables but no rules, and returns its address.
func loaded(t *testing.T, bare bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &service{editions: european(), zone: time.UTC, now: time.Now, log: slog.New(slog.NewJSONHandler(io.Discard,
		nil)), recordBack: 30}
	if s.guard, err = newGuard(listener.Addr(), ""); err != nil {
		t.Fatal(err)
	}
	if s.store, err = openStore(t.Context(), newDatabase(t), s.fill); err != nil {
		t.Fatal(err)
	}
	handler := s.routes()
	if bare {
		handler = withoutRules(s.store)
	}
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = errors.Join(server.Close(), s.store.close()) })
	return "http://" + listener.Addr().String()
}

// withoutRules writes rows and reads rows, and nothing else.
func withoutRules(st *store) http.Handler {
	mux, edition := http.NewServeMux(), european()[0].Fingerprint().String()
	fail := func(w http.ResponseWriter, err error) {
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
	mux.HandleFunc("GET /subscriptions/{id}/status", func(w http.ResponseWriter, r *http.Request) {
		fail(w, st.read(r.Context(), func(tx txn) error {
			var version int
			var data []byte
			err := tx.QueryRowContext(r.Context(), `SELECT version, state FROM subscriptions WHERE id = $1`,
				r.PathValue("id")).
				Scan(&version, &data)
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", mediaJSON)
			_, err = w.Write(data)
			return err
		}))
	})
	mux.HandleFunc("POST /subscriptions/{id}/quotes/seats", func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Seats int }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			fail(w, err)
			return
		}
		document := []byte(strings.Repeat("x", 5450)) // as long as that of a quote, and so are the figures
		n, err := st.quoteNumber(r.Context())         // also drawn many at once
		fail(w, err)
		fail(w, st.write(r.Context(), func(tx txn) error {
			var state string
			err := tx.QueryRowContext(r.Context(), `SELECT state FROM subscriptions WHERE id = $1`,
				r.PathValue("id")).Scan(&state)
			if err == nil {
				_, err = tx.ExecContext(r.Context(),
					`INSERT INTO quotes (id, subscription, edition, question, figures, document)
					VALUES ($1, $2, $3, $4, $5, $6)`, n, r.PathValue("id"), edition, state, strings.Repeat("x", 570),
					string(document))
			}
			return err
		}))
		w.Header().Set("Content-Type", mediaJSON)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(document)
	})
	return mux
}
