package source

import (
	"testing"

	"github.com/parquet-go/parquet-go"
)

// Tables that are not of the described form are refused with the column.
func TestFormOfATable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		node  parquet.Node
		holds holding
		want  bool
	}{
		"text":             {parquet.String(), words, true},
		"a number as text": {parquet.Int(64), words, false},
		"32 bits":          {parquet.Int(32), number, true},
		"64 bits":          {parquet.Int(64), number, true},
		"no sign":          {parquet.Uint(32), number, false},
		"a fraction":       {parquet.Leaf(parquet.DoubleType), number, false},
		"a decimal":        {parquet.Decimal(2, 9, parquet.Int32Type), number, false},
		"a date as number": {parquet.Date(), number, false},
		"a date":           {parquet.Date(), day, true},
		"a number as date": {parquet.Int(32), day, false},
		"an instant":       {parquet.Timestamp(parquet.Millisecond), day, false},
		"a yes":            {parquet.Leaf(parquet.BooleanType), yesNo, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.holds.fits(test.node.Type()); got != test.want {
				t.Errorf("got %t", got)
			}
		})
	}
}
