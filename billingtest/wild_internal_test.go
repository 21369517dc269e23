package billingtest

import (
	"testing"

	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// wild draws an edition whose numbers of days, months and seats are each as published, or odd: windows and stages that
// are longer than a term or have no day, limits that do not reach from one term to the next, and any first day.
func wild() *rapid.Generator[policy.Edition] {
	return rapid.Custom(func(t *rapid.T) policy.Edition {
		p, d := Edition(policy.Edition{}).Draw(t, "edition").Parameters(), drawing{t}
		d.number("odd window", &p.Renewal.WindowDays, 0, 1, 5, 31, 60, 200, 366, 400, 1200, 3650)
		d.number("odd days awaited", &p.Renewal.AwaitedDays, 0, 5, 40, 60)
		d.number("odd days Expired", &p.Lapse.ExpiredDays, 0, 1, 2, 40, 400)
		suspended := &p.Lapse.SuspendedDays
		d.number("odd days Suspended, monthly", &suspended.Monthly, 0, 1, 40, 400, 1000)
		d.number("odd days Suspended, annual", &suspended.Annual, 0, 1, 40, 400, 1000)
		d.number("odd days Suspended, three-year", &suspended.ThreeYear, 0, 1, 40, 400, 1000)
		d.number("odd days Suspended, Flex tokens", &suspended.FlexTokens, 0, 1, 40, 400, 1000)
		d.number("odd minimum of seats", &p.Change.MinimumSeats, 4, 5, 12)
		d.number("odd months from the transaction", &p.Coterm.Annual.FromTransaction, 1, 3, 24, 60)
		d.number("odd months from the renewal", &p.Coterm.Annual.FromRenewal, 1, 3, 24, 60)
		d.number("odd months from the transaction, three years", &p.Coterm.ThreeYear.FromTransaction, 1, 12, 24, 60)
		d.number("odd months from the renewal, three years", &p.Coterm.ThreeYear.FromRenewal, 1, 12, 60)
		if d.another("first day") {
			p.FirstDay = Date().Draw(t, "first day")
		}
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		return ed
	})
}

// Every law holds under editions in which everything can be odd at once.
func TestWildEditions(t *testing.T) {
	t.Parallel()
	for _, law := range Laws() {
		t.Run(law.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.Check(t, wild().Draw(t, "edition")) })
		})
	}
}
