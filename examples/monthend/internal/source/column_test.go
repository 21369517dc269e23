package source

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// pageRow has a column for each kind of page: texts and numbers, stored as they are, as differences, or as entries of a
// dictionary, each with or without nulls.
type pageRow struct {
	Text       string  `parquet:"text"`
	Delta      string  `parquet:"delta,delta"`
	Word       string  `parquet:"word,dict"`
	TextOrNull *string `parquet:"textOrNull,optional"`
	WordOrNull *string `parquet:"wordOrNull,optional,dict"`
	Int        int32   `parquet:"int,delta"`
	IntOrNull  *int32  `parquet:"intOrNull,optional"`
	Long       int64   `parquet:"long,dict"`
	LongOrNull *int64  `parquet:"longOrNull,optional"`
	Yes        bool    `parquet:"yes"`
	YesOrNull  *bool   `parquet:"yesOrNull,optional"`
}

// texts returns the values of the row as texts, in the order of the columns.
func (r *pageRow) texts() []string {
	all := []string{r.Text, r.Delta, r.Word, orNull(r.TextOrNull), orNull(r.WordOrNull)}
	return append(all, fmt.Sprint(r.Int), orNull(r.IntOrNull), fmt.Sprint(r.Long), orNull(r.LongOrNull),
		yes(&r.Yes), yes(r.YesOrNull))
}

func orNull[T any](v *T) string {
	if v == nil {
		return "null"
	}
	return fmt.Sprint(*v)
}

// yes is a boolean as a column of numbers has it.
func yes(v *bool) string {
	switch {
	case v == nil:
		return "null"
	case *v:
		return "1"
	}
	return "0"
}

// pageRows draws rows; some pages have no nulls, and some have nothing else.
func pageRows(random *rand.Rand) []pageRow {
	rows := make([]pageRow, 30_000)
	for i := range rows {
		n, word := int32(random.IntN(1000)), fmt.Sprint("word ", random.IntN(9))
		r := pageRow{
			Text: fmt.Sprint("text ", n), Delta: fmt.Sprintf("S-%06d", i), Word: word, Int: n, Long: int64(n) << 40,
			Yes: n%2 == 0,
		}
		if i/5000 == 2 || random.IntN(3) > 0 { // some pages have no null
			r.TextOrNull, r.WordOrNull, r.IntOrNull = &r.Text, &r.Word, &r.Int
			r.LongOrNull, r.YesOrNull = &r.Long, &r.Yes
		}
		if i/5000 == 4 { // and some have nothing else
			r.TextOrNull, r.WordOrNull, r.IntOrNull, r.LongOrNull, r.YesOrNull = nil, nil, nil, nil, nil
		}
		rows[i] = r
	}
	return rows
}

// writtenIn writes rows to a file with pages of the given size.
func writtenIn(t *testing.T, rows []pageRow, pageBytes int) *parquet.File {
	t.Helper()
	var data bytes.Buffer
	w := parquet.NewGenericWriter[pageRow](&data, parquet.PageBufferSize(pageBytes),
		parquet.MaxRowsPerRowGroup(9_000))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(data.Bytes()), int64(data.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Values come as they were written, however the rows are divided into pages, row groups and pieces that are read.
func TestColumn(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	rows := pageRows(random)
	for _, pageBytes := range []int{100, 20_000, 1 << 20} {
		file := writtenIn(t, rows, pageBytes)
		for at, name := range file.Schema().Columns() {
			t.Run(fmt.Sprint(name[0], " in pages of ", pageBytes), func(t *testing.T) {
				readsColumn(t, random, file, rows, at)
			})
		}
	}
}

// readsColumn reads a column in pieces of random sizes, and compares it with the rows.
func readsColumn(t *testing.T, random *rand.Rand, file *parquet.File, rows []pageRow, at int) {
	t.Helper()
	name := file.Schema().Columns()[at]
	c := newColumn(
		func(n int64) string { return fmt.Sprint(n) }, func(b []byte) string { return string(b) },
	)
	row := 0
	for _, group := range file.RowGroups() {
		c.start(name[0], group.ColumnChunks()[at])
		for left := int(group.NumRows()); left > 0; {
			n := min(left, 1+random.IntN(BlockRows))
			if err := c.read(n); err != nil {
				t.Fatal(err)
			}
			for i := range n {
				got, want := c.vals[i], rows[row].texts()[at]
				if c.has[i] == (want == "null") || c.has[i] && got != want || !c.has[i] && got != "" {
					t.Fatalf("row %d: got %q, %t, want %s", row, got, c.has[i], want)
				}
				row++
			}
			left -= n
		}
		if err := c.read(1); err == nil {
			t.Error("there is a row more than the group has")
		}
		if err := c.close(); err != nil {
			t.Fatal(err)
		}
	}
	if row != len(rows) {
		t.Errorf("%d rows", row)
	}
}
