package batch_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// proration.price: prices too large for the short way, each in a column of its own: halves of a cent beside even and
// odd numbers of cents, and products whose upper half is below, at and above the divisor.
func TestAnswer_PricesOutOfTheShortWay(t *testing.T) {
	t.Parallel()
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.Name, p.Proration.Rounding, p.Proration.StandardDays.Annual = "Even", money.HalfEven, 360
	})
	start := day("2025-06-10")
	end := start.AddMonths(12)
	for _, tt := range []struct {
		days  int // that are charged
		seats int32
		srp   int64
	}{
		{180, 1, 40_000_000_000_000_001},
		{180, 1, 40_000_000_000_000_003},
		{180, 1, 40_000_000_000_000_002},
		{90, 8, math.MaxInt64},
		{103, 7, math.MaxInt64},
		{361, 2, math.MaxInt64},
		{43, 17, math.MaxInt64},
		{10, 3, math.MaxInt32 - 1},
		{10, 3, math.MaxInt32},
		{10, 3, math.MaxInt32 + 1},
	} {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			t.Parallel()
			f := fact{start, start, calendar.Annual, calendar.Date{}, tt.seats, tt.srp, 0}
			agree(t, ed, end.AddDays(-tt.days), 0, f)
		})
	}
}

// proration.standard-days: a month of one standard day, of which every charged day costs a whole month.
func TestAnswer_OneStandardDay(t *testing.T) {
	t.Parallel()
	ed := testkit.Edition(func(p *policy.Parameters) { p.Name, p.Proration.StandardDays.Monthly = "One", 1 })
	start := day("2025-06-10")
	for days := range 30 {
		f := fact{start, start, calendar.Monthly, calendar.Date{}, 3, 1999, 0}
		agree(t, ed, start.AddDays(days), 0, f)
	}
}
