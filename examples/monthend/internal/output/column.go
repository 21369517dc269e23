package output

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/encoding/rle"

	"example.com/billingrules/calendar"
)

// levels tell which rows of a page have a value, unless all have one: 0 is a null, 1 is a value.
type levels []byte

// has notes whether the next row has a value, and returns it.
func (l *levels) has(value bool) bool {
	level := byte(0)
	if value {
		level = 1
	}
	*l = append(*l, level)
	return value
}

// numbers are whole numbers. Each is written as its difference from the one before, in as few bits as possible: that is
// smaller than with a general compression, and takes a fraction of the time.
type numbers[T int32 | int64] struct {
	levels
	vals   []T
	encode func(dst []byte, src []T) ([]byte, error)
}

func (n *numbers[T]) add(v T) { n.vals = append(n.vals, v) }

// addIf adds a number, or a null.
func (n *numbers[T]) addIf(has bool, v T) {
	if n.has(has) {
		n.add(v)
	}
}

func (n *numbers[T]) pack(b []byte) ([]byte, error) {
	b, err := n.encode(b, n.vals)
	n.vals = n.vals[:0]
	return b, err
}

// days are dates, as numbers of days since 1970-01-01.
type days struct {
	numbers[int32]
	day0 calendar.Date
}

func (d *days) add(day calendar.Date) { d.numbers.add(int32(day.Sub(d.day0))) }

// addAny adds a date, or a null for the zero Date.
func (d *days) addAny(day calendar.Date) {
	if d.has(!day.IsZero()) {
		d.add(day)
	}
}

// texts are texts, of which only the part that differs from the text before is written.
type texts struct {
	bytes []byte
	ends  []uint32 // after a zero
}

func (t *texts) add(text []byte) {
	if len(t.ends) == 0 {
		t.ends = append(t.ends, 0)
	}
	t.bytes = append(t.bytes, text...)
	t.ends = append(t.ends, uint32(len(t.bytes)))
}

func (t *texts) pack(b []byte) ([]byte, error) {
	b, err := new(delta.ByteArrayEncoding).EncodeByteArray(b, t.bytes, t.ends)
	t.bytes, t.ends = t.bytes[:0], t.ends[:0]
	return b, err
}

// words are texts with only a few different values, written as indexes into a dictionary.
type words struct {
	levels
	all    []string
	places []int32
}

func (w *words) add(text string) {
	place := 0
	for place < len(w.all) && w.all[place] != text {
		place++
	}
	if place == len(w.all) {
		w.all = append(w.all, text)
	}
	w.places = append(w.places, int32(place))
}

// addIf adds a text, or a null.
func (w *words) addIf(has bool, text string) {
	if w.has(has) {
		w.add(text)
	}
}

func (w *words) pack(b []byte) ([]byte, error) {
	b, err := new(rle.DictionaryEncoding).EncodeInt32(b, w.places)
	w.places = w.places[:0]
	return b, err
}

// dictionary returns the texts, each after its length, and their number, and empties the dictionary.
func (w *words) dictionary() (page []byte, entries int) {
	for _, text := range w.all {
		page = append(binary.LittleEndian.AppendUint32(page, uint32(len(text))), text...)
	}
	entries = len(w.all)
	w.all = w.all[:0]
	return page, entries
}

// flags are booleans, of one bit each.
type flags struct {
	bits []byte
	n    int
}

func (f *flags) add(yes bool) {
	if f.n%8 == 0 {
		f.bits = append(f.bits, 0)
	}
	if yes {
		f.bits[f.n/8] |= 1 << (f.n % 8)
	}
	f.n++
}

func (f *flags) pack(b []byte) ([]byte, error) {
	b = append(b, f.bits...)
	f.bits, f.n = f.bits[:0], 0
	return b, nil
}
