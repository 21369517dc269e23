package coterm_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/rule"
)

// A stored price has the rule and the route by which its act is ordered.
func TestPrices_Ordered(t *testing.T) {
	early, late := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01")),
		bought(calendar.Annual, "2024-10-01").On(date("2025-10-05"))
	srp, net30 := amount("EUR 365.00"), must(invoice.Net(30))
	byInvoice := coterm.RenewalRequest{SRP: srp, NetTerms: net30, Payer: lifecycle.PayerOnFile}
	changed := coterm.RenewalRequest{SRP: srp, Seats: 2}
	extension := coterm.ExtensionRequest{To: renewingOn("2026-01-01", early.Day()), SRP: srp}
	for _, tt := range []struct {
		name  string
		of    any
		into  json.Unmarshaler
		path  string
		value any
	}{
		{
			"added seats by a partner", must(coterm.AddSeats(early, coterm.SeatRequest{Seats: 1, SRP: srp})),
			new(coterm.SeatPrice), "decision.route", "partner",
		},
		{
			"an extension by self-service", must(coterm.Extend(early, extension)),
			new(coterm.ExtensionPrice), "decision.route", "self-service",
		},
		{
			"a conversion by a partner", must(coterm.Convert(trial().On(date("2025-08-20")), conversion())),
			new(coterm.ConversionPrice), "decision.route", "partner",
		},
		{
			"an early renewal with changes by a partner", must(coterm.Renew(early, changed)),
			new(coterm.RenewalPrice), "decision.route", "partner",
		},
		{
			"a late renewal with changes by self-service", must(coterm.Renew(late, changed)),
			new(coterm.RenewalPrice), "decision.route", "self-service",
		},
		{
			"a renewal by invoice by nobody", must(coterm.Renew(early, byInvoice)),
			new(coterm.RenewalPrice), "decision.route",
			testkit.Absent{},
		},
		{
			"an early renewal by the rule of late ones", must(coterm.Renew(early, coterm.RenewalRequest{SRP: srp})),
			new(coterm.RenewalPrice), "decision.rule", string(rule.RenewalLate),
		},
		{
			"a late renewal by the rule of early ones", must(coterm.Renew(late, coterm.RenewalRequest{SRP: srp})),
			new(coterm.RenewalPrice), "decision.rule", string(rule.RenewalWindow),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stored := must(json.Marshal(tt.of))
			if err := tt.into.UnmarshalJSON(stored); err != nil {
				t.Fatal(err)
			}
			text := must(testkit.Tamper(stored, tt.path, tt.value))
			if err := tt.into.UnmarshalJSON(text); fields(err) != tt.path {
				t.Errorf("refused in %q, want %q: %v", fields(err), tt.path, err)
			}
		})
	}
}
