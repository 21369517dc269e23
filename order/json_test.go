package order_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// orderJSON is a row of the tables below.
type orderJSON struct {
	name   string
	into   func() any
	text   string
	fields string // the fields that are refused
	is     error
}

func readOrder(t *testing.T, rows []orderJSON) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			read := test.into()
			err := json.Unmarshal([]byte(test.text), read)
			if fields(err) != test.fields || !errors.Is(err, test.is) || (test.is == nil) != (err == nil) {
				t.Fatal(err)
			}
			typeName, _, _ := strings.Cut(test.name, "/")
			if err != nil {
				if op := "order." + typeName + ".UnmarshalJSON: "; !strings.HasPrefix(err.Error(), op) {
					t.Errorf("%v is not from %s", err, op)
				}
				if !reflect.DeepEqual(read, test.into()) {
					t.Errorf("%v leaves %+v", err, read)
				}
				return
			}
			text, err := json.Marshal(read)
			again := test.into()
			if err != nil || json.Unmarshal(text, again) != nil || !reflect.DeepEqual(again, read) {
				t.Errorf("%+v is written as %s: %+v, %v", read, text, again, err)
			}
		})
	}
}

// A misspelt, misplaced or doubled key is an error with its path, and changes nothing.
func TestUnmarshalJSON_Quotes(t *testing.T) {
	const (
		line = `{"description":"AutoCAD","quantity":1,"unitPrice":{"amount":"9.00","currency":"EUR"},"taxes":"21%"}`
		srp  = `"srp":{"amount":"9.00","currency":"EUR"}`
	)
	readOrder(t, []orderJSON{
		{
			"QuoteDraft", func() any { return &order.QuoteDraft{Number: "Q-7"} },
			`{"number":"Q-1","kind":"flex-tokens","issued":"2025-06-10","expires":"2025-07-10","items":[` + line + `]}`,
			"", nil,
		},
		{
			"QuoteDraft/misspelt within", func() any { return &order.QuoteDraft{Number: "Q-7"} },
			`{"number":"Q-1","items":[` + line + `,{"discout":null},{"srp":null}],"taxExempt":true}`,
			"items[1].discout items[2].srp taxExempt", billingrules.ErrUnknown,
		},
		{
			"BasketItem", func() any { return &order.BasketItem{Seats: 7} },
			`{"product":"AutoCAD","kind":"subscription","licence":"single-user","term":"annual","seats":3,` + srp + `}`,
			"", nil,
		},
		{
			"BasketItem/misspelt", func() any { return &order.BasketItem{Seats: 7} },
			`{"license":"single-user"}`, "license", billingrules.ErrUnknown,
		},
	})
}

// noRenewal is a refusal to renew.
const noRenewal = `{"allowed":false,"rule":"renewal.window","asked":"2025-05-12","edition":""}`

func TestUnmarshalJSON_Orders(t *testing.T) {
	readOrder(t, []orderJSON{
		{
			"Request", func() any { return &order.Request{Kind: policy.Trial} },
			`{"kind":"subscription","channel":"online","segment":"public-sector","taxExempt":true,"renewal":` +
				`{"decision":` + noRenewal + `,"byInvoice":` + noRenewal + `}}`,
			"", nil,
		},
		{
			"Request/a renewal of nothing", func() any { return &order.Request{Kind: policy.Trial} },
			`{"kind":"subscription","channel":"online","renewal":{}}`, "renewal.decision", billingrules.ErrMissing,
		},
		{
			"RenewalDecisions/misspelt", func() any { return &order.RenewalDecisions{QuotedFrom: askedOn} },
			`{"decision":` + noRenewal + `,"quoted":"2025-06-10"}`, "quoted", billingrules.ErrUnknown,
		},
		{
			"RenewalDecisions/decided on two days", func() any { return &order.RenewalDecisions{QuotedFrom: askedOn} },
			`{"decision":` + noRenewal + `,"byInvoice":` + strings.Replace(noRenewal, "12", "13", 1) + `}`,
			"byInvoice.asked", billingrules.ErrConflict,
		},
		{
			"Request/misspelt", func() any { return &order.Request{Kind: policy.Trial} },
			`{"kind":"subscription","channel":"online","tax_exempt":true}`, "tax_exempt", billingrules.ErrUnknown,
		},
		{
			"NetTermsOrder", func() any { return &order.NetTermsOrder{Payer: "x"} },
			`{"kind":"subscription","customerNumber":"K-77","payer":"ap@lambrecht.example","total":null}`, "", nil,
		},
		{
			"NetTermsOrder/misspelt", func() any { return &order.NetTermsOrder{Payer: "x"} },
			`{"customer":"K-77"}`, "customer", billingrules.ErrUnknown,
		},
		{
			"OpenInvoice", func() any { return &order.OpenInvoice{Number: "x"} },
			`{"number":"2025-077","due":"2025-05-31"}`, "", nil,
		},
		{
			"OpenInvoice/misspelt", func() any { return &order.OpenInvoice{Number: "x"} },
			`{"number":"2025-077","dew":"2025-05-31"}`, "dew", billingrules.ErrUnknown,
		},
	})
}

func TestSegment(t *testing.T) {
	for v, want := range map[order.Segment]string{order.Commercial: "commercial", order.PublicSector: "public-sector"} {
		t.Run(want, func(t *testing.T) {
			var read, stored order.Segment
			text, err := v.MarshalText()
			if err != nil || string(text) != want || read.UnmarshalText(text) != nil || read != v ||
				v.String() != want {
				t.Errorf("%q, %v is read as %s", text, err, read)
			}
			value, err := v.Value()
			if err != nil || value != want || stored.Scan(value) != nil || stored != v || !v.IsValid() {
				t.Errorf("%v, %v is read as %s", value, err, stored)
			}
		})
	}
	if order.Segment(0).IsValid() || order.Segment(3).IsValid() {
		t.Error("what is none is valid")
	}
}

// A stored request gets the same answer for the same day as before.
func TestRequest_JSONBothWays(t *testing.T) {
	r := order.Request{
		Kind: policy.Subscription, Channel: policy.Online, Segment: order.Commercial, Total: amount("EUR 10.00"),
		Renewal: order.RenewalDecisions{Decision: early, ByInvoice: taken},
	}
	text, err := json.Marshal(r)
	var read order.Request
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	before, errBefore := order.CanPay(policy.Europe2024(), r, policy.PayByInvoice, date("2025-05-12"))
	after, errAfter := order.CanPay(policy.Europe2024(), read, policy.PayByInvoice, date("2025-05-12"))
	if before != after || errBefore != nil || errAfter != nil || !after.Allowed() {
		t.Errorf("%s, %v and %s, %v", before, errBefore, after, errAfter)
	}
}
