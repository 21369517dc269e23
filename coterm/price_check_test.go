package coterm_test

import (
	"encoding/json"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// tampered is a change to a stored price, and the fields that the error names.
type tampered struct {
	name    string
	path    string
	value   any
	refused string
}

// holdTampered checks that a stored price that was tampered with is refused, and that the value read into does not
// change.
func holdTampered[P any, Into interface {
	*P
	json.Unmarshaler
}](t *testing.T, price P, tests []tampered) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			stored := must(json.Marshal(price))
			into := Into(new(P))
			if err := into.UnmarshalJSON(stored); err != nil {
				t.Fatal(err)
			}
			text := must(testkit.Tamper(stored, tt.path, tt.value))
			if err := into.UnmarshalJSON(text); fields(err) != tt.refused {
				t.Errorf("refused in %q, want %q: %v", fields(err), tt.refused, err)
			}
			if again := must(json.Marshal(into)); string(again) != string(stored) {
				t.Errorf("changed to %s", again)
			}
		})
	}
}

// addedSeats is the price of two more seats, in three instalments.
func addedSeats() coterm.SeatPrice {
	v := bought(calendar.ThreeYear, "2024-10-01").On(date("2025-01-01"))
	return must(coterm.AddSeats(v, coterm.SeatRequest{
		Seats: 2, SRP: amount("EUR 5925.00"), NetTerms: must(invoice.Net(30)),
	}))
}

// aMonthEarly is a three-year subscription a month before it renews.
func aMonthEarly() lifecycle.View {
	return bought(calendar.ThreeYear, "2024-10-01").On(date("2027-09-01"))
}

// The decision on seats, and the facts after it.
func TestSeatPrice_TamperedFacts(t *testing.T) {
	holdTampered(t, addedSeats(), []tampered{
		{"seats asked for on another day", "decision.asked", "2025-01-02", "instalments[0].date next.changes"},
		{"seats refused", "decision.asked", "2030-01-01", "decision.allowed"},
		{"seats without a decision", "decision", testkit.Absent{}, "decision instalments[0].date next.changes"},
		{"other seats", "next.changes[0].seats", 9, "next.changes"},
		{"no seats", "next.changes[0].seats", 0, "next.changes"},
		{"seats that nothing adds", "next.changes", testkit.Absent{}, "next.changes"},
		{"seats without facts", "next", testkit.Absent{}, "next.terms"},
		{"seats up to another day", "next.terms[0].end", "2028-10-01", "next.terms"},
		{"seats of a term of another length", "next.terms[0].length", "annual", "next.terms"},
		{"seats of a trial", "next.kind", "trial", "next.kind"},
		{"seats misspelt", "next.seat", 3, "next.seat"},
		{"seats by another rule", "decision.rule", "renewal.window", "decision.rule"},
	})
}

// The request for seats, the charge and the instalments.
func TestSeatPrice_TamperedPrice(t *testing.T) {
	price := addedSeats()
	moved := slices.Clone(price.Instalments)
	moved[1].Date, moved[1].Due = moved[1].Date.AddDays(1), moved[1].Due.AddDays(1)
	holdTampered(t, price, []tampered{
		{"seats without a request", "request", testkit.Absent{}, "request.service"},
		{"seats without instalments", "instalments", testkit.Absent{}, "instalments"},
		{"seats for another list price", "request.srp", eur("5925.01"), "request.srp"},
		{"seats for a cent less", "charge.amount", eur("1.00"), "charge.amount"},
		{"seats a day later", "instalments[1].date", "2025-10-02", "instalments[1].due"},
		{"seats due a day later", "instalments[1].due", "2025-11-01", "instalments[1].due"},
		{
			"seats that start elsewhere", "request.service", "three-year 2024-11-01 2025-01-01/2027-10-01",
			"instalments[1].covers instalments[2].covers",
		},
		{"seats, all a day later", "instalments", moved, "instalments[1].date"},
	})
}

func TestPurchasePrice_Tampered(t *testing.T) {
	price := must(coterm.Buy(europe, coterm.BuyRequest{
		Purchase: lifecycle.PurchaseRequest{
			Offering: "AutoCAD", Length: calendar.ThreeYear, Seats: 3, Ordered: date("2025-01-10"),
			Start: date("2025-02-01"),
		},
		SRP: amount("EUR 5925.00"),
	}))
	holdTampered(t, price, []tampered{
		{"other seats bought", "next.seats", 9, "next.seats"},
		{"fewer than no seats bought", "next.seats", -1, "next.seats"},
		{"a purchase ordered on another day", "next.terms[0].ordered", "2025-01-11", "instalments[0].date"},
		{"a purchase without a term", "next.terms", []any{}, "instalments[0].date next.terms"},
		{"a purchase misspelt", "renew", "annual", "renew"},
	})
}

func TestRenewalPrice_Tampered(t *testing.T) {
	price := must(coterm.Renew(aMonthEarly(), coterm.RenewalRequest{
		SRP: amount("EUR 5925.00"), NetTerms: must(invoice.Net(30)),
	}))
	holdTampered(t, price, []tampered{
		{"other seats renewed", "next.seats", 9, "next.seats"},
		{"a renewal ordered on another day", "decision.asked", "2027-09-02", "next.terms[1].ordered"},
		{"a renewal without a term", "next.terms", []any{}, "next.terms"},
		{"a renewal of other days", "next.terms[1].end", "2030-10-02", "next.terms[1].end"},
		{"a renewal by another rule", "decision.rule", "change.seats-up", "decision.rule"},
		{"a renewal of another term", "renews", "monthly", "renews"},
		{"a renewal a day later", "instalments[2].date", "2029-10-02", "instalments[2].due"},
		{"a renewal that is no full term", "fullTerm", testkit.Absent{}, "fullTerm"},
		{"a renewal of nothing", "renews", testkit.Absent{}, "renews"},
		{"a renewal misspelt", "renew", "annual", "renew"},
	})
}

// Without net terms the first instalment, too, is dated on the day of the order.
func TestRenewalPrice_Tampered_WithoutNetTerms(t *testing.T) {
	price := must(coterm.Renew(aMonthEarly(), coterm.RenewalRequest{SRP: amount("EUR 5925.00")}))
	holdTampered(t, price, []tampered{
		{
			"a renewal, at once, on another day", "decision.asked", "2027-09-02",
			"instalments[0].date next.terms[1].ordered",
		},
	})
}

// The seats that a renewal carries.
func TestRenewalPrice_TamperedSeats(t *testing.T) {
	price := must(coterm.Renew(aMonthEarly(), coterm.RenewalRequest{SRP: amount("EUR 5925.00"), Seats: 2}))
	holdTampered(t, price, []tampered{
		{"other seats carried", "next.changes[0].seats", 9, "next.seats"},
	})
}

func TestExtensionPrice_Tampered(t *testing.T) {
	v := aMonthEarly()
	price := must(coterm.Extend(v, coterm.ExtensionRequest{
		To: renewingOn("2028-06-01", v.Day()), SRP: amount("EUR 5925.00"),
	}))
	holdTampered(t, price, []tampered{
		{"other seats extended", "next.seats", 9, "next.seats"},
		{"an extension that does not extend", "extends", false, "extends next.terms[1].alignedTo"},
		{"an extension by another term", "next.terms[1].length", "annual", "next.terms[1].length"},
		{"an extension by another rule", "decision.rule", "change.term", "decision.rule"},
		{
			"an extension under another edition", "decision.edition",
			policy.NorthAmerica2024().Fingerprint().String(), "decision.edition",
		},
		{
			"a charge under another edition", "charge.edition",
			policy.NorthAmerica2024().Fingerprint().String(), "decision.edition",
		},
		{"a charge without an edition", "charge.edition", testkit.Absent{}, "charge.edition"},
		{"a reach by another rule", "reach.rule", "coterm.extend-annual", "reach.rule"},
		{"a reach of another term", "reach.length", "annual", "reach.rule"},
		{"a reach by no rule", "reach.rule", "coterm.extend ", "reach.rule"},
		{"a reach without a rule", "reach.rule", testkit.Absent{}, "reach.rule"},
		{"an extension on another day", "decision.asked", "2027-09-02", "instalments[0].date next.terms[1].ordered"},
		{"an extension that reaches further", "reach.latest", "2040-01-01", "reach.latest"},
		{"an extension misspelt", "reach.too", 3, "reach.too"},
	})
}

// renewal.canceled-final: a cancellation can be what an extension reaches up to.
func TestExtensionPrice_UpToACancellation(t *testing.T) {
	s := must(aMonthEarly().Cancel(date("2028-06-01")))
	price := must(coterm.Extend(s.On(aMonthEarly().Day()), coterm.ExtensionRequest{
		To: renewingOn("2028-06-01", aMonthEarly().Day()), SRP: amount("EUR 5925.00"),
	}))
	if got := price.Reach.Latest; got != date("2028-06-01") {
		t.Errorf("it reaches %s", got)
	}
	holdTampered(t, price, []tampered{
		{"a later reach", "reach.latest", "2028-06-02", "reach.latest"},
		{"a later cancellation", "next.cancellation.effective", "2028-07-01", "reach.latest"},
	})
}

func TestNewProductEstimate_Tampered(t *testing.T) {
	price := must(coterm.EstimateNewProduct(aMonthEarly(), coterm.NewProductRequest{
		Length: calendar.Annual, Seats: 2, SRP: amount("EUR 2145.00"),
	}))
	holdTampered(t, price, []tampered{
		{"an estimate by another rule", "decision.rule", "change.seats-up", "decision.rule"},
		{"an estimate", "decision", testkit.Absent{}, "decision charge.bought"},
		{"an estimate without a price", "charge", testkit.Absent{}, "charge.charge"},
		{"an estimate misspelt", "route", "partner", "route"},
	})
}

func TestReturnCredit_Tampered(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	price := must(coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: date("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}))
	holdTampered(t, price, []tampered{
		{"another amount given back", "return.lines[0].net", eur("965.00"), "return.lines[0].taxes[0].amount"},
		{"another note", "note.issued", "2025-08-09", "note"},
		{"a note for an invoice", "note.invoice", "2025-077", "note.taxRounding note.lines[0].line"},
		{"no note", "note", testkit.Absent{}, "note"},
		{"a return that is none", "return", testkit.Absent{}, "return.decision.rule return.event"},
		{"paid for less", "of.paid[0].net", eur("9000.00"), "of.paid[0].taxes[0].amount"},
		{"taxed less", "of.paid[0].tax", eur("1.00"), "of.paid[0].tax"},
		{"not paid", "of.paid", testkit.Absent{}, "return.lines seats"},
		{"paid for another product", "of.paid[0].description", "Maya", "return.lines[0].description"},
		{"paid without a tax", "of.paid[0].taxes", testkit.Absent{}, "return.lines[0].taxes"},
		{"of tokens", "next.kind", "flex-tokens", "next.kind"},
		{"with an invoice that is not paid", "next.invoices[0].paid", testkit.Absent{}, "next.invoices"},
		{
			"with an invoice of another day", "next.invoices[0].returned", "2025-08-07",
			"next.invoices[0].returned next.invoices",
		},
		{"ordered on another day", "of.ordered", "2025-08-02", "return.decision.window of.ordered"},
		{"another length", "of.term", "monthly", "return.decision.rule return.by of.term"},
		{"another event", "return.event", "purchase", "return.event"},
		{"to be made", "return.by", "made", "return.by"},
		{"by the rule of tokens", "return.decision.rule", "refund.flex", "return.decision.window"},
		{"of another term", "of.renewal", "2025-10-02", "of.renewal"},
		{"of a month", "of.renews", "monthly", "of.renews"},
		{"of its own length", "of.renews", "annual", "of.renews"},
		{
			"returned on another day", "next.returns[0].day", "2025-08-09",
			"next.returns[0].day next.invoices[0].returned",
		},
		{"not returned", "next.returns", testkit.Absent{}, "next.returns"},
		{"without terms", "next.terms", testkit.Absent{}, "of.paid[0].seats of.ordered of.term of.renews"},
		{"a return misspelt", "next.seat", 3, "next.seat"},
	})
}

// A renewal for another length, returned, says which length it renewed; the facts have that term.
func TestReturnCredit_OfAnotherLength(t *testing.T) {
	sub := must(bought(calendar.Monthly, "2025-07-01").On(date("2025-07-20")).
		Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
	credit := must(coterm.Return(sub.On(date("2025-07-20")), coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Term: date("2025-08-01")}, Channel: policy.Online,
	}))
	if credit.Of.Renews != calendar.Monthly {
		t.Errorf("it renewed %v", credit.Of.Renews)
	}
	holdTampered(t, credit, []tampered{
		{"of three years", "of.renews", "three-year", "of.renews"},
		{"of the same length", "of.renews", testkit.Absent{}, "of.renews"},
	})
}

// A refused act has no price, even if the decision is consistent in itself.
func TestPrices_Refused(t *testing.T) {
	request := coterm.SeatRequest{Seats: 2, SRP: amount("EUR 365.00")}
	seats := must(coterm.AddSeats(bought(calendar.Annual, "2024-10-01").On(date("2025-01-01")), request))
	seats.Decision.Window, seats.Decision.Route = calendar.Period{}, 0
	var readSeats coterm.SeatPrice
	if err := readSeats.UnmarshalJSON(must(json.Marshal(seats))); fields(err) != "decision" {
		t.Error(err)
	}
	v, _ := renewedAndPaid("2025-08-08")
	credit := must(coterm.Return(v, coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, Channel: policy.Online,
	}))
	var readCredit coterm.ReturnCredit
	if err := readCredit.UnmarshalJSON(must(json.Marshal(credit))); err != nil {
		t.Error(err)
	}
	credit.Return.Decision.Asked = credit.Return.Deadline.AddDays(1)
	if err := readCredit.UnmarshalJSON(must(json.Marshal(credit))); fields(err) != "return.decision" {
		t.Error(err)
	}
}

// A purchase on record that does not say what was purchased is not read.
func TestRecordedPurchase_Tampered(t *testing.T) {
	purchase := coterm.Purchases(bought(calendar.Annual, "2024-10-01"), policy.Online)[0]
	holdTampered(t, purchase, []tampered{
		{"of nothing", "of", testkit.Absent{}, "of"},
		{"of nothing that is known", "of.kind", "shares", "of.kind"},
	})
}
