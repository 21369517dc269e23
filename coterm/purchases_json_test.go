package coterm_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// A purchase whose parts contradict each other is not read: a term and seats, or two days of one order.
func TestRecordedPurchase_Contradictions(t *testing.T) {
	gone := testkit.Absent{}
	s := bought(calendar.Annual, "2024-10-01")
	s = must(s.On(date("2025-01-10")).AddSeats(3))
	s = must(s.On(date("2025-08-01")).Renew(lifecycle.RenewalChanges{}))
	list := coterm.Purchases(s, policy.Online)
	t.Run("a first term", func(t *testing.T) {
		holdTampered(t, list[0], []tampered{
			{"without a term", "what.term", gone, "what.term"},
			{"that starts before the order", "what.term", "2024-09-30", "what.term"},
			{"and seats", "what.added", "2024-10-01", "what.added"},
			{"and a number of seats", "what.seats", 3, "what.seats"},
			{"and seats up to a date", "what.until", "2025-10-01", "what.until"},
			{"as an order of seats", "of.event", "seats", "what.seats what.term what.added fact"},
			{"as an order of nothing", "of", gone, "of"},
			{"without a fact", "fact", gone, "fact"},
			{"among the changes", "fact", "changes[0]", "fact"},
			{"at no place", "fact", "terms[-1]", "fact"},
			{"at a place in other digits", "fact", "terms[01]", "fact"},
			{"at half a place", "fact", "terms[1", "fact"},
			{"returned before the order", "returned", "2024-09-30", "returned"},
			{"to be returned before the order", "what.day", "2024-09-30", "what.day"},
		})
	})
	t.Run("a renewal", func(t *testing.T) {
		holdTampered(t, list[2], []tampered{
			{"of another term", "what.term", "2025-10-02", "what.term"},
			{"on another day", "of.renewal", "2025-10-02", "what.term"},
		})
	})
	t.Run("seats", func(t *testing.T) {
		holdTampered(t, list[1], []tampered{
			{"ordered on another day", "of.ordered", "2025-01-11", "what.added"},
			{"added on another day", "what.added", "2025-01-09", "what.added"},
			{"and a term", "what.term", "2024-10-01", "what.term"},
			{"as an order of a term", "of.event", "purchase", "what.term what.added what.seats fact"},
			{"without a number", "what.seats", gone, "what.seats"},
			{"too many", "what.seats", 1_000_001, "what.seats"},
			{"among the terms", "fact", "terms[0]", "fact"},
		})
	})
}
