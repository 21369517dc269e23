package order_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
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
		Unpaid: []order.OpenInvoice{
			{Number: "2025-080", Due: date("2025-06-10")},
			{Number: "2025-077", Due: date("2025-05-31")},
		},
	}
}

// reasons are the rules by which an order cannot be paid by invoice.
func reasons(
	t *testing.T, ed policy.Edition, a order.Account, o order.NetTermsOrder, day string,
) ([]policy.Decision, string) {
	t.Helper()
	refused, err := order.CheckNetTerms(ed, a, o, date(day))
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, d := range refused {
		rules = append(rules, string(d.Rule))
		if d.Allowed() || d.Edition != ed.Fingerprint() {
			t.Errorf("a reason against it is %s", d)
		}
	}
	return refused, strings.Join(rules, " ")
}

// order.check-order: every combination of what can fail, in the rulebook's order; order.payer-mismatch,
// order.overdue-balance, order.insufficient-credit.
func TestCheckNetTerms(t *testing.T) {
	const mismatch, overdue, credit = "order.payer-mismatch", "order.overdue-balance", "order.insufficient-credit"
	type (
		a = order.Account
		o = order.NetTermsOrder
	)
	faults := []struct {
		name   string
		change func(*a, *o)
		rule   string
	}{
		{"another customer number", func(_ *a, o *o) { o.CustomerNumber = "K-78" }, mismatch},
		{"another payer", func(_ *a, o *o) { o.Payer = "ap@elsewhere.example" }, mismatch},
		{"overdue", func(a *a, _ *o) { a.Unpaid[1].Due = date("2025-05-11") }, overdue},
		{"a cent too much", func(_ *a, o *o) { o.Total = amount("EUR 6000.01") }, credit},
		{"overdrawn", func(a *a, _ *o) { a.Credit = amount("EUR -0.01") }, credit},
		{"too many invoices", func(a *a, _ *o) {
			a.Unpaid = append(a.Unpaid, order.OpenInvoice{Number: "2025-081", Due: date("2025-06-20")})
		}, credit},
	}
	remedies := map[rule.ID]policy.Remedy{
		mismatch: policy.CorrectPayer, overdue: policy.PayOverdue, credit: policy.RaiseCredit,
	}
	for set := range 1 << len(faults) {
		a, o := account(t), wanted("EUR 6000.00")
		var names, want []string
		for i, f := range faults {
			if set&(1<<i) == 0 {
				continue
			}
			f.change(&a, &o)
			names = append(names, f.name)
			if !slices.Contains(want, f.rule) {
				want = append(want, f.rule)
			}
		}
		t.Run(strings.Join(names, ", "), func(t *testing.T) {
			refused, got := reasons(t, policy.Europe2024(), a, o, "2025-05-12")
			if got != strings.Join(want, " ") {
				t.Errorf("got %s, want %s", got, want)
			}
			for _, d := range refused {
				if d.Remedy != remedies[d.Rule] {
					t.Errorf("got %s", d)
				}
			}
		})
	}
}

// lapse.start, order.overdue-balance: an invoice over nothing is not unpaid, so it is neither overdue nor counted.
func TestCheckNetTerms_NothingOwed(t *testing.T) {
	for name, tt := range map[string]struct {
		due  string
		owed bool
		want string
	}{
		"overdue":               {"2025-05-11", true, "order.overdue-balance order.insufficient-credit"},
		"due today":             {"2025-05-12", true, "order.insufficient-credit"},
		"of nothing, overdue":   {"2025-05-11", false, ""},
		"of nothing, due today": {"2025-05-12", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := account(t) // with two open invoices; the third is one too many
			a.Unpaid = append(a.Unpaid, order.OpenInvoice{Number: "2025-081", Due: date(tt.due), NothingOwed: !tt.owed})
			if _, got := reasons(t, policy.Europe2024(), a, wanted("EUR 6000.00"), "2025-05-12"); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// order.overdue-balance: the due date itself is not overdue, and the window ends with the earliest.
func TestCheckNetTerms_Overdue(t *testing.T) {
	for day, want := range map[string]string{
		"2025-05-30": "", "2025-05-31": "",
		"2025-06-01": "order.overdue-balance", "2025-06-11": "order.overdue-balance",
	} {
		t.Run(day, func(t *testing.T) {
			refused, got := reasons(t, policy.Europe2024(), account(t), wanted("EUR 1.00"), day)
			if got != want || want != "" && refused[0].Window != calendar.Until(date("2025-06-01")) {
				t.Errorf("got %s", refused)
			}
		})
	}
}

// order.insufficient-credit: exactly what is left is enough, unless the edition reads it the other way; without an
// agreed limit, no number of open invoices is too many.
func TestCheckNetTerms_Credit(t *testing.T) {
	strict := testkit.Edition(func(p *policy.Parameters) { p.Order.EqualCreditPasses = policy.No })
	many := account(t)
	many.TooMany, many.Unpaid = 0, nil
	for range 10_000 {
		many.Unpaid = append(many.Unpaid, order.OpenInvoice{Number: "1", Due: date("2025-06-10")})
	}
	twoOfTwo, twoOfAny := account(t), account(t)
	twoOfTwo.TooMany, twoOfAny.TooMany = 2, 0
	for _, test := range []struct {
		name  string
		ed    policy.Edition
		a     order.Account
		total string
		want  bool
	}{
		{"a cent less", policy.Europe2024(), account(t), "EUR 5999.99", true},
		{"exactly", policy.Europe2024(), account(t), "EUR 6000.00", true},
		{"a cent more", policy.Europe2024(), account(t), "EUR 6000.01", false},
		{"strictly, a cent less", strict, account(t), "EUR 5999.99", true},
		{"strictly, exactly", strict, account(t), "EUR 6000.00", false},
		{"strictly, a cent more", strict, account(t), "EUR 6000.01", false},
		{"ten thousand invoices", policy.Europe2024(), many, "EUR 1.00", true},
		{"two invoices of two", policy.Europe2024(), twoOfTwo, "EUR 1.00", false},
		{"two invoices, no limit agreed", policy.Europe2024(), twoOfAny, "EUR 1.00", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, got := reasons(t, test.ed, test.a, wanted(test.total), "2025-05-12")
			if want := map[bool]string{false: "order.insufficient-credit"}[test.want]; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// edition.before is the one reason before the first day, except for Flex tokens, which had net terms before.
func TestCheckNetTerms_BeforeTheEdition(t *testing.T) {
	const both = "order.payer-mismatch order.insufficient-credit"
	for _, test := range []struct {
		name string
		kind policy.Kind
		day  string
		want string
	}{
		{"the day before", policy.Subscription, "2024-09-15", "edition.before"},
		{"the first day", policy.Subscription, "2024-09-16", both},
		{"tokens, the day before", policy.FlexTokens, "2024-09-15", both},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := wanted("EUR 9000.00")
			o.Kind, o.CustomerNumber = test.kind, "wrong"
			refused, got := reasons(t, policy.Europe2024(), account(t), o, test.day)
			if got != test.want {
				t.Fatalf("got %s, want %s", got, test.want)
			}
			if d := refused[0]; d.Rule == rule.EditionBefore &&
				(d.Remedy != policy.AskSeller || d.Window != calendar.Since(date("2024-09-16"))) {
				t.Errorf("got %s", d)
			}
		})
	}
}

// price.zone: nothing is ordered in a currency from the day of its withdrawal on, as with CanPay.
func TestCheckNetTerms_Withdrawn(t *testing.T) {
	for _, tt := range []struct {
		day  string
		want bool
	}{{"2025-12-30", true}, {"2025-12-31", true}, {"2026-01-01", false}, {"2026-01-02", false}} {
		t.Run(tt.day, func(t *testing.T) {
			a, o := account(t), wanted("BGN 1.00")
			a.Credit, a.Unpaid = amount("BGN 6000.00"), nil
			_, err := order.CheckNetTerms(policy.Europe2024(), a, o, date(tt.day))
			r := order.Request{Kind: policy.Subscription, Channel: policy.Online, Total: o.Total}
			_, other := order.CanPay(policy.Europe2024(), r, policy.Card, date(tt.day))
			if (err == nil) != tt.want || fields(err) != fields(other) ||
				errors.Is(err, money.ErrWithdrawn) == tt.want {
				t.Errorf("%v; CanPay: %v", err, other)
			}
		})
	}
}

func TestCheckNetTerms_Bad(t *testing.T) {
	type (
		a = order.Account
		o = order.NetTermsOrder
	)
	missing, outOfRange, currency := billingrules.ErrMissing, billingrules.ErrRange, billingrules.ErrCurrency
	for _, test := range []struct {
		change func(*a, *o)
		want   string
		is     error
	}{
		{func(a *a, _ *o) { a.CustomerNumber = "" }, "account.customerNumber: is missing", missing},
		{func(a *a, _ *o) { a.Unpaid = make([]order.OpenInvoice, 10_001) }, "account.unpaid: ", outOfRange},
		{func(a *a, _ *o) { a.Unpaid[0].Number = "" }, "account.unpaid[0].number: is missing", missing},
		{func(a *a, _ *o) { a.Unpaid[1].Due = calendar.Date{} }, "account.unpaid[1].due: is missing", missing},
		{
			func(a *a, _ *o) { a.Unpaid[1].Due = date("9999-12-31") },
			"account.unpaid[1].due 9999-12-31: is too near the end", outOfRange,
		},
		{func(a *a, _ *o) { a.Credit = money.Amount{} }, "account.credit: is missing", missing},
		{func(a *a, _ *o) { a.TooMany = -1 }, "account.tooMany -1: is negative", outOfRange},
		{func(_ *a, o *o) { o.Kind = 0 }, "kind: is missing", missing},
		{func(_ *a, o *o) { o.CustomerNumber = "" }, "customerNumber: is missing", missing},
		{func(_ *a, o *o) { o.Payer = "" }, "payer: is missing", missing},
		{func(_ *a, o *o) { o.Total = money.Amount{} }, "total: is missing", missing},
		{func(_ *a, o *o) { o.Total = amount("EUR -1.00") }, "total EUR -1.00: is negative", outOfRange},
		{
			func(_ *a, o *o) { o.Total = amount("USD 1.00") },
			"total USD 1.00: must be in EUR, like the credit", currency,
		},
	} {
		t.Run(test.want, func(t *testing.T) {
			a, o := account(t), wanted("EUR 1.00")
			test.change(&a, &o)
			refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12"))
			if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) || refused != nil ||
				!strings.HasPrefix(err.Error(), "order.CheckNetTerms: "+test.want) {
				t.Error(err)
			}
		})
	}
	t.Run("zero", func(t *testing.T) {
		_, err := order.CheckNetTerms(policy.Edition{}, a{}, o{}, calendar.Date{})
		want := "edition account.customerNumber account.credit kind customerNumber payer total day"
		if fields(err) != want {
			t.Error(err)
		}
	})
}

// wanted is an order for a total.
func wanted(total string) order.NetTermsOrder {
	return order.NetTermsOrder{
		Kind: policy.Subscription, CustomerNumber: "K-77", Payer: "AP@Lambrecht.example", Total: amount(total),
	}
}

// order.payer-mismatch: every address that can be among the payers can be the payer of an order.
func TestCheckNetTerms_LongestAddress(t *testing.T) {
	longest := strings.Repeat("a", 239) + "@bureau.example" // 254 bytes
	a := account(t)
	payers, err := a.Payers.Add(longest, date("2025-05-12"))
	if err != nil {
		t.Fatal(err)
	}
	a.Payers = payers
	o := order.NetTermsOrder{
		Kind: policy.Subscription, CustomerNumber: "K-77", Payer: longest, Total: amount("EUR 100.00"),
	}
	refused, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12"))
	if err != nil || len(refused) > 0 {
		t.Errorf("%v, %v", refused, err)
	}
	o.Payer = "a" + longest
	if _, err := order.CheckNetTerms(policy.Europe2024(), a, o, date("2025-05-12")); fields(err) != "payer" {
		t.Errorf("one byte more: %v", err)
	}
}
