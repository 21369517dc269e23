package coterm_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

var (
	date   = calendar.MustParseDate
	amount = money.MustParseAmount
	europe = policy.Europe2024()
	fields = testkit.Fields
	eur    = testkit.Euros
)

// must returns a value that a test expects without an error.
func must[T any](value T, err error) T { return testkit.Must(value, err) }

// edition has the numbers of Europe2024 with changes.
func edition(change ...func(*policy.Parameters)) policy.Edition {
	return testkit.Edition(func(p *policy.Parameters) {
		for _, c := range change {
			c(p)
		}
	})
}

// since1990 has the numbers of Europe2024 from orders of 1990 on, so that every example is under it.
func since1990(change ...func(*policy.Parameters)) policy.Edition {
	return edition(append(change, func(p *policy.Parameters) { p.FirstDay = date("1990-01-01") })...)
}

// factsOf returns facts for three seats with one term of the given length.
func factsOf(length calendar.Term, anchor, start calendar.Date) lifecycle.Facts {
	term := must(length.Period(anchor, start))
	return lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: anchor, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: term.End(), Length: length}},
	}
}

// sub is a subscription for three seats with one term of the given length.
func sub(ed policy.Edition, length calendar.Term, anchor, start calendar.Date) lifecycle.Subscription {
	return must(lifecycle.New(ed, factsOf(length, anchor, start)))
}

// bought is a subscription for three seats that was bought on a day.
func bought(length calendar.Term, start string) lifecycle.Subscription {
	return sub(europe, length, date(start), date(start))
}

// renewing is a three-year subscription under since1990 that renews on a given day.
func renewing(on string) lifecycle.Subscription {
	start := date(on).AddMonths(-36)
	return sub(since1990(), calendar.ThreeYear, start, start)
}

// with is a subscription with other facts.
func with(s lifecycle.Subscription, change func(*lifecycle.Facts)) lifecycle.Subscription {
	f := s.Facts()
	change(&f)
	return must(lifecycle.New(s.Edition(), f))
}

// bind binds facts to Europe2024.
func bind(f lifecycle.Facts) lifecycle.Subscription { return must(lifecycle.New(europe, f)) }

func tokens() lifecycle.Subscription {
	return bind(lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: date("2025-03-03"),
		Terms: []lifecycle.BoughtTerm{
			{Ordered: date("2025-03-03"), Start: date("2025-03-03"), End: date("2026-03-03")},
		},
	})
}

func trial() lifecycle.Subscription {
	return bind(lifecycle.Facts{
		Kind: policy.Trial, Offering: "AutoCAD", Anchor: date("2025-08-01"), Seats: 1,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: date("2025-08-01"), Start: date("2025-08-01"), End: date("2025-08-31")},
		},
	})
}

// window writes the window of a decision, "" if it has no days.
func window(d policy.Decision) string {
	if d.Window.IsZero() {
		return ""
	}
	return d.Window.String()
}

// outcome writes a decision: whether it allows, the rule, the remedy or the route, and the window.
func outcome(d policy.Decision) string {
	s := "no"
	if d.Allowed() {
		s = "yes"
	}
	s += " " + string(d.Rule)
	if d.Route.IsValid() {
		s += " " + d.Route.String()
	}
	if d.Remedy.IsValid() {
		s += " " + d.Remedy.String()
	}
	return strings.TrimSpace(s + " " + window(d))
}

// said lists instalments as "amount date due covers".
func said(list []invoice.Instalment) []string {
	all := make([]string, 0, len(list))
	for _, i := range list {
		all = append(all, fmt.Sprint(i.Amount.Number(), " ", i.Date, " ", i.Due, " ", i.Covers))
	}
	return all
}

// onDates lists instalments as "amount date".
func onDates(list []invoice.Instalment) []string {
	all := make([]string, 0, len(list))
	for _, i := range list {
		all = append(all, i.Amount.Number()+" "+i.Date.String())
	}
	return all
}

// badRequest is a view, and a change that makes a good request bad.
type badRequest[R any] struct {
	v      lifecycle.View
	change func(*R)
	want   string // how the error names the fault
	is     error
}

// holdBadRequests checks the fault of each request, and that there is no price.
func holdBadRequests[R, P any](
	t *testing.T, op string, price func(lifecycle.View, R) (P, error), good R, tests map[string]badRequest[R],
) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			request := good
			if tt.change != nil {
				tt.change(&request)
			}
			got, err := price(tt.v, request)
			if !errors.Is(err, tt.is) || !strings.HasPrefix(err.Error(), op+": "+tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if !reflect.ValueOf(got).IsZero() {
				t.Errorf("there is a price: %+v", got)
			}
		})
	}
}
