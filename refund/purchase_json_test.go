package refund_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestPurchase_JSONBothWays(t *testing.T) {
	p := bought(paid("AutoCAD", "EUR 2145.00", "EUR 450.45", "EUR 45.00", "EUR 9.45"))
	p.Event, p.Renewal, p.Renews = refund.Renewed, date("2025-06-10"), calendar.ThreeYear
	text, err := json.Marshal(p)
	var read refund.Purchase
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(p, read, cmpopts.EquateComparable(calendar.Date{})); diff != "" {
		t.Error(diff)
	}
	want := `{"kind":"subscription","term":"annual","channel":"online","event":"renewal","ordered":"2025-06-10",` +
		`"renewal":"2025-06-10","renews":"three-year","paid":[{"description":"AutoCAD",` +
		`"net":{"amount":"2145.00","currency":"EUR"},"tax":{"amount":"450.45","currency":"EUR"},` +
		`"returnedNet":{"amount":"45.00","currency":"EUR"},"returnedTax":{"amount":"9.45","currency":"EUR"}}]}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestReturn_JSONBothWays(t *testing.T) {
	p := bought(paid("AutoCAD", "EUR 2145.00", "EUR 450.45", "EUR 45.00", "EUR 9.45"))
	r, err := refund.Check(policy.Europe2024(), p, date("2025-06-11"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	var back refund.Return
	if err != nil || json.Unmarshal(text, &back) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(r, back, cmpopts.EquateComparable(calendar.Date{}, policy.Decision{})); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(text), `"deadline":"2025-07-10","by":"started","lines":[{`) {
		t.Error(string(text))
	}
}

// purchaseJSON is a row of the tables below.
type purchaseJSON struct {
	name, text string
	want       []string // the errors
	is         error
}

func readPurchase(t *testing.T, rows []purchaseJSON) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			kept := refund.Purchase{Kind: policy.Consulting}
			err := json.Unmarshal([]byte(test.text), &kept)
			wantErrors(t, err, "refund.Purchase.UnmarshalJSON: ", test.want, test.is)
			if (kept.Kind == policy.Consulting) != (err != nil) {
				t.Errorf("%v leaves %+v", err, kept)
			}
		})
	}
}

// A misspelt, misplaced or doubled key is not part of a purchase: it is an error with its path.
func TestPurchase_UnmarshalJSON_Keys(t *testing.T) {
	const (
		good = `"kind":"subscription","term":"annual","channel":"online","event":"purchase","ordered":"2025-06-10"`
		net  = `"net":{"amount":"10.00","currency":"EUR"}`
		tax  = `"tax":{"amount":"2.10","currency":"EUR"}`
	)
	readPurchase(t, []purchaseJSON{
		{"good", `{` + good + `,"paid":[{` + net + `,` + tax + `}]}`, nil, nil},
		{
			"misspelt", `{` + good + `,"paid":[{` + net + `,` + tax + `},{` + net + `,"returned_net":"EUR 1.00"}]}`,
			[]string{`paid[1].returned_net "EUR 1.00": `},
			billingrules.ErrUnknown,
		},
		{
			"misplaced", `{` + good + `,"returnedNet":"EUR 1.00"}`,
			[]string{`returnedNet "EUR 1.00": `},
			billingrules.ErrUnknown,
		},
		{"doubled", `{` + good + `,"Ordered":"2025-06-11"}`, []string{"Ordered: "}, billingrules.ErrConflict},
		{
			"doubled within", `{` + good + `,"paid":[{` + net + `,` + tax + `,` + net + `}]}`,
			[]string{"paid[0].net: "},
			billingrules.ErrConflict,
		},
		{
			"two faults", `{` + good + `,"paid":[{"gross":1}],"on":"2025-06-10"}`,
			[]string{"paid[0].gross 1: ", `on "2025-06-10": `},
			billingrules.ErrUnknown,
		},
	})
}

func TestPurchase_UnmarshalJSON_Values(t *testing.T) {
	const (
		good = `"kind":"subscription","term":"annual","channel":"online","event":"purchase","ordered":"2025-06-10"`
		net  = `"net":{"amount":"10.00","currency":"EUR"}`
		tax  = `"tax":{"amount":"2.10","currency":"EUR"}`
	)
	readPurchase(t, []purchaseJSON{
		{"no object", `[]`, []string{"purchase []: "}, billingrules.ErrSyntax},
		{
			"nothing", `{}`,
			[]string{"kind: ", "channel: ", "event: ", "ordered: "},
			billingrules.ErrMissing,
		},
		{
			"a purchase with a renewal date", `{` + good + `,"renewal":"2025-06-10"}`,
			[]string{`renewal 2025-06-10: must not be set`},
			billingrules.ErrConflict,
		},
		{
			"a subscription without a term", `{` + strings.Replace(good, `"term":"annual",`, ``, 1) + `}`,
			[]string{"term: is missing"},
			billingrules.ErrMissing,
		},
		{
			"two currencies", `{` + good + `,"paid":[{` + net + `,` + tax + `},` +
				strings.ReplaceAll(`{`+net+`,`+tax+`}`, "EUR", "USD") + `]}`,
			[]string{"paid[1].net USD 10.00: must be in EUR, like the first line", "paid[1].tax USD 2.10: "},
			billingrules.ErrCurrency,
		},
		{
			"more given back than paid",
			`{` + good + `,"paid":[{` + net + `,` + tax + `,"returnedNet":{"amount":"10.01",` +
				`"currency":"EUR"},"returnedTax":{"amount":"2.10","currency":"EUR"}}]}`,
			[]string{"paid[0].returnedNet EUR 10.01: is more than was paid"},
			billingrules.ErrConflict,
		},
	})
}

// paidJSON is a row of the tables below.
type paidJSON struct {
	name, text string
	want       []string
	is         error
}

func readPaid(t *testing.T, rows []paidJSON) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			kept := refund.PaidLine{Description: "kept"}
			err := json.Unmarshal([]byte(test.text), &kept)
			wantErrors(t, err, "refund.PaidLine.UnmarshalJSON: ", test.want, test.is)
			if (kept.Description == "kept") != (err != nil) {
				t.Errorf("%v leaves %+v", err, kept)
			}
		})
	}
}

func TestPaid_UnmarshalJSON(t *testing.T) {
	readPaid(t, []paidJSON{
		{"good", `{"description":"x",` + net + `,` + tax + `}`, nil, nil},
		{
			"given back",
			`{` + net + `,` + tax + `,"returnedNet":{"amount":"10.00","currency":"EUR"},"returnedTax":` + cent + `}`,
			nil, nil,
		},
		{"no tax", `{"description":"x",` + net + `}`, []string{"tax: is missing"}, billingrules.ErrMissing},
		{
			"another currency", `{` + net + `,"tax":{"amount":"2.10","currency":"USD"}}`,
			[]string{"tax USD 2.10: must be in EUR"},
			billingrules.ErrCurrency,
		},
		{
			"more tax than net", `{"net":` + none + `,` + tax + `}`,
			[]string{"tax EUR 2.10: is more than net"},
			billingrules.ErrConflict,
		},
		{
			name: "more given back than paid",
			text: `{` + net + `,` + tax + `,"returnedNet":{"amount":"10.01","currency":"EUR"},"returnedTax":` + cent +
				`}`,
			want: []string{"returnedNet EUR 10.01: is more than was paid, EUR 10.00"}, is: billingrules.ErrConflict,
		},
	})
}

func TestPaid_UnmarshalJSON_Cents(t *testing.T) {
	readPaid(t, []paidJSON{
		{"two taxes of a cent", `{"net":` + cent + `,"tax":{"amount":"0.02","currency":"EUR"}}`, nil, nil},
		{"four taxes of a cent", `{"net":` + cent + `,"tax":{"amount":"0.04","currency":"EUR"}}`, nil, nil},
		{
			"five taxes of a cent", `{"net":` + cent + `,"tax":{"amount":"0.05","currency":"EUR"}}`,
			[]string{"tax EUR 0.05: is more than net, EUR 0.01"},
			billingrules.ErrConflict,
		},
		{
			"half given back", `{` + net + `,` + tax + `,"returnedNet":{"amount":"1.00","currency":"EUR"}}`,
			[]string{"returnedTax: is missing"},
			billingrules.ErrMissing,
		},
		{
			"description of two lines", `{"description":"x\ny",` + net + `,` + tax + `}`,
			[]string{"description "},
			billingrules.ErrSyntax,
		},
		{"misspelt", `{"returned_net":null}`, []string{"returned_net null: "}, billingrules.ErrUnknown},
		{"doubled", `{"description":"x","description":"x"}`, []string{"description: "}, billingrules.ErrConflict},
		{"no object", `"EUR 10.00"`, []string{`paid "EUR 10.00": `}, billingrules.ErrSyntax},
	})
}

// wantErrors compares the bad inputs of an error with the beginnings of their texts, without the operation.
func wantErrors(t *testing.T, err error, op string, want []string, is error) {
	t.Helper()
	bad := billingrules.InputErrors(err)
	if len(bad) != len(want) || (err == nil) != (len(want) == 0) {
		t.Fatalf("got %v, want %q", err, want)
	}
	for i, e := range bad {
		if !strings.HasPrefix(e.Error(), op+want[i]) || !errors.Is(e, is) {
			t.Errorf("got %v, want %s%s", e, op, want[i])
		}
	}
}

// A purchase is stored as JSON, and read back from text and from bytes; NULL and a misspelt return are refused.
func TestPurchaseColumn(t *testing.T) {
	want := bought(paid("AutoCAD", "EUR 2145.00", "EUR 450.45", "EUR 45.00", "EUR 9.45"))
	v, err := want.Value()
	text, isText := v.(string)
	if err != nil || !isText {
		t.Fatalf("stored as %T, %v", v, err)
	}
	for _, src := range []any{text, []byte(text)} {
		t.Run(fmt.Sprintf("%T", src), func(t *testing.T) {
			var back refund.Purchase
			err := back.Scan(src)
			if diff := cmp.Diff(want, back, cmpopts.EquateComparable(calendar.Date{})); diff != "" || err != nil {
				t.Errorf("%T: %s, %v", src, diff, err)
			}
		})
	}
	for name, src := range map[string]any{
		"NULL": nil, "a number": int64(1), "misspelt": strings.Replace(text, "returnedNet", "returned_net", 1),
	} {
		t.Run(name, func(t *testing.T) {
			var back refund.Purchase
			if err := back.Scan(src); len(billingrules.InputErrors(err)) == 0 || back.Kind != 0 {
				t.Errorf("read as %+v, %v", back, err)
			}
		})
	}
}
