package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/policy"
)

// kind is a kind of problem. Its name is the end of the problem's type, /problems/NAME.
type kind struct {
	status      int
	name, title string
}

// The kinds of problems.
var (
	mistaken    = kind{400, "mistake", "The request has a mistake in it"}
	nobody      = kind{401, "nobody", "The proxy has named nobody"}
	crossSite   = kind{403, "cross-site", "It comes from a page of another origin"}
	unknown     = kind{404, "unknown", "There is no such thing here"}
	wrongMethod = kind{405, "method", "The method is not allowed here"}
	notServed   = kind{406, "not-served", "It is not available in that form"}
	refused     = kind{409, "refused", "A billing rule says no"}
	taken       = kind{409, "taken", "The id is taken"}
	done        = kind{409, "done", "It is done already"}
	outdated    = kind{409, "outdated", "The subscription has changed since the quote"}
	needed      = kind{409, "needed", "A later event depends on it"}
	stale       = kind{412, "stale", "The subscription has changed since it was read"}
	tooLarge    = kind{413, "too-large", "The body is too large"}
	notJSON     = kind{415, "not-json", "The body is not JSON"}
	misdirected = kind{421, "misdirected", "It is for another host"}
	keyReused   = kind{422, "key-reused", "The key came with another request"}
	broken      = kind{500, "broken", "The service has failed"}
	busy        = kind{503, "busy", "The database has no time now"}
	tooSlow     = kind{503, "too-slow", "It took too long"}
)

func (k kind) path() string { return "/problems/" + k.name }

// problem is a problem response as of RFC 9457, with extension members for what was refused or mistaken.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance"`

	Decision *policy.Decision `json:"decision,omitempty"` // that refuses

	Field    string   `json:"field,omitempty"`
	Value    string   `json:"value,omitempty"`
	Mistakes mistakes `json:"mistakes,omitempty"`
}

// newProblem returns a problem of a kind. Its instance is set where it is written.
func newProblem(k kind, format string, args ...any) *problem {
	return &problem{Type: k.path(), Title: k.title, Status: k.status, Detail: fmt.Sprintf(format, args...)}
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

// problemOf turns any error into a problem. An error that is not known to be the caller's is the service's own, and its
// text is not disclosed.
func problemOf(err error) *problem {
	var (
		p     *problem
		wrong mistakes
		no    *policy.Refusal
	)
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &wrong):
		more := ""
		if n := len(wrong) - maxMistakes; n > 0 {
			wrong, more = wrong[:maxMistakes], fmt.Sprintf("; and %d more", n)
		}
		p = newProblem(mistaken, "%s%s", wrong, more)
		p.Field, p.Value, p.Mistakes = wrong[0].Field, wrong[0].Value, wrong
		return p
	case errors.As(err, &no):
		p = newProblem(refused, "%s", no.Decision)
		p.Decision = &no.Decision
		return p
	case isTooLarge(err):
		return newProblem(tooLarge, "the body has more than %d bytes", maxBody)
	case isBusy(err):
		return newProblem(busy, "another request has the database; nothing was changed")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return newProblem(tooSlow, "the request was given up; nothing was changed")
	}
	return newProblem(broken, "the request could not be answered")
}

func isUnknown(err error) bool {
	var p *problem
	return errors.As(err, &p) && p.Type == unknown.path()
}

func isTooLarge(err error) bool {
	var large *http.MaxBytesError
	return errors.As(err, &large)
}

// mistake is one mistake in a request.
type mistake = billingrules.Mistake

// mistakes are all mistakes of a request; as an error it has at least one.
type mistakes []mistake

func (m mistakes) Error() string {
	list := make([]string, len(m))
	for i := range m {
		list[i] = m[i].String()
	}
	return strings.Join(list, "; ")
}

func newMistake(field, value, format string, args ...any) mistake {
	return mistake{Field: field, Value: value, Detail: fmt.Sprintf(format, args...)}
}

// wrongField is a single mistake as an error.
func wrongField(field, value, format string, args ...any) error {
	return mistakes{newMistake(field, value, format, args...)}
}

// inRequest marks an error of the library as the fault of the request: bad input becomes mistakes, in fields under the
// given one. Any other error, including a refusal, stays as it is.
func inRequest(under string, err error) error {
	return blamed(err, func(m mistake) mistake { return m.Under(under) })
}

// inField does the same for a single value, which has no fields of its own.
func inField(name string, err error) error {
	return blamed(err, func(m mistake) mistake { return newMistake(name, m.Value, "%s", m.Detail) })
}

// onDay does the same for a question to the library about a day, which is ?on= of the request.
func onDay(err error) error {
	return blamed(err, func(m mistake) mistake {
		if m.Field == "day" {
			m.Field = "on"
		}
		return m
	})
}

func blamed(err error, named func(mistake) mistake) error {
	var list mistakes
	if errors.As(err, &list) {
		return list
	}
	for _, m := range billingrules.Mistakes(err) {
		list = append(list, named(m))
	}
	if len(list) > 0 {
		return list
	}
	return err
}
