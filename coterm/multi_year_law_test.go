package coterm_test

import (
	"math/big"
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// evenly takes literally what the rulebook says of parts whose first is below zero: take one minor unit from each later
// part, the last one first, and start again.
func evenly(parts []*big.Int) {
	one := big.NewInt(1)
	for i := len(parts) - 1; parts[0].Sign() < 0; i-- {
		if i == 0 {
			i = len(parts) - 1
		}
		if parts[i].Sign() > 0 {
			parts[i].Sub(parts[i], one)
			parts[0].Add(parts[0], one)
		}
	}
}

// drawSeats draws an addition of seats, at any price, on a day of a term, often near the edges of its years.
func drawSeats(t *rapid.T) (lifecycle.View, coterm.SeatRequest) {
	ed := since1990(func(p *policy.Parameters) {
		p.Proration.DayCount = policy.DayCount(rapid.IntRange(1, 3).Draw(t, "day count"))
		p.Proration.Rounding = money.Mode(rapid.IntRange(1, 4).Draw(t, "rounding"))
		p.Proration.RoundAt = policy.RoundAt(rapid.IntRange(1, 3).Draw(t, "round at"))
		p.Renewal.WindowDays = 1100
	})
	start := date("2023-01-01").AddDays(rapid.IntRange(0, 2000).Draw(t, "start"))
	s := sub(ed, calendar.Term(rapid.IntRange(1, 3).Draw(t, "length")), start, start)
	if rapid.Bool().Draw(t, "renewed early") {
		s = must(s.On(start).Renew(lifecycle.RenewalChanges{}))
	}
	days := s.On(start).Renewal().Sub(start)
	edges := []int{0, 1, days - 1, days / 3, days * 2 / 3, days/3 - 1, days/2 - 1}
	on := start.AddDays(rapid.OneOf(rapid.SampledFrom(edges), rapid.IntRange(0, days-1)).Draw(t, "on"))
	withdrawn := func(c money.Currency) bool { return c.CheckOn(on) != nil }
	currency := rapid.SampledFrom(slices.DeleteFunc(slices.Collect(money.Currencies()), withdrawn)).Draw(t, "currency")
	units := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, 1<<40)).Draw(t, "units")
	return s.On(on), coterm.SeatRequest{
		Seats: rapid.OneOf(rapid.IntRange(1, 9), rapid.IntRange(1, 1000)).Draw(t, "seats"),
		SRP:   must(money.FromMinor(units, currency)),
	}
}

// propMultiYear: every later invoice equals the price of its own year, and the first is the rest of the whole. None is
// below zero, they follow one another up to R, and they add up to the whole.
func propMultiYear(t *rapid.T) {
	v, request := drawSeats(t)
	got, err := coterm.AddSeats(v, request)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := proration.Price(v.Edition(), got.Request)
	if err != nil || !whole.Equal(got.Charge) || got.Request.Bought != calendar.Span(v.Day(), v.Renewal()) {
		t.Fatalf("asked for as %+v it costs %s, %v, not %s", got.Request, whole, err, got.Charge)
	}
	if whole := billingtest.Price(v.Edition(), got.Request); minor(got.Charge.Amount).Cmp(whole) != 0 {
		t.Fatalf("%s: the fraction gives %s minor units", got.Charge, whole)
	}
	if v.Subscription().Facts().Terms[0].Length != calendar.ThreeYear && len(got.Instalments) != 1 {
		t.Fatalf("%s in %v", got.Charge, got.Instalments)
	}
	holdYears(t, v, got)
	want := []*big.Int{minor(got.Charge.Amount)}
	for _, part := range got.Instalments[1:] {
		own := got.Request
		own.Bought = part.Covers
		price := minor(must(proration.Price(v.Edition(), own)).Amount)
		want = append(want, price)
		want[0].Sub(want[0], price)
	}
	evenly(want)
	sum := new(big.Int)
	for i, part := range got.Instalments {
		sum.Add(sum, minor(part.Amount))
		if minor(part.Amount).Cmp(want[i]) != 0 || part.Amount.Sign() < 0 {
			t.Fatalf("%v, want %v minor units", got.Instalments, want)
		}
	}
	if sum.Cmp(minor(got.Charge.Amount)) != 0 {
		t.Fatalf("%s: %v are %s minor units", got.Charge, got.Instalments, sum)
	}
}

// holdYears checks that instalments follow one another up to R, and that each later one starts on the first day of a
// service year and is for that year.
func holdYears(t *rapid.T, v lifecycle.View, p coterm.SeatPrice) {
	next := v.Day()
	for i, part := range p.Instalments {
		if part.Covers.Start() != next || part.Covers.IsZero() || part.Number != i+1 ||
			part.Of != len(p.Instalments) || part.Due != part.Date {
			t.Fatalf("part %d: %s, covers %s", i, part, part.Covers)
		}
		next = part.Covers.End()
		if i == 0 {
			continue
		}
		year := v.Stretch().At(v.Stretch().Index(part.Date))
		if part.Date != part.Covers.Start() || year != part.Covers {
			t.Fatalf("part %d is on %s for %s; the service year is %s", i, part.Date, part.Covers, year)
		}
	}
	if next != v.Renewal() {
		t.Fatalf("%v are up to %s", p.Instalments, next)
	}
}

func TestMultiYear_AddsUp(t *testing.T) { rapid.Check(t, propMultiYear) }

func FuzzMultiYear(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propMultiYear)) }

// minor returns an amount in minor units.
func minor(a money.Amount) *big.Int { return big.NewInt(must(a.Minor())) }
