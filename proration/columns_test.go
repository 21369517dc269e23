package proration_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/proration"
)

// A charge is stored as JSON, and read back from text and from bytes.
func TestCharge_Column(t *testing.T) {
	t.Parallel()
	want := stub(t)
	v, err := want.Value()
	text, isText := v.(string)
	if err != nil || !isText {
		t.Fatalf("stored as %T, %v", v, err)
	}
	for name, src := range map[string]any{"text": text, "bytes": []byte(text)} {
		t.Run(name, func(t *testing.T) {
			var back proration.Charge
			if err := back.Scan(src); err != nil || !back.Equal(want) {
				t.Errorf("read as %s, %v", back, err)
			}
		})
	}
}

// NULL, anything that is not text, and a changed charge are refused, and change nothing.
func TestCharge_ColumnRefused(t *testing.T) {
	t.Parallel()
	v, err := stub(t).Value()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := v.(string)
	for name, tt := range map[string]struct {
		src any
		is  error
	}{
		"NULL":               {nil, billingrules.ErrMissing},
		"a number":           {int64(1), billingrules.ErrSyntax},
		"no text":            {"", billingrules.ErrMissing},
		"a misspelt key":     {strings.Replace(text, `"days":`, `"dys":`, 1), billingrules.ErrUnknown},
		"another amount":     {strings.Replace(text, `"2115.62"`, `"2115.63"`, 1), billingrules.ErrConflict},
		"no charge at all":   {`{}`, billingrules.ErrMissing},
		"a charge and more":  {text + `{}`, billingrules.ErrSyntax},
		"a part of a charge": {text[:len(text)-1], billingrules.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			kept := stub(t)
			if err := kept.Scan(tt.src); !errors.Is(err, tt.is) || !kept.Equal(stub(t)) {
				t.Errorf("read as %s, %v, want %v", kept, err, tt.is)
			}
		})
	}
}

func TestPriceRequest_JSON(t *testing.T) {
	t.Parallel()
	want := june(t)
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var back proration.PriceRequest
	if err := json.Unmarshal(text, &back); err != nil || !back.SRP.Equal(want.SRP) || back.Seats != want.Seats ||
		back.Service != want.Service || back.Bought != want.Bought {
		t.Errorf("%s is read as %+v, %v", text, back, err)
	}
}

// A bad request is refused by the path of what is bad, and leaves the value as it was.
func TestPriceRequest_JSONRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text, field string
		is          error
	}{
		"a key that is not known": {`{"seat": 3}`, "seat", billingrules.ErrUnknown},
		"a key in another case":   {`{"seats": 3, "Seats": 4}`, "Seats", billingrules.ErrConflict},
		"seats as a text":         {`{"seats": "3"}`, "seats", billingrules.ErrSyntax},
		"a price without its currency": {
			`{"srp": {"amount": "2145.00"}}`, "srp.currency", billingrules.ErrMissing,
		},
		"a list": {`[]`, "request", billingrules.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			kept := june(t)
			err := json.Unmarshal([]byte(tt.text), &kept)
			if bad := billingrules.InputErrors(err); len(bad) != 1 || bad[0].Field != tt.field ||
				!errors.Is(err, tt.is) || kept.Seats != june(t).Seats || !kept.SRP.Equal(june(t).SRP) {
				t.Errorf("read as %+v, %v", kept, err)
			}
		})
	}
}

// The zero Charge has no rules to read out.
func TestCharge_ExplainZero(t *testing.T) {
	t.Parallel()
	if got := (proration.Charge{}).Explain(); got != "no charge" {
		t.Errorf("got %q", got)
	}
}
