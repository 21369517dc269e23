package answer_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// deed is something that is done on a day: it returns the facts after it and what coterm charges for it.
type deed struct {
	do    func(v lifecycle.View) (lifecycle.Facts, []invoice.Instalment, error)
	other []deed // renewals that carry less: where a change makes no difference, they have the same facts
}

// listed are the list prices of the lives that are drawn.
func listed() (p subs.Prices) {
	p[calendar.Monthly] = money.MustParseAmount("EUR 270.01")
	p[calendar.Annual] = money.MustParseAmount("EUR 2145.00")
	p[calendar.ThreeYear] = money.MustParseAmount("EUR 5925.01")
	return p
}

// addition adds seats.
func addition(seats int) deed {
	return deed{do: func(v lifecycle.View) (lifecycle.Facts, []invoice.Instalment, error) {
		srp := listed()
		price, _ := srp.Of(v.Stretch().Term())
		p, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: seats, SRP: price})
		return p.Next, p.Instalments, err
	}}
}

// renewal renews with changes.
func renewal(with lifecycle.RenewalChanges) deed {
	var other []deed
	for _, less := range []lifecycle.RenewalChanges{
		{Length: with.Length, Offering: with.Offering},
		{Seats: with.Seats, Offering: with.Offering},
		{Seats: with.Seats, Length: with.Length},
	} {
		if less != with {
			other = append(other, renewal(less))
		}
	}
	return deed{other: other, do: func(v lifecycle.View) (lifecycle.Facts, []invoice.Instalment, error) {
		srp := listed()
		price, _ := srp.Of(v.RenewalTerm(with).Length)
		p, err := coterm.Renew(v, coterm.RenewalRequest{
			SRP: price, Seats: with.Seats, Length: with.Length, Offering: with.Offering,
		})
		return p.Next, p.Instalments, err
	}}
}

// free is a deed that costs nothing.
func free(do func(v lifecycle.View) (lifecycle.Subscription, error)) deed {
	return deed{do: func(v lifecycle.View) (lifecycle.Facts, []invoice.Instalment, error) {
		s, err := do(v)
		return s.Facts(), nil, err
	}}
}

// deeds draws a deed.
func deeds(t *rapid.T) deed {
	seats := rapid.IntRange(1, 6).Draw(t, "seats")
	product := rapid.SampledFrom([]string{"", "", "AutoCAD", "Revit"}).Draw(t, "product")
	length := rapid.SampledFrom([]calendar.Term{0, 0, calendar.Annual, calendar.ThreeYear}).Draw(t, "length")
	switch rapid.IntRange(0, 8).Draw(t, "deed") {
	case 0, 1, 2:
		return addition(seats)
	case 3, 4:
		return renewal(lifecycle.RenewalChanges{
			Seats: rapid.SampledFrom([]int{0, seats}).Draw(t, "renewed seats"), Length: length, Offering: product,
		})
	case 5:
		return free(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(seats) })
	case 6:
		return free(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(length) })
	case 7:
		return free(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct(product) })
	}
	return free(func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SetAutoRenew(seats > 3) })
}

// done does deeds on a day, one after another, and leaves out what is refused.
func done(f lifecycle.Facts, day calendar.Date, list []deed) (lifecycle.Facts, []invoice.Instalment) {
	var charged []invoice.Instalment
	for _, d := range list {
		s, err := lifecycle.New(subs.Published().On(policy.Europe, day), f)
		if err != nil {
			continue
		}
		if next, parts, err := d.do(s.On(day)); err == nil {
			f, charged = next, append(charged, parts...)
		}
	}
	return f, charged
}

// orders are the lists with the same deeds, or with renewals that carry less.
func orders(list []deed) [][]deed {
	if len(list) == 0 {
		return [][]deed{nil}
	}
	var all [][]deed
	for i, d := range list {
		for _, rest := range orders(slices.Concat(list[:i], list[i+1:])) {
			for _, first := range d.alike() {
				all = append(all, append([]deed{first}, rest...))
			}
		}
	}
	return all
}

// alike are the deed and those that carry less.
func (d deed) alike() []deed {
	all := []deed{d}
	for _, other := range d.other {
		all = append(all, other.alike()...)
	}
	return all
}

// lines are instalments as text, sorted.
func lines(charged []invoice.Instalment) string {
	var all []string
	for _, c := range charged {
		all = append(all, fmt.Sprint(c.Date, " ", c.Covers, " ", c))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// billedMonthly is what the run bills in all months in which one of the instalments is dated.
func billedMonthly(t *rapid.T, f lifecycle.Facts, months map[calendar.Date]bool) []invoice.Instalment {
	var all []invoice.Instalment
	for day := range months {
		asker, err := answer.New(day, answer.Asks{Charges: true})
		if err != nil {
			t.Fatal(err)
		}
		var result answer.Result
		r := subs.Record{ID: "a", Region: policy.Europe, SRP: listed(), Facts: f}
		if err := asker.Scalar(&r, &result); err != nil {
			t.Fatalf("on %s: %v", day, err)
		}
		for _, c := range result.Charges {
			if c.Dated {
				all = append(all, c.Instalment)
			}
		}
	}
	return all
}

// lastOfMonth returns the last day of the month of a day.
func lastOfMonth(day calendar.Date) calendar.Date {
	month, _ := answer.Month(day)
	return month.LastDay()
}

// The run bills what coterm charged when it was done, to the cent, whatever was done on one day. If the same facts come
// from another order on one day, it may bill that one.
func TestBillsWhatCotermCharged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := calendar.MustParseDate("2025-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "bought"))
		length := billingtest.Term().Draw(t, "first length")
		srp := listed()
		price, _ := srp.Of(length)
		bought, err := coterm.Buy(subs.Published().On(policy.Europe, day), coterm.BuyRequest{
			Purchase: lifecycle.PurchaseRequest{Offering: "AutoCAD", Length: length, Seats: 3, Ordered: day},
			SRP:      price,
		})
		if err != nil {
			t.Fatal(err)
		}
		facts, all := bought.Next, [][]invoice.Instalment{bought.Instalments}
		for range rapid.IntRange(1, 4).Draw(t, "days") {
			end := facts.Terms[len(facts.Terms)-1].End
			next := rapid.SampledFrom([]calendar.Date{end, end, end.AddDays(-12), end.AddDays(5), day.AddDays(40)}).
				Draw(t, "day")
			if !next.After(day) {
				continue
			}
			day = next
			list := rapid.SliceOfN(rapid.Custom(deeds), 1, 3).Draw(t, "deeds")
			after, _ := done(facts, day, list)
			text, err := json.Marshal(after)
			if err != nil {
				t.Fatal(err)
			}
			var either [][]invoice.Instalment
			seen := map[string]bool{}
			for _, order := range orders(list) {
				same, charged := done(facts, day, order)
				other, err := json.Marshal(same)
				if err == nil && string(other) == string(text) && !seen[lines(charged)] {
					seen[lines(charged)] = true
					for _, before := range all {
						either = append(either, slices.Concat(before, charged))
					}
				}
			}
			facts, all = after, either
		}
		months := map[calendar.Date]bool{}
		for _, charged := range all {
			for _, c := range charged {
				months[lastOfMonth(c.Date)] = true
			}
		}
		got := lines(billedMonthly(t, facts, months))
		if !slices.ContainsFunc(all, func(charged []invoice.Instalment) bool { return lines(charged) == got }) {
			text, _ := json.Marshal(facts)
			t.Fatalf("%s\nbilled\n%s\ncharged\n%s", text, got, lines(all[0]))
		}
	})
}
