package coterm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// What is refused, by which rule, and what to do: coterm.extend-window, coterm.extend-future, coterm.extend-annual,
// coterm.extend-three-year, coterm.switch-term-first, coterm.monthly, edition.before, renewal.canceled-final; and through whom
// it goes, coterm.extend-partner.
func TestCanExtend(t *testing.T) {
	s := annual(t, "2024-10-01")
	three := sub(t, europe, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01"))
	monthly := sub(t, europe, calendar.Monthly, date("2025-07-15"), date("2025-07-15"))
	switched := must(t)(s.ChangeTerm(date("2025-07-03"), calendar.ThreeYear))
	shorter := must(t)(three.ChangeTerm(date("2027-07-10"), calendar.Annual))
	toMonthly := must(t)(s.ChangeTerm(date("2025-07-03"), calendar.Monthly))
	renewed := must(t)(s.Renew(date("2025-07-03"), lifecycle.Order{}))
	overdue := s.Facts()
	overdue.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: date("2025-05-01"), Due: date("2025-05-31")}}
	host := func(renewal string) lifecycle.Subscription {
		return sub(t, since1990(t), calendar.ThreeYear, date(renewal).AddMonths(-36), date(renewal).AddMonths(-36))
	}
	canceled := host("2026-03-01").Facts()
	canceled.Canceled = date("2025-06-01")
	for _, test := range []struct {
		name    string
		s       lifecycle.Subscription
		on      string
		to      lifecycle.Subscription
		allowed bool
		rule    rule.ID
		remedy  policy.Remedy
		window  string
	}{
		{"the day before the window", s, "2025-07-02", host("2026-03-01"), false, "coterm.extend-window", policy.WaitForWindow, "2025-07-03/2025-10-01"},
		{"the first day of the window", s, "2025-07-03", host("2026-03-01"), true, "coterm.extend-annual", 0, "2025-07-03/2025-10-01"},
		{"its last day", s, "2025-09-30", host("2026-03-01"), true, "coterm.extend-annual", 0, "2025-07-03/2025-10-01"},
		{"the renewal date", s, "2025-10-01", host("2026-03-01"), false, "coterm.extend-window", policy.RenewFirst, "2025-07-03/2025-10-01"},
		{"long after", s, "2026-01-01", host("2026-03-01"), false, "renewal.canceled-final", policy.BuyNew, "2025-07-03/2025-10-01"},
		{"after an early renewal", renewed, "2025-07-04", host("2026-11-01"), false, "coterm.extend-window", policy.WaitForWindow, "2026-07-03/2026-10-01"},
		{"to its own date", s, "2025-08-01", s, false, "coterm.extend-future", policy.ChooseLaterTarget, ""},
		{"to an earlier one", s, "2025-08-01", host("2025-09-30"), false, "coterm.extend-future", policy.ChooseLaterTarget, ""},
		{"to the next day", s, "2025-08-01", host("2025-10-02"), true, "coterm.extend-annual", 0, "2025-07-03/2025-10-01"},
		{"to Flex tokens", s, "2025-08-01", tokens(t), false, "coterm.extend-future", policy.ChooseLaterTarget, ""},
		{"to nothing", s, "2025-08-01", lifecycle.Subscription{}, false, "coterm.extend-future", policy.ChooseLaterTarget, ""},
		{"to what is not bought yet", s, "2025-08-01", annual(t, "2025-08-02"), false, "coterm.extend-future", policy.ChooseLaterTarget, ""},
		{"to what is canceled", s, "2025-08-01", must(t)(lifecycle.New(since1990(t), canceled)), false, "coterm.extend-future", policy.ChooseLaterTarget, ""},
		{"twelve months", s, "2025-08-01", host("2026-10-01"), true, "coterm.extend-annual", 0, "2025-07-03/2025-10-01"},
		{"twelve months and a day", s, "2025-08-01", host("2026-10-02"), false, "coterm.switch-term-first", policy.SwitchTermFirst, ""},
		{"three years", s, "2025-08-01", must(t)(host("2025-10-01").Renew(date("2025-07-15"), lifecycle.Order{})), false, "coterm.switch-term-first", policy.SwitchTermFirst, ""},
		{"three years and a day", s, "2025-08-01", must(t)(host("2025-10-02").Renew(date("2025-07-15"), lifecycle.Order{})), false, "coterm.extend-annual", policy.ChooseEarlierTarget, ""},
		{"three years, the switch pending", switched, "2025-08-01", must(t)(host("2025-10-01").Renew(date("2025-07-15"), lifecycle.Order{})), true, "coterm.extend-three-year", 0, "2025-07-03/2025-10-01"},
		{"three years and a day, the switch pending", switched, "2025-08-01", must(t)(host("2025-10-02").Renew(date("2025-07-15"), lifecycle.Order{})), false, "coterm.extend-three-year", policy.ChooseEarlierTarget, ""},
		{"the day before the switch", switched, "2025-07-02", host("2028-07-01"), false, "coterm.extend-window", policy.WaitForWindow, "2025-07-03/2025-10-01"},
		{"a three-year one", three, "2027-08-01", must(t)(host("2027-10-10").Renew(date("2027-08-01"), lifecycle.Order{})), false, "coterm.extend-three-year", policy.ChooseEarlierTarget, ""},
		{"a three-year one, in reach", three, "2027-08-01", must(t)(host("2027-09-30").Renew(date("2027-08-01"), lifecycle.Order{})), true, "coterm.extend-three-year", 0, "2027-07-03/2027-10-01"},
		{"a three-year one that becomes annual", shorter, "2027-08-01", must(t)(host("2027-09-30").Renew(date("2027-08-01"), lifecycle.Order{})), false, "coterm.switch-term-first", policy.SwitchTermFirst, ""},
		{"monthly", monthly, "2025-08-01", host("2026-03-01"), false, "coterm.monthly", 0, ""},
		{"monthly, a switch pending", must(t)(monthly.ChangeTerm(date("2025-08-01"), calendar.Annual)), "2025-08-01", host("2026-03-01"), false, "coterm.monthly", 0, ""},
		{"annual that becomes monthly", toMonthly, "2025-08-01", host("2026-03-01"), false, "coterm.monthly", 0, ""},
		{"monthly, before the edition", sub(t, europe, calendar.Monthly, date("2024-09-10"), date("2024-09-10")), "2024-09-20", host("2026-03-01"), false, "edition.before", policy.AskSeller, ""},
		{"before the edition", annual(t, "2024-09-15"), "2025-08-01", host("2026-03-01"), false, "edition.before", policy.AskSeller, ""},
		{"Flex tokens", tokens(t), "2026-01-01", host("2026-04-01"), false, "coterm.extend-window", policy.BuyTokens, ""},
		{"canceled by a debt", must(t)(lifecycle.New(europe, overdue)), "2025-08-01", host("2026-03-01"), false, "renewal.canceled-final", policy.BuyNew, "2025-07-03/2025-07-16"},
		{"nothing", lifecycle.Subscription{}, "2025-08-01", host("2026-03-01"), false, "coterm.extend-window", 0, ""},
	} {
		d := coterm.CanExtend(test.s, date(test.on), test.to)
		window := d.Window.String()
		if d.Window.IsZero() {
			window = ""
		}
		if d.Allowed() != test.allowed || d.Rule != test.rule || d.Remedy != test.remedy || window != test.window || test.allowed != (d.Route == policy.Partner) || d.Asked != date(test.on) {
			t.Errorf("%s: %s, window %s", test.name, d, window)
		}
		if test.s.IsZero() || test.to.IsZero() {
			continue
		}
		x, err := coterm.Extend(test.s, coterm.Extension{On: date(test.on), To: test.to, SRP: amount("EUR 2145.00")})
		var refusal *policy.Refusal
		if errors.As(err, &refusal) == test.allowed || refusal != nil && (refusal.Decision != d || !x.Next.IsZero()) || err == nil && x.Decision != d {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// A later day of the window can reach what an earlier one cannot, where the limit from the transaction is the tighter one: the
// refusal says from which day on.
func TestWaitForALaterDay(t *testing.T) {
	ed := since1990(t, func(p *policy.Parameters) { p.Coterm.Annual.FromTransaction = 13 })
	s := sub(t, ed, calendar.Annual, date("2024-10-01"), date("2024-10-01"))
	host := sub(t, ed, calendar.ThreeYear, date("2023-09-15"), date("2023-09-15")) // renews on 2026-09-15
	for on, want := range map[string]bool{"2025-07-03": false, "2025-08-13": false, "2025-08-14": true, "2025-09-30": true} {
		d := coterm.CanExtend(s, date(on), host)
		if d.Allowed() != want || d.Window.String() != "2025-08-14/2025-10-01" || d.Rule != "coterm.extend-annual" || !want && d.Remedy != policy.WaitForWindow {
			t.Errorf("on %s: %s", on, d)
		}
	}
}

// coterm.extend-future, proration.days, coterm.no-refund and coterm.re-anchor, worked out by hand.
func TestExtend(t *testing.T) {
	net30, err := invoice.Net(30)
	if err != nil {
		t.Fatal(err)
	}
	s := must(t)(annual(t, "2024-10-10").ReduceSeats(date("2025-08-01"), 2))
	host := must(t)(sub(t, since1990(t), calendar.Annual, date("2024-02-29"), date("2024-02-29")).Renew(date("2025-02-01"), lifecycle.Order{}))
	issued := lifecycle.BilledInvoice{Number: "I-9", Issued: date("2025-09-01"), Due: date("2025-10-01"), NetTerms: true}
	x, err := coterm.Extend(s, coterm.Extension{On: date("2025-09-01"), To: host, SRP: amount("EUR 2145.00"), Terms: net30, Invoices: []lifecycle.BilledInvoice{issued}})
	if err != nil {
		t.Fatal(err)
	}
	// [2025-10-10, 2026-02-28) is 141 days; 2145 × 141 × 2 ÷ 365 = 1657.2328…, for the two seats that are left then.
	if got := x.Charge.String(); got != "EUR 2145.00 ÷ 365 × 141 days × 2 seats = 1657.2328… → 1657.23 (half up)" {
		t.Error(got)
	}
	if len(x.Instalments) != 1 || x.Instalments[0].String() != "1 of 1: EUR 1657.23 on 2025-09-01, due 2025-10-01" || x.Instalments[0].Covers.String() != "2025-10-10/2026-02-28" {
		t.Errorf("%v", x.Instalments)
	}
	if x.Limit.Latest != date("2026-10-10") || x.Limit.Rule != "coterm.extend-annual" {
		t.Error(x.Limit)
	}
	if !slices.Contains(x.Rules(), rule.CotermNoRefund) || !strings.Contains(x.Explain(), "coterm.no-refund: ") {
		t.Error("nothing says that nothing is given back")
	}
	if again, err := proration.Price(s.Edition(), x.Line); err != nil || !again.Equal(x.Charge) {
		t.Errorf("quoted as %+v it costs %s, %v", x.Line, again, err)
	}
	text, err := json.Marshal(x)
	var read coterm.Extended
	if err != nil || json.Unmarshal(text, &read) != nil || !read.Next.IsZero() || read.Limit != x.Limit || !read.Charge.Equal(x.Charge) || read.Explain() != x.Explain() {
		t.Errorf("read back as %+v, %s, %v", read, text, err)
	}
	facts := x.Next.Facts()
	if x.Next.Renewal(date("2025-09-01")) != date("2026-02-28") || len(facts.Invoices) != 1 || facts.Invoices[0] != issued || facts.Terms[1].AlignedTo != date("2024-02-29") {
		t.Errorf("%+v", facts)
	}
	if s.Renewal(date("2025-09-01")) != date("2025-10-10") {
		t.Error("the subscription itself has changed")
	}
	next := must(t)(x.Next.Pay(date("2025-10-01"), "I-9"))
	for _, on := range []string{"2026-02-01", "2027-02-01"} {
		next = must(t)(next.Renew(date(on), lifecycle.Order{}))
	}
	if got := next.Renewal(date("2027-02-01")); got != date("2028-02-29") {
		t.Errorf("29 February again: %s", got)
	}
	other := since1990(t, func(p *policy.Parameters) { p.Coterm.ReAnchor = policy.No })
	x, err = coterm.Extend(sub(t, other, calendar.Annual, date("2024-10-10"), date("2024-10-10")), coterm.Extension{On: date("2025-09-01"), To: host, SRP: amount("EUR 2145.00")})
	if err != nil {
		t.Fatal(err)
	}
	next = x.Next
	for _, on := range []string{"2026-02-01", "2027-02-01"} {
		next = must(t)(next.Renew(date(on), lifecycle.Order{}))
	}
	if got := next.Renewal(date("2027-02-01")); got != date("2028-02-28") {
		t.Errorf("anchored on its own date: %s", got)
	}
}

// coterm.switch-term-first: with the switch pending [R, target) is priced at the three-year SRP ÷ 1095.
func TestExtendWithASwitchPending(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").ChangeTerm(date("2025-07-03"), calendar.ThreeYear))
	host := sub(t, europe, calendar.ThreeYear, date("2025-01-15"), date("2025-01-15")) // renews on 2028-01-15
	x, err := coterm.Extend(s, coterm.Extension{On: date("2025-07-03"), To: host, SRP: amount("EUR 6000.00")})
	if err != nil {
		t.Fatal(err)
	}
	// Two full service years and [2027-10-01, 2028-01-15), 106 days: 836 days.
	if got := x.Charge.String(); got != "EUR 6000.00 ÷ 1095 × 836 days × 3 seats = 13742.4657… → 13742.47 (half up)" {
		t.Error(got)
	}
	terms := x.Next.Facts().Terms
	if len(x.Instalments) != 1 || terms[1].Length != calendar.ThreeYear || terms[1].End != date("2028-01-15") {
		t.Errorf("%v, %+v", x.Instalments, terms)
	}
	if got := x.Next.Next(date("2025-07-03")); got.Length != calendar.ThreeYear || got.Anchor != date("2025-01-15") {
		t.Errorf("%+v", got)
	}
}

func TestBadExtensions(t *testing.T) {
	good := coterm.Extension{On: date("2025-08-01"), To: sub(t, europe, calendar.ThreeYear, date("2024-11-01"), date("2024-11-01")), SRP: amount("EUR 1.00")}
	good.To = must(t)(lifecycle.New(europe, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Revit", Anchor: date("2025-03-01"), Seats: 1,
		Terms: []lifecycle.BoughtTerm{{Ordered: date("2025-03-01"), Start: date("2025-03-01"), End: date("2026-03-01"), Length: calendar.Annual}},
	}))
	// An extension to 2025-10-20 that is said to follow an anchor of the 5th: no term of that anchor starts there.
	odd := annual(t, "2023-10-01").Facts()
	odd.Terms = append(odd.Terms, lifecycle.BoughtTerm{Ordered: date("2024-09-20"), Start: date("2024-10-01"), End: date("2025-10-20"), Length: calendar.Annual, AlignedTo: date("2024-10-05")})
	for _, test := range []struct {
		s      lifecycle.Subscription
		change func(*coterm.Extension)
		want   string
		is     error
	}{
		{lifecycle.Subscription{}, func(*coterm.Extension) {}, "coterm.Extend: subscription: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(x *coterm.Extension) { x.On = calendar.Date{} }, "coterm.Extend: on: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(x *coterm.Extension) { x.To = lifecycle.Subscription{} }, "coterm.Extend: to: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(x *coterm.Extension) { x.SRP = money.Amount{} }, "coterm.Extend: srp: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(x *coterm.Extension) { x.SRP = amount("EUR -1.00") }, "coterm.Extend: srp EUR -1.00: is negative", billingrules.ErrRange},
		{annual(t, "2024-10-01"), func(x *coterm.Extension) { x.Invoices = []lifecycle.BilledInvoice{{}} }, "lifecycle.Subscription.Extend: invoices[0].number: is missing", billingrules.ErrMissing},
		{must(t)(lifecycle.New(europe, odd)), func(*coterm.Extension) {}, "coterm.Extend: subscription", billingrules.ErrConflict},
	} {
		x := good
		test.change(&x)
		got, err := coterm.Extend(test.s, x)
		if !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), test.want) || !got.Next.IsZero() {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	if _, err := coterm.ExtensionLimit(lifecycle.Subscription{}, calendar.Date{}); fields(err) != "subscription on" {
		t.Error(err)
	}
	var refusal *policy.Refusal
	if _, err := coterm.ExtensionLimit(annual(t, "2024-10-01"), date("2025-07-02")); !errors.As(err, &refusal) || refusal.Decision.Rule != "coterm.extend-window" {
		t.Error(err)
	}
}

// Under Actual and NoLeapDay the days of an extension are those of its parts, whichever way it is cut, so that its price is
// additive before the rounding.
func TestExtensionsAreAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.SampledFrom([]policy.DayCount{policy.Actual, policy.NoLeapDay}).Draw(t, "day count")
		p := europe.Parameters()
		p.FirstDay, p.Proration.DayCount = date("1990-01-01"), count
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		r := date("2027-01-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "renewal"))
		days := rapid.IntRange(2, 360).Draw(t, "days")
		cut := rapid.IntRange(1, days-1).Draw(t, "cut")
		extended := func(from, to calendar.Date) int {
			host := lifecycleHost(t, ed, to, from.AddDays(-1))
			x, err := coterm.Extend(lifecycleHost(t, ed, from, from.AddDays(-1)), coterm.Extension{On: from.AddDays(-1), To: host, SRP: amount("EUR 365.00")})
			if err != nil {
				t.Fatal(err)
			}
			return x.Charge.Days
		}
		whole := extended(r, r.AddDays(days))
		if parts := extended(r, r.AddDays(cut)) + extended(r.AddDays(cut), r.AddDays(days)); parts != whole {
			t.Fatalf("%d days in parts, %d as a whole", parts, whole)
		}
		counted := 0
		for d := r; d.Before(r.AddDays(days)); d = d.AddDays(1) {
			if _, month, day := d.Civil(); count == policy.Actual || month != 2 || day != 29 {
				counted++
			}
		}
		if whole != counted {
			t.Fatalf("%d days, counted one by one %d", whole, counted)
		}
	})
}

// lifecycleHost is an annual subscription that renews on a day and was aligned to it, so that it can be any.
func lifecycleHost(t *rapid.T, ed policy.Edition, renewal, known calendar.Date) lifecycle.Subscription {
	t.Helper()
	start := renewal.AddDays(-800)
	full, err := calendar.Annual.Period(start, start)
	if err != nil {
		t.Fatal(err)
	}
	s, err := lifecycle.New(ed, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 1,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: start, Start: start, End: full.End(), Length: calendar.Annual},
			{Ordered: full.End().AddDays(-1), Start: full.End(), End: renewal, Length: calendar.Annual, AlignedTo: renewal},
		},
	})
	if err != nil || s.Renewal(known) != renewal {
		t.Fatalf("%s, %v", s.Renewal(known), err)
	}
	return s
}

// coterm.new-product: an estimate, up to R, with the product's own price and standard days; it takes a partner's quote.
func TestEstimateNewProduct(t *testing.T) {
	host := annual(t, "2024-10-01")
	for _, test := range []struct {
		on     string
		term   calendar.Term
		charge string
	}{
		{"2025-06-03", calendar.Annual, "EUR 365.00 ÷ 365 × 120 days × 2 seats = 240.00"},
		{"2025-06-03", calendar.ThreeYear, "EUR 365.00 ÷ 1095 × 120 days × 2 seats = 80.00"},
		{"2025-09-30", calendar.Annual, "EUR 365.00 ÷ 365 × 1 day × 2 seats = 2.00"},
		{"2025-09-01", calendar.Monthly, "EUR 365.00 ÷ 30 × 30 days × 2 seats = 730.00"},
	} {
		e, err := coterm.EstimateNewProduct(host, coterm.NewProduct{On: date(test.on), Term: test.term, Seats: 2, SRP: amount("EUR 365.00")})
		if err != nil || e.Charge.String() != test.charge || e.Decision.Route != policy.Partner || e.Decision.Rule != "coterm.new-product" || e.Decision.Window.String() != "2024-09-16/2025-10-01" {
			t.Errorf("on %s, %s: %s, %s, %v", test.on, test.term, e, e.Decision, err)
		}
		if e.String() != test.charge+", an estimate: ask a partner for a quote" {
			t.Error(e)
		}
	}
	for _, test := range []struct {
		host   lifecycle.Subscription
		on     string
		rule   rule.ID
		remedy policy.Remedy
	}{
		{host, "2025-10-01", "coterm.new-product", policy.ChooseLaterTarget},
		{host, "2024-09-30", "coterm.new-product", policy.ChooseLaterTarget}, // it is not bought yet
		{annual(t, "2023-10-01"), "2024-09-15", "edition.before", policy.AskSeller},
		{tokens(t), "2025-06-03", "coterm.new-product", policy.ChooseLaterTarget},
	} {
		e, err := coterm.EstimateNewProduct(test.host, coterm.NewProduct{On: date(test.on), Term: calendar.Annual, Seats: 2, SRP: amount("EUR 365.00")})
		var refusal *policy.Refusal
		if !errors.As(err, &refusal) || refusal.Decision.Rule != test.rule || refusal.Decision.Remedy != test.remedy || refusal.Decision.Route != 0 || e.Decision.Rule != "" {
			t.Errorf("on %s: %v", test.on, err)
		}
	}
	if _, err := coterm.EstimateNewProduct(lifecycle.Subscription{}, coterm.NewProduct{}); fields(err) != "subscription on term" {
		t.Error(err)
	}
	if _, err := coterm.EstimateNewProduct(host, coterm.NewProduct{On: date("2025-06-03"), Term: calendar.Annual}); fields(err) != "srp seats" {
		t.Error(err)
	}
}
