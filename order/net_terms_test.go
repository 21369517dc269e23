package order_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func account(t testing.TB) order.Account {
	t.Helper()
	payers, err := invoice.NewPayers(policy.Europe2024(), "5501234", "ap@lambrecht.example", "cfo@lambrecht.example")
	if err != nil {
		t.Fatal(err)
	}
	return order.Account{
		CustomerNumber: "K-77", Payers: payers, Credit: amount("EUR 6000.00"), TooMany: 3,
		Unpaid: []order.OpenInvoice{{Number: "2025-080", Due: date("2025-06-10")}, {Number: "2025-077", Due: date("2025-05-31")}},
	}
}

// order.check-order: every combination of what can fail, in the rulebook's order; order.payer-mismatch, order.overdue-balance,
// order.insufficient-credit.
func TestCheckNetTerms(t *testing.T) {
	type fault struct {
		name   string
		change func(*order.Account, *order.NetTermsOrder)
		rule   rule.ID
	}
	faults := []fault{
		{"another number", func(_ *order.Account, o *order.NetTermsOrder) { o.CustomerNumber = "K-78" }, "order.payer-mismatch"},
		{"another payer", func(_ *order.Account, o *order.NetTermsOrder) { o.Payer = "ap@elsewhere.example" }, "order.payer-mismatch"},
		{"overdue", func(a *order.Account, _ *order.NetTermsOrder) { a.Unpaid[1].Due = date("2025-05-11") }, "order.overdue-balance"},
		{"a cent too much", func(_ *order.Account, o *order.NetTermsOrder) { o.Total = amount("EUR 6000.01") }, "order.insufficient-credit"},
		{"overdrawn", func(a *order.Account, _ *order.NetTermsOrder) { a.Credit = amount("EUR -0.01") }, "order.insufficient-credit"},
		{"too many invoices", func(a *order.Account, _ *order.NetTermsOrder) {
			a.Unpaid = append(a.Unpaid, order.OpenInvoice{Number: "2025-081", Due: date("2025-06-20")})
		}, "order.insufficient-credit"},
	}
	remedies := map[rule.ID]policy.Remedy{"order.payer-mismatch": policy.CorrectPayer, "order.overdue-balance": policy.PayOverdue, "order.insufficient-credit": policy.RaiseCredit}
	for set := range 1 << len(faults) {
		a, o := account(t), order.NetTermsOrder{Kind: policy.Subscription, CustomerNumber: "K-77", Payer: "AP@Lambrecht.example", Total: amount("EUR 6000.00")}
		var names []string
		var want []rule.ID
		for i, f := range faults {
			if set&(1<<i) == 0 {
				continue
			}
			f.change(&a, &o)
			names = append(names, f.name)
			if len(want) == 0 || want[len(want)-1] != f.rule {
				want = append(want, f.rule)
			}
		}
		refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12"))
		var got []rule.ID
		for _, d := range refused {
			got = append(got, d.Rule)
			if d.Allowed() || d.Remedy != remedies[d.Rule] || d.Edition != policy.Europe2024().Fingerprint() {
				t.Errorf("%s: %s", strings.Join(names, ", "), d)
			}
		}
		if err != nil || !equal(got, want) {
			t.Errorf("%s: %v, want %v, %v", strings.Join(names, ", "), got, want, err)
		}
	}
}

func equal(a, b []rule.ID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// order.overdue-balance: the due date itself is not overdue, and the window ends with the earliest.
func TestOverdue(t *testing.T) {
	a, o := account(t), order.NetTermsOrder{Kind: policy.Subscription, CustomerNumber: "K-77", Payer: "cfo@lambrecht.example", Total: amount("EUR 1.00")}
	for day, want := range map[string]bool{"2025-05-30": false, "2025-05-31": false, "2025-06-01": true, "2025-06-11": true} {
		refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date(day))
		if err != nil || (len(refused) == 1) != want {
			t.Errorf("on %s: %v, %v", day, refused, err)
		}
		if want && (refused[0].Rule != "order.overdue-balance" || refused[0].Window != calendar.Until(date("2025-06-01"))) {
			t.Errorf("on %s: %s", day, refused[0])
		}
	}
}

// order.insufficient-credit: exactly what is left passes, unless the edition reads it the other way; no number of open
// invoices is too many where none is agreed.
func TestCredit(t *testing.T) {
	strict := edition(t, func(p *policy.Parameters) { p.Order.EqualCreditPasses = policy.No })
	a, o := account(t), order.NetTermsOrder{Kind: policy.Subscription, CustomerNumber: "K-77", Payer: "cfo@lambrecht.example"}
	for _, test := range []struct {
		ed    policy.Edition
		total string
		want  bool
	}{
		{policy.Europe2024(), "EUR 5999.99", true},
		{policy.Europe2024(), "EUR 6000.00", true},
		{policy.Europe2024(), "EUR 6000.01", false},
		{strict, "EUR 5999.99", true},
		{strict, "EUR 6000.00", false},
		{strict, "EUR 6000.01", false},
	} {
		o.Total = amount(test.total)
		if refused, err := order.CheckNetTerms(test.ed, a, o, date("2025-05-12")); err != nil || (len(refused) == 0) != test.want {
			t.Errorf("%s: %v, %v", test.total, refused, err)
		}
	}
	many := a
	many.TooMany, many.Unpaid = 0, nil
	for range 10_000 {
		many.Unpaid = append(many.Unpaid, order.OpenInvoice{Number: "1", Due: date("2025-06-10")})
	}
	o.Total = amount("EUR 1.00")
	if refused, err := order.CheckNetTerms(policy.Europe2024(), many, o, date("2025-05-12")); err != nil || len(refused) != 0 {
		t.Errorf("ten thousand invoices: %v, %v", refused, err)
	}
	a.TooMany = 2
	o.Total = amount("EUR 1.00")
	if refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12")); err != nil || len(refused) != 1 {
		t.Errorf("%v, %v", refused, err)
	}
	a.TooMany = 0
	if refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12")); err != nil || len(refused) != 0 {
		t.Errorf("%v, %v", refused, err)
	}
}

// edition.before is the one reason before the first day, but for Flex tokens, which had net terms before.
func TestNetTermsBeforeTheEdition(t *testing.T) {
	a, o := account(t), order.NetTermsOrder{Kind: policy.Subscription, CustomerNumber: "wrong", Payer: "x@y.example", Total: amount("EUR 9000.00")}
	refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2024-09-15"))
	if err != nil || len(refused) != 1 || refused[0].Rule != "edition.before" || refused[0].Remedy != policy.AskSeller || refused[0].Window != calendar.Since(date("2024-09-16")) {
		t.Errorf("%v, %v", refused, err)
	}
	if refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2024-09-16")); err != nil || len(refused) != 2 || refused[0].Rule != "order.payer-mismatch" {
		t.Errorf("%v, %v", refused, err)
	}
	o.Kind = policy.FlexTokens
	if refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2024-09-15")); err != nil || len(refused) != 2 {
		t.Errorf("%v, %v", refused, err)
	}
}

func TestBadNetTerms(t *testing.T) {
	for _, test := range []struct {
		change func(*order.Account, *order.NetTermsOrder)
		want   string
		is     error
	}{
		{func(a *order.Account, _ *order.NetTermsOrder) { a.CustomerNumber = "" }, "account.customerNumber: is missing", billingrules.ErrMissing},
		{func(a *order.Account, _ *order.NetTermsOrder) { a.Unpaid = make([]order.OpenInvoice, 10_001) }, "account.unpaid: are 10001 invoices", billingrules.ErrRange},
		{func(a *order.Account, _ *order.NetTermsOrder) { a.Unpaid[0].Number = "" }, "account.unpaid[0].number: is missing", billingrules.ErrMissing},
		{func(a *order.Account, _ *order.NetTermsOrder) { a.Unpaid[1].Due = calendar.Date{} }, "account.unpaid[1].due: is missing", billingrules.ErrMissing},
		{func(a *order.Account, _ *order.NetTermsOrder) { a.Unpaid[1].Due = date("9999-12-31") }, "account.unpaid[1].due 9999-12-31: is the end", billingrules.ErrRange},
		{func(a *order.Account, _ *order.NetTermsOrder) { a.Credit = money.Amount{} }, "account.credit: is missing", billingrules.ErrMissing},
		{func(a *order.Account, _ *order.NetTermsOrder) { a.TooMany = -1 }, "account.tooMany -1: is negative", billingrules.ErrRange},
		{func(_ *order.Account, o *order.NetTermsOrder) { o.Kind = 0 }, "kind: is missing", billingrules.ErrMissing},
		{func(_ *order.Account, o *order.NetTermsOrder) { o.CustomerNumber = "" }, "customerNumber: is missing", billingrules.ErrMissing},
		{func(_ *order.Account, o *order.NetTermsOrder) { o.Payer = "" }, "payer: is missing", billingrules.ErrMissing},
		{func(_ *order.Account, o *order.NetTermsOrder) { o.Total = money.Amount{} }, "total: is missing", billingrules.ErrMissing},
		{func(_ *order.Account, o *order.NetTermsOrder) { o.Total = amount("EUR -1.00") }, "total EUR -1.00: is negative", billingrules.ErrRange},
		{func(_ *order.Account, o *order.NetTermsOrder) { o.Total = amount("USD 1.00") }, "total USD 1.00: is not in EUR as the credit is", billingrules.ErrCurrency},
	} {
		a, o := account(t), order.NetTermsOrder{Kind: policy.Subscription, CustomerNumber: "K-77", Payer: "ap@lambrecht.example", Total: amount("EUR 1.00")}
		test.change(&a, &o)
		refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12"))
		if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "order.CheckNetTerms: "+test.want) || refused != nil {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	if _, err := order.CheckNetTerms(policy.Edition{}, order.Account{}, order.NetTermsOrder{}, calendar.Date{}); fields(err) != "edition account.customerNumber account.credit kind customerNumber payer total day" {
		t.Error(err)
	}
}
