package billingtest

import (
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// Edition draws an edition like base, with some of its numbers and readings changed. Its name, its first day and its
// exempt offerings stay the same. For the zero Edition it starts from policy.Europe2024.
func Edition(base policy.Edition) *rapid.Generator[policy.Edition] {
	if base.IsZero() {
		base = policy.Europe2024()
	}
	return rapid.Custom(func(t *rapid.T) policy.Edition {
		p := base.Parameters()
		d := drawing{t}
		d.gates(&p.Gate)
		d.proration(&p.Proration)
		d.lapse(&p.Renewal, &p.Lapse)
		d.changes(&p.Change, &p.Coterm)
		d.selling(&p.Invoice, &p.Refund)
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		return ed
	})
}

// drawing changes each parameter with a probability of one in three.
type drawing struct{ t *rapid.T }

func (d drawing) another(name string) bool {
	return rapid.IntRange(0, 2).Draw(d.t, name+" is another") == 0
}

func (d drawing) number(name string, n *int, others ...int) {
	if d.another(name) {
		*n = rapid.SampledFrom(others).Draw(d.t, name)
	}
}

func (d drawing) answer(name string, a *policy.YesNo) {
	if d.another(name) {
		*a = rapid.SampledFrom([]policy.YesNo{policy.No, policy.Yes}).Draw(d.t, name)
	}
}

func (d drawing) gates(g *policy.GateRules) {
	d.gate("gate of a switch", &g.ProductSwitch)
	d.gate("gate of a term", &g.TermChange)
	d.gate("gate of seats", &g.AddedSeats)
	d.gate("gate of an extension", &g.Extension)
}

func (d drawing) gate(name string, day *policy.GateDay) {
	if d.another(name) {
		*day = rapid.SampledFrom([]policy.GateDay{policy.ByAct, policy.ByTerm}).Draw(d.t, name)
	}
}

func (d drawing) proration(p *policy.ProrationRules) {
	if d.another("day count") {
		p.DayCount = rapid.SampledFrom([]policy.DayCount{policy.Standard, policy.Actual, policy.NoLeapDay}).
			Draw(d.t, "day count")
	}
	years, threeYears := []int{360, 366}, []int{1080, 1098}
	if p.DayCount == policy.NoLeapDay {
		years = years[:1] // no year has 366 days
	}
	if p.DayCount != policy.Standard {
		threeYears = threeYears[:1] // and no three years have 1098
	}
	d.number("days of a month", &p.StandardDays.Monthly, 28, 31)
	d.number("days of a year", &p.StandardDays.Annual, years...)
	d.number("days of three years", &p.StandardDays.ThreeYear, threeYears...)
	if d.another("rounding") {
		p.Rounding = rapid.SampledFrom([]money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down}).
			Draw(d.t, "rounding")
	}
	if d.another("what is rounded") {
		p.RoundAt = rapid.SampledFrom([]policy.RoundAt{policy.RoundSeat, policy.RoundDailyRate}).
			Draw(d.t, "what is rounded")
	}
}

func (d drawing) lapse(r *policy.RenewalRules, l *policy.LapseRules) {
	d.number("window", &r.WindowDays, 0, 1, 30, 120)
	d.number("awaited", &r.AwaitedDays, 0, 2, 20)
	d.number("expired", &l.ExpiredDays, 0, 1, 14, 16)
	d.number("suspended", &l.SuspendedDays.Monthly, 0, 14, 16)
	d.number("suspended annual", &l.SuspendedDays.Annual, 0, 29, 31)
	d.number("suspended three-year", &l.SuspendedDays.ThreeYear, 0, 29, 31)
	d.number("suspended Flex tokens", &l.SuspendedDays.FlexTokens, 0, 29, 31)
	d.answer("unpaid stops", &l.ExemptUnpaidStops)
	d.answer("late renewal", &l.ExemptLateRenewal)
	d.answer("stages before", &l.StagesBeforeEdition)
}

func (d drawing) changes(c *policy.ChangeRules, k *policy.CotermRules) {
	d.number("minimum of seats", &c.MinimumSeats, 2, 3)
	d.answer("while expired", &c.AddSeatsWhileExpired)
	d.answer("follows", &c.FollowsEarlyRenewal)
	d.number("from transaction", &k.Annual.FromTransaction, 12, 13)
	d.number("from renewal", &k.Annual.FromRenewal, 6, 13)
	d.number("from transaction, three years", &k.ThreeYear.FromTransaction, 36, 37)
	d.number("from renewal, three years", &k.ThreeYear.FromRenewal, 24, 37)
	if d.another("limits") {
		k.Limits = rapid.SampledFrom([]policy.LimitRule{policy.BothLimits, policy.EitherLimit}).Draw(d.t, "limits")
	}
	d.answer("limit day", &k.LimitDay)
	d.answer("from end", &k.FromEnd)
	d.answer("re-anchor", &k.ReAnchor)
}

func (d drawing) selling(i *policy.InvoiceRules, r *policy.RefundRules) {
	d.number("instalments", &i.Instalments, 1, 2)
	d.number("instalments before", &i.InstalmentsBefore, 2, 3)
	if d.another("tax rounding") {
		i.TaxRounding = rapid.SampledFrom([]policy.TaxRounding{policy.TaxPerLine, policy.TaxPerRate}).
			Draw(d.t, "tax rounding")
	}
	d.number("monthly return", &r.Monthly, 0, 14)
	d.number("annual return", &r.Annual, 0, 14)
	d.number("three-year return", &r.ThreeYear, 0, 14)
	d.number("maintenance return", &r.Maintenance, 0, 14)
	d.number("Flex return", &r.FlexTokens, 0, 14)
	d.answer("online only", &r.MonthlyOnlineOnly)
	if d.another("renewal from") {
		r.RenewalFrom = rapid.SampledFrom([]policy.RefundStart{policy.FromLater, policy.FromOrder, policy.FromRenewal}).
			Draw(d.t, "renewal from")
	}
}
