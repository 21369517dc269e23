package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// kind is what sort of problem there is. Its name is the end of the problem's type, /problems/NAME, and GET of that
// says what it means.
type kind string

const (
	mistaken    kind = "mistake"
	refused     kind = "refused"
	unknown     kind = "unknown"
	taken       kind = "taken"
	done        kind = "done"
	outdated    kind = "outdated"
	unpriced    kind = "unpriced"
	tooLarge    kind = "too-large"
	notJSON     kind = "not-json"
	notServed   kind = "not-served"
	noEInvoice  kind = "no-e-invoice"
	wrongMethod kind = "method"
	tooSlow     kind = "too-slow"
	busy        kind = "busy"
	needed      kind = "needed"
	stale       kind = "stale"
	keyReused   kind = "key-reused"
	crossSite   kind = "cross-site"
	misdirected kind = "misdirected"
	nobody      kind = "nobody"
	broken      kind = "broken"
)

// meaning is a kind of problem with its status and title, and what it means in a sentence.
type meaning struct {
	kind    kind
	status  int
	title   string
	meaning string
}

// meanings lists every kind.
func meanings() []meaning {
	return []meaning{
		{
			mistaken, http.StatusBadRequest, "The request has a mistake in it",
			"Each mistake is named by field and value; field and value are those of the first.",
		},
		{
			refused, http.StatusConflict, "A billing rule says no",
			"It names the rule, the days on which the answer would be yes, and what to do instead.",
		},
		{unknown, http.StatusNotFound, "There is no such thing here", "The path, or the id in it, is not known."},
		{taken, http.StatusConflict, "The id is taken", "Another subscription has it."},
		{
			done, http.StatusConflict, "It is done already",
			"An invoice is paid once, a purchase returned once, and an event voided once.",
		},
		{
			outdated, http.StatusConflict, "The subscription has changed since the quote",
			"What was quoted is not what would be bought now: ask for a new quote.",
		},
		{
			unpriced, http.StatusConflict, "There is no list price for that term",
			"The subscription was stored without one.",
		},
		{tooLarge, http.StatusRequestEntityTooLarge, "The body is too large", "It is refused unread."},
		{
			notJSON, http.StatusUnsupportedMediaType, "The body is not JSON",
			"Send it as application/json, without a content encoding.",
		},
		{
			notServed, http.StatusNotAcceptable, "It cannot be had in that form",
			"An invoice is application/json or application/xml.",
		},
		{
			noEInvoice, http.StatusConflict, "The invoice cannot be an e-invoice",
			"Each reason is named. It can be had as application/json.",
		},
		{
			wrongMethod, http.StatusMethodNotAllowed, "The method is not allowed here",
			"The header Allow lists those that are.",
		},
		{tooSlow, http.StatusServiceUnavailable, "It took too long", "Nothing was changed; try again."},
		{
			busy, http.StatusServiceUnavailable, "The database has no time now",
			"Nothing was changed; try again after the seconds of the header Retry-After.",
		},
		{
			needed, http.StatusConflict, "A later event cannot be without it",
			"What was built on a mistake has to be voided before it.",
		},
		{
			stale, http.StatusPreconditionFailed, "The subscription has changed since it was read",
			"The header If-Match names another version than the latest: read it again.",
		},
		{
			keyReused, http.StatusUnprocessableEntity, "The key came with another request",
			"An Idempotency-Key belongs to one request: use a new one for another.",
		},
		{
			crossSite, http.StatusForbidden, "It comes from a page of another origin",
			"Pages of other origins cannot change anything here.",
		},
		{
			misdirected, http.StatusMisdirectedRequest, "It is for another host",
			"On loopback the service answers under the names of this machine only.",
		},
		{
			nobody, http.StatusUnauthorized, "The proxy has named nobody",
			"The proxy in front has to say who the caller is.",
		},
		{
			broken, http.StatusInternalServerError, "The service has failed",
			"Nothing was changed. The log says why.",
		},
	}
}

// retryAfter is in how many seconds to try again where the service had no time.
const retryAfter = 1

// describe returns the meaning of a kind; false of what is no kind.
func (k kind) describe() (meaning, bool) {
	all := meanings()
	i := slices.IndexFunc(all, func(m meaning) bool { return m.kind == k })
	if i < 0 {
		return meaning{}, false
	}
	return all[i], true
}

// problem is a problem response as of RFC 9457, with extension members for what was refused or mistaken.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance"`

	Rule   rule.ID       `json:"rule,omitempty"`
	Asked  calendar.Date `json:"asked,omitzero"`
	Window *window       `json:"window,omitempty"`
	Remedy policy.Remedy `json:"remedy,omitzero"`

	Field    string   `json:"field,omitempty"`
	Value    string   `json:"value,omitempty"`
	Mistakes mistakes `json:"mistakes,omitempty"`
}

// window is the days on which the answer would be yes, both ends included. A side that is open is left out.
type window struct {
	From calendar.Date `json:"from,omitzero"`
	To   calendar.Date `json:"to,omitzero"`
}

// newProblem returns a problem of a kind. Its instance is set where it is written.
func newProblem(k kind, format string, args ...any) *problem {
	m, _ := k.describe() // of the constants, each has one
	detail := fmt.Sprintf(format, args...)
	return &problem{Type: "/problems/" + string(k), Title: m.title, Status: m.status, Detail: detail}
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

// problemOf says any error as a problem. What is not known to be the caller's is the service's own, and not told.
func problemOf(err error) *problem {
	var (
		p     *problem
		wrong mistakes
		no    *policy.Refusal
		large *http.MaxBytesError
	)
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &wrong):
		if more := len(wrong) - maxMistakes; more > 0 {
			wrong = wrong[:maxMistakes]
			p = newProblem(mistaken, "%s; and %d more", wrong, more)
		} else {
			p = newProblem(mistaken, "%s", wrong)
		}
		p.Field, p.Value, p.Mistakes = wrong[0].Field, wrong[0].Value, wrong
		return p
	case errors.As(err, &no):
		return refusal(no.Decision)
	case errors.As(err, &large):
		return newProblem(tooLarge, "the body has more than %d bytes", large.Limit)
	case isBusy(err):
		return newProblem(busy, "another request has the database; nothing was changed")
	case errors.Is(err, context.DeadlineExceeded):
		return newProblem(tooSlow, "the request was given up after %s", requestTime)
	case errors.Is(err, context.Canceled):
		return newProblem(tooSlow, "the client has gone")
	}
	return newProblem(broken, "the request could not be answered")
}

// refusal says a decision as a problem.
func refusal(d policy.Decision) *problem {
	p := newProblem(refused, "%s", d)
	p.Rule, p.Asked, p.Remedy = d.Rule, d.Asked, d.Remedy
	if !d.Window.IsZero() {
		p.Window = &window{From: d.Window.Start(), To: d.Window.LastDay()}
	}
	return p
}

// mistake is one mistake in a request.
type mistake struct {
	Field  string `json:"field"`
	Value  string `json:"value,omitempty"`
	Detail string `json:"detail"`
}

func (m mistake) String() string {
	if m.Value == "" {
		return m.Field + ": " + m.Detail
	}
	return fmt.Sprintf("%s %q: %s", m.Field, m.Value, m.Detail)
}

// mistakes are all mistakes of a request; where it is an error, there is at least one.
type mistakes []mistake

func (m mistakes) Error() string {
	list := make([]string, len(m))
	for i := range m {
		list[i] = m[i].String()
	}
	return strings.Join(list, "; ")
}

// wrongField is a single mistake as an error.
func wrongField(field, value, format string, args ...any) error {
	return mistakes{{Field: field, Value: value, Detail: fmt.Sprintf(format, args...)}}
}

// inRequest says of an error of the library that the request is to blame: bad input becomes mistakes, in fields under
// the one that was given. Anything else, a refusal too, stays what it is.
func inRequest(under string, err error) error {
	return blamed(err, func(field string) string { return joined(under, strings.TrimPrefix(field, under+".")) })
}

// inField does the same of a single value, which has no fields of its own.
func inField(name string, err error) error {
	return blamed(err, func(string) string { return name })
}

// onDay does the same of what the library was asked about a day, under the names that a request has for its fields.
func onDay(err error) error {
	return blamed(err, func(field string) string {
		switch field {
		case "day":
			return "on"
		case "numbers[0]":
			return "number" // of the path
		}
		return field
	})
}

func blamed(err error, named func(field string) string) error {
	var list mistakes
	if errors.As(err, &list) {
		for i := range list {
			list[i].Field = named(list[i].Field)
		}
		return list
	}
	for _, e := range billingrules.InputErrors(err) {
		list = append(list, mistake{Field: named(e.Field), Value: plain(e.Value), Detail: e.Err.Error()})
	}
	if len(list) == 0 {
		return err
	}
	return list
}

func joined(under, field string) string {
	if under == "" || field == "" || field[0] == '[' {
		return under + field
	}
	return under + "." + field
}

// plain takes the quotes off a value that the library has put in quotes; JSON has its own.
func plain(value string) string {
	quoted, more := strings.CutSuffix(value, "…") // it cuts what is long behind the closing quote
	text, err := strconv.Unquote(quoted)
	switch {
	case err != nil:
		return value
	case more:
		return text + "…"
	}
	return text
}
