package coterm_test

import (
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

var (
	date   = calendar.MustParseDate
	amount = money.MustParseAmount
	europe = policy.Europe2024()
)

// since1990 has the numbers of Europe2024 for orders since 1990, so that every example lies within it.
func since1990(t testing.TB, change ...func(*policy.Parameters)) policy.Edition {
	t.Helper()
	p := europe.Parameters()
	p.FirstDay = date("1990-01-01")
	for _, c := range change {
		c(&p)
	}
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// sub is a subscription for three seats with one term of a length.
func sub(t testing.TB, ed policy.Edition, length calendar.Term, anchor, start calendar.Date) lifecycle.Subscription {
	t.Helper()
	term, err := length.Period(anchor, start)
	if err != nil {
		t.Fatal(err)
	}
	s, err := lifecycle.New(ed, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: anchor, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: term.End(), Length: length}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func annual(t testing.TB, start string) lifecycle.Subscription {
	return sub(t, europe, calendar.Annual, date(start), date(start))
}

func tokens(t testing.TB) lifecycle.Subscription {
	t.Helper()
	s, err := lifecycle.New(europe, lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: date("2025-03-03"),
		Terms: []lifecycle.BoughtTerm{{Ordered: date("2025-03-03"), Start: date("2025-03-03"), End: date("2026-03-03")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// must is for transitions that a test expects to be made.
func must(t testing.TB) func(lifecycle.Subscription, error) lifecycle.Subscription {
	return func(s lifecycle.Subscription, err error) lifecycle.Subscription {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// fields lists the fields that an error names.
func fields(err error) string {
	var names []string
	for _, e := range billingrules.InputErrors(err) {
		names = append(names, e.Field)
	}
	return strings.Join(names, " ")
}
