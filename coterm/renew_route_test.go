package coterm_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// renewal.window, renewal.with-changes, invoice.by-renewal: a renewal is priced by the decision of its view, whatever
// the route. Without changes there is no route: whether it goes through a partner or the account depends on the
// subscription. After the renewal date, changes go through a partner; a renewal by invoice is made in the account.
func TestRenew_Routes(t *testing.T) {
	const none, early, late = policy.Route(0), "2025-09-30", "2025-10-01"
	changes := lifecycle.RenewalChanges{Seats: 2}
	for name, tt := range map[string]struct {
		day     string
		changes lifecycle.RenewalChanges
		payer   lifecycle.PayerStatus
		want    string // the rule
		route   policy.Route
	}{
		"early":               {early, lifecycle.RenewalChanges{}, 0, "renewal.window", none},
		"late":                {late, lifecycle.RenewalChanges{}, 0, "renewal.late", none},
		"early, with changes": {early, changes, 0, "renewal.with-changes", none},
		"late, with changes":  {late, changes, 0, "renewal.with-changes", policy.Partner},
		"early, by invoice": {
			early,
			lifecycle.RenewalChanges{},
			lifecycle.PayerOnFile, "invoice.by-renewal",
			policy.SelfService,
		},
		"early, with changes and by invoice": {
			early, changes, lifecycle.PayerOnFile, "invoice.by-renewal", policy.SelfService,
		},
		"late, by invoice: refused": {
			late,
			lifecycle.RenewalChanges{},
			lifecycle.PayerOnFile, "invoice.by-renewal",
			none,
		},
		"late, with changes and by invoice: refused": {
			late, changes, lifecycle.PayerOnFile, "invoice.by-renewal", none,
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := owned("AutoCAD", calendar.Annual, "2024-10-01", tt.day)
			d, request := v.CanRenewWith(tt.changes), coterm.RenewalRequest{
				SRP: amount("EUR 365.00"), Seats: tt.changes.Seats,
			}
			if tt.payer != 0 {
				d, request.Payer, request.NetTerms = v.CanRenewByInvoice(tt.payer,
					tt.changes), tt.payer, must(invoice.Net(30))
			}
			if string(d.Rule) != tt.want || d.Route != tt.route {
				t.Errorf("decided %s, route %s", d, d.Route)
			}
			price, err := coterm.Renew(v, request)
			if priced := price.Decision; err == nil && priced != d {
				t.Errorf("priced by %s, route %s, but decided %s, route %s", priced, priced.Route, d, d.Route)
			}
			var refusal *policy.Refusal
			if errors.As(err, &refusal) != !d.Allowed() || err != nil && refusal.Decision != d {
				t.Errorf("priced: %v, but decided %s", err, d)
			}
		})
	}
}
