package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// kind is what sort of problem there is. Its name is the end of the problem's type, /problems/NAME, and GET of that
// says what it means.
type kind struct {
	name           string
	status         int
	title, meaning string
}

// kinds lists every kind.
func kinds() []kind {
	return []kind{
		mistaken, refused, unknown, taken, done, outdated, unpriced, needed, stale, keyReused, tooLarge, notJSON, notServed,
		noEInvoice, wrongMethod, nobody, crossSite, misdirected, tooSlow, busy, broken,
	}
}

var (
	mistaken = kind{
		"mistake", 400, "The request has a mistake in it",
		"Each mistake is named by field and value; field and value are those of the first.",
	}
	refused = kind{
		"refused", 409, "A billing rule says no",
		"It names the rule, the days on which the answer would be yes, and what to do instead.",
	}
	unknown  = kind{"unknown", 404, "There is no such thing here", "The path, or the id in it, is not known."}
	taken    = kind{"taken", 409, "The id is taken", "Another subscription has it."}
	done     = kind{"done", 409, "It is done already", "An invoice is paid, a purchase returned, an event voided once."}
	outdated = kind{
		"outdated", 409, "The subscription has changed since the quote",
		"What was quoted is not what would be bought now: ask for a new quote.",
	}
	unpriced = kind{"unpriced", 409, "There is no list price for that", "The subscription was stored without one."}
	needed   = kind{
		"needed", 409, "A later event cannot be without it", "What was built on a mistake has to be voided before it.",
	}
	stale = kind{
		"stale", 412, "The subscription has changed since it was read",
		"The header If-Match names another version than the latest: read it again.",
	}
	keyReused = kind{
		"key-reused", 422, "The key came with another request",
		"An Idempotency-Key belongs to one request: use a new one for another.",
	}
	tooLarge = kind{"too-large", 413, "The body is too large", "It is refused unread."}
	notJSON  = kind{
		"not-json", 415, "The body is not JSON", "Send it as application/json, without a content encoding.",
	}
	notServed = kind{
		"not-served", 406, "It cannot be had in that form", "An invoice is application/json or application/xml.",
	}
	noEInvoice = kind{
		"no-e-invoice", 409, "The invoice cannot be an e-invoice",
		"Each reason is named. It can be had as application/json.",
	}
	wrongMethod = kind{"method", 405, "The method is not allowed here", "The header Allow lists those that are."}
	nobody      = kind{"nobody", 401, "The proxy has named nobody", "The proxy in front has to say who the caller is."}
	crossSite   = kind{
		"cross-site", 403, "It comes from a page of another origin", "Such pages cannot change anything here.",
	}
	misdirected = kind{
		"misdirected", 421, "It is for another host",
		"On loopback the service answers under the names of this machine only.",
	}
	tooSlow = kind{"too-slow", 503, "It took too long", "Nothing was changed; try again."}
	busy    = kind{
		"busy", 503, "The database has no time now",
		"Nothing was changed; try again after the seconds of the header Retry-After.",
	}
	broken = kind{"broken", 500, "The service has failed", "Nothing was changed. The log says why."}
)

// retryAfter is in how many seconds to try again where the service had no time.
const retryAfter = 1

func (k kind) path() string { return "/problems/" + k.name }

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
	return &problem{Type: k.path(), Title: k.title, Status: k.status, Detail: fmt.Sprintf(format, args...)}
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
