package hostile_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
)

// numbers are what the functions are called with: all their arguments are made from these.
type numbers struct {
	a, b   int64
	n      int
	small  uint8
	amount money.Amount
	day    calendar.Date
	later  calendar.Date
}

func (n numbers) term() calendar.Term { return calendar.Term(n.small % 5) }

func (n numbers) service() calendar.Service {
	s, _ := n.term().Service(n.day, n.day)
	return s
}

func (n numbers) rounding() money.Rounding {
	return money.Rounding{Places: n.n, Mode: money.Mode(n.small % 6)}
}

func (n numbers) line() proration.PriceRequest {
	between, _ := calendar.Between(n.day, n.later)
	bought := n.service().Covered().Intersect(between)
	return proration.PriceRequest{SRP: n.amount, Seats: n.n, Service: n.service(), Bought: bought}
}

func (n numbers) facts() lifecycle.Facts {
	return lifecycle.Facts{
		Kind: policy.Kind(n.small % 12), Offering: "AutoCAD", Anchor: n.day, Seats: n.n,
		Terms: []lifecycle.BoughtTerm{{Ordered: n.day, Start: n.day, End: n.later, Length: n.term()}},
		Changes: []lifecycle.Change{
			{
				What: lifecycle.ChangeKind(n.small % 6), Asked: n.day, Effective: n.later,
				Seats: int(n.a), Offering: "Revit", Length: n.term(),
			},
		},
	}
}

// sub is a subscription that is valid whatever the numbers are; it has their term if that is valid.
func (n numbers) sub() lifecycle.Subscription {
	if s, err := lifecycle.New(europe, n.facts()); err == nil {
		return s
	}
	length := n.term()
	if !length.IsValid() {
		length = calendar.ThreeYear
	}
	start := calendar.MustParseDate("2024-10-31")
	p, _ := length.Period(start, start)
	s, err := lifecycle.New(europe, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: p.End(), Length: length}},
	})
	if err != nil {
		panic(err)
	}
	return s
}

// view is that subscription on a day.
func (n numbers) view() lifecycle.View { return n.sub().On(n.day) }

func (n numbers) returned() lifecycle.ReturnedPurchase {
	return lifecycle.ReturnedPurchase{Added: n.day, Seats: n.n, Until: n.later}
}

func (n numbers) changes() lifecycle.RenewalChanges {
	return lifecycle.RenewalChanges{Seats: n.n, Length: n.term(), Offering: "Revit", End: n.later}
}

func (n numbers) act() lifecycle.Act {
	return lifecycle.Act{Do: lifecycle.Action(n.small), Seats: n.n, Length: n.term(), End: n.later}
}

var europe = policy.Europe2024()

var (
	vat     = invoice.MustParseTaxes("21%")
	perRate = func() policy.Edition {
		p := europe.Parameters()
		p.Invoice.TaxRounding = policy.TaxPerRate
		ed, err := policy.NewEdition(p)
		if err != nil {
			panic(err)
		}
		return ed
	}()
)

// other is another amount, in the same currency if possible.
func (n numbers) other() money.Amount {
	if a, err := money.FromMinor(n.b, n.amount.Currency()); err == nil {
		return a
	}
	return money.MustParseAmount("EUR 0.01")
}

func (n numbers) lines() []invoice.Line {
	return []invoice.Line{
		{Description: "x", Quantity: n.n, UnitPrice: n.amount, Net: n.amount, Taxes: n.taxes(), Tax: n.amount},
		{Description: "y", Quantity: n.n, UnitPrice: n.other(), Net: n.other(), Taxes: n.taxes(), Tax: n.amount},
	}
}

func (n numbers) taxes() []invoice.LineTax {
	rate := invoice.MustParseTaxRate("21%")
	return []invoice.LineTax{{Name: "GST", Rate: rate, Amount: n.amount}, {Name: "QST", Rate: rate, Amount: n.other()}}
}

func (n numbers) item() invoice.Item {
	return invoice.Item{
		Description: "tokens", Quantity: n.n, UnitPrice: n.amount, Discount: n.amount, Taxes: vat,
		Instalment: int(n.a),
	}
}

// part is an instalment of a price that may have none.
func (n numbers) part() invoice.Item {
	p := invoice.Priced{
		Request: n.line(), FullTerm: n.small > 99, Renews: n.term(),
		Instalments: []invoice.Instalment{
			{Number: 1, Of: 2, Date: n.day, Due: n.later, Covers: n.line().Bought, Amount: n.amount},
			{Number: n.n, Of: int(n.a), Date: n.later, Due: n.day, Covers: n.service().Covered(), Amount: n.other()},
		},
	}
	_, _ = p.Reprice(europe)
	p.Charge, _ = proration.Price(europe, n.line())
	_ = p.Check()
	item := p.Item("term", vat)
	item.Instalment, item.Discount = n.n, n.amount
	return item
}

func (n numbers) purchase() refund.Purchase {
	return refund.Purchase{
		Kind: policy.Kind(n.small), Term: n.term(), Channel: policy.Channel(n.small % 7),
		Event: refund.Occasion(n.small % 6), Ordered: n.day, Renewal: n.later,
		Paid: []refund.PaidLine{{Net: n.amount, Tax: n.amount}},
	}
}

// Every function with a number as a parameter is in the list; those that take one in a struct were added by hand.
func TestNumbersAreListed(t *testing.T) {
	var entries []string
	for _, c := range calls {
		entries = append(entries, c.name)
	}
	numbers := numeric(t)
	without, unknown := missing(functions(t), func(f function) bool {
		takes := slices.ContainsFunc(f.params, func(p string) bool { return numbers[qualified(f.pkg, p)] })
		return takes && !strings.HasSuffix(f.name, ".Equal") // it compares, and computes nothing
	}, entries)
	without = slices.DeleteFunc(without, func(name string) bool {
		return strings.HasPrefix(name, "lifecycle.Status.") // Phase.Access under other names
	})
	if len(without) > 0 || len(unknown) > 0 {
		t.Errorf("not listed: %v; no function: %v", without, unknown)
	}
}

func callAll(t *testing.T, n numbers) {
	t.Helper()
	for _, c := range calls {
		leash(t, c.name, 0, func() { c.call(n) })
	}
}

// Both ends of every range, and the values just beyond this library's limits.
func TestNumbers(t *testing.T) {
	extremes := []int64{
		math.MinInt64, math.MinInt64 + 1, math.MinInt32, -1_000_001, -1, 0, 1, 3, 1200, 1201, 1_000_000, 1_000_001,
		math.MaxInt32, math.MaxInt32 + 1, math.MaxInt64 - 1, math.MaxInt64,
	}
	amounts := []string{
		"EUR 0.00", "EUR 0.01", "EUR -1.00", "EUR 2145.00", "JPY 99999999999999999999999999999999",
		"KWD 0.0000000000000000000000000001", "CLF 9999999999999999999999999999.9999",
	}
	days := []string{"0001-01-01", "2024-02-29", "2024-10-31", "2025-06-10", "9999-12-31"}
	k := 0
	for _, a := range extremes {
		for i, b := range extremes {
			n := numbers{a: a, b: b, n: int(extremes[(k+i)%len(extremes)]), small: uint8(k)}
			n.amount = money.MustParseAmount(amounts[k%len(amounts)])
			n.day = calendar.MustParseDate(days[k%len(days)])
			n.later = calendar.MustParseDate(days[k/len(days)%len(days)])
			callAll(t, n)
			k++
		}
	}
	callAll(t, numbers{})
}

func FuzzNumbers(f *testing.F) {
	least, most := int64(math.MinInt64), int64(math.MaxInt64)
	f.Add(uint8(0), least, most, -1, uint8(3), "EUR 2145.00", int32(2_000_000), int32(9000))
	f.Add(uint8(9), int64(360), int64(365), 3, uint8(2), "JPY 1", int32(739_000), int32(365))
	f.Fuzz(func(t *testing.T, which uint8, a, b int64, n int, small uint8, amount string, day, later int32) {
		given := numbers{a: a, b: b, n: n, small: small}
		given.amount, _ = money.ParseAmount(amount)
		given.day = calendar.MustParseDate("0001-01-01").AddDays(int(day))
		given.later = given.day.AddDays(int(later))
		c := calls[int(which)%len(calls)]
		leash(t, c.name, len(amount), func() { c.call(given) })
	})
}
