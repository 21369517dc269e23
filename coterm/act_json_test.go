package coterm_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// The price of an act reads back as it was written, and is checked as that of its act.
func TestActPrice_JSON(t *testing.T) {
	for _, tt := range pricedActs(amount("EUR 2145.00"), must(invoice.Net(30))) {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.want()
			text := must(json.Marshal(p))
			var back coterm.ActPrice
			err := json.Unmarshal(text, &back)
			if again := must(json.Marshal(back)); err != nil || string(again) != string(text) {
				t.Fatalf("%s\nis read back as\n%s\n%v", text, again, err)
			}
			for field, change := range map[string]func(*coterm.ActPrice){
				"decision.route": func(p *coterm.ActPrice) { p.Decision.Route = policy.Seller },
				"decision":       func(p *coterm.ActPrice) { p.Decision = policy.Decision{} },
				"instalments":    func(p *coterm.ActPrice) { p.Instalments = nil },
				"next.terms":     func(p *coterm.ActPrice) { p.Next.Terms = nil },
			} {
				tampered := p
				change(&tampered)
				err := json.Unmarshal(must(json.Marshal(tampered)), new(coterm.ActPrice))
				if !slices.Contains(strings.Fields(fields(err)), field) {
					t.Errorf("with another %s the error is %v", field, err)
				}
			}
		})
	}
}

// A key that is not that of the price, or comes twice, is refused.
func TestActPrice_Strict(t *testing.T) {
	for text, want := range map[string]string{
		`{"reach":{}}`: "reach", `{"next":{},"next":{}}`: "next", `{"decision":{},"chrage":{}}`: "chrage",
	} {
		t.Run(text, func(t *testing.T) {
			err := json.Unmarshal([]byte(text), new(coterm.ActPrice))
			if !slices.Contains(strings.Fields(fields(err)), want) {
				t.Errorf("want %s: %v", want, err)
			}
		})
	}
}
