package money_test

import (
	"testing"

	"example.com/billingrules/money"
	"pgregory.net/rapid"
)

func propRoundTrip(t *rapid.T) {
	c := genCurrency().Draw(t, "currency")
	checkRoundTrip(t, genAmount(c).Draw(t, "a"))
}

// checkRoundTrip checks that everything a prints reads back as a, and prints the same again.
func checkRoundTrip(t rapid.TB, a money.Amount) {
	t.Helper()
	same := func(name string, b money.Amount, err error) {
		t.Helper()
		if err != nil || !b.Equal(a) || b.String() != a.String() || b.IsZero() != a.IsZero() {
			t.Fatalf("%s: %v comes back as %v, %v", name, a, b, err)
		}
	}
	var fromText, fromJSON, fromColumn money.Amount
	text, err := a.MarshalText()
	if err == nil {
		err = fromText.UnmarshalText(text)
	}
	same("text", fromText, err)
	data, err := a.MarshalJSON()
	if err == nil {
		err = fromJSON.UnmarshalJSON(data)
	}
	same("JSON", fromJSON, err)
	column, err := a.Value()
	if err == nil {
		err = fromColumn.Scan(column)
	}
	same("column", fromColumn, err)
	if !a.IsZero() {
		fromNumber, err := money.Parse(a.Number(), a.Currency())
		same("number", fromNumber, err)
		fromDecimal, err := money.New(a.Decimal(), a.Currency())
		same("decimal", fromDecimal, err)
	}
}

func TestTextRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, propRoundTrip)
}
