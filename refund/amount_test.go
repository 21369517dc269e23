package refund_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var amount = money.MustParseAmount

// bought is an annual subscription, bought online on 2025-06-10.
func bought(paid ...refund.Paid) refund.Purchase {
	return refund.Purchase{
		Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Online, Event: refund.Bought,
		Ordered: date("2025-06-10"), Paid: paid,
	}
}

// refund.amount: what was paid, per line with its tax, less what has been given back.
func TestAmounts(t *testing.T) {
	p := bought(
		refund.Paid{Description: "AutoCAD, 3 seats", Net: amount("EUR 6435.00"), Tax: amount("EUR 1351.35")},
		refund.Paid{Description: "Docs", Net: amount("EUR 145.00"), Tax: amount("EUR 30.45"), ReturnedNet: amount("EUR 45.00"), ReturnedTax: amount("EUR 9.45")},
		refund.Paid{Description: "Revit", Net: amount("EUR 99.99"), Tax: amount("EUR 21.00"), ReturnedNet: amount("EUR 99.99"), ReturnedTax: amount("EUR 21.00")},
		refund.Paid{Description: "tax only", Net: amount("EUR 0.00"), Tax: amount("EUR 1.00"), ReturnedTax: amount("EUR 0.99")},
	)
	r, err := refund.Check(policy.Europe2024(), p, date("2025-07-10"))
	if err != nil {
		t.Fatal(err)
	}
	want := []refund.Line{
		{Description: "AutoCAD, 3 seats", Net: amount("EUR 6435.00"), Tax: amount("EUR 1351.35")},
		{Description: "Docs", Net: amount("EUR 100.00"), Tax: amount("EUR 21.00")},
		{Description: "Revit", Net: amount("EUR 0.00"), Tax: amount("EUR 0.00")},
		{Description: "tax only", Net: amount("EUR 0.00"), Tax: amount("EUR 0.01")},
	}
	if diff := cmp.Diff(want, r.Lines); diff != "" {
		t.Error(diff)
	}
	if !r.Net.Equal(amount("EUR 6535.00")) || !r.Tax.Equal(amount("EUR 1372.36")) || !r.Total.Equal(amount("EUR 7907.36")) {
		t.Errorf("net %s, tax %s, total %s", r.Net, r.Tax, r.Total)
	}
	late, err := refund.Check(policy.Europe2024(), p, date("2025-07-11"))
	if err != nil || len(late.Lines) != 0 || !late.Total.IsZero() || late.Deadline != date("2025-07-10") {
		t.Errorf("a day too late: %+v, %v", late, err)
	}
}

// As many lines as there can be.
func TestTenThousandLines(t *testing.T) {
	p := bought()
	for range 10_000 {
		p.Paid = append(p.Paid, refund.Paid{Description: "a line", Net: amount("EUR 1.00"), Tax: amount("EUR 0.21")})
	}
	if r, err := refund.Check(policy.Europe2024(), p, date("2025-06-10")); err != nil || !r.Total.Equal(amount("EUR 12100.00")) {
		t.Errorf("%s, %v", r, err)
	}
}

// refund.amount: when everything has been given back there is nothing to return, on any day.
func TestNothingLeft(t *testing.T) {
	all := refund.Paid{Description: "AutoCAD", Net: amount("EUR 10.00"), Tax: amount("EUR 2.10"), ReturnedNet: amount("EUR 10.00"), ReturnedTax: amount("EUR 2.10")}
	r, err := refund.Check(policy.Europe2024(), bought(all), date("2025-06-10"))
	if err != nil || r.Decision.Allowed() || r.Decision.Rule != "refund.amount" || !r.Decision.Window.IsZero() || r.Decision.Remedy != 0 || r.By != 0 || !r.Total.IsZero() {
		t.Errorf("got %+v, %v", r, err)
	}
	all.ReturnedTax = amount("EUR 2.09")
	if r, err := refund.Check(policy.Europe2024(), bought(all), date("2025-06-10")); err != nil || !r.Total.Equal(amount("EUR 0.01")) {
		t.Errorf("got %+v, %v", r, err)
	}
}

// What is given back never exceeds what was paid less what was given back before, line by line, and the lines sum to
// the whole; returning in two steps gives back exactly what was paid. The oracle counts minor units.
func TestAmountsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
		units := func(n int64) money.Amount {
			a, err := money.FromMinor(n, money.MustParseCurrency(currency))
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		type pair struct{ net, tax, backNet, backTax int64 }
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) pair {
			p := pair{net: rapid.Int64Range(1, 1<<50).Draw(t, "net"), tax: rapid.Int64Range(0, 1<<50).Draw(t, "tax")}
			p.backNet, p.backTax = rapid.Int64Range(0, p.net-1).Draw(t, "backNet"), rapid.Int64Range(0, p.tax).Draw(t, "backTax")
			return p
		}), 1, 6).Draw(t, "lines")
		first, second := bought(), bought()
		sum, left := new(big.Int), new(big.Int)
		for _, l := range lines {
			first.Paid = append(first.Paid, refund.Paid{Description: "a line", Net: units(l.net), Tax: units(l.tax)})
			second.Paid = append(second.Paid, refund.Paid{Description: "a line", Net: units(l.net), Tax: units(l.tax), ReturnedNet: units(l.backNet), ReturnedTax: units(l.backTax)})
			sum.Add(sum, big.NewInt(l.net+l.tax))
			left.Add(left, big.NewInt(l.net-l.backNet+l.tax-l.backTax))
		}
		for _, step := range []struct {
			p    refund.Purchase
			want *big.Int
		}{{first, sum}, {second, left}} {
			r, err := refund.Check(policy.Europe2024(), step.p, date("2025-06-20"))
			if err != nil {
				t.Fatal(err)
			}
			parts := new(big.Int)
			for i, line := range r.Lines {
				net, _ := line.Net.Minor()
				tax, _ := line.Tax.Minor()
				if most, _ := step.p.Paid[i].Net.Minor(); net < 0 || net > most {
					t.Fatalf("line %d gives back %s of %s", i, line.Net, step.p.Paid[i].Net)
				}
				parts.Add(parts, big.NewInt(net+tax))
			}
			total, _ := r.Total.Minor()
			if parts.Cmp(step.want) != 0 || big.NewInt(total).Cmp(step.want) != 0 {
				t.Fatalf("lines sum to %s and the total is %s, want %s units", parts, r.Total, step.want)
			}
		}
	})
}

// event is something that happened to one subscription, on a day of its own.
type event struct {
	refund.Purchase
	price money.Amount // the list price of that day, which nothing of this rests on
}

// A later event on the same subscription never moves the window of an earlier purchase, nor opens it again:
// refund.scope and refund.days. Every purchase is asked about again after every event, on every day or on a sample of
// them.
func TestLaterEventsMoveNoWindow(t *testing.T) {
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
			e.Purchase = bought(refund.Paid{Description: "AutoCAD", Net: amount("EUR 2145.00"), Tax: amount("EUR 450.45")})
			e.Ordered, e.Event = day, refund.Bought
			if len(history) > 0 {
				e.Event = refund.Event(rapid.IntRange(2, 4).Draw(t, "event"))
				e.price = amount("EUR 2199.00")
			}
			if e.Event == refund.Renewed {
				e.Renewal = day.AddDays(rapid.IntRange(-45, 90).Draw(t, "until the renewal date"))
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

func TestJSONBothWays(t *testing.T) {
	p := bought(refund.Paid{Description: "AutoCAD", Net: amount("EUR 2145.00"), Tax: amount("EUR 450.45"), ReturnedNet: amount("EUR 45.00")})
	text, err := json.Marshal(p)
	var read refund.Purchase
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(p, read, cmpopts.EquateComparable(calendar.Date{})); diff != "" {
		t.Error(diff)
	}
	want := `{"kind":"subscription","term":"annual","channel":"online","event":"purchase","ordered":"2025-06-10","paid":[` +
		`{"description":"AutoCAD","net":{"amount":"2145.00","currency":"EUR"},"tax":{"amount":"450.45","currency":"EUR"},"returnedNet":{"amount":"45.00","currency":"EUR"}}]}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	r, err := refund.Check(policy.Europe2024(), p, date("2025-06-11"))
	if err != nil {
		t.Fatal(err)
	}
	text, err = json.Marshal(r)
	var back refund.Return
	if err != nil || json.Unmarshal(text, &back) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(r, back, cmpopts.EquateComparable(calendar.Date{}, policy.Decision{})); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(text), `"deadline":"2025-07-10","by":"started","lines":[{`) {
		t.Error(string(text))
	}
}
