package answer_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// on is the day of the runs that are drawn; most of the drawn events happen around it.
var on = calendar.MustParseDate("2026-05-31")

// drawn draws a record: one term, or the facts of a generator that can draw any history, and now and then something
// that is wrong.
func drawn(t *rapid.T) *subs.Record {
	r := &subs.Record{
		ID: rapid.SampledFrom([]string{
			"a", "S-1", "S-2", "S-3", "S-4", "S-5", "a b", "a ", "é", "e\u0301", "",
		}).Draw(t, "id"),
		Region: rapid.SampledFrom([]policy.Region{
			policy.Europe, policy.NorthAmerica, policy.Europe, policy.NorthAmerica, policy.Europe, "Atlantis",
		}).Draw(t, "region"),
	}
	if rapid.Bool().Draw(t, "by invoice") {
		r.Net = subs.Net{
			Days: rapid.SampledFrom([]int{0, 1, 30, 60, 365, 366, -1}).Draw(t, "net days"), ByInvoice: true,
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "history") == 0 {
		r.Facts = billingtest.Facts(policy.Europe2024()).Draw(t, "facts")
	} else {
		r.Facts = bought(t)
	}
	srp := billingtest.Amount(money.MustParseCurrency(rapid.SampledFrom([]string{"EUR", "BGN"}).Draw(t, "currency")))
	for length := calendar.Monthly; length <= calendar.ThreeYear; length++ {
		if rapid.IntRange(0, 9).Draw(t, "has a price") > 0 {
			r.SRP[length] = srp.Draw(t, "srp")
		}
	}
	return r
}

// bought draws one term.
func bought(t *rapid.T) lifecycle.Facts {
	length := billingtest.Term().Draw(t, "length")
	days := append(around(on), around(on.AddMonths(-length.Months()))...)
	days = append(days, calendar.MustParseDate("2024-09-15"), calendar.MustParseDate("2024-09-16"), on.AddMonths(-12))
	start := rapid.SampledFrom(days).Draw(t, "start").AddDays(rapid.IntRange(-100, 40).Draw(t, "off"))
	ordered := start.AddDays(-rapid.SampledFrom([]int{0, 0, 0, 1, 30, 90, -1, 500, 2000}).Draw(t, "ahead"))
	end := start.AddMonths(length.Months())
	if rapid.IntRange(0, 19).Draw(t, "wrong end") == 0 {
		end = end.AddDays(1)
	}
	f := lifecycle.Facts{
		Kind: policy.Subscription, Anchor: start,
		Seats: rapid.SampledFrom([]int{1, 2, 40, 7, 3, 1_000_000, 0, -1, 1_000_001}).Draw(t, "seats"),
		Offering: rapid.SampledFrom([]string{"AutoCAD", "Revit", "Maya", "Autodesk Docs", "autodesk docs", "", "a  b"}).
			Draw(t, "offering"),
		Terms: []lifecycle.BoughtTerm{{Ordered: ordered, Start: start, End: end, Length: length}},
	}
	if rapid.IntRange(0, 3).Draw(t, "switched") == 0 {
		day := ordered.AddDays(rapid.SampledFrom([]int{0, 0, 0, 5}).Draw(t, "switched on"))
		f.Changes = []lifecycle.Change{{
			What: lifecycle.AutoRenewSwitched, Asked: day, Effective: day,
			AutoRenew: rapid.Bool().Draw(t, "auto-renew"),
		}}
	}
	return f
}

func around(day calendar.Date) []calendar.Date {
	return []calendar.Date{day.AddDays(-31), day.AddDays(-1), day, day.AddDays(1), day.AddDays(31)}
}

// Rows that are asked over columns have the answers of the scalar calls, and the same faults.
func TestColumnsAgreeWithScalarCalls(t *testing.T) {
	asker, err := answer.New(on, answer.Asks{Charges: true, Renewals: true})
	if err != nil {
		t.Fatal(err)
	}
	answered, columns := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		records := rapid.SliceOfN(rapid.Custom(drawn), 1, 20).Draw(t, "records")
		var block answer.Block
		block.Record = func(i int) (*subs.Record, error) { return records[i], nil }
		for _, r := range records {
			asker.Add(&block, r)
		}
		if err := asker.Answer(&block); err != nil {
			t.Fatal(err)
		}
		for i, r := range records {
			var got, want answer.Result
			gotErr, wantErr := asker.Row(&block, i, &got), asker.Scalar(r, &want)
			if (gotErr == nil) != (wantErr == nil) {
				t.Fatalf("%+v\nover columns: %v\nby itself: %v", r, gotErr, wantErr)
			}
			if gotErr != nil {
				continue
			}
			answered++
			if asker.OverColumns(&block, i) {
				columns++
			}
			if text(&got) != text(&want) {
				t.Fatalf("%+v\nover columns %s\nby itself    %s", r, text(&got), text(&want))
			}
		}
	})
	if answered < 50 || columns < answered/10 {
		t.Errorf("%d rows had an answer, and %d of them over columns", answered, columns)
	}
}

// text is a whole result as text.
func text(r *answer.Result) string {
	s := fmt.Sprint(r.Phase, r.Renewal, r.Opens, r.Priced, r.Days, r.Price, r.Currency)
	for _, c := range slices.All(r.Charges) {
		s += fmt.Sprint(" ", c.Instalment, c.Minor, c.IsDue, c.Dated)
	}
	if r.Next != nil {
		s += fmt.Sprintf(" %+v", *r.Next)
	}
	return s
}
