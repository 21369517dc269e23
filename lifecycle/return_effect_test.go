package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// refund.effect: extensions, and several terms.
func TestReturn_Extension(t *testing.T) {
	monthly := with(annual3, func(p *lifecycle.PurchaseRequest) {
		p.Length, p.Ordered = calendar.Monthly, day("2025-01-31")
	})
	standsAsTold(t, []life{
		{"an extension: the anchor goes back", func(t *testing.T) *told {
			host := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-03-15") })
			to := must(t)(lifecycle.Buy(europe, host)).On(day("2025-08-01"))
			l := tell(t, annual3).on("2025-08-01", func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.Extend(to)
			})
			return l.returnTerm("2025-08-20", "2025-10-01")
		}, `
2025-08-19 active R=2026-03-15 3 AutoCAD auto, then 3 AutoCAD up to 2027-03-15
2025-08-20 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"two renewals, the later one first, on one day", func(t *testing.T) *told {
			return tell(t, monthly).renew("2025-02-10").renew("2025-02-11").returnTerm("2025-02-12", "2025-03-31").
				returnTerm("2025-02-12", "2025-02-28")
		}, `
2025-02-10 active R=2025-03-31 3 AutoCAD auto, then 3 AutoCAD up to 2025-04-30
2025-02-11 active R=2025-04-30 3 AutoCAD auto, then 3 AutoCAD up to 2025-05-31
2025-02-12 active R=2025-02-28 3 AutoCAD auto, then 3 AutoCAD up to 2025-03-31
2025-02-28 active R=2025-02-28 3 AutoCAD awaited auto, then 3 AutoCAD up to 2025-03-31
2025-03-01 expired R=2025-02-28 3 AutoCAD auto
2025-03-30 canceled R=2025-02-28 3 AutoCAD auto`},
		{"a late monthly renewal for days that are over in part", func(t *testing.T) *told {
			return tell(t, monthly).auto("2025-02-01", false).renew("2025-03-25").returnTerm("2025-03-26", "2025-02-28")
		}, `
2025-03-24 suspended R=2025-02-28 3 AutoCAD
2025-03-25 active R=2025-03-31 3 AutoCAD auto, then 3 AutoCAD up to 2025-04-30
2025-03-26 canceled R=2025-02-28 3 AutoCAD`},
	})
}

// refund.effect: invoices fall away if the return names them.
func TestReturn_Invoices(t *testing.T) {
	standsAsTold(t, []life{
		{"a renewal whose invoice is overdue: it falls away", func(t *testing.T) *told {
			return tell(t, annual3).renewWith("2025-07-10", lifecycle.RenewalChanges{Length: calendar.ThreeYear}).
				bill("I-2", "2025-07-10", "2025-07-20").returnTerm("2025-07-25", "2025-10-01", "I-2")
		}, `
2025-07-20 active R=2028-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2031-10-01
2025-07-21 expired R=2028-10-01 3 AutoCAD auto
2025-07-24 expired R=2028-10-01 3 AutoCAD auto
2025-07-25 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"all instalments that are billed, also those to be issued", func(t *testing.T) *told {
			l := tell(t, annual3).renewWith("2025-07-10", lifecycle.RenewalChanges{Length: calendar.ThreeYear})
			l.on("2025-07-10", func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.Bill(unpaid("I-1", "2025-07-10", "2025-08-09"), unpaid("I-2", "2026-10-01", "2026-10-31"))
			})
			l.returnTerm("2025-07-25", "2025-10-01", "I-1", "I-2")
			return l.renew("2025-07-26").renew("2026-07-26")
		}, `
2025-08-10 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2026-11-01 active R=2027-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2028-10-01`},
		{"an invoice that is not named stays unpaid", func(t *testing.T) *told {
			return tell(t, annual3).bill("I-1", "2025-07-01", "2025-07-20").renew("2025-07-10").
				returnTerm("2025-07-15", "2025-10-01")
		}, `
2025-07-20 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-07-21 expired R=2025-10-01 3 AutoCAD auto`},
		{"seats with the invoice that is overdue", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-01-10", 2).bill("I-2", "2025-01-10", "2025-01-12").
				returnSeats("2025-01-25", "2025-01-10", 2, "I-2")
		}, `
2025-01-12 active R=2025-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2026-10-01
2025-01-13 expired R=2025-10-01 5 AutoCAD auto
2025-01-25 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
	})
}

// refund.effect: a Canceled subscription stays Canceled, and one without stages ends without them.
func TestReturn_Canceled(t *testing.T) {
	standsAsTold(t, []life{
		{"a return does not bring back what is Canceled", func(t *testing.T) *told {
			return tell(t, annual3).bill("I-1", "2024-10-01", "2024-10-01").add("2024-10-01", 2).
				returnSeats("2024-11-20", "2024-10-01", 2, "I-1")
		}, `
2024-11-15 suspended R=2025-10-01 5 AutoCAD auto
2024-11-16 canceled R=2025-10-01 5 AutoCAD auto
2024-11-20 canceled R=2025-10-01 3 AutoCAD auto`},
		{"after a charge that failed", func(t *testing.T) *told {
			l := tell(t, annual3).on("2025-10-01", lifecycle.View.FailCharge)
			return l.renew("2025-10-05").returnTerm("2025-10-12", "2025-10-01")
		}, `
2025-10-01 expired R=2025-10-01 3 AutoCAD auto
2025-10-05 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-10-12 canceled R=2025-10-01 3 AutoCAD auto`},
		{"before a cancellation takes effect", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-09-30").cancel("2025-10-10", "2025-10-31").
				returnTerm("2025-10-20", "2025-10-01")
		}, `
2025-10-19 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-10-20 canceled R=2025-10-01 3 AutoCAD auto`},
		{"after it took effect", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-09-30").cancel("2025-10-10", "2025-10-15").
				returnTerm("2025-10-20", "2025-10-01")
		}, `
2025-10-14 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-10-15 canceled R=2026-10-01 3 AutoCAD auto
2025-10-20 canceled R=2025-10-01 3 AutoCAD auto`},
		{"an exempt offering", func(t *testing.T) *told {
			docs := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Offering = "Autodesk Docs" })
			return tell(t, docs).renew("2025-09-30").returnTerm("2025-10-20", "2025-10-01")
		}, `
2025-10-19 active R=2026-10-01 3 Autodesk Docs auto, then 3 Autodesk Docs up to 2027-10-01
2025-10-20 canceled R=2025-10-01 3 Autodesk Docs auto`},
		{"the renewal that brought it under the edition", func(t *testing.T) *told {
			before := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2024-06-10") })
			return tell(t, before).renew("2025-04-01").returnTerm("2025-05-01", "2025-06-10")
		}, `
2025-04-30 active R=2026-06-10 3 AutoCAD auto, then 3 AutoCAD up to 2027-06-10
2025-05-01 active R=2025-06-10 3 AutoCAD, then 3 AutoCAD up to 2026-06-10
2025-06-09 active R=2025-06-10 3 AutoCAD, then 3 AutoCAD up to 2026-06-10
2025-06-10 canceled R=2025-06-10 3 AutoCAD`},
		{"Flex tokens", func(t *testing.T) *told {
			return tell(t, lifecycle.PurchaseRequest{
				Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: day("2025-01-01"), End: day("2026-01-01"),
			}).returnTerm("2025-01-31", "2025-01-01")
		}, `
2025-01-30 active R=2026-01-01 0 Flex tokens
2025-01-31 canceled R=2025-01-01 0 Flex tokens`},
	})
}

// refund.effect: what was returned can be bought again.
func TestReturn_BoughtAgain(t *testing.T) {
	standsAsTold(t, []life{
		{"renewed again, for another length", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-07-10").returnTerm("2025-07-15", "2025-10-01").
				renewWith("2025-07-20", lifecycle.RenewalChanges{Length: calendar.ThreeYear})
		}, `
2025-07-14 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-07-15 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-07-20 active R=2028-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2031-10-01`},
		{"renewed with changes, returned and renewed with others, all on one day", func(t *testing.T) *told {
			return tell(t, annual3).renewWith("2025-07-10", lifecycle.RenewalChanges{Seats: 9, Offering: "Maya"}).
				returnTerm("2025-07-10", "2025-10-01").
				renewWith("2025-07-10", lifecycle.RenewalChanges{Seats: 4, Length: calendar.Monthly})
		}, `
2025-07-09 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-07-10 active R=2025-11-01 3 AutoCAD auto, then 4 AutoCAD up to 2025-12-01
2025-10-01 active R=2025-11-01 4 AutoCAD auto, then 4 AutoCAD up to 2025-12-01`},
		{"and returned again on that day", func(t *testing.T) *told {
			return tell(t, annual3).renewWith("2025-07-10", lifecycle.RenewalChanges{Seats: 9}).
				returnTerm("2025-07-10", "2025-10-01").renew("2025-07-10").returnTerm("2025-07-10", "2025-10-01")
		}, `
2025-07-10 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
	})
}
