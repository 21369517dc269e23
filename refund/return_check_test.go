package refund_test

import (
	"encoding/json"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// Which purchases a return cannot be of: each differs in one way from the purchase that is returned.
func TestReturn_CheckOf(t *testing.T) {
	annual := refund.Purchase{
		Kind: policy.Subscription, Channel: policy.Online, Event: refund.Bought, Ordered: date("2025-03-10"),
		Term: calendar.Annual,
	}
	r, err := refund.Check(policy.Europe2024(), annual, date("2025-03-20"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		change func(*refund.Purchase)
		fields string
	}{
		{"the purchase", func(*refund.Purchase) {}, ""},
		{"three years", func(p *refund.Purchase) { p.Term = calendar.ThreeYear }, ""}, // by the same rule
		{"monthly", func(p *refund.Purchase) { p.Term = calendar.Monthly }, "decision.rule by"},
		{"tokens", func(p *refund.Purchase) { p.Kind, p.Term = policy.FlexTokens, 0 }, "decision.rule"},
		{"consulting", func(p *refund.Purchase) { p.Kind, p.Term = policy.Consulting, 0 }, "decision.rule by"},
		{"a renewal", func(p *refund.Purchase) { p.Event, p.Renewal = refund.Renewed, date("2025-03-10") }, "event"},
		{"of nothing", func(p *refund.Purchase) { p.Kind = 0 }, "purchase.kind"},
		{"ordered on the day before", func(p *refund.Purchase) { p.Ordered = date("2025-03-09") }, "decision.window"},
		{"ordered on the day after", func(p *refund.Purchase) { p.Ordered = date("2025-03-11") }, "decision.window"},
		{"through a partner", func(p *refund.Purchase) { p.Channel = policy.Reseller }, "decision.rule by"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := annual
			tt.change(&p)
			if err := r.CheckOf(p); testkit.Fields(err) != tt.fields {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.fields, err)
			}
		})
	}
	refused, err := refund.Check(policy.Europe2024(), annual, date("2025-06-20"))
	if err != nil {
		t.Fatal(err)
	}
	annual.Term = calendar.Monthly
	if err := refused.CheckOf(annual); err != nil {
		t.Errorf("refused: %v", err)
	}
}

// refund.amount: the lines of a return are what is left of what was paid, with the same descriptions and taxes.
func TestReturn_CheckOf_Paid(t *testing.T) {
	paid := func() refund.Purchase {
		return refund.Purchase{
			Kind: policy.Subscription, Channel: policy.Online, Event: refund.Bought, Ordered: date("2025-03-10"),
			Term: calendar.Annual, Paid: []refund.PaidLine{{
				Description: "Revit", Net: amount("CAD 100.00"), Tax: amount("CAD 14.98"),
				Taxes: []refund.TaxPart{
					{Tax: "GST 5%", Amount: amount("CAD 5.00")}, {Tax: "QST 9.975%", Amount: amount("CAD 9.98")},
				},
			}},
		}
	}
	r, err := refund.Check(policy.Europe2024(), paid(), date("2025-03-20"))
	if err != nil || r.CheckOf(paid()) != nil {
		t.Fatal(err, r.CheckOf(paid()))
	}
	for name, tt := range map[string]struct {
		change func(*refund.Purchase)
		fields string
	}{
		"nothing paid":  {func(p *refund.Purchase) { p.Paid = nil }, "lines"},
		"two lines":     {func(p *refund.Purchase) { p.Paid = append(p.Paid, p.Paid[0]) }, "lines"},
		"another name":  {func(p *refund.Purchase) { p.Paid[0].Description = "Maya" }, "lines[0].description"},
		"taxes as one":  {func(p *refund.Purchase) { p.Paid[0].Taxes = nil }, "lines[0].taxes"},
		"another tax":   {func(p *refund.Purchase) { p.Paid[0].Taxes[0].Tax = "HST 5%" }, "lines[0].taxes"},
		"more was paid": {func(p *refund.Purchase) { p.Paid[0].Net = amount("CAD 100.01") }, "lines[0].net"},
		"less tax was paid": {
			func(p *refund.Purchase) { p.Paid[0].Tax, p.Paid[0].Taxes = amount("CAD 14.97"), nil },
			"lines[0].tax lines[0].taxes",
		},
		"a part is given back already": {
			func(p *refund.Purchase) {
				p.Paid[0].ReturnedNet, p.Paid[0].ReturnedTax = amount("CAD 1.00"), amount("CAD 0.15")
				p.Paid[0].Taxes = nil
			},
			"lines[0].net lines[0].tax lines[0].taxes",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := paid()
			tt.change(&p)
			if err := r.CheckOf(p); testkit.Fields(err) != tt.fields {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.fields, err)
			}
		})
	}
}

// All lines of a return are in one currency.
func TestReturn_Check_Currencies(t *testing.T) {
	r := answered(t)
	line := &r.Lines[1]
	line.Net, line.Tax, line.Taxes = amount("USD 100.00"), amount("USD 0.00"), nil
	if err := r.Check(); testkit.Fields(err) != "lines[1].net lines[1].tax" {
		t.Error(err)
	}
}

// A line read by itself is held to what it is held to in its return.
func TestReturnedLine_JSON(t *testing.T) {
	stored := testkit.Must(json.Marshal(answered(t).Lines[0]))
	for name, tt := range map[string]struct {
		path  string
		value any
		want  string
	}{
		"as it was":       {"description", "AutoCAD", ""},
		"an unknown key":  {"nett", 1, "nett"},
		"a negative net":  {"net", testkit.Euros("-1.00"), "net"},
		"no tax":          {"tax", testkit.Absent{}, "tax"},
		"no name":         {"description", testkit.Absent{}, ""},
		"a long name":     {"description", strings.Repeat("x", 201), "description"},
		"a tax of no sum": {"taxes", []refund.TaxPart{{Tax: "21%", Amount: amount("EUR 3.00")}}, "tax"},
	} {
		t.Run(name, func(t *testing.T) {
			var line refund.ReturnedLine
			err := json.Unmarshal(testkit.Must(testkit.Tamper(stored, tt.path, tt.value)), &line)
			if testkit.Fields(err) != tt.want {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.want, err)
			}
		})
	}
}

// A refusal that Check cannot have made is refused by name: without its day or edition, or with days on which its rule
// allows no return.
func TestReturn_Check_Refusals(t *testing.T) {
	late, err := refund.Check(policy.Europe2024(), bought(), date("2025-08-01"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		change func(*refund.Return)
		fields string
	}{
		"as it was": {func(*refund.Return) {}, ""},
		"of no day": {func(r *refund.Return) { r.Decision.Asked = calendar.Date{} }, "decision.asked"},
		"under no edition": {
			func(r *refund.Return) { r.Decision.Edition = policy.Fingerprint{} }, "decision.edition",
		},
		"of what is none":    {func(r *refund.Return) { r.Decision.Rule = "refund.excluded" }, "decision.window"},
		"of a reseller's":    {func(r *refund.Return) { r.Decision.Rule = "refund.direct-only" }, "decision.window"},
		"of what is nothing": {func(r *refund.Return) { r.Decision.Rule = "refund.amount" }, "decision.window"},
		"of tokens":          {func(r *refund.Return) { r.Decision.Rule = "refund.flex" }, ""},
		"of renewed tokens": {
			func(r *refund.Return) { r.Decision.Rule, r.Event = "refund.flex", refund.Renewed }, "decision.window",
		},
		"of seats of tokens": {
			func(r *refund.Return) { r.Decision.Rule, r.Event = "refund.flex", refund.SeatsAdded }, "event",
		},
		"of aligned tokens": {
			func(r *refund.Return) { r.Decision.Rule, r.Event = "refund.flex", refund.Aligned }, "event",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := late
			tt.change(&r)
			if err := r.Check(); testkit.Fields(err) != tt.fields {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.fields, err)
			}
		})
	}
}
