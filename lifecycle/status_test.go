package lifecycle_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

func TestStatusJSON(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")))
	for on, want := range map[string]string{
		"2024-09-30": `{"day":"2024-09-30","until":"2024-10-01","nextPhase":"active","rule":"term.length","provisional":false,` +
			`"ended":false,"overdue":false,"prepay":false,"renewal":"2025-10-01"}`,
		"2025-10-01": `{"day":"2025-10-01","phase":"active","since":"2024-10-01","until":"2025-10-02","nextPhase":"expired","rule":"renewal.awaited",` +
			`"provisional":true,"ended":true,"overdue":false,"prepay":false,"renewal":"2025-10-01"}`,
		"2025-11-15": `{"day":"2025-11-15","phase":"canceled","since":"2025-11-15","rule":"lapse.canceled","provisional":false,` +
			`"ended":true,"overdue":false,"prepay":false,"renewal":"2025-10-01"}`,
	} {
		if got, err := json.Marshal(s.On(day(on)).Status()); err != nil || string(got) != want {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	}
	for on := day("2024-09-19"); on.Before(day("2026-01-01")); on = on.AddDays(1) {
		status := s.On(on).Status()
		text, err := json.Marshal(status)
		var read lifecycle.Status
		if err != nil || json.Unmarshal(text, &read) != nil || read != status {
			t.Errorf("%v comes back as %v, %v", status, read, err)
		}
	}
}
