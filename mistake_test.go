package billingrules_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func TestMistakes(t *testing.T) {
	_, day := calendar.ParseDate("2025-02-30")
	long := billingrules.CheckName("number", strings.Repeat("x", 201))
	_, zero := lifecycle.New(policy.Europe2024(), lifecycle.Facts{Kind: policy.Subscription, Seats: -3})
	for _, tt := range []struct {
		name string
		err  error
		want string // the first of them
	}{
		{"a text", day, `date "2025-02-30": there is no such day`},
		{"a long text", long, `number "` + strings.Repeat("x", 64) + `…": is longer than 200 bytes`},
		{"a number", fmt.Errorf("row 7: %w", zero), `offering: is missing`},
		{"nobody's input", errors.New("the disk is full"), "no mistake"},
		{"nothing", nil, "no mistake"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list := append(billingrules.Mistakes(tt.err), billingrules.Mistake{})
			if got := list[0].String(); got != tt.want {
				t.Error(got)
			}
		})
	}
	list := billingrules.Mistakes(zero)
	if !slices.ContainsFunc(list, func(m billingrules.Mistake) bool { return m.Field == "seats" && m.Value == "-3" }) {
		t.Errorf("%v", list)
	}
}

func TestMistake_Under(t *testing.T) {
	for field, want := range map[string]string{
		"": "facts", "seats": "facts.seats", "[2]": "facts[2]", "terms[2].start": "facts.terms[2].start",
		"facts.seats": "facts.seats", "facts": "facts", "facts[1].seats": "facts[1].seats",
		"factsheet": "facts.factsheet",
	} {
		t.Run(field, func(t *testing.T) {
			if got := (billingrules.Mistake{Field: field}).Under("facts").Field; got != want {
				t.Error(got)
			}
		})
	}
}

// What a service answers to a request with bad facts.
func ExampleMistakes() {
	_, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: -3, Ordered: calendar.MustParseDate("2025-06-10"),
	})
	for _, m := range billingrules.Mistakes(err) {
		fmt.Println(m)
	}
	// Output: seats "-3": must be from 1 to 1000000
}

// The facts are a part of the request.
func ExampleMistake_Under() {
	var f lifecycle.Facts
	err := billingrules.ReadJSON("facts", []byte(`{"terms": [{"start": "2025-02-30"}]}`), &f)
	for _, m := range billingrules.Mistakes(err) {
		fmt.Println(m.Under("facts"))
	}
	// Output: facts.terms[0].start "2025-02-30": there is no such day
}
