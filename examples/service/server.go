package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path"
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
	store   *store
	edition editions       // of the day of the act; a quote keeps its own
	zone    *time.Location // in which a day begins
	now     func() time.Time
	log     *slog.Logger
	parties ubl.Details // of e-invoices
}

// reply is what is answered where nothing went wrong, and what the log says of it.
type reply struct {
	status   int    // 0 for 200
	body     any    // written as JSON; a []byte as it is
	media    string // "" for application/json
	location string
	log      []slog.Attr
}

// routes returns the handler of the whole service.
func (s *service) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, answer := range map[string]func(*http.Request, calendar.Date) (reply, error){
		"POST /subscriptions":                                s.postSubscription,
		"GET /subscriptions/{id}":                            s.getSubscription,
		"GET /subscriptions/{id}/status":                     s.getStatus,
		"GET /subscriptions/{id}/actions":                    s.getActions,
		"GET /subscriptions/{id}/refund":                     s.getRefund,
		"GET /subscriptions/{id}/invoices":                   s.getInvoices,
		"GET /subscriptions/{id}/invoices/{number}":          s.getInvoice,
		"POST /subscriptions/{id}/invoices/{number}/payment": s.postPayment,
		"GET /subscriptions/{id}/calendar.ics":               s.getDays,
		"GET /calendar.ics":                                  s.getCalendar,
		"POST /subscriptions/{id}/quotes/seats":              s.postSeats,
		"POST /subscriptions/{id}/quotes/extension":          s.postExtension,
		"GET /quotes/{quote}":                                s.getQuote,
		"POST /quotes/{quote}/order":                         s.postOrder,
		"GET /quotes/{quote}/order":                          s.getOrder,
		"POST /alignments":                                   s.postAlignment,
		"GET /problems/{kind}":                               s.getProblem,
	} {
		mux.Handle(pattern, s.handler(answer))
	}
	return s.handled(mux)
}

// handler makes a handler of a function that answers or fails: it bounds the request, writes the answer and logs it.
func (s *service) handler(answer func(*http.Request, calendar.Date) (reply, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.now()
		ctx, cancel := context.WithTimeout(r.Context(), requestTime)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		day, err := s.dayOf(r)
		if err == nil && r.Method != http.MethodPost {
			err = noBody(r)
		}
		var done reply
		if err == nil {
			done, err = answer(r, day)
		}
		var body []byte
		if err == nil {
			body, err = done.bytes()
		}
		if err != nil {
			s.fail(w, r, began, errors.Join(err, ctx.Err())) // the database says only that it was interrupted
			return
		}
		if done.status == 0 {
			done.status = http.StatusOK
		}
		if done.location != "" {
			w.Header().Set("Location", done.location)
		}
		s.write(w, r, began, done.status, cmp.Or(done.media, mediaJSON), body, slog.LevelInfo, done.log...)
	})
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
		if clean && probe.status == http.StatusMethodNotAllowed {
			allow := w.Header().Get("Allow")
			s.fail(w, r, s.now(), newProblem(wrongMethod, "method %q: is not one of %s", shown(r.Method), allow))
			return
		}
		s.fail(w, r, s.now(), newProblem(unknown, "path %q: is not known", shown(r.URL.Path)))
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
func (s *service) fail(w http.ResponseWriter, r *http.Request, began time.Time, err error) {
	p := *problemOf(err)
	p.Instance = r.URL.EscapedPath()
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("problem", p.Type)}
	var no *policy.Refusal
	switch {
	case errors.As(err, &no):
		attrs = append(attrs, slog.Any("decision", no.Decision))
	case p.Type == newProblem(broken, "").Type:
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", err.Error()))
	default:
		attrs = append(attrs, slog.String("detail", p.Detail))
	}
	body, err := indented(p)
	if err != nil {
		level, attrs = slog.LevelError, append(attrs, slog.String("unwritable", err.Error()))
	}
	s.write(w, r, began, p.Status, "application/problem+json", body, level, attrs...)
}

func (s *service) write(
	w http.ResponseWriter, r *http.Request, began time.Time, status int, media string, body []byte,
	level slog.Level, attrs ...slog.Attr,
) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		attrs = append(attrs, slog.String("unsent", err.Error()))
	}
	s.log.LogAttrs(r.Context(), level, "request", append([]slog.Attr{
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("code", status),
		slog.Duration("took", s.now().Sub(began)),
	}, attrs...)...)
}

// getProblem says what a type of problem means.
func (s *service) getProblem(r *http.Request, _ calendar.Date) (reply, error) {
	k := kind(r.PathValue("kind"))
	m, ok := k.describe()
	if !ok {
		return reply{}, newProblem(unknown, "problem %q: is not known", shown(string(k)))
	}
	return reply{body: struct {
		Type    string `json:"type"`
		Title   string `json:"title"`
		Status  int    `json:"status"`
		Meaning string `json:"meaning"`
	}{"/problems/" + string(k), m.title, m.status, m.meaning}}, nil
}
