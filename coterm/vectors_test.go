package coterm_test

import (
	"encoding/json"
	"os"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// vectors were worked out from the rulebook by a program in another language, which shares nothing with this one.
type vectors struct {
	Limits []struct {
		Term                                       calendar.Term
		Renewal, On                                calendar.Date
		FromTransaction, FromRenewal, Both, Either calendar.Date
	}
	Seats, Extended []seatVector
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
	data, err := os.ReadFile("testdata/vectors.json")
	var v vectors
	if err != nil || json.Unmarshal(data, &v) != nil {
		t.Fatal(err)
	}
	return v
}

// coterm.extend-annual and coterm.extend-three-year, in both readings.
func TestLimitVectors(t *testing.T) {
	both, either := since1990(t), since1990(t, func(p *policy.Parameters) { p.Coterm.Limits = policy.EitherLimit })
	list := readVectors(t).Limits
	for _, v := range list {
		start := v.Renewal.AddMonths(-v.Term.Months())
		anchor := start
		if start.AddMonths(v.Term.Months()) != v.Renewal { // from a 28 February to a 29th: the anchor has the later day
			anchor = v.Renewal.AddMonths(-48)
		}
		for ed, want := range map[policy.Fingerprint]calendar.Date{both.Fingerprint(): v.Both, either.Fingerprint(): v.Either} {
			edition := both
			if ed == either.Fingerprint() {
				edition = either
			}
			got, err := coterm.ExtensionLimit(sub(t, edition, v.Term, anchor, start), v.On)
			if err != nil || got.FromTransaction != v.FromTransaction || got.FromRenewal != v.FromRenewal || got.Latest != want || got.Length != v.Term {
				t.Errorf("%+v: %s, want %s, %v", v, got, want, err)
			}
		}
	}
	if len(list) < 200 {
		t.Errorf("only %d vectors", len(list))
	}
}

// coterm.same-product and coterm.multi-year: days, price, and the parts with their dates.
func TestSeatVectors(t *testing.T) {
	ed := since1990(t)
	v := readVectors(t)
	for _, v := range v.Seats {
		checkSeats(t, sub(t, ed, v.Term, v.Anchor, v.Start), v)
	}
	for _, v := range v.Extended {
		s, err := lifecycle.New(ed, lifecycle.Facts{
			Kind: policy.Subscription, Offering: "AutoCAD", Anchor: v.Anchor, Seats: 3,
			Terms: []lifecycle.BoughtTerm{{Ordered: v.Start, Start: v.Start, End: v.End, Length: v.Term, AlignedTo: v.End}},
		})
		if err != nil {
			t.Fatal(err)
		}
		checkSeats(t, s, v)
	}
	if len(v.Seats) < 150 || len(v.Extended) == 0 {
		t.Errorf("only %d vectors", len(v.Seats))
	}
}

func checkSeats(t *testing.T, s lifecycle.Subscription, v seatVector) {
	t.Helper()
	currency := map[int]string{0: "JPY", 2: "EUR", 3: "KWD"}[v.MinorUnits]
	got, err := coterm.AddSeats(s, coterm.SeatAdd{On: v.On, Seats: v.Seats, SRP: amount(currency + " " + v.SRP)})
	if err != nil {
		t.Errorf("%+v: %v", v, err)
		return
	}
	if got.Charge.Days != v.Days || got.Charge.Amount.Number() != v.Amount || len(got.Instalments) != len(v.Parts) {
		t.Errorf("%+v: %s in %v", v, got.Charge, got.Instalments)
		return
	}
	var sum []money.Amount
	for i, part := range got.Instalments {
		if part.Date != v.Parts[i].Date || part.Due != part.Date || part.Amount.Number() != v.Parts[i].Amount || part.Number != i+1 || part.Of != len(v.Parts) {
			t.Errorf("%+v: part %d is %s", v, i, part)
		}
		sum = append(sum, part.Amount)
	}
	if total, err := money.Sum(sum[0], sum[1:]...); err != nil || !total.Equal(got.Charge.Amount) {
		t.Errorf("%+v: the parts sum to %s, %v", v, total, err)
	}
}
