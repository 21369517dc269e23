package order_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// noticeCase is a row of the tables below.
type noticeCase struct {
	name   string
	issued string
	item   invoice.Item
	day    string
	want   string // in the text; empty for no notice
}

func checkNotices(t *testing.T, rows []noticeCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			q, err := order.NewQuote(policy.Europe2024(), draftOf(test.issued, test.item))
			if err != nil {
				t.Fatal(err)
			}
			list, err := q.Notices(policy.Europe2024(), date(test.day))
			if err != nil {
				t.Fatal(err)
			}
			if test.want == "" {
				if len(list) > 0 {
					t.Errorf("got %+v", list)
				}
				return
			}
			if len(list) != 1 || list[0].Rule != "quote.valid" || list[0].Remedy != policy.AskNewQuote ||
				!strings.Contains(list[0].Text, test.want) {
				t.Errorf("got %+v, want %s", list, test.want)
			}
		})
	}
}

// quote.valid: the price holds through the expiry date, the days do not grow, and who accepts late is told so.
func TestQuote_Notices(t *testing.T) {
	added := from(term(t, calendar.Annual, "2024-11-30"), "2025-08-02")
	checkNotices(t, []noticeCase{
		{"on the day", "2025-08-02", invoice.Item{Priced: invoice.Priced{Request: added}}, "2025-08-02", ""},
		{
			"a day later", "2025-08-02",
			invoice.Item{Priced: invoice.Priced{Request: added}},
			"2025-08-03",
			"AutoCAD: of the days quoted, 2025-08-02 through 2025-11-29, 1 day is over on 2025-08-03;",
		},
		{
			"on the last day", "2025-08-02",
			invoice.Item{Priced: invoice.Priced{Request: added}},
			"2025-09-01",
			"30 days are over on 2025-09-01; the price holds, and the days do not grow.",
		},
		{"too late to accept", "2025-08-02", invoice.Item{Priced: invoice.Priced{Request: added}}, "2025-09-02", ""},
		{"too early to accept", "2025-08-02", invoice.Item{Priced: invoice.Priced{Request: added}}, "2025-08-01", ""},
	})
}

func TestQuote_NoticesOfOtherDays(t *testing.T) {
	added := from(term(t, calendar.Annual, "2024-11-30"), "2025-08-02")
	ending := from(term(t, calendar.Annual, "2024-11-30"), "2025-11-20")
	checkNotices(t, []noticeCase{
		{"ahead", "2025-07-20", invoice.Item{Priced: invoice.Priced{Request: added}}, "2025-08-02", ""},
		{
			"all of them over", "2025-11-20",
			invoice.Item{Priced: invoice.Priced{Request: ending}},
			"2025-12-20",
			"2025-11-20 through 2025-11-29, 10 days are over on 2025-12-20;",
		},
		{
			"a renewal", "2025-06-01",
			invoice.Item{
				Priced: invoice.Priced{Request: term(t, calendar.Annual, "2025-06-10"), Renews: calendar.Annual},
			},
			"2025-07-01", "",
		},
		{
			"no days", "2025-06-01", invoice.Item{Quantity: 1, UnitPrice: amount("EUR 1.00")}, "2025-07-01", "",
		},
	})
}

func TestQuote_NoticesOfThePlan(t *testing.T) {
	t.Run("of several lines", func(t *testing.T) {
		list, err := quote(t).Notices(policy.Europe2024(), date("2025-08-20"))
		if err != nil || len(list) != 1 || !strings.HasPrefix(list[0].Text, "AutoCAD, 3 ") {
			t.Errorf("got %+v", list)
		}
	})
	t.Run("without an end", func(t *testing.T) {
		q := quote(t)
		q.Items[0].Request.Bought = calendar.Since(date("2025-08-02"))
		if list, err := q.Notices(policy.Europe2024(), date("2025-08-20")); err != nil || len(list) > 0 {
			t.Errorf("got %+v, %v", list, err)
		}
	})
}
