package source

import (
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go"
)

// errFew is the fault of a column that ends before the others.
var errFew = errors.New("has fewer values than there are rows")

// values returns a function that reads the values of a page, without the nulls, piece by piece. The meaning of each
// entry of a dictionary is worked out once, not for each row.
func (c *column[T]) values(page parquet.Page) (func([]T) error, error) {
	data := page.Data()
	if d := page.Dictionary(); d != nil {
		if d != c.dictionary { // that of the row group, for all of its pages
			c.dictionary, c.entries = d, c.look(d)
		}
		return coded(c.entries, data.Int32()), nil
	}
	switch page.Type().Kind() {
	case parquet.ByteArray:
		texts, ends := data.ByteArray()
		return pieces(texts, ends, c.text), nil
	case parquet.Boolean:
		return bits(data.Boolean(), c.number), nil
	case parquet.Int32:
		return each(data.Int32(), func(n int32) T { return c.number(int64(n)) }), nil
	case parquet.Int64:
		return each(data.Int64(), c.number), nil
	case parquet.Int96, parquet.Float, parquet.Double, parquet.FixedLenByteArray:
	}
	return nil, fmt.Errorf("cannot be read: it holds %s", page.Type())
}

// look returns the meanings of the entries of a dictionary.
func (c *column[T]) look(d parquet.Dictionary) []T {
	all := make([]T, d.Len())
	for i := range all {
		entry := d.Index(int32(i))
		if kind := entry.Kind(); kind == parquet.ByteArray {
			all[i] = c.text(entry.ByteArray())
		} else if kind == parquet.Int32 {
			all[i] = c.number(int64(entry.Int32()))
		} else {
			all[i] = c.number(entry.Int64())
		}
	}
	return all
}

// coded reads values that are entries of a dictionary.
func coded[T any](entries []T, codes []int32) func([]T) error {
	return func(into []T) error {
		if len(codes) < len(into) {
			return errFew
		}
		for i, code := range codes[:len(into)] {
			if uint(code) >= uint(len(entries)) {
				return fmt.Errorf("has entry %d of a dictionary of %d", code, len(entries))
			}
			into[i] = entries[code]
		}
		codes = codes[len(into):]
		return nil
	}
}

// each reads values that are stored in sequence.
func each[V, T any](values []V, means func(V) T) func([]T) error {
	return func(into []T) error {
		if len(values) < len(into) {
			return errFew
		}
		for i, v := range values[:len(into)] {
			into[i] = means(v)
		}
		values = values[len(into):]
		return nil
	}
}

// pieces reads values that are texts, one after another.
func pieces[T any](texts []byte, ends []uint32, means func([]byte) T) func([]T) error {
	return func(into []T) error {
		if len(ends) <= len(into) {
			return errFew
		}
		for i := range into {
			into[i] = means(texts[ends[i]:ends[i+1]:ends[i+1]])
		}
		ends = ends[len(into):]
		return nil
	}
}

// bits reads values that are booleans.
func bits[T any](bits []byte, means func(int64) T) func([]T) error {
	at := 0
	return func(into []T) error {
		if 8*len(bits)-at < len(into) {
			return errFew
		}
		for i := range into {
			into[i] = means(int64(bits[at/8] >> (at % 8) & 1))
			at++
		}
		return nil
	}
}
