package order_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// term is one seat for a full term that starts on a day.
func term(t testing.TB, length calendar.Term, start string) proration.PriceRequest {
	t.Helper()
	service, err := length.Service(date(start), date(start))
	if err != nil {
		t.Fatal(err)
	}
	return proration.PriceRequest{SRP: amount("EUR 365.00"), Seats: 1, Service: service, Bought: service.Covered()}
}

// from is what is left of a term from a day on.
func from(p proration.PriceRequest, day string) proration.PriceRequest {
	p.Bought = p.Bought.Intersect(calendar.Since(date(day)))
	return p
}

// draftOf is a draft of one line, made on a day and good for 30 more days.
func draftOf(issued string, item invoice.Item) order.QuoteDraft {
	item.Description, item.Taxes = "AutoCAD", vat
	return order.QuoteDraft{
		Number: "Q-1", Kind: policy.Subscription, Issued: date(issued), Expires: date(issued).AddDays(30),
		Items: []invoice.Item{item},
	}
}

// quotedDays is a row of the tables below.
type quotedDays struct {
	name   string
	issued string
	item   invoice.Item
	field  string // the field that is refused
	is     error
}

func checkDays(t *testing.T, rows []quotedDays) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			_, err := order.NewQuote(policy.Europe2024(), draftOf(test.issued, test.item))
			if fields(err) != test.field || (test.is == nil) != (err == nil) || !errors.Is(err, test.is) {
				t.Error(err)
			}
		})
	}
}

// proration.days: no line buys days that are over when the quote is made. renewal.next-term: a renewal may, for as long
// as late renewal lasts.
func TestNewQuote_TermsThatAreOver(t *testing.T) {
	annual := term(t, calendar.Annual, "2025-06-10")
	checkDays(t, []quotedDays{
		{
			"from today", "2025-08-02",
			invoice.Item{Priced: invoice.Priced{Request: from(annual, "2025-08-02")}},
			"",
			nil,
		},
		{
			"from tomorrow", "2025-08-01",
			invoice.Item{Priced: invoice.Priced{Request: from(annual, "2025-08-02")}},
			"",
			nil,
		},
		{
			"from yesterday", "2025-08-03",
			invoice.Item{Priced: invoice.Priced{Request: from(annual, "2025-08-02")}},
			"items[0].request.bought", billingrules.ErrRange,
		},
		{
			"a whole term from yesterday", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Request: annual}},
			"items[0].request.bought", billingrules.ErrRange,
		},
	})
}

func TestNewQuote_RenewalsThatAreOver(t *testing.T) {
	annual, monthly := term(t, calendar.Annual, "2025-06-10"), term(t, calendar.Monthly, "2025-06-10")
	checkDays(t, []quotedDays{
		{
			"a renewal, early", "2025-05-12",
			invoice.Item{Priced: invoice.Priced{Request: annual, Renews: calendar.Annual}},
			"", nil,
		},
		{
			"a renewal, a day late", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Request: annual, Renews: calendar.Annual}},
			"", nil,
		},
		{
			"a renewal, at the last", "2025-07-24",
			invoice.Item{Priced: invoice.Priced{Request: annual, Renews: calendar.Annual}},
			"", nil,
		},
		{
			"a renewal, too late", "2025-07-25",
			invoice.Item{Priced: invoice.Priced{Request: annual, Renews: calendar.Annual}},
			"items[0].request.bought", billingrules.ErrRange,
		},
		{
			"a monthly renewal, at the last", "2025-07-09",
			invoice.Item{Priced: invoice.Priced{Request: monthly, Renews: calendar.Monthly}},
			"", nil,
		},
		{
			"a monthly renewal, too late", "2025-07-10",
			invoice.Item{Priced: invoice.Priced{Request: monthly, Renews: calendar.Monthly}},
			"items[0].request.bought", billingrules.ErrRange,
		},
	})
}

func TestNewQuote_TermSwitchesThatAreOver(t *testing.T) {
	monthly := term(t, calendar.Monthly, "2025-06-10")
	three := term(t, calendar.ThreeYear, "2025-06-10")
	checkDays(t, []quotedDays{
		{
			"three-year to monthly, at the last", "2025-07-24",
			invoice.Item{Priced: invoice.Priced{Request: monthly, Renews: calendar.ThreeYear}},
			"", nil,
		},
		{
			"three-year to monthly, too late", "2025-07-25",
			invoice.Item{Priced: invoice.Priced{Request: monthly, Renews: calendar.ThreeYear}},
			"items[0].request.bought", billingrules.ErrRange,
		},
		{
			"monthly to three-year, at the last", "2025-07-09",
			invoice.Item{Priced: invoice.Priced{Request: three, Renews: calendar.Monthly}},
			"", nil,
		},
		{
			"monthly to three-year, too late", "2025-07-10",
			invoice.Item{Priced: invoice.Priced{Request: three, Renews: calendar.Monthly}},
			"items[0].request.bought", billingrules.ErrRange,
		},
	})
}

func TestNewQuote_BadRenewals(t *testing.T) {
	annual := term(t, calendar.Annual, "2025-06-10")
	short := annual
	short.Service = serviceTo(t, "2025-06-10", "2026-06-09")
	short.Bought = short.Service.Covered()
	atTheEnd := term(t, calendar.Annual, "9998-06-10")
	atTheEnd.Service = serviceTo(t, "9999-06-10", "9999-07-10")
	atTheEnd.Bought = atTheEnd.Service.Covered()
	checkDays(t, []quotedDays{
		{
			"a renewal of a part", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Request: from(annual, "2025-06-11"), Renews: calendar.Annual}},
			"items[0].request.bought", billingrules.ErrConflict,
		},
		{
			"a renewal of less than a term", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Request: short, Renews: calendar.Annual}},
			"items[0].request.service", billingrules.ErrConflict,
		},
		{
			"a renewal beyond the calendar", "9999-05-01",
			invoice.Item{Priced: invoice.Priced{Request: atTheEnd, Renews: calendar.Annual}},
			"items[0].request.service", billingrules.ErrConflict,
		},
		{
			"a renewal of nothing known", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Request: annual, Renews: 9}},
			"items[0].renews", billingrules.ErrUnknown,
		},
		{
			"a renewal without a term", "2025-06-11",
			invoice.Item{Quantity: 1, UnitPrice: amount("EUR 1.00"), Priced: invoice.Priced{Renews: calendar.Annual}},
			"items[0].renews", billingrules.ErrConflict,
		},
		{
			"a renewal of nothing", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Renews: calendar.Annual}},
			"items[0].charge", billingrules.ErrMissing,
		},
		{
			"without a beginning", "2025-06-11",
			invoice.Item{Priced: invoice.Priced{Request: proration.PriceRequest{
				SRP: annual.SRP, Seats: 1, Service: annual.Service, Bought: calendar.Until(date("2025-06-20")),
			}}},
			"items[0].request.bought", billingrules.ErrRange,
		},
	})
}

func TestNewQuote_DaysOverOfSeveral(t *testing.T) {
	annual := term(t, calendar.Annual, "2025-06-10")
	t.Run("tokens are not renewed", func(t *testing.T) {
		d := draftOf("2025-06-11", invoice.Item{
			Quantity: 500, UnitPrice: amount("EUR 3.00"), Priced: invoice.Priced{Renews: calendar.Annual},
		})
		d.Kind = policy.FlexTokens
		if _, err := order.NewQuote(policy.Europe2024(), d); fields(err) != "items[0].renews" {
			t.Error(err)
		}
	})
	t.Run("no stages, but awaited", func(t *testing.T) {
		ed := testkit.Edition(func(p *policy.Parameters) {
			p.Lapse.ExpiredDays, p.Lapse.SuspendedDays, p.Renewal.AwaitedDays = 0, policy.SuspendedDays{}, 3
		})
		renewal := invoice.Item{Priced: invoice.Priced{Request: annual, Renews: calendar.Annual}}
		if _, err := order.NewQuote(ed, draftOf("2025-06-12", renewal)); err != nil {
			t.Error(err)
		}
		if _, err := order.NewQuote(ed, draftOf("2025-06-13", renewal)); fields(err) != "items[0].request.bought" {
			t.Error(err)
		}
	})
	t.Run("priced again", func(t *testing.T) {
		q, err := order.NewQuote(policy.Europe2024(), draftOf("2025-07-24", invoice.Item{
			Priced: invoice.Priced{Request: annual, Renews: calendar.Annual},
		}))
		if err != nil {
			t.Fatal(err)
		}
		if r, err := order.Reprice(policy.Europe2024(), q); err != nil || len(r.Differences) > 0 {
			t.Errorf("%s, %v", r, err)
		}
	})
}

// serviceTo is an annual service that is cut short.
func serviceTo(t testing.TB, start, end string) calendar.Service {
	t.Helper()
	covered, err := calendar.Between(date(start), date(end))
	if err != nil {
		t.Fatal(err)
	}
	service, err := calendar.NewService(calendar.Annual, date(start), covered)
	if err != nil {
		t.Fatal(err)
	}
	return service
}
