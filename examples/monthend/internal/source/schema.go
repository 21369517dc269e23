package source

import (
	"fmt"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// The columns of a Parquet file.
const (
	colID = iota
	colRegion
	colNetDays
	colOffering
	colSeats
	colOrdered
	colStart
	colLength
	colCurrency
	colSRP
	colAutoRenew
	colUnpaidDue
	colPrices
	colFacts
	columns
)

// holding is what a column holds.
type holding string

const (
	words  holding = "text"
	number holding = "a whole number of 32 or 64 bits"
	day    holding = "a date"
	yesNo  holding = "a yes or no"
)

// described are the columns: their names, what they hold, and whether a file may lack them.
func described() [columns]struct {
	name  string
	holds holding
	need  bool
} {
	return [columns]struct {
		name  string
		holds holding
		need  bool
	}{
		colID: {"id", words, true}, colRegion: {"region", words, true}, colNetDays: {"netDays", number, false},
		colOffering: {"offering", words, true}, colSeats: {"seats", number, true},
		colOrdered: {"ordered", day, true}, colStart: {"start", day, true}, colLength: {"length", words, true},
		colCurrency: {"currency", words, true}, colSRP: {"srpMinor", number, true},
		colAutoRenew: {"autoRenew", yesNo, false}, colUnpaidDue: {"unpaidDue", day, false},
		colPrices: {"srp", words, false}, colFacts: {"facts", words, false},
	}
}

// places returns the index of each column in a file; -1 if it is not there. An unknown column is refused, as an unknown
// key of JSON is.
func places(file *parquet.File) ([columns]int, error) {
	var at [columns]int
	known := map[string]bool{}
	for c, d := range described() {
		at[c] = -1
		known[d.name] = true
		leaf, ok := file.Schema().Lookup(d.name)
		switch {
		case !ok && d.need:
			return at, fmt.Errorf("column %s: is missing", d.name)
		case !ok:
			continue
		case leaf.MaxRepetitionLevel > 0 || !d.holds.fits(leaf.Node.Type()):
			return at, fmt.Errorf("column %s: must hold %s, and holds %s", d.name, d.holds, leaf.Node.Type())
		}
		at[c] = leaf.ColumnIndex
	}
	for _, path := range file.Schema().Columns() {
		if name := strings.Join(path, "."); !known[name] {
			return at, fmt.Errorf("column %s: is not a known column", name)
		}
	}
	return at, nil
}

// fits reports whether a column of a type can be read as this.
func (h holding) fits(t parquet.Type) bool {
	var logical format.LogicalTypeValue
	if l := t.LogicalType(); l != nil {
		logical = l.Value
	}
	switch h {
	case words:
		return t.Kind() == parquet.ByteArray
	case number:
		whole, isWhole := logical.(*format.IntType)
		return (logical == nil || isWhole && whole.IsSigned) && (t.Kind() == parquet.Int32 || t.Kind() == parquet.Int64)
	case day:
		_, isDate := logical.(*format.DateType)
		return isDate
	case yesNo:
		return t.Kind() == parquet.Boolean
	}
	return false
}
