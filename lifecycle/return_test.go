package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// refund.effect: a term is returned, with the first purchase and with what was added to it.
func TestReturn_Term(t *testing.T) {
	standsAsTold(t, []life{
		{"an early renewal, before R", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-07-10").returnTerm("2025-08-01", "2025-10-01")
		}, `
2025-07-09 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-07-31 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-08-01 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-09-30 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-10-01 active R=2025-10-01 3 AutoCAD awaited auto, then 3 AutoCAD up to 2026-10-01
2025-10-02 expired R=2025-10-01 3 AutoCAD auto
2025-10-16 suspended R=2025-10-01 3 AutoCAD auto
2025-11-15 canceled R=2025-10-01 3 AutoCAD auto`},
		{"a renewal, after its start", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-09-30").returnTerm("2025-10-20", "2025-10-01")
		}, `
2025-10-19 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-10-20 canceled R=2025-10-01 3 AutoCAD auto
2026-10-20 canceled R=2025-10-01 3 AutoCAD auto`},
		{"a renewal, on R: not awaited again", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-09-01").returnTerm("2025-10-01", "2025-10-01")
		}, `
2025-09-30 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-10-01 canceled R=2025-10-01 3 AutoCAD auto`},
		{"a first purchase: nothing is left", func(t *testing.T) *told {
			return tell(t, annual3).returnTerm("2024-10-20", "2024-10-01")
		}, `
2024-10-19 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2024-10-20 canceled R=2024-10-01 0 AutoCAD
2025-10-20 canceled R=2024-10-01 0 AutoCAD`},
		{"a first purchase, on the day of its order", func(t *testing.T) *told {
			return tell(t, annual3).returnTerm("2024-10-01", "2024-10-01")
		}, `
2024-10-01 canceled R=2024-10-01 0 AutoCAD
2024-10-02 canceled R=2024-10-01 0 AutoCAD`},
		{"a first purchase, before its start", func(t *testing.T) *told {
			later := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Start = day("2024-11-01") })
			return tell(t, later).returnTerm("2024-10-10", "2024-11-01")
		}, `
2024-10-09 not started R=2025-11-01 3 AutoCAD auto
2024-10-10 canceled R=2024-11-01 0 AutoCAD
2024-11-01 canceled R=2024-11-01 0 AutoCAD`},
		{"a first purchase with seats that were added to it", func(t *testing.T) *told {
			return tell(t, annual3).add("2024-10-05", 2).returnTerm("2024-10-20", "2024-10-01").
				returnSeats("2024-10-20", "2024-10-05", 2)
		}, `
2024-10-19 active R=2025-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2026-10-01
2024-10-20 canceled R=2024-10-01 0 AutoCAD`},
	})
}

// refund.effect: added seats are returned, with other numbers of seats asked for as well.
func TestReturn_Seats(t *testing.T) {
	standsAsTold(t, []life{
		{"added seats", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-01-10", 2).returnSeats("2025-01-25", "2025-01-10", 2)
		}, `
2025-01-09 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-01-24 active R=2025-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2026-10-01
2025-01-25 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"some of the added seats, then the rest", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-01-10", 2).returnSeats("2025-01-25", "2025-01-10", 1).
				returnSeats("2025-01-26", "2025-01-10", 1)
		}, `
2025-01-25 active R=2025-10-01 4 AutoCAD auto, then 4 AutoCAD up to 2026-10-01
2025-01-26 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"added seats, followed by more", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-01-10", 2).add("2025-01-12", 4).returnSeats("2025-01-25", "2025-01-10", 2)
		}, `
2025-01-24 active R=2025-10-01 9 AutoCAD auto, then 9 AutoCAD up to 2026-10-01
2025-01-25 active R=2025-10-01 7 AutoCAD auto, then 7 AutoCAD up to 2026-10-01`},
		{"added seats and more on the same day", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-01-10", 2).add("2025-01-10", 4).returnSeats("2025-01-10", "2025-01-10", 4)
		}, `
2025-01-10 active R=2025-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2026-10-01`},
		{"added seats, followed by a number for R and a renewal with it", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-07-04", 3).reduce("2025-07-05", 4).renew("2025-07-12").
				returnSeats("2025-07-20", "2025-07-04", 3)
		}, `
2025-07-19 active R=2026-10-01 6 AutoCAD auto, then 4 AutoCAD up to 2027-10-01
2025-07-20 active R=2026-10-01 3 AutoCAD auto, then 4 AutoCAD up to 2027-10-01
2025-10-01 active R=2026-10-01 4 AutoCAD auto, then 4 AutoCAD up to 2027-10-01`},
		{"added seats, and a number that is pending stays as it was asked for", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-01-10", 3).reduce("2025-01-12", 4).returnSeats("2025-01-20", "2025-01-10",
				3)
		}, `
2025-01-19 active R=2025-10-01 6 AutoCAD auto, then 4 AutoCAD up to 2026-10-01
2025-01-20 active R=2025-10-01 3 AutoCAD auto, then 4 AutoCAD up to 2026-10-01`},
		{"added seats, and a number that only withdraws another", func(t *testing.T) *told {
			return tell(t, annual3).reduce("2025-01-05", 1).reduce("2025-01-06", 3).add("2025-01-10", 3).
				returnSeats("2025-01-20", "2025-01-10", 3)
		}, `
2025-01-19 active R=2025-10-01 6 AutoCAD auto, then 6 AutoCAD up to 2026-10-01
2025-01-20 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"added seats that raised a pending number", func(t *testing.T) *told {
			ten := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Seats = 10 })
			return tell(t, ten).reduce("2025-07-05", 5).renew("2025-07-12").add("2025-07-15", 3).
				returnSeats("2025-07-20", "2025-07-15", 3)
		}, `
2025-07-19 active R=2026-10-01 13 AutoCAD auto, then 8 AutoCAD up to 2027-10-01
2025-07-20 active R=2026-10-01 10 AutoCAD auto, then 5 AutoCAD up to 2027-10-01
2025-10-01 active R=2026-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2027-10-01`},
	})
}

// refund.effect: added seats, and the terms before them, with them and after them.
func TestReturn_SeatsAndTerms(t *testing.T) {
	standsAsTold(t, []life{
		{"added seats that the next term was bought with", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-07-05", 3).renew("2025-07-12").returnSeats("2025-07-20", "2025-07-05", 3)
		}, `
2025-07-19 active R=2026-10-01 6 AutoCAD auto, then 6 AutoCAD up to 2027-10-01
2025-07-20 active R=2026-10-01 3 AutoCAD auto, then 6 AutoCAD up to 2027-10-01
2025-09-30 active R=2026-10-01 3 AutoCAD auto, then 6 AutoCAD up to 2027-10-01
2025-10-01 active R=2026-10-01 6 AutoCAD auto, then 6 AutoCAD up to 2027-10-01`},
		{"those seats, then that term", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-07-05", 3).renew("2025-07-12").returnSeats("2025-07-20", "2025-07-05", 3).
				returnTerm("2025-07-21", "2025-10-01")
		}, `
2025-07-20 active R=2026-10-01 3 AutoCAD auto, then 6 AutoCAD up to 2027-10-01
2025-07-21 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"that term, then those seats", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-07-05", 3).renew("2025-07-12").returnTerm("2025-07-20", "2025-10-01").
				returnSeats("2025-07-20", "2025-07-05", 3)
		}, `
2025-07-19 active R=2026-10-01 6 AutoCAD auto, then 6 AutoCAD up to 2027-10-01
2025-07-20 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"seats whose days are over", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-09-20", 3).renew("2025-09-25").returnSeats("2025-10-05", "2025-09-20", 3)
		}, `
2025-10-04 active R=2026-10-01 6 AutoCAD auto, then 6 AutoCAD up to 2027-10-01
2025-10-05 active R=2026-10-01 6 AutoCAD auto, then 6 AutoCAD up to 2027-10-01`},
		{"seats in the stages: a late renewal is without them", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-20", 2).
				returnSeats("2025-10-05", "2025-09-20", 2).renew("2025-10-07")
		}, `
2025-10-04 expired R=2025-10-01 5 AutoCAD
2025-10-05 expired R=2025-10-01 3 AutoCAD
2025-10-07 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
		{"seats in the stages, with a number that is pending", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-20", 2).reduce("2025-09-21", 4).
				returnSeats("2025-10-05", "2025-09-20", 2).renew("2025-10-07")
		}, `
2025-10-04 expired R=2025-10-01 5 AutoCAD
2025-10-05 expired R=2025-10-01 3 AutoCAD
2025-10-07 active R=2026-10-01 4 AutoCAD auto, then 4 AutoCAD up to 2027-10-01`},
		{"added, returned, and all returned on one day", func(t *testing.T) *told {
			return tell(t, annual3).add("2024-10-01", 2).returnSeats("2024-10-01", "2024-10-01", 2).
				returnTerm("2024-10-01", "2024-10-01")
		}, `
2024-10-01 canceled R=2024-10-01 0 AutoCAD`},
		{"a renewal to which seats were added: they end with it", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-07-12").add("2025-07-15", 2).returnTerm("2025-08-01", "2025-10-01")
		}, `
2025-07-31 active R=2026-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2027-10-01
2025-08-01 active R=2025-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2026-10-01`},
	})
}

// refund.effect: what a renewal carried goes with its return, and what was pending before it is pending again.
func TestReturn_Carried(t *testing.T) {
	standsAsTold(t, []life{
		{"a renewal that carried seats, product and length, before R", func(t *testing.T) *told {
			return tell(t, annual3).renewWith("2025-07-12", lifecycle.RenewalChanges{
				Seats: 8, Offering: "Revit", Length: calendar.ThreeYear,
			}).returnTerm("2025-08-01", "2025-10-01")
		}, `
2025-07-31 active R=2028-10-01 3 AutoCAD auto, then 8 Revit up to 2031-10-01
2025-08-01 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"a late renewal that carried them", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).renewWith("2025-10-20", lifecycle.RenewalChanges{
				Seats: 8, Offering: "Revit",
			}).returnTerm("2025-10-25", "2025-10-01")
		}, `
2025-10-19 suspended R=2025-10-01 3 AutoCAD
2025-10-20 active R=2026-10-01 8 Revit auto, then 8 Revit up to 2027-10-01
2025-10-24 active R=2026-10-01 8 Revit auto, then 8 Revit up to 2027-10-01
2025-10-25 canceled R=2025-10-01 3 AutoCAD`},
		{"a renewal that switched auto-renew on again", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).renew("2025-07-12").returnTerm("2025-08-01", "2025-10-01")
		}, `
2025-07-31 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-08-01 active R=2025-10-01 3 AutoCAD, then 3 AutoCAD up to 2026-10-01
2025-10-01 expired R=2025-10-01 3 AutoCAD`},
		{"and that had been switched off on the same day", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-07-12", false).renew("2025-07-12").returnTerm("2025-08-01", "2025-10-01")
		}, `
2025-07-31 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-08-01 active R=2025-10-01 3 AutoCAD, then 3 AutoCAD up to 2026-10-01`},
		{"a renewal with a switch that was pending: it is pending again", func(t *testing.T) *told {
			l := tell(t, annual3).on("2025-07-10", func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.SwitchProduct("Revit")
			})
			return l.renew("2025-07-12").returnTerm("2025-08-01", "2025-10-01")
		}, `
2025-07-31 active R=2026-10-01 3 AutoCAD auto, then 3 Revit up to 2027-10-01
2025-08-01 active R=2025-10-01 3 AutoCAD auto, then 3 Revit up to 2026-10-01
2025-10-01 active R=2025-10-01 3 Revit awaited auto, then 3 Revit up to 2026-10-01
2025-10-02 expired R=2025-10-01 3 AutoCAD auto`},
		{"and after the switch took effect", func(t *testing.T) *told {
			l := tell(t, annual3).on("2025-07-10", func(v lifecycle.View) (lifecycle.Subscription, error) {
				return v.SwitchProduct("Revit")
			})
			return l.renew("2025-09-29").returnTerm("2025-10-10", "2025-10-01")
		}, `
2025-10-09 active R=2026-10-01 3 Revit auto, then 3 Revit up to 2027-10-01
2025-10-10 canceled R=2025-10-01 3 AutoCAD auto`},
		{"what was asked for the renewal date that goes away", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-07-12").reduce("2025-07-20", 1).returnTerm("2025-08-01", "2025-10-01").
				renew("2025-08-02")
		}, `
2025-07-31 active R=2026-10-01 3 AutoCAD auto, then 1 AutoCAD up to 2027-10-01
2025-08-01 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-08-02 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
	})
}
