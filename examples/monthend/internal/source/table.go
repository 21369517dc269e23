package source

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/subs"
)

// table reads a partition of a Parquet file.
type table struct {
	in     *os.File
	p      *part.Partition
	asker  *answer.Asker
	groups []parquet.RowGroup
	meta   []format.RowGroup
	at     [columns]int
	words  map[string]*word
	ends   ends
	day0   calendar.Date
	of     []int       // for each row of the block, its index among the current rows
	record subs.Record // the last one that was asked for
	left   int64       // rows of the current row group
	rows   int64       // how many of them have been read
	all    int64

	id, prices, facts                  column[[]byte]
	region, offering, length, currency column[*word]
	net, seats, srp                    column[int64]
	ordered, start, due                column[calendar.Date] // zero if the day does not exist in the calendar
	autoRenew                          column[bool]
}

// reader is a column of any kind.
type reader interface {
	start(name string, chunk parquet.ColumnChunk)
	read(rows int) error
	filled(row int) bool
	close() error
}

// columns are the columns by their numbers.
func (t *table) columns() [columns]reader {
	return [columns]reader{
		colID: &t.id, colRegion: &t.region, colNetDays: &t.net, colOffering: &t.offering, colSeats: &t.seats,
		colOrdered: &t.ordered, colStart: &t.start, colLength: &t.length, colCurrency: &t.currency, colSRP: &t.srp,
		colAutoRenew: &t.autoRenew, colUnpaidDue: &t.due, colPrices: &t.prices, colFacts: &t.facts,
	}
}

func openTable(folder string, p *part.Partition, asker *answer.Asker) (Source, error) {
	in, err := os.Open(filepath.Join(folder, filepath.FromSlash(p.File)))
	if err != nil {
		return nil, err
	}
	t := &table{in: in, p: p, asker: asker, words: map[string]*word{}, day0: epoch()}
	if err := t.open(); err != nil {
		_ = in.Close() // it has only been read
		return nil, fmt.Errorf("%s: %w", p.File, err)
	}
	return t, nil
}

func (t *table) open() error {
	file, err := part.OpenParquet(t.in, t.p.Size)
	if err != nil {
		return err
	}
	if t.at, err = places(file); err != nil {
		return err
	}
	groups := file.RowGroups()
	if t.p.To > int64(len(groups)) {
		return errors.New("has fewer row groups than before")
	}
	t.groups, t.meta = groups[t.p.From:t.p.To], file.Metadata().RowGroups[t.p.From:t.p.To]
	for _, group := range t.groups {
		t.all += group.NumRows()
	}
	for _, c := range []*column[[]byte]{&t.id, &t.prices, &t.facts} {
		*c = newColumn(nil, func(text []byte) []byte { return text })
	}
	for _, c := range []*column[*word]{&t.region, &t.offering, &t.length, &t.currency} {
		*c = newColumn(nil, t.word)
	}
	for _, c := range []*column[int64]{&t.net, &t.seats, &t.srp} {
		*c = newColumn(func(n int64) int64 { return n }, nil)
	}
	for _, c := range []*column[calendar.Date]{&t.ordered, &t.start, &t.due} {
		*c = newColumn(func(n int64) calendar.Date { return t.day0.AddDays(int(n)) }, nil)
	}
	t.autoRenew = newColumn(func(n int64) bool { return n == 1 }, nil)
	return nil
}

// Fill reads the next rows.
func (t *table) Fill(rows *Rows, bad func(Bad)) error {
	rows.reset()
	rows.Block.Record = func(row int) (*subs.Record, error) {
		return &t.record, t.cells(t.of[row]).fill(&t.record, string(rows.ID(row)))
	}
	for t.left == 0 {
		if len(t.groups) == 0 {
			return io.EOF
		}
		if err := t.turn(); err != nil {
			return t.failed(err)
		}
	}
	n := int(min(t.left, BlockRows))
	for _, c := range t.columns() {
		if err := c.read(n); err != nil {
			return t.failed(err)
		}
	}
	t.of = t.of[:0]
	for i := range n {
		t.rows++
		id := t.id.vals[i]
		if !t.id.has[i] || len(id) > subs.MaxID {
			bad(Bad{Line: t.rows, Faults: subs.Faults{t.badID(i)}})
			continue
		}
		if !t.addPlain(rows, i) {
			rows.Block.AddHistory()
		}
		t.of = append(t.of, i)
		rows.add(t.rows, id)
	}
	t.left -= int64(n)
	return nil
}

// turn goes on to the next row group.
func (t *table) turn() error {
	for i, c := range t.columns() {
		if err := c.close(); err != nil {
			return err
		}
		var chunk parquet.ColumnChunk
		at := t.at[i]
		if at >= 0 && t.meta[0].Columns[at].MetaData.Statistics.NullCount < t.groups[0].NumRows() {
			chunk = t.groups[0].ColumnChunks()[at]
		}
		c.start(described()[i].name, chunk)
	}
	t.left = t.groups[0].NumRows()
	t.groups, t.meta = t.groups[1:], t.meta[1:]
	return nil
}

func (t *table) badID(row int) subs.Fault {
	if !t.id.has[row] {
		return subs.Fault{Field: "id", Reason: "is missing"}
	}
	return subs.Fault{
		Field: "id", Reason: fmt.Sprintf("has %d bytes, at most %d are allowed", len(t.id.vals[row]), subs.MaxID),
	}
}

func (t *table) failed(err error) error {
	return fmt.Errorf("%s, after row %d: %w", t.p.Name(), t.rows, err)
}

func (t *table) Lines() int64 { return t.rows }

// Read is worked out from the rows: columns are read here and there.
func (t *table) Read() int64 {
	if t.all == 0 {
		return t.p.Bytes
	}
	return int64(float64(t.p.Bytes) * float64(t.rows) / float64(t.all))
}

func (t *table) Close() error {
	for _, c := range t.columns() {
		_ = c.close() // it has only been read
	}
	return t.in.Close()
}
