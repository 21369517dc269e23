package main

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/policy"
)

// The limits of a request.
const (
	maxBody     = 64 << 10         // bytes
	maxFacts    = 200              // terms, invoices, changes and failed charges, each
	maxMembers  = 50               // subscriptions to be aligned
	maxPlans    = 10               // common renewal dates in an answer, the best first
	maxMistakes = 20               // mistakes that are listed; further ones are only counted
	requestTime = 10 * time.Second // to answer it
)

// editions are the editions for acts, in order. They are cached, since working one out takes longer than most answers.
type editions []policy.Edition

// european returns the editions that are published for Europe.
func european() editions {
	other := func(ed policy.Edition) bool { return ed.Region() != policy.Europe }
	return slices.DeleteFunc(slices.Collect(policy.Editions()), other)
}

// on returns the edition for an act on a day, as policy.EditionOn does.
func (list editions) on(day calendar.Date) policy.Edition {
	latest := list[0]
	for _, ed := range list[1:] {
		if !ed.InForce().After(day) {
			latest = ed
		}
	}
	return latest
}

// service answers requests.
type service struct {
	store      *store
	editions   editions       // of the day of the act; a quote keeps its own
	zone       *time.Location // that decides when a day begins
	now        func() time.Time
	log        *slog.Logger
	parties    ubl.Details // of e-invoices
	recordBack int         // how many days back something may still be recorded
	guard      guard
}

// call is a request that is being answered, in a transaction of its own.
type call struct {
	*http.Request
	s       *service
	tx      txn
	at      time.Time      // the instant of the request, in UTC
	today   calendar.Date  // its day, in the zone
	day     calendar.Date  // the day that it asks about: ?on=, or else today
	edition policy.Edition // of the day
	query   url.Values     // the parameters beside
	body    []byte         // of a POST
	id      string         // of the request
	caller  string         // as named by the proxy
	writes  bool           // whether its transaction may write
}

// reply is the answer if nothing went wrong, and what the log says about it. Its JSON is stored for an Idempotency-Key.
type reply struct {
	Status   int       `json:"status"` // 0 for 200
	Location string    `json:"location,omitempty"`
	ETag     int       `json:"etag,omitempty"` // the version of the subscription; 0 for none
	Body     []byte    `json:"body"`           // as it is sent
	value    any       // sent as JSON if there is no Body
	media    string    // "" for application/json
	keep     func(txn) // stores what a reading transaction has worked out; nil if there is nothing to store
	replayed bool
	log      []slog.Attr
}

// route is a path with its method, and how requests for it are answered.
type route struct {
	pattern    string
	parameters []string // of the query, besides ?on=
	records    bool     // whether it may change a subscription, which takes a transaction that writes
	answer     func(*call) (reply, error)
}

// table lists the routes.
func table() []route {
	list := []route{
		{"GET /subscriptions", listed("phase", "due-before", "renewable-on"), false, (*call).getSubscriptions},
		{"GET /subscriptions/{id}", nil, false, about((*call).getSubscription)},
		{"GET /subscriptions/{id}/status", nil, false, about((*call).getStatus)},
		{"GET /subscriptions/{id}/actions", nil, false, about((*call).getActions)},
		{"GET /subscriptions/{id}/explanation", nil, false, about((*call).explain)},
		{"GET /subscriptions/{id}/refund", nil, false, about((*call).getRefund)},
		{"GET /subscriptions/{id}/events", nil, false, about((*call).getEvents)},
		{"GET /subscriptions/{id}/invoices", nil, false, about((*call).getLedger)},
		{"GET /subscriptions/{id}/invoices/{number}", nil, false, about((*call).getInvoice)},
		{"GET /subscriptions/{id}/invoices/{number}/explanation", nil, false, about((*call).explainInvoice)},
		{"GET /subscriptions/{id}/calendar.ics", nil, false, about((*call).getCalendar)},
		{"GET /invoices", listed("state", "due-before"), false, (*call).getInvoices},
		{"GET /calendar.ics", nil, false, (*call).getCalendars},
		{"GET /quotes/{quote}", nil, false, (*call).getQuote},
		{"GET /quotes/{quote}/explanation", nil, false, (*call).explainQuote},
		{"GET /quotes/{quote}/order", nil, false, (*call).getOrder},
		{"POST /alignments", nil, false, (*call).postAlignment},
		{"GET /openapi.json", nil, false, (*call).getOpenAPI},
		{"GET /healthz", nil, false, (*call).getHealth},
	}
	for _, a := range acts() {
		records := !strings.HasPrefix(a.name, "quotes/")
		list = append(list, route{"POST " + a.path(), nil, records, func(c *call) (reply, error) { return c.act(a) }})
	}
	return list
}

// routes returns the handler of the whole service. Unknown paths and methods are problems too.
func (s *service) routes() http.Handler {
	mux, methods := http.NewServeMux(), map[string]string{}
	for _, r := range table() {
		mux.HandleFunc(r.pattern, s.handler(r))
		method, path, _ := strings.Cut(r.pattern, " ")
		if method == http.MethodGet {
			method = "GET, HEAD"
		}
		methods[path] = strings.TrimPrefix(methods[path]+", "+method, ", ")
	}
	for path, allow := range methods {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", allow)
			s.call(w, r).fail(w, newProblem(wrongMethod, "method %q: is not one of %s", shown(r.Method), allow))
		})
	}
	nowhere := func(w http.ResponseWriter, r *http.Request) {
		s.call(w, r).fail(w, newProblem(unknown, "path %q: is not known", shown(r.URL.Path)))
	}
	mux.HandleFunc("/", nowhere)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Clean(r.URL.Path) != r.URL.Path { // the mux would redirect it
			nowhere(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// handler makes the handler of a route: it limits the request, answers it in one transaction, and logs it.
func (s *service) handler(route route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTime)
		defer cancel()
		c := s.call(w, r.WithContext(ctx))
		done, err := c.answer(route)
		if err != nil {
			c.fail(w, errors.Join(err, ctx.Err())) // the database says only that it was interrupted
			return
		}
		if done.Location != "" {
			w.Header().Set("Location", done.Location)
		}
		if done.ETag > 0 {
			w.Header().Set("ETag", etag(done.ETag))
		}
		if done.replayed {
			w.Header().Set("Idempotency-Replayed", "true")
		}
		status, media := cmp.Or(done.Status, http.StatusOK), cmp.Or(done.media, mediaJSON)
		c.write(w, status, media, done.Body, slog.LevelInfo, done.log...)
	}
}

// call begins a call: when it came, and its name in the log.
func (s *service) call(w http.ResponseWriter, r *http.Request) *call {
	c := &call{Request: r, s: s, at: s.now().UTC(), id: requestID(r)}
	c.today = calendar.DateOf(c.at, s.zone)
	c.Body = http.MaxBytesReader(w, c.Body, maxBody)
	w.Header().Set("X-Request-Id", c.id)
	return c
}

// answer checks who asks, from where and what for, and answers within a transaction.
func (c *call) answer(r route) (done reply, err error) {
	key, err := c.key()
	err = cmp.Or(c.s.guard.check(c), c.readQuery(r.parameters), c.readBody(c.Method == http.MethodPost), err)
	if err != nil {
		return reply{}, err
	}
	c.edition = c.s.editions.on(c.day)
	begin := c.s.store.read
	if c.writes = r.records && !c.day.After(c.today); c.writes {
		begin = c.s.store.write
	}
	err = begin(c.Context(), func(tx txn) (err error) {
		done, err = c.once(tx, key, func() (reply, error) {
			done, err := r.answer(c)
			if err == nil {
				done.Body, err = done.bytes()
			}
			return done, err
		})
		return err
	})
	if c.writes || err != nil || done.replayed || key == "" && done.keep == nil {
		return done, err
	}
	c.writes = true // what was worked out without making other writers wait
	made := done
	err = c.s.store.write(c.Context(), func(tx txn) (err error) {
		done, err = c.once(tx, key, func() (reply, error) {
			if made.keep != nil {
				made.keep(tx)
			}
			return made, nil
		})
		return err
	})
	return done, err
}

func (a reply) bytes() ([]byte, error) {
	if a.Body != nil {
		return a.Body, nil
	}
	data, err := json.MarshalIndent(a.value, "", "  ")
	return append(data, '\n'), err
}

// fail answers with a problem. A refusal is logged with its decision, and a fault of the service as an error.
func (c *call) fail(w http.ResponseWriter, err error) {
	p := *problemOf(err)
	p.Instance = c.URL.EscapedPath()
	body, wrong := reply{value: p}.bytes()
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("problem", p.Type), slog.String("error", errors.Join(err, wrong).Error())}
	if p.Decision != nil {
		attrs = append(attrs, slog.Any("decision", *p.Decision))
	}
	if p.Status == http.StatusInternalServerError {
		level = slog.LevelError
	}
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1") // second
	}
	c.write(w, p.Status, "application/problem+json", body, level, attrs...)
}

func (c *call) write(
	w http.ResponseWriter, status int, media string, body []byte, level slog.Level, attrs ...slog.Attr,
) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		attrs = append(attrs, slog.String("unsent", err.Error()))
	}
	own := []slog.Attr{
		slog.String("method", c.Method), slog.String("path", c.URL.Path), slog.Int("code", status),
		slog.Duration("took", c.s.now().Sub(c.at)), slog.String("request", c.id), slog.String("caller", c.caller),
	}
	c.s.log.LogAttrs(c.Context(), level, "request", append(own, attrs...)...)
}

// health reports whether the database answers.
type health struct {
	Status string `json:"status"`
	Schema int    `json:"schema"` // the number of the last migration
}

func (c *call) getHealth() (reply, error) {
	return reply{value: health{"ok", c.s.store.version(c.tx)}}, nil
}

// openAPI describes every path, field, status and problem in OpenAPI 3.1. A test compares it with the program.
//
//go:embed openapi.json
var openAPI []byte

func (c *call) getOpenAPI() (reply, error) { return reply{Body: openAPI}, nil }
