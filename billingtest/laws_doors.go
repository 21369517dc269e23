package billingtest

import (
	"errors"
	"slices"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// today draws a view of a day on which everything that has happened is known.
func today(t *rapid.T, ed policy.Edition) lifecycle.View {
	s, f := drawn(t, ed)
	day := knownSince(t, s, f)
	s, err := lifecycle.New(ed, KnownOn(f, day))
	if err != nil {
		t.Fatalf("what was known on %s is refused: %v\n%+v", day, err, f)
	}
	return s.On(day)
}

// told returns the same view under another edition.
func under(t *rapid.T, ed policy.Edition, v lifecycle.View) lifecycle.View {
	s, err := lifecycle.New(ed, v.Subscription().Facts())
	if err != nil {
		t.Fatalf("under %s: %v\n%+v", ed, err, v.Subscription().Facts())
	}
	return s.On(v.Day())
}

// do carries out an action, and returns its price if it has one: either through the price, which records the act, or
// through the transition.
func do(v lifecycle.View, action lifecycle.Action) error {
	srp := money.MustParseAmount("EUR 365.00")
	var err error
	switch action {
	case lifecycle.ActionRenew:
		if v.Kind() == policy.FlexTokens {
			_, err = v.Renew(lifecycle.RenewalChanges{End: lastEnd(v)})
			break
		}
		_, err = coterm.Renew(v, coterm.RenewalRequest{SRP: srp, If: v.Renewal()})
	case lifecycle.ActionRenewByInvoice:
		if v.Kind() == policy.FlexTokens {
			return v.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{}).Err()
		}
		net30, bad := invoice.Net(30)
		if bad != nil {
			return bad
		}
		_, err = coterm.Renew(v, coterm.RenewalRequest{SRP: srp, NetTerms: net30, Payer: lifecycle.PayerOnFile})
	case lifecycle.ActionSwitchProduct:
		_, err = v.SwitchProduct("Maya")
	case lifecycle.ActionChangeTerm:
		_, err = v.ChangeTerm(calendar.ThreeYear)
	case lifecycle.ActionAddSeats:
		_, err = coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: srp})
	case lifecycle.ActionReduceSeats:
		_, err = v.ReduceSeats(v.Seats() - 1)
	case lifecycle.ActionSwitchAutoRenew:
		_, err = v.SetAutoRenew(!v.AutoRenew())
	case lifecycle.ActionConvertTrial:
		_, err = v.ConvertTrial(calendar.Annual, 1)
	case lifecycle.ActionReactivate:
		return reactivate(v)
	case lifecycle.ActionExtend:
		host, bad := hostOf(v, 1)
		if bad != nil || !v.CanExtend().Allowed() { // otherwise it can say more about the host
			return v.CanExtend().Err()
		}
		_, err = coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp})
	}
	return err
}

// lastEnd returns an end date that a renewal of tokens can buy: a year after the later of the renewal date and the day,
// since the stages can be longer than a year, or earlier if a cancellation comes before that.
func lastEnd(v lifecycle.View) calendar.Date {
	end := calendar.Latest(v.Renewal(), v.Day()).AddMonths(12)
	if c, ends := v.Cancellation(); ends && c.Effective.After(v.Renewal()) {
		end = calendar.Earliest(end, c.Effective)
	}
	return end
}

// reactivate pays what is overdue, which makes the subscription Active again.
func reactivate(v lifecycle.View) error {
	var numbers []string
	for b := range v.Overdue() {
		numbers = append(numbers, b.Number)
	}
	if err := v.CanReactivate().Err(); err != nil {
		return err
	}
	next, err := v.Pay(numbers...)
	if err == nil && next.On(v.Day()).Phase() != lifecycle.Active {
		err = errors.New("paid, and not Active")
	}
	return err
}

// allowedIsDone tries every action of a day: what is allowed must be possible to carry out, and what is refused must be
// refused for the same reason.
func allowedIsDone(t *rapid.T, asked, told policy.Edition) {
	v := today(t, asked)
	then := under(t, told, v)
	for action, d := range v.Actions().All() {
		err := do(then, action)
		var refusal *policy.Refusal
		switch {
		case err == nil && d.Allowed():
		case !errors.As(err, &refusal):
			t.Fatalf("on %s, %s: %s, but it gives %v\n%+v", v.Day(), action, d, err, v.Subscription().Facts())
		case refusal.Decision != d:
			t.Fatalf("on %s, %s: %s, but it is %v\n%+v", v.Day(), action, d, err, v.Subscription().Facts())
		}
	}
}

// doorsAgree asks the same in every way: by the action, by the decision about the act, and by the general form of the
// act with nothing special in it.
func doorsAgree(t *rapid.T, asked, told policy.Edition) {
	v := today(t, asked)
	w := under(t, told, v)
	actions := v.Actions()
	for action, d := range map[lifecycle.Action]policy.Decision{
		lifecycle.ActionRenew:           w.CanRenewWith(lifecycle.RenewalChanges{}),
		lifecycle.ActionSwitchProduct:   w.CanSwitchProduct(),
		lifecycle.ActionChangeTerm:      w.CanChangeTerm(),
		lifecycle.ActionAddSeats:        w.CanAddSeats(),
		lifecycle.ActionReduceSeats:     w.CanReduceSeats(w.Seats() - 1),
		lifecycle.ActionSwitchAutoRenew: w.CanSwitchAutoRenew(),
		lifecycle.ActionConvertTrial:    w.CanConvertTrial(),
		lifecycle.ActionReactivate:      w.CanReactivate(),
		lifecycle.ActionExtend:          w.CanExtend(),
		lifecycle.ActionRenewByInvoice:  w.CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{}),
	} {
		if actions.Of(action) != d {
			t.Fatalf("on %s, %s: %s by the menu, %s by its own decision\n%+v", v.Day(), action, actions.Of(action), d,
				v.Subscription().Facts())
		}
	}
	byInvoiceAgrees(t, v, w)
	byInvoice, net := actions.Of(lifecycle.ActionRenewByInvoice), netTerms(t, w)
	if byInvoice.Allowed() && len(net) > 0 || byInvoice.Rule == rule.OrderOverdueBalance && !slices.ContainsFunc(net,
		func(d policy.Decision) bool { return d.Rule == byInvoice.Rule && d.Remedy == byInvoice.Remedy }) {
		t.Fatalf("on %s by invoice: %s, but net terms %v\n%+v", v.Day(), byInvoice, net, v.Subscription().Facts())
	}
	host, err := hostOf(w, rapid.IntRange(1, 1200).Draw(t, "days to the target"))
	if err != nil {
		return
	}
	to := w.CanExtendTo(host)
	reach, err := w.ExtensionReach()
	if (err == nil) != w.CanExtend().Allowed() || err == nil && to.Allowed() != !host.Renewal().After(reach.Latest) {
		t.Fatalf("on %s to %s: %s, but the reach is %v, %v\n%+v", v.Day(), host.Renewal(), to, reach, err,
			v.Subscription().Facts())
	}
	extensionAgrees(t, w, host)
}

// extensionAgrees asks for an extension to a target of any edition: by the decision, and by the act, which must be
// refused with that decision or priced.
func extensionAgrees(t *rapid.T, v, host lifecycle.View) {
	f, ed := host.Subscription().Facts(), Edition(policy.Edition{}).Draw(t, "edition of the target")
	if due := f.Terms[0].Ordered; rapid.Bool().Draw(t, "the target is unpaid") {
		f = f.Bill(lifecycle.BilledInvoice{Number: "I", Issued: due, Due: due})
	}
	own, err := lifecycle.New(ed, f)
	if err != nil {
		return
	}
	d := v.CanExtendTo(own.On(v.Day()))
	act := lifecycle.Act{Do: lifecycle.ActionExtend, Target: &f, TargetEdition: ed}
	_, err = v.Do(act)
	_, noPrice := coterm.PriceAct(v, act, money.MustParseAmount("EUR 365.00"), invoice.NetTerms{})
	for _, err := range []error{err, noPrice} {
		var refusal *policy.Refusal
		if d.Allowed() != (err == nil) || err != nil && (!errors.As(err, &refusal) || refusal.Decision != d) {
			t.Fatalf("on %s: %s, but the act gives %v\n%+v\n%+v", v.Day(), d, err, v.Subscription().Facts(), f)
		}
	}
}

// byInvoiceAgrees asks for a renewal that carries a length and seats. By invoice, the decision must agree with the
// price, and must not be yes if such a renewal is impossible anyway.
func byInvoiceAgrees(t *rapid.T, v, w lifecycle.View) {
	with := lifecycle.RenewalChanges{
		Length: rapid.SampledFrom(append(lengths(), 0)).Draw(t, "carried length"),
		Seats:  rapid.IntRange(0, 3).Draw(t, "carried seats"),
	}
	by := v.CanRenewByInvoice(lifecycle.PayerOnFile, with)
	if by.Allowed() && !w.CanRenewWith(with).Allowed() {
		t.Fatalf("on %s with %+v: %s, but %s\n%+v", v.Day(), with, by, w.CanRenewWith(with), v.Subscription().Facts())
	}
	net30, err := invoice.Net(30)
	if err != nil || v.Kind() == policy.FlexTokens {
		return // they have no price
	}
	_, err = coterm.Renew(w, coterm.RenewalRequest{
		SRP: money.MustParseAmount("EUR 365.00"), Seats: with.Seats, Length: with.Length, NetTerms: net30,
		Payer: lifecycle.PayerOnFile,
	})
	var refusal *policy.Refusal
	refused := errors.As(err, &refusal) && refusal.Decision == by
	if by.Allowed() && err != nil || !by.Allowed() && !refused {
		t.Fatalf("on %s with %+v: %s, but it gives %v\n%+v", v.Day(), with, by, err, v.Subscription().Facts())
	}
}

// netTerms checks an order of a buyer who owes what is unpaid for a subscription, and nothing else.
func netTerms(t *rapid.T, v lifecycle.View) []policy.Decision {
	const email = "ap@example.com"
	payers, err := invoice.NewPayers(v.Edition(), "P-1", email)
	if err != nil {
		t.Fatal(err)
	}
	account := order.Account{CustomerNumber: "C-1", Payers: payers, Credit: money.MustParseAmount("EUR 1000.00")}
	for b := range v.Unpaid() {
		account.Unpaid = append(account.Unpaid, order.OpenInvoice{Number: b.Number, Due: b.Due})
	}
	asked := order.NetTermsOrder{
		Kind: v.Kind(), CustomerNumber: "C-1", Payer: email, Total: money.MustParseAmount("EUR 365.00"),
	}
	refused, err := order.CheckNetTerms(v.Edition(), account, asked, v.Day())
	if err != nil {
		t.Fatal(err)
	}
	return refused
}

// keptAnswersHold asks again on the days for which an answer may be kept, and on the first day after them.
func keptAnswersHold(t *rapid.T, asked, told policy.Edition) {
	s, f := drawn(t, asked)
	day := knownSince(t, s, f)
	v := s.On(day)
	again, err := lifecycle.New(told, f)
	if err != nil {
		t.Fatalf("%v\n%+v", err, f)
	}
	same := func(d calendar.Date) bool {
		w := again.On(d)
		return w.Phase() == v.Phase() && w.Provisional() == v.Provisional()
	}
	alike := func(d calendar.Date) bool {
		w := again.On(d)
		for action, was := range v.Actions().All() {
			is := w.Decide(action)
			was.Asked = is.Asked
			if was != is {
				return false
			}
		}
		return w.Phase() == v.Phase()
	}
	holds(t, "the phase", day, validUntil(v), same, f)
	holds(t, "the menu", day, v.Actions().ValidUntil(), alike, f)
	if v.Provisional() {
		return // it may be kept only to the end of the day, since the charge may fail
	}
	if end := validUntil(v); !end.IsZero() && same(end) {
		t.Fatalf("on %s the phase is valid until %s, on which nothing changes\n%+v", day, end, f)
	}
	if end := v.Actions().ValidUntil(); !end.IsZero() && alike(end) {
		t.Fatalf("on %s the menu is valid until %s, on which nothing changes\n%+v", day, end, f)
	}
}

// validUntil returns the day of ValidUntil; the zero Date if nothing changes any more.
func validUntil(v lifecycle.View) calendar.Date {
	until, ok := v.ValidUntil(time.UTC)
	if !ok {
		return calendar.Date{}
	}
	return calendar.DateOf(until, time.UTC)
}

// holds asks on some of the days up to, not including, an end: the next ones, the last ones, and some in between.
func holds(t *rapid.T, what string, day, end calendar.Date, same func(calendar.Date) bool, f lifecycle.Facts) {
	days := 1500 // without an end
	if !end.IsZero() {
		days = end.Sub(day) - 1
	}
	for n := 1; n <= days; n += 1 + max(0, min(n, days-n-2)-2)/3 {
		if d := day.AddDays(n); !same(d) {
			t.Fatalf("on %s %s is valid until %s, but on %s it is another\n%+v", day, what, end, d, f)
		}
	}
}
