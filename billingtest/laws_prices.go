package billingtest

import (
	"errors"
	"math/big"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"pgregory.net/rapid"
)

func daysCount(t *rapid.T, asked, told policy.Edition) {
	line := PriceRequest().Draw(t, "line")
	got, err := proration.Days(asked, line.Service, line.Bought)
	if want := Days(told, line.Service, line.Bought); err != nil || got != want {
		t.Fatalf("%s of %s are %d days, %v; counted one by one they are %d", line.Bought, line.Service, got, err, want)
	}
}

// minor returns an amount in minor units.
func minor(t *rapid.T, a money.Amount) *big.Int {
	exact, ok := new(big.Rat).SetString(a.Number())
	if !ok {
		t.Fatalf("%s is no number", a.Number())
	}
	for range a.Currency().MinorUnits() {
		exact.Mul(exact, big.NewRat(10, 1))
	}
	if !exact.IsInt() {
		t.Fatalf("%s is not a whole number of minor units", a)
	}
	return exact.Num()
}

func priceIsFraction(t *rapid.T, asked, told policy.Edition) {
	line := PriceRequest().Draw(t, "line")
	charge, err := proration.Price(asked, line)
	if err != nil {
		t.Fatalf("%+v: %v", line, err)
	}
	costs(t, told, charge, line)
}

func fullTerm(t *rapid.T, asked, told policy.Edition) {
	line := PriceRequest().Draw(t, "line")
	period, err := line.Service.Term().Period(line.Service.Anchor(), line.Service.Covered().Start())
	if err != nil {
		t.Fatal(err)
	}
	if line.Service, err = calendar.NewService(line.Service.Term(), line.Service.Anchor(), period); err != nil {
		t.Fatal(err)
	}
	line.Bought = period
	charge, err := proration.FullTerm(asked, line)
	if want := FullTerm(told, line); err != nil || minor(t, charge.Amount).Cmp(want) != 0 {
		t.Fatalf("a full term costs %s, %v; SRP × seats is %d", charge, err, want)
	}
	if rules := told.ProrationRules(); rules.DayCount != policy.Standard || rules.RoundAt == policy.RoundDailyRate {
		return // the days of a full term are priced as the full term, or at a rounded rate
	}
	days, err := proration.Price(asked, line)
	if err != nil || !days.Amount.Equal(charge.Amount) {
		t.Fatalf("all days of a full term cost %s, %v; the full term costs %s", days, err, charge)
	}
}

func partsAddUp(t *rapid.T, asked, told policy.Edition) {
	s, f := drawn(t, asked)
	v := s.On(knownSince(t, s, f))
	add := coterm.SeatRequest{Seats: rapid.IntRange(1, 9).Draw(t, "seats"), SRP: SRP().Draw(t, "srp")}
	added, err := coterm.AddSeats(v, add)
	var refusal *policy.Refusal
	if errors.As(err, &refusal) || errors.Is(err, lifecycle.ErrLaterFacts) {
		return
	}
	if err != nil {
		t.Fatalf("%+v: %v\n%+v", add, err, f)
	}
	sum, next := new(big.Int), v.Day()
	for _, part := range added.Instalments {
		if part.Covers.Start() != next || part.Date.Before(v.Day()) || part.Covers.End().After(v.Renewal()) {
			t.Fatalf("%v of %v does not follow %s\n%+v", part, added.Instalments, next, f)
		}
		next = part.Covers.End()
		sum.Add(sum, minor(t, part.Amount))
	}
	if sum.Cmp(minor(t, added.Charge.Amount)) != 0 || next != v.Renewal() {
		t.Fatalf("%v are %d minor units up to %s, not %s\n%+v", added.Instalments, sum, next, added.Charge, f)
	}
	// After an early renewal there are two terms to go, each with its own days.
	line := proration.PriceRequest{SRP: add.SRP, Seats: add.Seats, Service: v.Stretch(), Bought: added.Charge.Bought}
	if !line.Service.Covered().Start().After(v.Day()) {
		costs(t, told, added.Charge, line)
	}
}

func costs(t *rapid.T, told policy.Edition, charge proration.Charge, line proration.PriceRequest) {
	if want := Price(told, line); minor(t, charge.Amount).Cmp(want) != 0 {
		t.Fatalf("%s: the fraction gives %d minor units", charge, want)
	}
}

func extensionsReach(t *rapid.T, asked, told policy.Edition) {
	p := Portfolio(asked, 2, 2).Draw(t, "portfolio")
	v, host := p.Members[0].View, p.Members[1].View
	x, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: p.Members[0].SRP})
	var refusal *policy.Refusal
	if errors.As(err, &refusal) {
		return
	}
	if err != nil {
		t.Fatalf("%v\n%+v\n%+v", err, v.Subscription().Facts(), host.Subscription().Facts())
	}
	was, target := v.Renewal(), host.Renewal()
	rules, window := told.CotermRules(), told.RenewalRules().WindowDays
	months := rules.Annual
	if v.NextTerm().Length == calendar.ThreeYear {
		months = rules.ThreeYear
	}
	byDay, byRenewal := monthsAfter(v.Day(), months.FromTransaction), monthsAfter(was, months.FromRenewal)
	if rules.LimitDay == policy.Yes {
		byDay = byDay.AddDays(1)
	}
	if rules.FromEnd == policy.Yes {
		byRenewal = monthsAfter(was.AddDays(-1), months.FromRenewal).AddDays(1)
	}
	within := !target.After(byDay) && !target.After(byRenewal)
	if rules.Limits == policy.EitherLimit {
		within = !target.After(byDay) || !target.After(byRenewal)
	}
	early, renewal := was.Sub(v.Day()), x.Next.Terms[len(x.Next.Terms)-1].End
	if !within || renewal != target || !target.After(was) || early < 1 || early > window {
		t.Fatalf("on %s it was extended from %s to %s and is to %s; the limits are %s and %s", v.Day(), was, target,
			renewal, byDay, byRenewal)
	}
	next := v.NextTerm()
	days, err := calendar.Between(was, target)
	if err != nil {
		t.Fatal(err)
	}
	service, err := calendar.NewService(next.Length, next.Anchor, days)
	if err != nil {
		t.Fatal(err)
	}
	costs(t, told, x.Charge,
		proration.PriceRequest{SRP: p.Members[0].SRP, Seats: next.Seats, Service: service, Bought: days})
}

func returnsOpen(t *rapid.T, asked, told policy.Edition) {
	p := Purchase(told).Draw(t, "purchase")
	days, ever := returnDays(told.RefundRules(), p)
	from := p.Ordered
	switch told.RefundRules().RenewalFrom {
	case policy.FromLater:
		if p.Renewal.After(from) {
			from = p.Renewal
		}
	case policy.FromRenewal:
		if p.Event == refund.Renewed {
			from = p.Renewal
		}
	case policy.FromOrder:
	}
	day := Near(p.Ordered, from, from.AddDays(days)).Draw(t, "day")
	r, err := refund.Check(asked, p, day)
	open := ever && !day.Before(p.Ordered) && day.Sub(from) <= days
	if err != nil || r.Decision.Allowed() != open {
		t.Fatalf("on %s it can be returned: %v; counted in days, %v: %v, %v\n%+v", day, r.Decision.Allowed(), open, r,
			err, p)
	}
}

// returnDays returns for how many days a return is possible, and whether it is possible at all.
func returnDays(rules policy.RefundRules, p refund.Purchase) (days int, ever bool) {
	direct := p.Channel == policy.Online || p.Channel == policy.Quote || p.Channel == policy.Sales
	switch p.Kind {
	case policy.Subscription:
		switch p.Term {
		case calendar.Monthly:
			return rules.Monthly, p.Channel == policy.Online || direct && rules.MonthlyOnlineOnly == policy.No
		case calendar.Annual:
			return rules.Annual, direct
		case calendar.ThreeYear:
			return rules.ThreeYear, direct
		}
	case policy.MaintenancePlan:
		return rules.Maintenance, direct
	case policy.FlexTokens:
		return rules.FlexTokens, direct && p.Event == refund.Bought
	case policy.Trial, policy.Consulting, policy.PlatformSubscription, policy.ExtraTerritoryRights, policy.CloudCredits,
		policy.MembershipFee, policy.OtherProduct:
	}
	return 0, false
}
