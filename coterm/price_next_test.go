package coterm_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
)

// Facts after an extension that do not have one, and the rule of a renewal without changes for one that carried some.
func TestPrice_TamperedNext(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	extended := must(coterm.Extend(v, coterm.ExtensionRequest{
		To: renewingOn("2026-06-01", v.Day()), SRP: amount("EUR 365.00"),
	}))
	holdTampered(t, extended, []tampered{
		{"an extension of nothing", "next.terms[0].end", "2025-09-30", "next.terms"},
		{"aligned with nothing", "next.terms[1].alignedTo", testkit.Absent{}, "next.terms[1].alignedTo"},
		{
			"a service that covers more", "request.service", "annual 2024-10-01 2024-10-01/2026-06-01",
			"request.service",
		},
	})
	renewed := must(coterm.Renew(v, coterm.RenewalRequest{SRP: amount("EUR 365.00"), Seats: 5}))
	holdTampered(t, renewed, []tampered{
		{"a renewal as if without changes", "decision.rule", "renewal.window", "decision.rule"},
		{"a renewal that is an extension", "next.terms[1].alignedTo", "2025-10-01", "next.terms[1].alignedTo"},
		{
			"a service that covers two years", "request.service", "annual 2024-10-01 2024-10-01/2026-10-01",
			"request.service",
		},
	})
}
