package coterm_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func eur(number string) map[string]string {
	return map[string]string{"amount": number, "currency": "EUR"}
}

// A stored price that somebody changed is refused, and the field named.
func TestPrices_Tampered(t *testing.T) {
	net30 := must(invoice.Net(30))
	seats := must(coterm.AddSeats(bought(calendar.ThreeYear, "2024-10-01").On(date("2025-01-01")), coterm.SeatRequest{
		Seats: 2, SRP: amount("EUR 5925.00"), NetTerms: net30,
	}))
	moved := slices.Clone(seats.Instalments)
	moved[1].Date, moved[1].Due = moved[1].Date.AddDays(1), moved[1].Due.AddDays(1)
	early := bought(calendar.ThreeYear, "2024-10-01").On(date("2027-09-01"))
	renewal := must(coterm.Renew(early, coterm.RenewalRequest{SRP: amount("EUR 5925.00"), NetTerms: net30}))
	atOnce := must(coterm.Renew(early, coterm.RenewalRequest{SRP: amount("EUR 5925.00")}))
	fewer := must(coterm.Renew(early, coterm.RenewalRequest{SRP: amount("EUR 5925.00"), Seats: 2}))
	purchase := must(coterm.Buy(europe, coterm.BuyRequest{
		Purchase: lifecycle.PurchaseRequest{
			Offering: "AutoCAD", Length: calendar.ThreeYear, Seats: 3, Ordered: date("2025-01-10"),
			Start: date("2025-02-01"),
		},
		SRP: amount("EUR 5925.00"),
	}))
	extension := must(coterm.Extend(early, coterm.ExtensionRequest{
		To: renewingOn("2028-06-01", early.Day()), SRP: amount("EUR 5925.00"),
	}))
	estimate := must(coterm.EstimateNewProduct(early, coterm.NewProductRequest{
		Length: calendar.Annual, Seats: 2, SRP: amount("EUR 2145.00"),
	}))
	v, bill := renewedAndPaid("2025-08-08")
	credit := must(coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: date("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}))
	for _, tt := range []struct {
		name    string
		of      any // a price that holds
		into    json.Unmarshaler
		path    string
		value   any
		refused string // the fields that the error names
	}{
		{
			"seats asked for on another day", seats, new(coterm.SeatPrice),
			"decision.asked", "2025-01-02", "instalments[0].date next.changes",
		},
		{"seats refused", seats, new(coterm.SeatPrice), "decision.asked", "2030-01-01", "decision.allowed"},
		{
			"seats without a decision", seats, new(coterm.SeatPrice),
			"decision",
			testkit.Absent{},
			"decision instalments[0].date next.changes",
		},
		{"other seats", seats, new(coterm.SeatPrice), "next.changes[0].seats", 9, "next.changes"},
		{"no seats", seats, new(coterm.SeatPrice), "next.changes[0].seats", 0, "next.changes"},
		{"seats that nothing adds", seats, new(coterm.SeatPrice), "next.changes", testkit.Absent{}, "next.changes"},
		{"seats without facts", seats, new(coterm.SeatPrice), "next", testkit.Absent{}, "next.terms"},
		{"seats up to another day", seats, new(coterm.SeatPrice), "next.terms[0].end", "2028-10-01", "next.terms"},
		{"other seats bought", purchase, new(coterm.PurchasePrice), "next.seats", 9, "next.seats"},
		{"fewer than no seats bought", purchase, new(coterm.PurchasePrice), "next.seats", -1, "next.seats"},
		{"other seats carried", fewer, new(coterm.RenewalPrice), "next.changes[0].seats", 9, "next.seats"},
		{"other seats renewed", renewal, new(coterm.RenewalPrice), "next.seats", 9, "next.seats"},
		{"other seats extended", extension, new(coterm.ExtensionPrice), "next.seats", 9, "next.seats"},
		{"seats without a request", seats, new(coterm.SeatPrice), "request", testkit.Absent{}, "request.service"},
		{"seats without instalments", seats, new(coterm.SeatPrice), "instalments", testkit.Absent{}, "instalments"},
		{"seats for another list price", seats, new(coterm.SeatPrice), "request.srp", eur("5925.01"), "request.srp"},
		{"seats for a cent less", seats, new(coterm.SeatPrice), "charge.amount", eur("1.00"), "charge.amount"},
		{"seats a day later", seats, new(coterm.SeatPrice), "instalments[1].date", "2025-10-02", "instalments[1].due"},
		{
			"seats due a day later", seats, new(coterm.SeatPrice),
			"instalments[1].due", "2025-11-01", "instalments[1].due",
		},
		{"an extension that does not extend", extension, new(coterm.ExtensionPrice), "extends", false, "extends"},
		{"seats misspelt", seats, new(coterm.SeatPrice), "next.seat", 3, "next.seat"},
		{
			"seats that start elsewhere", seats, new(coterm.SeatPrice),
			"request.service", "three-year 2024-11-01 2025-01-01/2027-10-01",
			"instalments[1].covers instalments[2].covers",
		},
		{"seats, all a day later", seats, new(coterm.SeatPrice), "instalments", moved, "instalments[1].date"},
		{
			"a renewal ordered on another day", renewal, new(coterm.RenewalPrice),
			"decision.asked", "2027-09-02", "next.terms[1].ordered",
		},
		{
			"a renewal, at once, on another day", atOnce, new(coterm.RenewalPrice),
			"decision.asked", "2027-09-02", "instalments[0].date next.terms[1].ordered",
		},
		{"a renewal without a term", renewal, new(coterm.RenewalPrice), "next.terms", []any{}, "next.terms"},
		{
			"a renewal of other days", renewal, new(coterm.RenewalPrice),
			"next.terms[1].end", "2030-10-02", "next.terms[1].end",
		},
		{
			"an extension by another term", extension, new(coterm.ExtensionPrice),
			"next.terms[1].length", "annual", "next.terms[1].length",
		},
		{"seats by another rule", seats, new(coterm.SeatPrice), "decision.rule", "renewal.window", "decision.rule"},
		{
			"an extension by another rule", extension, new(coterm.ExtensionPrice), "decision.rule", "change.term",
			"decision.rule",
		},
		{
			"a renewal by another rule", renewal, new(coterm.RenewalPrice), "decision.rule", "change.seats-up",
			"decision.rule",
		},
		{
			"an estimate by another rule", estimate, new(coterm.NewProductEstimate), "decision.rule", "change.seats-up",
			"decision.rule",
		},
		{
			"a reach by another rule", extension, new(coterm.ExtensionPrice), "reach.rule", "coterm.extend-annual",
			"reach.rule",
		},
		{"a reach of another term", extension, new(coterm.ExtensionPrice), "reach.length", "annual", "reach.length"},
		{"a renewal of another term", renewal, new(coterm.RenewalPrice), "renews", "monthly", "renews"},
		{
			"a renewal a day later", renewal, new(coterm.RenewalPrice),
			"instalments[2].date", "2029-10-02", "instalments[2].due",
		},
		{"a renewal that is no full term", renewal, new(coterm.RenewalPrice), "fullTerm", testkit.Absent{}, "fullTerm"},
		{"a renewal of nothing", renewal, new(coterm.RenewalPrice), "renews", testkit.Absent{}, "renews"},
		{
			"an estimate", estimate, new(coterm.NewProductEstimate), "decision",
			testkit.Absent{},
			"decision charge.bought",
		},
		{
			"an estimate without a price", estimate, new(coterm.NewProductEstimate), "charge",
			testkit.Absent{},
			"charge.charge",
		},
		{"an estimate misspelt", estimate, new(coterm.NewProductEstimate), "route", "partner", "route"},
		{"a reach by no rule", extension, new(coterm.ExtensionPrice), "reach.rule", "coterm.extend ", "reach.rule"},
		{"a reach without a rule", extension, new(coterm.ExtensionPrice), "reach.rule", testkit.Absent{}, "reach.rule"},
		{"a renewal misspelt", renewal, new(coterm.RenewalPrice), "renew", "annual", "renew"},
		{
			"a purchase ordered on another day", purchase, new(coterm.PurchasePrice),
			"next.terms[0].ordered", "2025-01-11", "instalments[0].date",
		},
		{
			"a purchase without a term", purchase, new(coterm.PurchasePrice),
			"next.terms",
			[]any{},
			"instalments[0].date next.terms",
		},
		{"a purchase misspelt", purchase, new(coterm.PurchasePrice), "renew", "annual", "renew"},
		{
			"an extension on another day", extension, new(coterm.ExtensionPrice),
			"decision.asked", "2027-09-02", "instalments[0].date next.terms[1].ordered",
		},
		{
			"an extension that reaches further", extension, new(coterm.ExtensionPrice), "reach.latest", "2040-01-01",
			"reach.latest",
		},
		{"an extension misspelt", extension, new(coterm.ExtensionPrice), "reach.too", 3, "reach.too"},
		{
			"another amount given back", credit, new(coterm.ReturnCredit),
			"return.lines[0].net", eur("965.00"), "return.lines[0].taxes[0].amount",
		},
		{"another note", credit, new(coterm.ReturnCredit), "note.issued", "2025-08-09", "note"},
		{
			"a note for an invoice", credit, new(coterm.ReturnCredit), "note.invoice", "2025-077",
			"note.taxRounding note.lines[0].line",
		},
		{"no note", credit, new(coterm.ReturnCredit), "note", testkit.Absent{}, "note"},
		{
			"a return that is none", credit, new(coterm.ReturnCredit),
			"return",
			testkit.Absent{},
			"return.decision.rule return.event",
		},
		{
			"paid for less", credit, new(coterm.ReturnCredit), "of.paid[0].net", eur("9000.00"),
			"of.paid[0].taxes[0].amount",
		},
		{"taxed less", credit, new(coterm.ReturnCredit), "of.paid[0].tax", eur("1.00"), "of.paid[0].tax"},
		{"not paid", credit, new(coterm.ReturnCredit), "of.paid", testkit.Absent{}, "of.paid"},
		{
			"ordered on another day", credit, new(coterm.ReturnCredit), "of.ordered", "2025-08-02",
			"return.decision.window of.ordered",
		},
		{
			"another length", credit, new(coterm.ReturnCredit), "of.term", "monthly",
			"return.decision.rule return.by of.term",
		},
		{"another event", credit, new(coterm.ReturnCredit), "return.event", "purchase", "return.event"},
		{"to be made", credit, new(coterm.ReturnCredit), "return.by", "made", "return.by"},
		{
			"by the rule of tokens", credit, new(coterm.ReturnCredit), "return.decision.rule", "refund.flex",
			"return.decision.rule",
		},
		{"of another term", credit, new(coterm.ReturnCredit), "of.renewal", "2025-10-02", "of.renewal"},
		{
			"returned on another day", credit, new(coterm.ReturnCredit), "next.returns[0].day", "2025-08-09",
			"next.returns[0].day",
		},
		{"not returned", credit, new(coterm.ReturnCredit), "next.returns", testkit.Absent{}, "next.returns"},
		{"a return misspelt", credit, new(coterm.ReturnCredit), "next.seat", 3, "next.seat"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stored := must(json.Marshal(tt.of))
			if err := tt.into.UnmarshalJSON(stored); err != nil {
				t.Fatal(err)
			}
			text := must(testkit.Tamper(stored, tt.path, tt.value))
			if err := tt.into.UnmarshalJSON(text); fields(err) != tt.refused {
				t.Errorf("refused in %q, want %q: %v", fields(err), tt.refused, err)
			}
			if again := must(json.Marshal(tt.into)); string(again) != string(stored) {
				t.Errorf("changed to %s", again)
			}
		})
	}
}

// What was refused has no price, also where the decision itself holds.
func TestPrices_Refused(t *testing.T) {
	request := coterm.SeatRequest{Seats: 2, SRP: amount("EUR 365.00")}
	seats := must(coterm.AddSeats(bought(calendar.Annual, "2024-10-01").On(date("2025-01-01")), request))
	seats.Decision.Window = calendar.Period{}
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

// A request that a caller reads is read strictly, with the keys of the other requests, and reads back equal.
func TestRequests_JSON(t *testing.T) {
	srp := `{"amount":"2145.00","currency":"EUR"}`
	for name, tt := range map[string]struct {
		into           json.Unmarshaler
		text           string
		key, misspelt  string
		op, wantFields string
	}{
		"buy": {
			new(coterm.BuyRequest),
			`{"purchase":{"offering":"AutoCAD","length":"annual","seats":3,"ordered":"2025-01-10"},"srp":` + srp +
				`,"netTerms":"net 30"}`,
			`"seats"`, `"seat"`, "coterm.BuyRequest.UnmarshalJSON", "purchase.seat",
		},
		"renewal": {
			new(coterm.RenewalRequest), `{"srp":` + srp + `,"seats":4,"length":"annual","netTerms":"net 30"}`,
			`"length"`, `"term"`, "coterm.RenewalRequest.UnmarshalJSON", "term",
		},
		"new product": {
			new(coterm.NewProductRequest), `{"length":"annual","seats":4,"srp":` + srp + `}`,
			`"length"`, `"term"`, "coterm.NewProductRequest.UnmarshalJSON", "term",
		},
		"return": {
			new(coterm.ReturnRequest),
			`{"what":{"day":"","term":"2025-10-01"},"channel":"online","paid":[{"description":"AutoCAD","net":` + srp +
				`,"tax":` +
				srp + `}],"invoices":["2025-077"],"note":"C-8","if":"2026-10-01"}`,
			`"note"`, `"notes"`, "coterm.ReturnRequest.UnmarshalJSON", "notes",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := tt.into.UnmarshalJSON([]byte(tt.text)); err != nil {
				t.Fatal(err)
			}
			if text := must(json.Marshal(tt.into)); string(text) != tt.text {
				t.Errorf("%s\nis read and written as\n%s", tt.text, text)
			}
			err := tt.into.UnmarshalJSON([]byte(strings.Replace(tt.text, tt.key, tt.misspelt, 1)))
			if fields(err) != tt.wantFields || !strings.HasPrefix(err.Error(), tt.op) {
				t.Error(err)
			}
			if text := must(json.Marshal(tt.into)); string(text) != tt.text {
				t.Errorf("changed to %s", text)
			}
		})
	}
}
