package refund_test

import (
	"math/big"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Parts of what was paid, as JSON.
const (
	net  = `"net":{"amount":"10.00","currency":"EUR"}`
	tax  = `"tax":{"amount":"2.10","currency":"EUR"}`
	none = `{"amount":"0.00","currency":"EUR"}`
	cent = `{"amount":"0.01","currency":"EUR"}`
)

var amount = money.MustParseAmount

// bought is an annual subscription, bought online on 2025-06-10.
func bought(paid ...refund.PaidLine) refund.Purchase {
	return refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
		Ordered: date("2025-06-10"), Paid: paid,
	}
}

// paid is a line with what was paid and, in two more arguments, what has been given back of it.
func paid(description, net, tax string, returned ...string) refund.PaidLine {
	p := refund.PaidLine{Description: description, Net: amount(net), Tax: amount(tax)}
	if len(returned) > 0 {
		p.ReturnedNet, p.ReturnedTax = amount(returned[0]), amount(returned[1])
	}
	return p
}

// refund.amount: what was paid, per line with its tax, less what has been given back.
func TestCheck_Amounts(t *testing.T) {
	p := bought(
		paid("AutoCAD, 3 seats", "EUR 6435.00", "EUR 1351.35"),
		paid("Docs", "EUR 145.00", "EUR 30.45", "EUR 45.00", "EUR 9.45"),
		paid("Revit", "EUR 99.99", "EUR 21.00", "EUR 99.99", "EUR 21.00"),
		paid("tax only", "EUR 1.00", "EUR 1.00", "EUR 1.00", "EUR 0.99"),
		paid("nothing", "EUR 0.00", "EUR 0.00"),
	)
	r, err := refund.Check(policy.Europe2024(), p, date("2025-07-10"))
	if err != nil {
		t.Fatal(err)
	}
	want := []refund.ReturnedLine{
		{Description: "AutoCAD, 3 seats", Net: amount("EUR 6435.00"), Tax: amount("EUR 1351.35")},
		{Description: "Docs", Net: amount("EUR 100.00"), Tax: amount("EUR 21.00")},
		{Description: "Revit", Net: amount("EUR 0.00"), Tax: amount("EUR 0.00")},
		{Description: "tax only", Net: amount("EUR 0.00"), Tax: amount("EUR 0.01")},
		{Description: "nothing", Net: amount("EUR 0.00"), Tax: amount("EUR 0.00")},
	}
	if diff := cmp.Diff(want, r.Lines); diff != "" {
		t.Error(diff)
	}
	if !r.Net.Equal(amount("EUR 6535.00")) || !r.Tax.Equal(amount("EUR 1372.36")) ||
		!r.Total.Equal(amount("EUR 7907.36")) {
		t.Errorf("net %s, tax %s, total %s", r.Net, r.Tax, r.Total)
	}
	late, err := refund.Check(policy.Europe2024(), p, date("2025-07-11"))
	if err != nil || len(late.Lines) != 0 || !late.Total.IsZero() || late.Deadline != date("2025-07-10") {
		t.Errorf("a day too late: %+v, %v", late, err)
	}
}

// As many lines as a purchase can have.
func TestCheck_TenThousandLines(t *testing.T) {
	p := bought()
	for range 10_000 {
		p.Paid = append(p.Paid, paid("a line", "EUR 1.00", "EUR 0.21"))
	}
	r, err := refund.Check(policy.Europe2024(), p, date("2025-06-10"))
	if err != nil || !r.Total.Equal(amount("EUR 12100.00")) {
		t.Errorf("%s, %v", r, err)
	}
}

// refund.amount: when everything has been given back there is nothing to return, on any day.
func TestCheck_NothingLeft(t *testing.T) {
	t.Run("all of it", func(t *testing.T) {
		all := bought(paid("AutoCAD", "EUR 10.00", "EUR 2.10", "EUR 10.00", "EUR 2.10"))
		r, err := refund.Check(policy.Europe2024(), all, date("2025-06-10"))
		if d := r.Decision; err != nil || d.Allowed() || d.Rule != "refund.amount" || !d.Window.IsZero() ||
			d.Remedy != 0 {
			t.Errorf("%s, %v", d, err)
		}
		if r.By != 0 || !r.Total.IsZero() {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("all but a cent", func(t *testing.T) {
		most := bought(paid("AutoCAD", "EUR 10.00", "EUR 2.10", "EUR 10.00", "EUR 2.09"))
		r, err := refund.Check(policy.Europe2024(), most, date("2025-06-10"))
		if err != nil || !r.Total.Equal(amount("EUR 0.01")) {
			t.Errorf("got %+v, %v", r, err)
		}
	})
}

// A purchase that is returned in parts, then as a whole, and then again gives back what was paid and never more: line
// by line, both net and tax, and the lines sum to the totals. The oracle counts minor units.
func TestCheck_ReturnedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := money.MustParseCurrency(rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency"))
		units := func(n int64) money.Amount {
			a, err := money.FromMinor(n, currency)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		minor := func(a money.Amount) int64 {
			n, err := a.Minor()
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) pair {
			p := pair{net: rapid.Int64Range(1, 1<<50).Draw(t, "net")}
			p.tax = rapid.Int64Range(0, p.net).Draw(t, "tax")
			return p
		}), 1, 6).Draw(t, "lines")
		p, total := bought(), new(big.Int)
		for _, l := range lines {
			p.Paid = append(p.Paid, refund.PaidLine{Description: "a line", Net: units(l.net), Tax: units(l.tax)})
			total.Add(total, big.NewInt(l.net+l.tax))
		}
		given := returnParts(t, lines, p.Paid, units)
		// Then the whole, twice; the second time there is nothing left.
		for range 2 {
			r, err := refund.Check(policy.Europe2024(), p, date("2025-06-20"))
			if err != nil {
				t.Fatal(err)
			}
			parts := new(big.Int)
			for i, line := range r.Lines {
				l := &lines[i]
				net, tax := minor(line.Net), minor(line.Tax)
				l.backNet, l.backTax = l.backNet+net, l.backTax+tax
				if net < 0 || tax < 0 || l.backNet > l.net || l.backTax > l.tax {
					t.Fatalf("line %d gives back %s and %s of %+v", i, line.Net, line.Tax, p.Paid[i])
				}
				p.Paid[i].ReturnedNet, p.Paid[i].ReturnedTax = units(l.backNet), units(l.backTax)
				parts.Add(parts, big.NewInt(net+tax))
			}
			if len(r.Lines) > 0 && parts.Cmp(big.NewInt(minor(r.Total))) != 0 {
				t.Fatalf("the lines sum to %s and the total is %s", parts, r.Total)
			}
			given.Add(given, parts)
			if given.Cmp(total) != 0 {
				t.Fatalf("%s units are given back of %s", given, total)
			}
		}
		if r, err := refund.Check(policy.Europe2024(), p, date("2025-06-20")); err != nil || r.Decision.Allowed() {
			t.Fatalf("it is returned again: %s, %v", r, err)
		}
	})
}

// pair is a line in minor units, and what was given back of it.
type pair struct{ net, tax, backNet, backTax int64 }

// returnParts returns parts of the lines, as often as is drawn, and the sum of what is given back.
func returnParts(t *rapid.T, lines []pair, paid []refund.PaidLine, units func(int64) money.Amount) *big.Int {
	given := new(big.Int)
	for range rapid.IntRange(0, 3).Draw(t, "parts") {
		for i := range lines {
			l := &lines[i]
			net := rapid.Int64Range(0, l.net-l.backNet).Draw(t, "part of net")
			tax := int64(0) // some of it, where some of the net is returned
			if left := l.tax - l.backTax; net > 0 && left > 0 {
				tax = rapid.Int64Range(1, left).Draw(t, "part of tax")
			}
			l.backNet, l.backTax = l.backNet+net, l.backTax+tax
			paid[i].ReturnedNet, paid[i].ReturnedTax = units(l.backNet), units(l.backTax)
			given.Add(given, big.NewInt(net+tax))
		}
	}
	return given
}

// event is something that happened to one subscription, on a day of its own.
type event struct {
	refund.Purchase
	price money.Amount // the list price of that day, on which no window depends
}

// A later event on the same subscription never moves the window of an earlier purchase, nor opens it again:
// refund.scope and refund.days. Every purchase is asked about again after every event, on every day or on a sample of
// them.
func TestCheck_LaterEventsMoveNoWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ed := policy.Europe2024()
		var history []event
		var said [][]string
		day := date("2024-09-16").AddDays(rapid.IntRange(0, 400).Draw(t, "start"))
		ask := func(p refund.Purchase) []string {
			var answers []string
			for d := range testkit.Spread(testkit.Ints(-1, 130), 11, isEdge) {
				r, err := refund.Check(ed, p, p.Ordered.AddDays(d))
				if err != nil {
					t.Fatal(err)
				}
				answers = append(answers, r.String())
			}
			return answers
		}
		for range rapid.IntRange(2, 8).Draw(t, "events") {
			e := event{price: amount("EUR 2145.00")}
			e.Purchase = bought(paid("AutoCAD", "EUR 2145.00", "EUR 450.45"))
			e.Ordered, e.Event = day, refund.Bought
			if len(history) > 0 {
				e.Event = refund.Occasion(rapid.IntRange(2, 4).Draw(t, "event"))
				e.price = amount("EUR 2199.00")
			}
			if e.Event == refund.Renewed {
				e.Renewal = day.AddDays(rapid.IntRange(-44, 90).Draw(t, "until the renewal date"))
			}
			history = append(history, e)
			said = append(said, ask(e.Purchase))
			for i, before := range history {
				if !slices.Equal(ask(before.Purchase), said[i]) {
					t.Fatalf("event %d moves the window of event %d", len(history)-1, i)
				}
			}
			day = day.AddDays(rapid.IntRange(0, 200).Draw(t, "later"))
		}
	})
}
