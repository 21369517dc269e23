package billingtest

import (
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// writtenReadsBack writes what a view answers as JSON, and reads it again.
func writtenReadsBack(t *rapid.T, asked, told policy.Edition) {
	v := today(t, asked)
	w := under(t, told, v)
	readsBack(t, v.Subscription().Facts(), w.Subscription().Facts())
	readsBack(t, v.CanRenew(), w.CanRenew())
	answersReadBack(t, v, w)
	// Of another day, by all facts, even those dated later.
	edges := []calendar.Date{v.Day(), v.Renewal(), calendar.Latest(v.Day(), v.Status().Until)}
	near := Near(edges...).Draw(t, "another day")
	answersReadBack(t, v.Subscription().On(near), w.Subscription().On(near))
	srp := SRP().Draw(t, "srp")
	if p, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp}); err == nil {
		readsBack(t, p, p)
	}
	renewal := coterm.RenewalRequest{SRP: srp, Seats: rapid.IntRange(0, 2).Draw(t, "seats")}
	if rapid.Bool().Draw(t, "by invoice") {
		renewal.Payer, renewal.NetTerms = lifecycle.PayerOnFile, price.Sure(invoice.Net(30))
	}
	if p, err := coterm.Renew(v, renewal); err == nil {
		readsBack(t, p, p)
	}
	if host, err := hostOf(v, 30); err == nil {
		if p, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp}); err == nil {
			readsBack(t, p, p)
		}
	}
}

// answersReadBack writes what a subscription answers about a day, and reads it again.
func answersReadBack(t *rapid.T, v, w lifecycle.View) {
	readsBack(t, v.Status(), w.Status())
	readsBack(t, v.Actions(), w.Actions())
	readsBack(t, v.Entitlement(time.UTC), w.Entitlement(time.UTC))
	if reach, err := v.ExtensionReach(); err == nil {
		readsBack(t, reach, price.Sure(w.ExtensionReach()))
	}
	if v.IsZero() {
		return
	}
	from, horizon := v.Day().AddDays(-400), v.Day().AddDays(400)
	events := slices.Collect(price.Sure(v.Timeline(from, horizon)))
	readsBack(t, events, slices.Collect(price.Sure(w.Timeline(from, horizon))))
	bought, told := coterm.Purchases(v.Subscription(), policy.Online), coterm.Purchases(w.Subscription(), policy.Online)
	readsBack(t, bought, told)
}

// readsBack writes a value, reads it into another of its type, and compares that with what is wanted.
func readsBack[T any](t *rapid.T, value, want T) {
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("%+v cannot be written: %v", value, err)
	}
	var back T
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatalf("%s cannot be read: %v", data, err)
	}
	written, err := json.Marshal(back)
	if err != nil {
		t.Fatalf("%+v cannot be written: %v", back, err)
	}
	wanted, err := json.Marshal(want)
	if err != nil {
		t.Fatalf("%+v cannot be written: %v", want, err)
	}
	if !reflect.DeepEqual(written, wanted) {
		t.Fatalf("%s\nis read back as\n%s", wanted, written)
	}
}

// seatDays compares what was paid for with what was delivered: each seat on each day up to the renewal date.
func seatDays(t *rapid.T, asked, told policy.Edition) {
	l := live(t, asked)
	f := l.s.Facts()
	if f.Kind != policy.Subscription {
		return
	}
	if day, paid, had := undelivered(told, f, l.charged); !day.IsZero() {
		t.Fatalf("on %s %d seats were paid for, and there are %d\n%+v", day, paid, had, f)
	}
}

// undelivered returns the first day on which there are not as many seats as were paid for; the zero Date if there is
// none. It looks only at days on which something may change, and at none that a return took away.
func undelivered(ed policy.Edition, f lifecycle.Facts, charged []charge) (day calendar.Date, paid, had int) {
	p := ed.Parameters()
	known := f.Terms[len(f.Terms)-1].Ordered
	var days []calendar.Date
	for _, c := range charged {
		days = append(days, c.delivered().Start(), c.delivered().LastDay())
	}
	for _, change := range f.Changes {
		known = calendar.Latest(known, change.Asked)
		days = append(days, change.Effective.AddDays(-1), change.Effective)
	}
	for _, r := range f.Returns {
		known = calendar.Latest(known, r.Day)
		days = append(days, r.Day.AddDays(-1), r.Day)
	}
	f = left(f, known)
	for _, d := range days {
		sum, covered := 0, false
		for _, c := range charged {
			if c.delivered().Contains(d) {
				sum, covered = sum+c.seats, true
			}
		}
		taken := slices.ContainsFunc(charged, func(c charge) bool {
			return !c.returned.IsZero() && !c.added && calendar.Span(c.days.Start(), c.returned).Contains(d)
		})
		if seats := seatsOn(&p, f, d, known); covered && !taken && seats != sum {
			return d, sum, seats
		}
	}
	return calendar.Date{}, 0, 0
}
