package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// A status that says more than its day has a rule, and package rule knows it.
func TestStatus_UnmarshalJSON(t *testing.T) {
	const (
		flags = `"provisional":false,"ended":false,"overdue":false,"prepay":false`
		rest  = flags + `,"since":"2024-10-01","until":"2025-10-01","nextPhase":"expired","renewal":"2025-10-01"}`
	)
	for text, field := range map[string]string{
		`{}`:                                 "day rule",
		`{"day":"2025-01-01",` + flags + `}`: "",
		`{"day":"2025-01-01","phase":"active",` + rest:                        "rule",
		`{"day":"2025-01-01","phase":"active","rule":"lapse.start",` + rest:   "",
		`{"day":"2025-01-01","phase":"active","rule":"no.such.rule",` + rest:  "rule",
		`{"day":"2025-01-01","phase":"active","rules":"lapse.start",` + rest:  "rules",
		`{"day":"","phase":"active","rule":"lapse.start",` + rest:             "day",
		`{"phase":"active","rule":"lapse.start","renewal":"2025-10-01"` + "}": "day",
	} {
		t.Run(text, func(t *testing.T) {
			var s lifecycle.Status
			if err := json.Unmarshal([]byte(text), &s); testkit.Fields(err) != field {
				t.Errorf("%v, want %q", err, field)
			}
		})
	}
}

// tampered is a value at a path of a stored document, and the fields that are then refused; "" if it is still read.
type tampered struct {
	path  string
	value any
	want  string
}

// holdTampered changes one value of a stored document at a time. The document itself must be read.
func holdTampered[T any](t *testing.T, stored T, rows []tampered) {
	t.Helper()
	text := testkit.Must(json.Marshal(stored))
	if err := json.Unmarshal(text, new(T)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range rows {
		changed := testkit.Must(testkit.Tamper(text, tt.path, tt.value))
		t.Run(fmt.Sprint(tt.path, " ", tt.value), func(t *testing.T) {
			if err := json.Unmarshal(changed, new(T)); testkit.Fields(err) != tt.want {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.want, err)
			}
		})
	}
}

// A status that contradicts itself is not read.
func TestStatus_Contradictions(t *testing.T) {
	gone := testkit.Absent{}
	s := annual(t, "2024-10-01")
	off := must(t)(s.On(day("2025-05-01")).SetAutoRenew(false))
	t.Run("active", func(t *testing.T) {
		holdTampered(t, s.On(day("2025-08-01")).Status(), []tampered{
			{"since", "2025-08-01", ""},
			{"since", "2025-08-02", "since"},
			{"since", gone, "since"},
			{"until", "2025-08-02", ""},
			{"until", "2025-08-01", "until"},
			{"until", gone, "until nextPhase"},
			{"nextPhase", gone, "nextPhase"},
			{"nextPhase", "active", "nextPhase"},
			{"nextPhase", "suspended", ""},
			{"phase", "expired", "nextPhase overdue rule"},
			{"phase", "canceled", "until nextPhase rule"},
			{"phase", gone, "since rule"},
			{"rule", "lapse.canceled", "rule"},
			{"rule", "renewal.awaited", "rule"},
			{"provisional", true, "provisional rule"},
			{"ended", true, "ended"},
			{"renewal", "2025-08-02", ""},
			{"renewal", "2025-08-01", "ended provisional"},
			{"renewal", gone, "renewal provisional"},
			{"overdue", true, ""},
			{"prepay", true, "prepay"},
		})
	})
	t.Run("provisional", func(t *testing.T) {
		holdTampered(t, s.On(day("2025-10-01")).Status(), []tampered{
			{"provisional", false, "provisional rule"},
			{"rule", "lapse.start", "rule"},
			{"renewal", "2025-10-02", "ended provisional"},
			{"ended", false, "ended"},
			{"phase", "expired", "nextPhase provisional rule"},
		})
	})
	t.Run("canceled", func(t *testing.T) {
		holdTampered(t, off.On(day("2026-01-01")).Status(), []tampered{
			{"until", "2026-02-01", "until nextPhase"},
			{"prepay", true, ""},
			{"rule", "refund.effect", ""},
			{"rule", "lapse.suspended-days", "rule"},
			{"ended", false, "ended"},
		})
	})
	owing := unpaidSince(t, "2025-02-10")
	t.Run("expired before the renewal date", func(t *testing.T) {
		holdTampered(t, owing.On(day("2025-02-11")).Status(), []tampered{
			{"overdue", false, "overdue"},
			{"renewal", "2025-02-11", "ended"},
		})
	})
	early := subscription(t, europe, bought(t, calendar.Annual, day("2024-12-01"), day("2024-10-01")))
	t.Run("before the first covered day", func(t *testing.T) {
		holdTampered(t, early.On(day("2024-11-01")).Status(), []tampered{
			{"since", "2024-10-01", "since"},
			{"rule", "lapse.start", "rule"},
			{"phase", "active", "since nextPhase rule"},
			{"until", "2024-11-01", "until"},
		})
	})
}
