package billingrules_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

// order is what a caller of its own reads.
type order struct {
	Seats int           `json:"seats"`
	On    calendar.Date `json:"on"`
	Lines []struct {
		Net string `json:"net"`
	} `json:"lines"`
}

func TestReadJSON(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		fields     string // that are refused
		err        error  // what the first of them unwraps to
	}{
		{"all of it", `{"seats": 3, "on": "2025-08-02", "lines": [{"net": "1.00"}]}`, "", nil},
		{"a part of it", ` {"seats": null} `, "", nil},
		{"a key that is not known", `{"seat": 3}`, "seat", billingrules.ErrUnknown},
		{"a duplicate", `{"seats": 3, "Seats": 4}`, "Seats", billingrules.ErrConflict},
		{"a bad day", `{"on": "2025-02-30"}`, "on", billingrules.ErrRange},
		{"a value of another kind", `{"lines": [{"net": "1.00"}, {"net": 1}]}`, "lines[1].net", billingrules.ErrSyntax},
		{"several", `{"seats": "x", "on": 7, "colour": 1}`, "seats on colour", billingrules.ErrSyntax},
		{"no object", `[]`, "body", billingrules.ErrSyntax},
		{"no JSON", `{"seats": 3`, "body", billingrules.ErrSyntax},
		{"nothing", ``, "body", billingrules.ErrSyntax},
		{"something behind it", `{} {}`, "body", billingrules.ErrSyntax},
		{"a byte order mark", "\ufeff{}", "body", billingrules.ErrSyntax},
		{"no UTF-8", "{\"seats\": 3, \"\xff\": 1}", "body", billingrules.ErrSyntax},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := billingrules.ReadJSON("body", []byte(tt.text), new(order))
			var fields []string
			for _, bad := range billingrules.InputErrors(err) {
				fields = append(fields, bad.Field)
			}
			if got := strings.Join(fields, " "); got != tt.fields || !errors.Is(err, tt.err) {
				t.Errorf("%q: %v", got, err)
			}
		})
	}
}

// A request with several mistakes: all of them are reported at once.
func ExampleReadJSON() {
	var request struct {
		Seats   int           `json:"seats"`
		Expires calendar.Date `json:"expires"`
	}
	body := `{"seats": "three", "expires": "2025-02-30", "colour": 1}`
	err := billingrules.ReadJSON("request", []byte(body), &request)
	for _, bad := range billingrules.InputErrors(err) {
		fmt.Println(bad.Field, bad.Value, bad.Err)
	}
	// Output:
	// seats "three" is not a whole number
	// expires "2025-02-30" there is no such day
	// colour 1 is not a known key
}
