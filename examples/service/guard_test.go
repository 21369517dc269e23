package main

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
)

// A page of another origin can neither change nor read anything, and neither can one whose name was made to mean this
// machine.
func TestOtherOrigins(t *testing.T) {
	t.Parallel()
	s := start(t)
	own := strings.TrimPrefix(s.base, "http://")
	_, port, err := net.SplitHostPort(own)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, host string
		header     []string
		get, post  int
	}{
		{"a program", own, nil, 200, 200},
		{"a program, by name", "localhost:" + port, nil, 200, 200},
		{"a page of its own", own, []string{"Sec-Fetch-Site", "same-origin", "Origin", s.base}, 200, 200},
		{"typed in", own, []string{"Sec-Fetch-Site", "none"}, 200, 200},
		{
			"a page of another site", own,
			[]string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
			200,
			403,
		},
		{
			"a page of another port", own,
			[]string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"},
			200,
			403,
		},
		{"an old browser", own, []string{"Origin", "https://evil.example"}, 200, 403},
		{"no origin at all", own, []string{"Origin", "null"}, 200, 403},
		{"another name", "evil.example:" + port, []string{"Sec-Fetch-Site", "same-origin"}, 421, 421},
		{"another name, no page", "evil.example", nil, 421, 421},
		{"another port", "127.0.0.1:1", nil, 421, 421},
	} {
		t.Run(test.name, func(t *testing.T) {
			for method, want := range map[string]int{http.MethodGet: test.get, http.MethodPost: test.post} {
				t.Run(method, func(t *testing.T) {
					path, body := "/subscriptions/S-01/status", ""
					if method == http.MethodPost {
						path, body = "/subscriptions/S-01/auto-renew", `{"on": true}`
					}
					header := jsonHeader(append(test.header, "Host", test.host)...)
					a := s.sendWith(t, method, path, body, header)
					if a.status != want {
						t.Errorf("%d %s", a.status, a.body)
					}
					// A browser does not show a page what it was not allowed to read.
					if a.header.Get("Access-Control-Allow-Origin") != "" ||
						a.header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
						t.Errorf("%v", a.header)
					}
				})
			}
		})
	}
}

// Beyond loopback a proxy has to stand in front, and it names the caller.
func TestTrustedProxy(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.service.guard = guard{caller: "X-Caller", origin: http.NewCrossOriginProtection()}
	const path = "/subscriptions/S-01/auto-renew"
	for _, name := range []string{"", " ", strings.Repeat("x", 201)} {
		t.Run(fmt.Sprintf("%.10q", name), func(t *testing.T) {
			p := s.sendWith(t, http.MethodPost, path, `{"on": false}`, jsonHeader("X-Caller", name)).problem(t)
			if p.Status != http.StatusUnauthorized || p.Type != "/problems/nobody" {
				t.Errorf("%+v", p)
			}
		})
	}
	header := jsonHeader("X-Caller", "ann@example.com", "X-Request-Id", "r-1", "Host", "billing.example.com")
	if a := s.sendWith(t, http.MethodPost, path, `{"on": false}`, header); a.status != 200 ||
		a.header.Get("X-Request-Id") != "r-1" {
		t.Errorf("%d %s", a.status, a.body)
	}
	var list eventList
	s.sendWith(t, http.MethodGet, "/subscriptions/S-01/events", "", http.Header{"X-Caller": {"bob"}}).into(t, 200,
		&list)
	if e := list.Events[1]; e.Caller != "ann@example.com" || e.Request != "r-1" {
		t.Errorf("%+v", e)
	}
	// A key belongs to one caller.
	for _, name := range []string{"ann", "bob"} {
		t.Run(name, func(t *testing.T) {
			header := jsonHeader("X-Caller", name, "Idempotency-Key", "k")
			a := s.sendWith(t, http.MethodPost, moreSeats, threeSeats, header)
			if a.status != 201 || a.header.Get("Idempotency-Replayed") != "" {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
	s.send(t, http.MethodGet, "/healthz", "").into(t, 200, &struct{}{})
}

func TestHealth(t *testing.T) {
	t.Parallel()
	s := start(t)
	var got health
	if s.get(t, "/healthz", &got); got != (health{"ok", 5}) {
		t.Errorf("%+v", got)
	}
}
