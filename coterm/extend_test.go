package coterm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// renewedTo is a host that was renewed early: it renews on a day three years after one within the windows of the tests.
func renewedTo(on, ordered string) lifecycle.Subscription {
	first := renewing(date(on).AddMonths(-36).String())
	return must(first.On(date(ordered)).Renew(lifecycle.RenewalChanges{}))
}

// A target under another edition supplies only its renewal date and its anchor; its limits, rounding and day count do
// not apply to the extension.
func TestExtend_TargetOfAnotherEdition(t *testing.T) {
	strict := edition(func(p *policy.Parameters) {
		p.Coterm.Annual = policy.ExtensionLimit{FromTransaction: 1, FromRenewal: 1}
		p.Proration.StandardDays.Annual = 360
	})
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-08-01"))
	own := sub(europe, calendar.Annual, date("2025-03-01"), date("2025-03-01")).On(v.Day())
	other := sub(strict, calendar.Annual, date("2025-03-01"), date("2025-03-01")).On(v.Day())
	if other.Edition().Equal(own.Edition()) || other.Renewal() != own.Renewal() {
		t.Fatalf("%s and %s", other.Renewal(), own.Renewal())
	}
	request := coterm.ExtensionRequest{To: own, SRP: amount("EUR 365.00")}
	want := must(coterm.Extend(v, request))
	request.To = other
	got := must(coterm.Extend(v, request))
	if got.Decision != want.Decision || got.Reach != want.Reach || !got.Equal(want.Priced) ||
		got.Decision.Edition != europe.Fingerprint() ||
		string(must(json.Marshal(got.Next))) != string(must(json.Marshal(want.Next))) {
		t.Errorf("got  %s\nwant %s", got.Explain(), want.Explain())
	}
	_, err := coterm.Extend(other, coterm.ExtensionRequest{To: renewingOn("2026-06-01", v.Day()), SRP: request.SRP})
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) || refusal.Decision.Edition != strict.Fingerprint() {
		t.Errorf("under the other edition itself: %v", err)
	}
}

// renewingOn is a view of a host that renews on a day. If that is more than three years ahead, the host was renewed
// early today.
func renewingOn(on string, today calendar.Date) lifecycle.View {
	if date(on).AddMonths(-36).After(today) {
		return renewedTo(on, today.String()).On(today)
	}
	return renewing(on).On(today)
}

// coterm.extend-future, proration.days, coterm.no-refund and coterm.re-anchor, worked out by hand.
func TestExtend(t *testing.T) {
	day := date("2025-09-01")
	s := must(bought(calendar.Annual, "2024-10-10").On(date("2025-08-01")).ReduceSeats(2))
	leap := sub(since1990(), calendar.Annual, date("2024-02-29"), date("2024-02-29"))
	host := must(leap.On(date("2025-02-01")).Renew(lifecycle.RenewalChanges{})).On(day)
	request := coterm.ExtensionRequest{To: host, SRP: amount("EUR 2145.00"), NetTerms: must(invoice.Net(30))}
	x, err := coterm.Extend(s.On(day), request)
	if err != nil {
		t.Fatal(err)
	}
	// [2025-10-10, 2026-02-28) is 141 days; 2145 × 141 × 2 ÷ 365 = 1657.2328…, for the two seats left by then.
	if got := x.Charge.String(); got != "EUR 2145.00 ÷ 365 × 141 days × 2 seats = 1657.2328… → 1657.23 (half up)" {
		t.Error(got)
	}
	if got := said(x.Instalments); !slices.Equal(got, []string{"1657.23 2025-09-01 2025-10-01 2025-10-10/2026-02-28"}) {
		t.Errorf("%q", got)
	}
	if x.Reach.Latest != date("2026-10-10") || x.Reach.Rule != rule.CotermExtendAnnual {
		t.Error(x.Reach)
	}
	if !slices.Contains(x.Rules(), rule.CotermNoRefund) || !strings.Contains(x.Explain(), "\ncoterm.no-refund: ") ||
		!strings.Contains(x.Explain(), "\nat the latest 2026-10-10 (coterm.extend-annual: ") {
		t.Error(x.Explain())
	}
	if again, err := proration.Price(europe, x.Request); err != nil || !again.Equal(x.Charge) {
		t.Errorf("asked for as %+v it costs %s, %v", x.Request, again, err)
	}
	text, err := json.Marshal(x)
	var read coterm.ExtensionPrice
	if err != nil || json.Unmarshal(text, &read) != nil || read.Reach != x.Reach || read.Decision != x.Decision ||
		!read.Charge.Equal(x.Charge) || read.Explain() != x.Explain() {
		t.Errorf("read back as %+v, %s, %v", read, text, err)
	}
	next := must(lifecycle.New(europe, read.Next))
	if next.On(day).Renewal() != date("2026-02-28") || read.Next.Terms[1].AlignedTo != date("2024-02-29") {
		t.Errorf("%+v", read.Next)
	}
	if s.On(day).Renewal() != date("2025-10-10") {
		t.Error("the subscription itself has changed")
	}
}

// coterm.re-anchor: an extended subscription follows its target's anchor, with 29 February again in 2028; by the other
// reading it follows the day on which the target renews.
func TestExtend_ReAnchor(t *testing.T) {
	leap := sub(since1990(), calendar.Annual, date("2024-02-29"), date("2024-02-29"))
	leap = must(leap.On(date("2025-02-01")).Renew(lifecycle.RenewalChanges{}))
	for anchored, want := range map[policy.YesNo]string{policy.Yes: "2028-02-29", policy.No: "2028-02-28"} {
		t.Run("reAnchor="+anchored.String(), func(t *testing.T) {
			ed := since1990(func(p *policy.Parameters) { p.Coterm.ReAnchor = anchored })
			v := sub(ed, calendar.Annual, date("2024-10-10"), date("2024-10-10")).On(date("2025-09-01"))
			x := must(coterm.Extend(v, coterm.ExtensionRequest{To: leap.On(v.Day()), SRP: amount("EUR 2145.00")}))
			next := must(lifecycle.New(ed, x.Next))
			for _, on := range []string{"2026-02-01", "2027-02-01"} {
				next = must(next.On(date(on)).Renew(lifecycle.RenewalChanges{}))
			}
			if got := next.On(date("2027-02-01")).Renewal(); got != date(want) {
				t.Errorf("it renews on %s, want %s", got, want)
			}
		})
	}
}
