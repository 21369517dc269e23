package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestMedia(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, test := range []struct {
		media, encoding string
		status          int
	}{
		{"", "", http.StatusUnsupportedMediaType},
		{"text/plain", "", http.StatusUnsupportedMediaType},
		{"application/json", "gzip", http.StatusUnsupportedMediaType},
		{"application/json", "", http.StatusCreated},
		{"Application/JSON; charset=utf-8", "", http.StatusCreated},
	} {
		t.Run(test.media+" "+test.encoding, func(t *testing.T) {
			header := http.Header{}
			if test.media != "" {
				header.Set("Content-Type", test.media)
			}
			if test.encoding != "" {
				header.Set("Content-Encoding", test.encoding)
			}
			a := s.sendWith(t, http.MethodPost, moreSeats, threeSeats, header)
			if a.status != test.status || a.status >= 400 && a.problem(t).Type != "/problems/not-json" {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
}

// Both sides of each limit. A request on the near side may fail for another reason; not for this one.
func TestLimits(t *testing.T) {
	t.Parallel()
	s := start(t)
	padded := func(size int) string { return threeSeats + strings.Repeat(" ", size-len(threeSeats)) }
	ids := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf("%q", fmt.Sprintf("N-%d", i))
		}
		return fmt.Sprintf(`{"subscriptions": [%s], "horizon": "2026-12-31"}`, strings.Join(list, ", "))
	}
	invoices := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf(`{"number": "%d", "issued": "2025-01-01", "due": "2025-01-31",
				"paid": "2025-01-02"}`, i)
		}
		body := posted(`"seats": 3`, `"seats": 3, "invoices": [`+strings.Join(list, ",")+"]")
		return strings.Replace(body, "X-1", fmt.Sprintf("X-%d", n), 1)
	}
	for _, test := range []struct {
		name, path, body string
		status           int
		field            string
	}{
		{"body", moreSeats, padded(64 << 10), http.StatusCreated, ""},
		{"body", moreSeats, padded(64<<10 + 1), http.StatusRequestEntityTooLarge, ""},
		{"seats", moreSeats, `{"seats": 999997, "expires": "2025-09-01"}`, http.StatusCreated, ""}, // there are 3
		{"seats", moreSeats, `{"seats": 999998, "expires": "2025-09-01"}`, http.StatusBadRequest, "seats"},
		{"members", "/alignments", ids(50), http.StatusBadRequest, "subscriptions[0]"}, // unknown, but not too many
		{"members", "/alignments", ids(51), http.StatusBadRequest, "subscriptions"},
		{"invoices", "/subscriptions", invoices(200), http.StatusCreated, ""},
		{"invoices", "/subscriptions", invoices(201), http.StatusBadRequest, "facts.invoices"},
		{"id", "/subscriptions", posted("X-1", strings.Repeat("x", 64)), http.StatusCreated, ""},
		{"id", "/subscriptions", posted("X-1", strings.Repeat("x", 65)), http.StatusBadRequest, "id"},
	} {
		t.Run(fmt.Sprintf("%s, %d bytes", test.name, len(test.body)), func(t *testing.T) {
			a := s.send(t, http.MethodPost, test.path, test.body)
			if a.status != test.status || a.status >= 400 && a.problem(t).Field != test.field {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
}

// What a request that is given up fails with depends on where it was; the answer does not.
func TestTooSlow(t *testing.T) {
	t.Parallel()
	for _, ended := range []error{context.DeadlineExceeded, context.Canceled} {
		p := problemOf(errors.Join(errors.New("interrupted"), ended))
		if p.Status != http.StatusServiceUnavailable || p.Type != "/problems/too-slow" {
			t.Errorf("%v: %+v", ended, p)
		}
	}
	s := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.store.write(ctx, func(txn) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// What fails, or panics, half way leaves nothing behind, and the one connection free.
func TestTransactionsAreWhole(t *testing.T) {
	t.Parallel()
	s := start(t)
	broken := errors.New("broken")
	half := func(tx txn) {
		if _, err := tx.ExecContext(t.Context(), "UPDATE subscriptions SET state = 'x'"); err != nil {
			t.Error(err)
		}
	}
	err := s.store.write(t.Context(), func(tx txn) error {
		half(tx)
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is gone")
			}
		}()
		err := s.store.write(t.Context(), func(tx txn) error {
			half(tx)
			panic("half way")
		})
		t.Errorf("no panic, but %v", err)
	}()
	var got record
	if s.get(t, "/subscriptions/S-01", &got); len(got.SRP) != 2 {
		t.Errorf("prices %v", got.SRP)
	}
}

func TestUnpriced(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.post(t, "/subscriptions", posted(`"annual": {`, `"monthly": {`), http.StatusCreated, &struct{}{})
	for _, test := range []struct{ name, path, body, want, field string }{
		{"seats", "/subscriptions/X-1/quotes/seats", threeSeats, "mistake", "srp"},
		{"a refusal comes first", "/subscriptions/X-1/quotes/seats?on=2025-11-30", threeSeats, "refused", ""},
		{
			"extension", "/subscriptions/X-1/quotes/extension?on=2025-09-01",
			`{"target": "S-02", "expires": "2025-09-30"}`, "mistake", "srp",
		},
		{
			"alignment", "/alignments", `{"subscriptions": ["X-1", "S-02"], "horizon": "2026-12-31"}`, "mistake",
			"subscriptions[0].srp",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := s.fails(t, http.MethodPost, test.path, test.body)
			if p.Type != "/problems/"+test.want || p.Field != test.field {
				t.Errorf("%+v", p)
			}
		})
	}
}
