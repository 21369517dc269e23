package order_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

var date = calendar.MustParseDate

// fields lists the fields that an error names.
func fields(err error) string {
	var names []string
	for _, e := range billingrules.InputErrors(err) {
		names = append(names, e.Field)
	}
	return strings.Join(names, " ")
}

// published is the rulebook's row order.payment-methods, typed in.
const published = `
online card; online paypal; online direct-debit
quote card; quote paypal; quote direct-debit; quote pay-by-invoice
sales purchase-order
`

// Every kind, channel and method, for buyers who are exempt from tax and others, before and from the edition's first day:
// order.payment-methods, order.tax-exempt, quote.available, trial.convert and edition.before, in the order in which a
// refusal names them.
func TestEveryPayment(t *testing.T) {
	ed := policy.Europe2024()
	asked := 0
	for kind := policy.Subscription; kind <= policy.OtherProduct; kind++ {
		for channel := policy.Online; channel <= policy.Retailer; channel++ {
			for method := policy.Card; method <= policy.PayByInvoice; method++ {
				for _, exempt := range []bool{false, true} {
					for _, day := range []string{"2024-06-10", "2024-09-15", "2024-09-16", "2030-01-01"} {
						asked++
						request := order.Request{Kind: kind, Channel: channel, TaxExempt: exempt}
						d, err := order.CanPay(ed, request, method, date(day))
						if err != nil {
							t.Fatal(err)
						}
						want := answer(kind, channel, method, exempt, day)
						got := string(d.Rule)
						if d.Remedy != 0 {
							got += " " + d.Remedy.String()
						}
						if d.Allowed() {
							got = "yes " + d.Route.String()
						}
						if got != want || d.Asked != date(day) || d.Edition != ed.Fingerprint() {
							t.Errorf("%s %s %s exempt %v on %s: %s, want %s", kind, channel, method, exempt, day, d, want)
						}
						can, err := order.CanOrder(ed, request, date(day))
						if err != nil || can.Allowed() != (slices.ContainsFunc([]policy.PaymentMethod{policy.Card, policy.PurchaseOrder}, func(m policy.PaymentMethod) bool {
							return strings.HasPrefix(answer(kind, channel, m, exempt, day), "yes")
						}) || !channel.Direct() && kind != policy.Trial) {
							t.Errorf("%s %s exempt %v on %s: %s, %v", kind, channel, exempt, day, can, err)
						}
					}
				}
			}
		}
	}
	if asked != 10*5*8*2*4 {
		t.Errorf("%d cases", asked)
	}
}

// answer reads the rulebook's rows one after the other.
func answer(kind policy.Kind, channel policy.Channel, method policy.PaymentMethod, exempt bool, day string) string {
	switch {
	case kind == policy.Subscription && channel == policy.Quote && day < "2024-09-16":
		return "edition.before ask-seller"
	case kind == policy.Trial:
		return "trial.convert buy-with-same-account"
	case channel == policy.Quote && kind > policy.FlexTokens:
		return "quote.available ask-seller"
	case channel == policy.Online && exempt:
		return "order.tax-exempt ask-reseller"
	case strings.Contains(published, channel.String()+" "+method.String()):
		return "yes " + map[policy.Channel]string{policy.Online: "self-service", policy.Quote: "partner", policy.Sales: "seller"}[channel]
	case channel == policy.Reseller || channel == policy.Retailer:
		return "order.payment-methods ask-seller"
	}
	remedy := map[policy.PaymentMethod]string{
		policy.PurchaseOrder: " ask-sales", policy.PayByInvoice: " ask-partner", policy.Card: " buy-online", policy.PayPal: " buy-online", policy.DirectDebit: " buy-online",
	}
	return "order.payment-methods" + remedy[method]
}

func TestMethods(t *testing.T) {
	for channel := range policy.Channel(8) {
		for method := policy.Card; method <= policy.PayByInvoice; method++ {
			if got, want := slices.Contains(order.Methods(channel), method), channel != 0 && strings.Contains(published, channel.String()+" "+method.String()); got != want {
				t.Errorf("%s by %s: %v", channel, method, got)
			}
		}
	}
	order.Methods(policy.Online)[0] = policy.PayByInvoice
	if order.Methods(policy.Online)[0] != policy.Card {
		t.Error("a caller can change the table")
	}
}

// quote.available: the windows, which a caller shows.
func TestWindows(t *testing.T) {
	for _, test := range []struct {
		request order.Request
		rule    rule.ID
		want    calendar.Period
	}{
		{order.Request{Kind: policy.Subscription, Channel: policy.Quote}, "quote.available", calendar.Since(date("2024-09-16"))},
		{order.Request{Kind: policy.FlexTokens, Channel: policy.Quote}, "quote.available", calendar.Always()},
		{order.Request{Kind: policy.Subscription, Channel: policy.Online}, "order.tax-exempt", calendar.Always()},
		{order.Request{Kind: policy.Subscription, Channel: policy.Sales, TaxExempt: true}, "order.payment-methods", calendar.Always()},
	} {
		d, err := order.CanOrder(policy.Europe2024(), test.request, date("2025-05-12"))
		if err != nil || d.Rule != test.rule || d.Window != test.want || !d.Allowed() || d.Remedy != 0 {
			t.Errorf("%+v: %s, %v", test.request, d, err)
		}
	}
	early, err := order.CanOrder(policy.Europe2024(), order.Request{Kind: policy.Subscription, Channel: policy.Quote}, date("2024-09-15"))
	if err != nil || early.Window != calendar.Since(date("2024-09-16")) {
		t.Errorf("%s, %v", early, err)
	}
}

func TestBadRequests(t *testing.T) {
	_, err := order.CanOrder(policy.Edition{}, order.Request{}, calendar.Date{})
	if fields(err) != "edition kind channel day" || !errors.Is(err, billingrules.ErrMissing) || !strings.HasPrefix(err.Error(), "order.CanOrder: ") {
		t.Error(err)
	}
	_, err = order.CanPay(policy.Edition{}, order.Request{}, 0, calendar.Date{})
	if fields(err) != "edition kind channel day method" || !strings.HasPrefix(err.Error(), "order.CanPay: ") {
		t.Error(err)
	}
	_, err = order.CanPay(policy.Europe2024(), order.Request{Kind: 99, Channel: 99}, 99, date("2025-05-12"))
	if fields(err) != "kind channel method" || !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
}

// order.vendor-setup, order.charge-when-ready, order.confirmation and order.insufficient-credit: times are the edition's.
func TestNotices(t *testing.T) {
	list, err := order.Notices(policy.Europe2024(), policy.Quote)
	if err != nil || len(list) != 4 {
		t.Fatalf("%v, %v", list, err)
	}
	times := policy.Europe2024().Order()
	for i, want := range []order.Notice{
		{Rule: "order.vendor-setup", Text: "supplier"},
		{Rule: "order.charge-when-ready", Within: times.Processing, Text: "within 24h."},
		{Rule: "order.confirmation", Within: times.Confirmation, Remedy: policy.AskSupport, Text: "after 24h,"},
		{Rule: "order.insufficient-credit", Within: times.QuoteReopening, Remedy: policy.RaiseCredit, Text: "within 15m:"},
	} {
		got := list[i]
		if !strings.Contains(got.Text, want.Text) {
			t.Errorf("%q does not say %q", got.Text, want.Text)
		}
		if got.Text = want.Text; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	for channel, want := range map[policy.Channel]int{policy.Online: 2, policy.Sales: 2, policy.Reseller: 0, policy.Retailer: 0} {
		if list, err := order.Notices(policy.Europe2024(), channel); err != nil || len(list) != want {
			t.Errorf("%s: %v, %v", channel, list, err)
		}
	}
	p := policy.Europe2024().Parameters()
	p.Order.Processing, p.Order.Confirmation = 36*60*60*1e9+30*60*1e9, 90*1e9
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	if list, err := order.Notices(ed, policy.Online); err != nil || !strings.Contains(list[0].Text, "within 36h30m.") || !strings.Contains(list[1].Text, "after 1m30s,") {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := order.Notices(policy.Edition{}, policy.Online); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := order.Notices(ed, 0); fields(err) != "channel" {
		t.Error(err)
	}
}
