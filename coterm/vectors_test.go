package coterm_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// vectors were worked out from the rulebook by independent programs in another language; those of seats by the program
// next to them.
type vectors struct {
	Limits                 []limitVector
	Seats, Extended, Small []seatVector
}

type limitVector struct {
	Term                                       calendar.Term
	Renewal, On                                calendar.Date
	FromTransaction, FromRenewal, Both, Either calendar.Date
}

type seatVector struct {
	Term                   calendar.Term
	Anchor, Start, End, On calendar.Date
	Seats                  int
	SRP                    string
	MinorUnits             int
	Days                   int
	Amount                 string
	Parts                  []struct {
		Date   calendar.Date
		Amount string
	}
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	var v vectors
	if err := json.Unmarshal(must(os.ReadFile("testdata/vectors.json")), &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Limits) < 200 || len(v.Seats) < 150 || len(v.Extended) < 6 || len(v.Small) < 100 {
		t.Fatalf("only %d, %d, %d and %d vectors", len(v.Limits), len(v.Seats), len(v.Extended), len(v.Small))
	}
	return v
}

// coterm.extend-annual and coterm.extend-three-year, by both readings.
func TestExtensionReach_Vectors(t *testing.T) {
	readings := map[policy.LimitRule]policy.Edition{}
	for _, limits := range []policy.LimitRule{policy.BothLimits, policy.EitherLimit} {
		readings[limits] = since1990(func(p *policy.Parameters) { p.Coterm.Limits = limits })
	}
	for _, tt := range readVectors(t).Limits {
		wants := map[policy.LimitRule]calendar.Date{policy.BothLimits: tt.Both, policy.EitherLimit: tt.Either}
		for limits, want := range wants {
			t.Run(fmt.Sprintf("%s, renews on %s/%s/%s", tt.Term, tt.Renewal, tt.On, limits), func(t *testing.T) {
				got, err := endingOn(readings[limits], tt.Term, tt.Renewal).On(tt.On).ExtensionReach()
				if err != nil || got.FromTransaction != tt.FromTransaction || got.FromRenewal != tt.FromRenewal ||
					got.Latest != want || got.Length != tt.Term {
					t.Errorf("%s, %v, want %+v", got, err, tt)
				}
			})
		}
	}
}

// endingOn is a subscription with one term of a length that ends on a day; if the term runs from a 28 February to a
// 29th, its anchor is a 29th.
func endingOn(ed policy.Edition, length calendar.Term, renewal calendar.Date) lifecycle.Subscription {
	start := renewal.AddMonths(-length.Months())
	anchor := start
	if start.AddMonths(length.Months()) != renewal {
		anchor = renewal.AddMonths(-48)
	}
	return sub(ed, length, anchor, start)
}

// coterm.same-product and coterm.multi-year: the days, the price, and the parts with their dates.
func TestAddSeats_Vectors(t *testing.T) {
	v := readVectors(t)
	check := func(name string, list []seatVector, of func(seatVector) lifecycle.Subscription) {
		for i, tt := range list {
			t.Run(fmt.Sprintf("%s/%d/%s/%s", name, i, tt.Term, tt.On), func(t *testing.T) { checkSeats(t, of(tt), tt) })
		}
	}
	ed := since1990(func(p *policy.Parameters) { p.Renewal.WindowDays = 1100 })
	one := func(v seatVector) lifecycle.Subscription { return sub(ed, v.Term, v.Anchor, v.Start) }
	check("seats", v.Seats, one)
	check("extended", v.Extended, func(v seatVector) lifecycle.Subscription {
		f := factsOf(v.Term, v.Anchor, v.Start)
		f.Terms[0].End, f.Terms[0].AlignedTo = v.End, v.End
		return must(lifecycle.New(ed, f))
	})
	check("small", v.Small, func(v seatVector) lifecycle.Subscription {
		s := one(v)
		if at := s.On(v.Start); at.Renewal() != v.End { // three years, renewed for three more
			s = must(at.Renew(lifecycle.RenewalChanges{}))
		}
		return s
	})
}

func checkSeats(t *testing.T, s lifecycle.Subscription, v seatVector) {
	t.Helper()
	currency := map[int]string{0: "JPY", 2: "EUR", 3: "KWD"}[v.MinorUnits]
	got, err := coterm.AddSeats(s.On(v.On), coterm.SeatRequest{Seats: v.Seats, SRP: amount(currency + " " + v.SRP)})
	if err != nil {
		t.Fatal(err)
	}
	if got.Charge.Days != v.Days || got.Charge.Amount.Number() != v.Amount || len(got.Instalments) != len(v.Parts) {
		t.Fatalf("%s in %v", got.Charge, got.Instalments)
	}
	var sum []money.Amount
	for i, part := range got.Instalments {
		if part.Date != v.Parts[i].Date || part.Due != part.Date || part.Amount.Number() != v.Parts[i].Amount ||
			part.Number != i+1 || part.Of != len(v.Parts) {
			t.Errorf("part %d is %s, want %+v", i, part, v.Parts[i])
		}
		sum = append(sum, part.Amount)
	}
	if total, err := money.Sum(sum[0], sum[1:]...); err != nil || !total.Equal(got.Charge.Amount) {
		t.Errorf("the parts sum to %s, %v", total, err)
	}
}
