package hostile_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// hostile is input that nobody should send, with the exact error that it gets: a caller reads field and value from it.
type hostile struct {
	name string
	call func() error
	want string
}

// lines are several errors, joined.
func lines(all ...string) string { return strings.Join(all, "\n") }

func second[T any](_ T, err error) error { return err }

func third[S, T any](_ S, _ T, err error) error { return err }

// goodFacts are facts of three seats that were bought on day.
func goodFacts() lifecycle.Facts {
	return lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: day, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: day, Start: day, End: day.AddMonths(12), Length: calendar.Annual}},
	}
}

// with makes a subscription of good facts with a change.
func with(change func(*lifecycle.Facts)) func() error {
	return func() error {
		f := goodFacts()
		change(&f)
		return second(lifecycle.New(europe, f))
	}
}

func goodSub() lifecycle.Subscription { return testkit.Must(lifecycle.New(europe, goodFacts())) }

// goodLine prices a good line with a change.
func goodLine(change func(*proration.PriceRequest)) func() error {
	return func() error {
		service, err := calendar.Annual.Service(day, day)
		if err != nil {
			return err
		}
		srp := money.MustParseAmount("EUR 365.00")
		line := proration.PriceRequest{SRP: srp, Seats: 1, Service: service, Bought: service.Covered()}
		change(&line)
		return second(proration.Price(europe, line))
	}
}

var (
	eur    = money.MustParseCurrency("EUR")
	day    = calendar.MustParseDate("2025-06-10")
	digits = strings.Repeat("9", 10_000)
)

func TestHostileInput(t *testing.T) {
	seen := map[string]bool{}
	for _, h := range slices.Concat(
		absurdNumbers, extremeIntegers, extremeDates, zeroValues, strangeTexts, doubledKeys,
	) {
		if seen[h.name] {
			t.Errorf("%s is a duplicate", h.name)
		}
		seen[h.name] = true
		t.Run(h.name, func(t *testing.T) {
			leash(t, h.name, 2<<20, func() {
				got := "nothing"
				if err := h.call(); err != nil {
					got = err.Error()
				}
				if got != h.want {
					t.Errorf("got  %q\nwant %q", got, h.want)
				}
			})
		})
	}
}
