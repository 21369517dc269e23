package order_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
)

// Of the 28 days of a month, none can be charged, as of a leap day, and 31 at most.
func TestLineFigures_Days(t *testing.T) {
	for days, good := range map[int]bool{-1: false, 0: true, 28: true, 31: true, 32: false} {
		t.Run(fmt.Sprint(days), func(t *testing.T) {
			figures := order.LineFigures{
				SRP: money.MustParseAmount("EUR 30.00"), Seats: 1, Days: days, Divisor: 30,
				Bought: calendar.Span(calendar.MustParseDate("2025-02-01"), calendar.MustParseDate("2025-03-01")),
				Net:    money.MustParseAmount("EUR 28.00"),
			}
			text, err := json.Marshal(figures)
			if err != nil {
				t.Fatal(err)
			}
			var read order.LineFigures
			if err := json.Unmarshal(text, &read); (err == nil) != good {
				t.Errorf("%s: %v", text, err)
			}
		})
	}
}
