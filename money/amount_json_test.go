package money_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

func TestAmountJSON(t *testing.T) {
	t.Parallel()
	type line struct {
		Net      money.Amount  `json:"net"`
		Tax      money.Amount  `json:"tax,omitzero"`
		Discount *money.Amount `json:"discount"`
	}
	in := line{Net: parsed(t, "EUR 0")}
	text, err := json.Marshal(in)
	if want := `{"net":{"amount":"0.00","currency":"EUR"},"discount":null}`; err != nil || string(text) != want {
		t.Fatalf("%s, %v; want %s", text, err, want)
	}
	back := line{Net: parsed(t, "EUR 1"), Tax: parsed(t, "EUR 1")}
	if err := json.Unmarshal(text, &back); err != nil || !back.Net.Equal(in.Net) || back.Tax.IsZero() {
		t.Errorf("%v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"net":null,"tax":null}`), &back); err != nil || !back.Net.IsZero() ||
		!back.Tax.IsZero() {
		t.Errorf("null is read as %v, %v", back, err)
	}
	if text, err := json.Marshal(money.Amount{}); err != nil || string(text) != "null" {
		t.Errorf("the zero Amount is %s, %v", text, err)
	}
}

func TestAmountJSONReads(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"amount":"2145.00","currency":"EUR"}`:                               "EUR 2145.00",
		`{"currency":"EUR","amount":"2145"}`:                                  "EUR 2145.00",
		" {\n\t\"amount\" : \"-0.5\",\r \"currency\":\"JPY\"} ":               "JPY -0.5",
		`{"amount":"\u0031","currency":"\u0045UR"}`:                           "EUR 1.00",
		`{"amount":"1","currency":"EUR"` + strings.Repeat(" ", 4096-31) + `}`: "EUR 1.00",
	} {
		t.Run(fmt.Sprintf("%.60s", text), func(t *testing.T) {
			var a money.Amount
			if err := a.UnmarshalJSON([]byte(text)); err != nil || a.String() != want {
				t.Errorf("%.60s is read as %v, %v", text, a, err)
			}
		})
	}
}

// refusedJSON is a row of the tables below.
type refusedJSON struct {
	text, err string
	sentinel  error
}

func refuseJSON(t *testing.T, rows []refusedJSON) {
	t.Helper()
	before := parsed(t, "EUR 7")
	for _, tt := range rows {
		t.Run(fmt.Sprintf("%.60s", tt.text), func(t *testing.T) {
			a := before
			err := a.UnmarshalJSON([]byte(tt.text))
			if !errors.Is(err, tt.sentinel) || !strings.HasPrefix(err.Error(), "money.Amount.UnmarshalJSON: ") ||
				!strings.HasSuffix(err.Error(), ": "+tt.err) || !a.Equal(before) {
				t.Errorf("%.60s: %v, %v; want %s", tt.text, a, err, tt.err)
			}
			// Within a larger document it is the same, unless package json refuses the document first.
			if err := json.Unmarshal([]byte(`[`+tt.text+`]`), &[]*money.Amount{&a}); err == nil &&
				json.Valid([]byte(tt.text)) && strings.TrimSpace(tt.text) != "null" {
				t.Errorf("%.60s is accepted in a document", tt.text)
			}
		})
	}
}

// What cannot be read leaves the amount as it was.
func TestAmount_UnmarshalJSON_NoObject(t *testing.T) {
	t.Parallel()
	const object, complete = "is not a JSON object with an amount and a currency", "is not one complete JSON object"
	refuseJSON(t, []refusedJSON{
		{``, object, input.ErrSyntax},
		{` `, object, input.ErrSyntax},
		{` null`, object, input.ErrSyntax}, // package json hands null over without blanks
		{`"EUR 1.00"`, object, input.ErrSyntax},
		{`""`, object, input.ErrSyntax},
		{`1.00`, object, input.ErrSyntax},
		{`true`, object, input.ErrSyntax},
		{`[]`, object, input.ErrSyntax},
		{`["1","EUR"]`, object, input.ErrSyntax},
		{`}`, object, input.ErrSyntax},
	})
}

func TestAmount_UnmarshalJSON_BadFields(t *testing.T) {
	t.Parallel()
	refuseJSON(t, []refusedJSON{
		{`{}`, "currency: is missing", input.ErrMissing},
		{`{"amount":"1"}`, "currency: is missing", input.ErrMissing},
		{`{"currency":"EUR"}`, "amount: is missing", input.ErrMissing},
		{`{"amount":"","currency":"EUR"}`, "amount: is missing", input.ErrMissing},
		{`{"amount":"1","currency":""}`, "currency: is missing", input.ErrMissing},
		{`{"amount":1,"currency":"EUR"}`, "amount: is not a JSON string", input.ErrSyntax},
		{`{"amount":null,"currency":"EUR"}`, "amount: is not a JSON string", input.ErrSyntax},
		{`{"amount":["1"],"currency":"EUR"}`, "amount: is not a JSON string", input.ErrSyntax},
		{`{"amount":{"amount":"1"},"currency":"EUR"}`, "amount: is not a JSON string", input.ErrSyntax},
		{`{"amount":"1","currency":978}`, "currency: is not a JSON string", input.ErrSyntax},
		{`{"amount":"1","amount":"1","currency":"EUR"}`, `amount: is a duplicate`, input.ErrConflict},
		{`{"amount":"1","currency":"EUR","currency":"EUR"}`, `currency: is a duplicate`, input.ErrConflict},
		{`{"amount":"1","currency":"EUR","\u0061mount":"2"}`, `amount: is a duplicate`, input.ErrConflict},
		{`{"amount":"","amount":"2","currency":"EUR"}`, `amount: is a duplicate`, input.ErrConflict},
		{`{"Amount":"1","currency":"EUR"}`, `Amount: is not a known key`, input.ErrUnknown},
		{`{"amount":"1","CURRENCY":"EUR"}`, `CURRENCY: is not a known key`, input.ErrUnknown},
		{`{"amount":"1","currency":"EUR","tax":"0"}`, `tax: is not a known key`, input.ErrUnknown},
		{`{"":"1"}`, `"": is not a known key`, input.ErrUnknown},
	})
}

func TestAmount_UnmarshalJSON_BadValues(t *testing.T) {
	t.Parallel()
	const object, complete = "is not a JSON object with an amount and a currency", "is not one complete JSON object"
	refuseJSON(t, []refusedJSON{
		{
			`{"amount":"1.5e3","currency":"EUR"}`, `amount "1.5e3": is not a plain number such as 2145.00`,
			input.ErrSyntax,
		},
		{
			`{"amount":"1","currency":"eur"}`,
			`currency "eur": is not an ISO 4217 code of three upper-case letters, in use or withdrawn since 2010`,
			input.ErrUnknown,
		},
		{
			`{"amount":"1","currency":"XXX"}`,
			`currency "XXX": is an ISO 4217 code without a minor unit: nothing is paid in it`, input.ErrUnknown,
		},
		{
			"{\"amount\":\"\xff\",\"currency\":\"EUR\"}",
			`amount "` + "\uFFFD" + `": is not a plain number such as 2145.00`, input.ErrSyntax,
		},
		{
			`{"amount":"1\u0000","currency":"EUR"}`, `amount "1\x00": is not a plain number such as 2145.00`,
			input.ErrSyntax,
		},
		{`{"amount":"1","currency":"EUR"`, complete, input.ErrSyntax},
		{`{"amount":"1","currency":"EUR",}`, complete, input.ErrSyntax},
		{`{"amount":"1","currency":"EUR"}}`, complete, input.ErrSyntax},
		{`{"amount":"1","currency":"EUR"}{}`, complete, input.ErrSyntax},
		{`{"amount":"1","currency":"EUR"} x`, complete, input.ErrSyntax},
		{`{"amount":"1" "currency":"EUR"}`, complete, input.ErrSyntax},
		{`{"amount`, complete, input.ErrSyntax},
		{`{1:"1"}`, complete, input.ErrSyntax},
		{`{"amount"`, "amount: is not a JSON string", input.ErrSyntax},
		{`{"amount":"1`, "amount: is not a JSON string", input.ErrSyntax},
		{
			`{"amount":"1","currency":"EUR"` + strings.Repeat(" ", 4096-30) + `}`, "is longer than 4096 bytes",
			input.ErrRange,
		},
	})
}
