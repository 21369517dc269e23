package order_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// staged is Europe2024 with stages for what was ordered before its first day, 2024-09-16.
var staged = testkit.Edition(func(p *policy.Parameters) { p.Lapse.StagesBeforeEdition = policy.Yes })

// renewalOn returns what an order must know about a renewal, for four seats instead of three, of an annual subscription
// that was ordered on a day.
func renewalOn(ed policy.Edition, ordered, on string) order.RenewalDecisions {
	s := testkit.Must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
		Offering: "Revit", Length: calendar.Annual, Seats: 3, Ordered: date(ordered),
	}))
	return order.RenewalOf(s.On(date(on)), lifecycle.RenewalChanges{Seats: 4}, lifecycle.PayerOnFile)
}

// gapCase is a day on which a renewal with changes is to be ordered, and what is answered.
type gapCase struct {
	ordered, on string
	want        string
	window      string // its first and last day; "" for none
}

func holdGap(t *testing.T, ed policy.Edition, channel policy.Channel, tests map[string]gapCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := order.Request{
				Kind: policy.Subscription, Channel: channel, Renewal: renewalOn(ed, tt.ordered, tt.on),
			}
			want := calendar.Period{}
			if first, last, found := strings.Cut(tt.window, " "); found {
				want = calendar.Span(date(first), date(last).AddDays(1))
			}
			d, err := order.CanPay(ed, r, policy.DirectDebit, date(tt.on))
			if err != nil || said(d) != tt.want || d.Window != want {
				t.Errorf("%s, %v", d, err)
			}
		})
	}
}

// renewal.with-changes, quote.available: if the renewal date comes before the edition, a quote renews with changes only
// late, from the edition's first day on. Until then it is to be waited for, in and before the early renewal window too.
func TestCanPay_QuoteAfterTheGap(t *testing.T) {
	const wait, late = "edition.before wait-for-window", "2024-09-16 2024-10-24"
	holdGap(t, staged, policy.Quote, map[string]gapCase{
		"before the early window": {"2023-09-10", "2024-06-11", wait, late},
		"its first day":           {"2023-09-10", "2024-06-12", wait, late},
		"its last day":            {"2023-09-10", "2024-09-09", wait, late},
		"the renewal date":        {"2023-09-10", "2024-09-10", wait, late},
		"the last day of the gap": {"2023-09-10", "2024-09-15", wait, late},
		"the first late day":      {"2023-09-10", "2024-09-16", "yes partner", late},
		"the last late day":       {"2023-09-10", "2024-10-24", "yes partner", late},
		"Canceled":                {"2023-09-10", "2024-10-25", "renewal.canceled-final buy-new", late},

		"a gap of one day, before it":  {"2023-09-15", "2024-09-14", wait, "2024-09-16 2024-10-29"},
		"a gap of one day":             {"2023-09-15", "2024-09-15", wait, "2024-09-16 2024-10-29"},
		"no gap":                       {"2023-09-16", "2024-09-15", wait, "2024-09-16 2024-10-30"},
		"an early day is left":         {"2023-09-17", "2024-09-15", wait, "2024-09-16 2024-10-31"},
		"the only late day, before it": {"2023-08-03", "2024-08-02", wait, "2024-09-16 2024-09-16"},
		"the only late day":            {"2023-08-03", "2024-09-16", "yes partner", "2024-09-16 2024-09-16"},
	})
}

// edition.before: if nothing is left to renew on the edition's first day, a quote never renews it: ask the seller.
func TestCanPay_NothingAfterTheGap(t *testing.T) {
	const ask = "edition.before ask-seller"
	for name, ed := range map[string]policy.Edition{"no stages": policy.Europe2024(), "Canceled by then": staged} {
		t.Run(name, func(t *testing.T) {
			holdGap(t, ed, policy.Quote, map[string]gapCase{
				"before the early window": {"2023-08-02", "2024-05-03", ask, ""},
				"its first day":           {"2023-08-02", "2024-05-04", ask, ""},
				"its last day":            {"2023-08-02", "2024-08-01", ask, ""},
				"the renewal date":        {"2023-08-02", "2024-08-02", ask, ""},
			})
		})
	}
}

// renewal.with-changes: every other channel renews with changes before the renewal date. From then on the remedy is to
// renew by quote, even in the gap in which there are none yet.
func TestCanPay_OnlineBeforeTheGap(t *testing.T) {
	const early, quote = "2024-06-12 2024-09-09", "renewal.with-changes renew-by-quote"
	holdGap(t, staged, policy.Online, map[string]gapCase{
		"before the window":       {"2023-09-10", "2024-06-11", "renewal.window wait-for-window", early},
		"its first day":           {"2023-09-10", "2024-06-12", "yes self-service", early},
		"its last day":            {"2023-09-10", "2024-09-09", "yes self-service", early},
		"the renewal date":        {"2023-09-10", "2024-09-10", quote, early},
		"the last day of the gap": {"2023-09-10", "2024-09-15", quote, early},
		"the first late day":      {"2023-09-10", "2024-09-16", quote, early},
		"Canceled":                {"2023-09-10", "2024-10-25", "renewal.canceled-final buy-new", early},
	})
}

// quote.available, order.tax-exempt, order.payment-methods: in the gap the remedy is not to wait if the order is
// refused after it, too.
func TestCanPay_RefusedAfterTheGap(t *testing.T) {
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.Lapse.StagesBeforeEdition = policy.Yes
		p.Order.PublicSector, p.Order.QuoteCountsAsOnline = policy.No, policy.Yes
	})
	for name, tt := range map[string]struct {
		exempt  bool
		segment order.Segment
		method  policy.PaymentMethod
		want    string
	}{
		"allowed after it":     {false, order.Commercial, policy.DirectDebit, "edition.before wait-for-window"},
		"the public sector":    {false, order.PublicSector, policy.DirectDebit, "quote.available ask-reseller"},
		"exempt":               {true, order.Commercial, policy.DirectDebit, "order.tax-exempt ask-reseller"},
		"a method not taken":   {false, order.Commercial, policy.PurchaseOrder, "order.payment-methods"},
		"which pays no orders": {false, order.Commercial, policy.BankTransfer, "order.payment-methods"},
	} {
		for _, on := range []string{"2024-09-10", "2024-09-15"} {
			t.Run(name+" "+on, func(t *testing.T) {
				r := order.Request{
					Kind: policy.Subscription, Channel: policy.Quote, TaxExempt: tt.exempt, Segment: tt.segment,
					Renewal: renewalOn(ed, "2023-09-10", on),
				}
				if d, err := order.CanPay(ed, r, tt.method, date(on)); err != nil || said(d) != tt.want {
					t.Errorf("%s, %v", d, err)
				}
			})
		}
	}
}

// edition.before: a renewal without changes, which the seller can make at once, and one by invoice are not to wait for
// the edition's first day, whereas one with changes by quote is.
func TestCanPay_SellerBeforeTheEdition(t *testing.T) {
	ed := policy.Europe2024()
	const seller, online = "edition.before ask-seller", "yes self-service"
	three, four := lifecycle.RenewalChanges{Seats: 3}, lifecycle.RenewalChanges{Seats: 4}
	for name, tt := range map[string]struct {
		channel policy.Channel
		method  policy.PaymentMethod
		changes lifecycle.RenewalChanges
		before  string // on the day before the first day of the edition
		from    string // on that day
	}{
		"by quote":         {policy.Quote, policy.Card, plain, seller, "yes partner"},
		"as it is":         {policy.Quote, policy.Card, three, seller, "yes partner"},
		"with changes":     {policy.Quote, policy.Card, four, "edition.before wait-for-window", "yes partner"},
		"online":           {policy.Online, policy.Card, four, online, online},
		"by invoice":       {policy.Online, policy.PayByInvoice, plain, seller, online},
		"and with changes": {policy.Online, policy.PayByInvoice, four, seller, online},
	} {
		s := testkit.Must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
			Offering: "Revit", Length: calendar.Annual, Seats: 3, Ordered: date("2023-12-01"),
		}))
		for on, want := range map[string]string{"2024-09-15": tt.before, "2024-09-16": tt.from} {
			t.Run(name+" "+on, func(t *testing.T) {
				r := order.Request{
					Kind: policy.Subscription, Channel: tt.channel,
					Renewal: order.RenewalOf(s.On(date(on)), tt.changes, lifecycle.PayerOnFile),
				}
				if d, err := order.CanPay(ed, r, tt.method, date(on)); err != nil || said(d) != want {
					t.Errorf("%s, %v", d, err)
				}
			})
		}
	}
}

// RenewalOf has the days on the other side of the gap, and they are read back from JSON. Days on the same side, and
// days without a gap, are refused.
func TestRenewalDecisions_OtherDays(t *testing.T) {
	early := calendar.Span(date("2024-06-12"), date("2024-09-10"))
	late := calendar.Span(date("2024-09-16"), date("2024-10-25"))
	for on, other := range map[string]calendar.Period{
		"2024-06-11": late, "2024-09-09": late, "2024-09-10": early, "2024-10-25": early,
	} {
		t.Run(on, func(t *testing.T) {
			renewal, back := renewalOn(staged, "2023-09-10", on), order.RenewalDecisions{}
			text, err := json.Marshal(renewal)
			if err != nil || json.Unmarshal(text, &back) != nil || back != renewal || renewal.OtherDays != other {
				t.Errorf("%s, %v, is read back as %+v", text, err, back)
			}
		})
	}
	if text, err := json.Marshal(renewalOn(staged, "2023-09-16", "2024-09-16")); err != nil ||
		strings.Contains(string(text), "otherDays") {
		t.Errorf("%s, %v", text, err)
	}
}

func TestRenewalDecisions_BadOtherDays(t *testing.T) {
	type decisions = order.RenewalDecisions
	for name, change := range map[string]func(*decisions){
		"no renewal date":       func(r *decisions) { r.QuotedFrom = calendar.Date{} },
		"the window is empty":   func(r *decisions) { r.Decision.Window = calendar.Period{} },
		"on the same side":      func(r *decisions) { r.OtherDays = r.Decision.Window },
		"both after it":         func(r *decisions) { r.Decision.Window = r.OtherDays },
		"beyond it":             func(r *decisions) { r.OtherDays = calendar.Always() },
		"from the day before":   func(r *decisions) { r.OtherDays = calendar.Since(date("2024-09-09")) },
		"the window is too far": func(r *decisions) { r.Decision.Window = calendar.Until(date("2024-09-11")) },
	} {
		t.Run(name, func(t *testing.T) {
			r := renewalOn(staged, "2023-09-10", "2024-09-09")
			change(&r)
			text := testkit.Must(json.Marshal(r))
			err := json.Unmarshal(text, &decisions{})
			if !strings.Contains(fields(err), "otherDays") || !errors.Is(err, billingrules.ErrConflict) {
				t.Error(err)
			}
		})
	}
	r := renewalOn(staged, "2023-09-10", "2024-09-09")
	r.OtherDays = calendar.Since(date("2024-09-10"))
	if err := json.Unmarshal(testkit.Must(json.Marshal(r)), &decisions{}); err != nil {
		t.Error("from the renewal date on: ", err)
	}
}
