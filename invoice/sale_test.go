package invoice_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestInstalments_WhatIsNotSplit(t *testing.T) {
	same := func(*policy.Parameters) {}
	checkInstalments(t, []instalmentSale{
		{
			"annual", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: service(t, calendar.Annual, "2024-10-01", "2024-10-01"),
				Ordered: date("2024-10-01"), Amount: amount("EUR 3.01"), NetTerms: net(t, 30),
			},
			[]string{"3.01 2024-10-01 2024-10-31 2024-10-01/2025-10-01"},
		},
		{
			"annual, renewed early, by invoice", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: service(t, calendar.Annual, "2024-10-01", "2025-10-01"),
				Renewal: true, Ordered: date("2025-09-01"), Amount: amount("EUR 3.01"), NetTerms: net(t, 30),
			},
			[]string{"3.01 2025-10-01 2025-10-31 2025-10-01/2026-10-01"},
		},
		{
			"monthly, renewed late, in its next month", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: service(t, calendar.Monthly, "2025-01-31", "2025-02-28"),
				Renewal: true, Ordered: date("2025-04-02"), Amount: amount("EUR 9.99"),
			},
			[]string{"9.99 2025-04-02 2025-04-02 2025-02-28/2025-03-31"},
		},
		{
			"Flex tokens before the edition, on net terms", same,
			invoice.Sale{
				Kind: policy.FlexTokens, Ordered: date("2024-03-03"), Amount: amount("EUR 1500.00"),
				NetTerms: net(t, 30),
			},
			[]string{"1500.00 2024-03-03 2024-04-02 never"},
		},
		{
			"consulting", same,
			invoice.Sale{Kind: policy.Consulting, Ordered: date("2025-03-03"), Amount: amount("EUR 0.00")},
			[]string{"0.00 2025-03-03 2025-03-03 never"},
		},
	})
}

// edition.before: before the edition nothing but Flex tokens is sold on net terms.
func TestNetTermsBeforeTheEdition(t *testing.T) {
	sale := invoice.Sale{
		Kind: policy.Subscription, Service: service(t, calendar.Annual, "2024-10-01", "2024-10-01"),
		Ordered: date("2024-09-15"), Amount: amount("EUR 3.00"), NetTerms: net(t, 30),
	}
	list, err := invoice.Instalments(policy.Europe2024(), sale)
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) || list != nil {
		t.Fatalf("got %v, %v", list, err)
	}
	if d := refusal.Decision; d.Rule != "edition.before" || d.Remedy != policy.AskSeller ||
		d.Window != calendar.Since(date("2024-09-16")) || d.Allowed() {
		t.Error(d)
	}
	sale.Ordered = date("2024-09-16")
	if _, err := invoice.Instalments(policy.Europe2024(), sale); err != nil {
		t.Error(err)
	}
}

func TestBadSales(t *testing.T) {
	good := func() invoice.Sale {
		return invoice.Sale{
			Kind: policy.Subscription, Service: service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01"),
			Ordered: date("2024-10-01"), Amount: amount("EUR 3.00"),
		}
	}
	long, _ := calendar.Between(date("2024-10-01"), date("2026-10-01"))
	aligned, err := calendar.NewService(calendar.Annual, date("2024-10-01"), long)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		change func(*invoice.Sale)
		want   string
		is     error
	}{
		{func(s *invoice.Sale) { s.Kind = 0 }, "kind: is missing", billingrules.ErrMissing},
		{func(s *invoice.Sale) { s.Kind = policy.Consulting }, "service", billingrules.ErrConflict},
		{func(s *invoice.Sale) { s.Service = calendar.Service{} }, "service: is missing", billingrules.ErrMissing},
		{func(s *invoice.Sale) { s.Service = aligned }, "service", billingrules.ErrConflict},
		{func(s *invoice.Sale) { s.Ordered = calendar.Date{} }, "ordered: is missing", billingrules.ErrMissing},
		{
			func(s *invoice.Sale) { s.Ordered = date("2024-10-02") },
			"ordered 2024-10-02: is after the start 2024-10-01",
			billingrules.ErrConflict,
		},
		{func(s *invoice.Sale) { s.Amount = money.Amount{} }, "amount: is missing", billingrules.ErrMissing},
		{
			func(s *invoice.Sale) { s.Amount = amount("EUR -3.00") }, "amount EUR -3.00: is negative",
			billingrules.ErrRange,
		},
		{
			func(s *invoice.Sale) { s.Amount = amount("EUR 3.001") }, "amount EUR 3.001: is not a whole number",
			billingrules.ErrRange,
		},
		{func(s *invoice.Sale) {
			s.Kind, s.Service = policy.FlexTokens, calendar.Service{}
			s.Ordered, s.NetTerms = date("9999-12-31"), net(t, 1)
		}, "ordered 9999-12-31: is too near the end of the calendar", billingrules.ErrRange},
	} {
		t.Run(test.want, func(t *testing.T) {
			sale := good()
			test.change(&sale)
			list, err := invoice.Instalments(policy.Europe2024(), sale)
			if list != nil || !errors.Is(err, test.is) ||
				!strings.HasPrefix(err.Error(), "invoice.Instalments: "+test.want) {
				t.Errorf("got %v, %v, want %s", list, err, test.want)
			}
		})
	}
	_, err = invoice.Instalments(policy.Edition{}, invoice.Sale{})
	if got := fields(err); got != "edition kind ordered amount" {
		t.Errorf("the zero Sale: %s", got)
	}
}

// invoice.split: whatever is charged, the parts sum to it, and differ by one minor unit at most.
func TestInstalmentsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := money.MustParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency"))
		units := rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(0, 1<<62)).Draw(t, "units")
		price, err := money.FromMinor(units, currency)
		if err != nil {
			t.Fatal(err)
		}
		start := date("2024-10-01").AddDays(rapid.IntRange(0, 2000).Draw(t, "start"))
		term := rapid.SampledFrom([]calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}).
			Draw(t, "term")
		svc, err := term.Service(start, start)
		if err != nil {
			t.Fatal(err)
		}
		list, err := invoice.Instalments(policy.Europe2024(),
			invoice.Sale{Kind: policy.Subscription, Service: svc, Ordered: start, Amount: price})
		if err != nil {
			t.Fatal(err)
		}
		sum, last := int64(0), int64(1<<62)
		covered := start
		for _, part := range list {
			n, err := part.Amount.Minor()
			if err != nil || n > last || n < units/int64(len(list)) || part.Covers.Start() != covered ||
				part.Date != covered {
				t.Fatalf("%s of %s covers %s: %v", part, price, part.Covers, err)
			}
			sum, last, covered = sum+n, n, part.Covers.End()
		}
		if sum != units || covered != svc.Covered().End() {
			t.Fatalf("the parts sum to %d of %d and cover up to %s", sum, units, covered)
		}
	})
}

func TestInstalmentText(t *testing.T) {
	list, err := invoice.Instalments(policy.Europe2024(), invoice.Sale{
		Kind: policy.Subscription, Service: service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01"),
		Ordered: date("2024-10-01"), Amount: amount("EUR 3.00"),
	})
	if err != nil || list[1].String() != "2 of 3: EUR 1.00 on 2025-10-01" {
		t.Errorf("%v, %v", list, err)
	}
	later := list[1]
	if later.Due = date("2025-10-31"); later.String() != "2 of 3: EUR 1.00 on 2025-10-01, due 2025-10-31" {
		t.Error(later)
	}
	text, err := json.Marshal(list)
	var read []invoice.Instalment
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(list, read); diff != "" {
		t.Error(diff)
	}
	if list[0].Equal(list[1]) || !list[0].Equal(read[0]) {
		t.Error("Equal")
	}
}
