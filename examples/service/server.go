package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
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
	maxPlans    = 10               // common renewal dates that are answered, the best first
	maxMistakes = 20               // mistakes that are listed; more are counted
	requestTime = 10 * time.Second // to answer it
)

// editions returns the edition for an act on a day.
type editions func(day calendar.Date) (policy.Edition, error)

// inEurope are the editions that are published for Europe.
func inEurope(day calendar.Date) (policy.Edition, error) { return policy.EditionOn(policy.Europe, day) }

// service answers requests.
type service struct {
	store      *store
	edition    editions       // of the day of the act; a quote keeps its own
	zone       *time.Location // in which a day begins
	now        func() time.Time
	log        *slog.Logger
	parties    ubl.Details // of e-invoices
	recordBack int         // days back on which something may still be recorded
	guard      guard
}

// call is a request that is being answered, in a transaction of its own.
type call struct {
	*http.Request
	s      *service
	tx     txn
	at     time.Time     // the instant of the request, in UTC
	today  calendar.Date // the day of it, in the zone
	day    calendar.Date // that it asks about: that of ?on=, or else today
	query  url.Values    // the parameters beside
	body   []byte        // of a POST
	id     string        // of the request
	caller string        // as the proxy has named them
}

// reply is what is answered where nothing went wrong, and what the log says of it.
type reply struct {
	status   int    // 0 for 200
	body     any    // written as JSON; a []byte as it is
	media    string // "" for application/json
	location string
	etag     int // the version of the subscription; 0 for none
	replayed bool
	log      []slog.Attr
}

func (a *reply) orNone() reply {
	if a == nil {
		return reply{}
	}
	return *a
}

// route is a path with its method, and how it is answered.
type route struct {
	pattern    string
	parameters []string // of the query, beside ?on=
	records    bool     // whether it may change something: if so, its transaction is one that writes
	answer     func(*call) (reply, error)
}

// table lists the routes.
func table() []route {
	list := []route{
		{"GET /subscriptions", listed("phase", "due-before", "renewable-on"), false, (*call).getSubscriptions},
		{"GET /subscriptions/{id}", nil, false, (*call).getSubscription},
		{"GET /subscriptions/{id}/status", nil, false, (*call).getStatus},
		{"GET /subscriptions/{id}/actions", nil, false, (*call).getActions},
		{"GET /subscriptions/{id}/refund", nil, false, (*call).getRefund},
		{"GET /subscriptions/{id}/events", nil, false, (*call).getEvents},
		{"GET /subscriptions/{id}/invoices", nil, false, (*call).getLedger},
		{"GET /subscriptions/{id}/invoices/{number}", nil, false, (*call).getInvoice},
		{"GET /subscriptions/{id}/calendar.ics", nil, false, (*call).getDays},
		{"GET /invoices", listed("state", "due-before"), false, (*call).getInvoices},
		{"GET /calendar.ics", nil, false, (*call).getCalendar},
		{"GET /quotes/{quote}", nil, false, (*call).getQuote},
		{"GET /quotes/{quote}/order", nil, false, (*call).getOrder},
		{"POST /alignments", nil, false, (*call).postAlignment},
		{"GET /problems/{kind}", nil, false, (*call).getProblem},
		{"GET /openapi.json", nil, false, (*call).getOpenAPI},
		{"GET /healthz", nil, false, (*call).getHealth},
	}
	for _, a := range acts() {
		list = append(list, route{"POST " + a.pattern(), nil, true, func(c *call) (reply, error) { return c.act(a) }})
	}
	for _, what := range []string{addedSeats, extension, renews} {
		pattern := "POST /subscriptions/{id}/quotes/" + what
		list = append(list, route{pattern, nil, true, func(c *call) (reply, error) { return c.quote(what) }})
	}
	return list
}

// routes returns the handler of the whole service.
func (s *service) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range table() {
		mux.Handle(r.pattern, s.handler(r))
	}
	return s.handled(mux)
}

// handler makes a handler of a route: it bounds the request, answers it in one transaction, and logs it.
func (s *service) handler(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTime)
		defer cancel()
		c := s.call(w, r.WithContext(ctx))
		done, err := c.answer(route)
		var body []byte
		if err == nil {
			body, err = done.bytes()
		}
		if err != nil {
			c.fail(w, errors.Join(err, ctx.Err())) // the database says only that it was interrupted
			return
		}
		if done.location != "" {
			w.Header().Set("Location", done.location)
		}
		if done.etag > 0 {
			w.Header().Set("ETag", etag(done.etag))
		}
		if done.replayed {
			w.Header().Set("Idempotency-Replayed", "true")
		}
		c.write(w, cmp.Or(done.status, http.StatusOK), cmp.Or(done.media, mediaJSON), body, slog.LevelInfo, done.log...)
	})
}

// call begins a call: when it came, and what it is called in the log.
func (s *service) call(w http.ResponseWriter, r *http.Request) *call {
	c := &call{Request: r, s: s, at: s.now().UTC(), id: requestID(r)}
	c.today = calendar.DateOf(c.at, s.zone)
	c.Body = http.MaxBytesReader(w, c.Body, maxBody)
	w.Header().Set("X-Request-Id", c.id)
	return c
}

// answer checks who asks, from where and what for, and answers within a transaction.
func (c *call) answer(r route) (reply, error) {
	if err := c.check(r); err != nil {
		return reply{}, err
	}
	key, err := c.key()
	if err != nil {
		return reply{}, err
	}
	begin := c.s.store.read
	if key != "" || r.records && !c.day.After(c.today) {
		begin = c.s.store.write
	}
	var done reply
	err = begin(c.Context(), func(tx txn) (err error) {
		c.tx = tx
		done, err = c.once(key, r.answer)
		return err
	})
	return done, err
}

// check finds out whether a request is one that may be answered at all.
func (c *call) check(r route) error {
	if err := c.s.guard.check(c); err != nil {
		return err
	}
	if err := c.readQuery(r.parameters); err != nil {
		return err
	}
	if c.Method == http.MethodPost {
		return c.readBody()
	}
	return noBody(c.Request)
}

func (a reply) bytes() ([]byte, error) {
	if data, ok := a.body.([]byte); ok {
		return data, nil
	}
	return indented(a.body)
}

// handled makes problems of what the mux itself would answer in plain text: paths and methods that are not known.
func (s *service) handled(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		own, pattern := mux.Handler(r)
		clean := path.Clean(r.URL.Path) == r.URL.Path // to any other path the mux answers with a redirection to it
		if pattern != "" && clean {
			mux.ServeHTTP(w, r)
			return
		}
		probe := &statusOnly{header: w.Header(), status: http.StatusOK}
		own.ServeHTTP(probe, r)
		c := s.call(w, r)
		if clean && probe.status == http.StatusMethodNotAllowed {
			allow := w.Header().Get("Allow")
			c.fail(w, newProblem(wrongMethod, "method %q: is not one of %s", shown(r.Method), allow))
			return
		}
		c.fail(w, newProblem(unknown, "path %q: is not known", shown(r.URL.Path)))
	})
}

// statusOnly keeps the status and headers of an answer, and drops its body.
type statusOnly struct {
	header http.Header
	status int
}

func (w *statusOnly) Header() http.Header            { return w.header }
func (w *statusOnly) WriteHeader(status int)         { w.status = status }
func (w *statusOnly) Write(data []byte) (int, error) { return len(data), nil }

// fail answers with a problem. A refusal is logged with its decision, and what is the service's own fault as an error.
func (c *call) fail(w http.ResponseWriter, err error) {
	p := *problemOf(err)
	p.Instance = c.URL.EscapedPath()
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("problem", p.Type)}
	var no *policy.Refusal
	switch {
	case errors.As(err, &no):
		attrs = append(attrs, slog.Any("decision", no.Decision))
	case p.Type == broken.path():
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", err.Error()))
	default:
		attrs = append(attrs, slog.String("detail", p.Detail))
	}
	body, err := indented(p)
	if err != nil {
		level, attrs = slog.LevelError, append(attrs, slog.String("unwritable", err.Error()))
	}
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
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
		slog.Duration("took", c.s.now().Sub(c.at)), slog.String("request", c.id),
	}
	if c.caller != "" {
		own = append(own, slog.String("caller", c.caller))
	}
	c.s.log.LogAttrs(c.Context(), level, "request", append(own, attrs...)...)
}

// getProblem says what a type of problem means.
func (c *call) getProblem() (reply, error) {
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.name == c.PathValue("kind") })
	if i < 0 {
		return reply{}, newProblem(unknown, "problem %q: is not known", shown(c.PathValue("kind")))
	}
	k := kinds()[i]
	return reply{body: problemType{k.path(), k.title, k.status, k.meaning}}, nil
}

// problemType is what a type of problem means.
type problemType struct {
	Type    string `json:"type"`
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Meaning string `json:"meaning"`
}

// health is that the database answers.
type health struct {
	Status string `json:"status"`
	Schema int    `json:"schema"` // the number of the last migration
}

func (c *call) getHealth() (reply, error) {
	h := health{Status: "ok"}
	query := `SELECT user_version FROM pragma_user_version`
	if c.s.store.postgres {
		query = `SELECT version FROM schema_version`
	}
	if err := c.tx.QueryRowContext(c.Context(), query).Scan(&h.Schema); err != nil {
		return reply{}, fmt.Errorf("the database: %w", err)
	}
	return reply{body: h}, nil
}
