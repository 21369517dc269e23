package answer_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
	"example.com/billingrules/policy"
)

// Every reading that is offered can be chosen under every edition, and says of every edition what is published.
func TestForm(t *testing.T) {
	t.Parallel()
	form := answer.NewForm()
	for ed := range policy.Editions() {
		data, err := ed.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		for _, reading := range form.Readings {
			_, key, _ := strings.Cut(reading.Key, ".")
			if got := string(data); !strings.Contains(got, `"`+key+`":"`+reading.Published+`"`) &&
				!strings.Contains(got, `"`+key+`":`+reading.Published) {
				t.Errorf("%s does not say %s %q", ed.Name(), reading.Key, reading.Published)
			}
			if reading.Statement == "" || len(reading.Choices) == 0 {
				t.Errorf("%s: statement %q, choices %q", reading.Key, reading.Statement, reading.Choices)
			}
			for _, choice := range reading.Choices {
				a := good(t, with(t, annual(), "edition", ed.Name(), "readings."+reading.Key, choice))
				if len(a.Switched) != 1 {
					t.Errorf("%s %s: switched %q", reading.Key, choice, a.Switched)
				}
			}
		}
	}
	for _, name := range form.Exempt {
		if good(t, with(t, annual(), "offering", name)).Timeline.Stretches[1].Phase != "canceled" {
			t.Errorf("%s has stages", name)
		}
	}
	if len(form.Editions) != 3 || len(form.Terms) != 3 || len(form.Channels) != 5 ||
		!slices.Contains(form.Currencies, "EUR") {
		t.Errorf("form %+v", form)
	}
}
