package source

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"

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
	at     [columns]int
	cols   [columns]column
	values [columns][]parquet.Value
	words  map[string]*word
	cells  []cells
	record subs.Record // the one that was asked for last
	left   int64       // rows of the row group at hand
	rows   int64       // that have been read
	all    int64
}

func openTable(folder string, p *part.Partition, asker *answer.Asker) (Source, error) {
	in, err := os.Open(filepath.Join(folder, filepath.FromSlash(p.File)))
	if err != nil {
		return nil, err
	}
	t := &table{in: in, p: p, asker: asker, words: map[string]*word{}, cells: make([]cells, BlockRows)}
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
	t.groups = groups[t.p.From:t.p.To]
	for _, group := range t.groups {
		t.all += group.NumRows()
	}
	for c, d := range described() {
		t.cols[c].name = d.name
		if t.at[c] >= 0 {
			t.values[c] = make([]parquet.Value, BlockRows)
		}
	}
	return nil
}

// Fill reads the next rows.
func (t *table) Fill(rows *Rows, bad func(Bad)) error {
	rows.reset()
	rows.Block.Record = func(row int) (*subs.Record, error) {
		return &t.record, t.cells[row].fill(&t.record, string(rows.ID(row)))
	}
	for t.left == 0 {
		if len(t.groups) == 0 {
			return io.EOF
		}
		for c, at := range t.at {
			if err := t.cols[c].close(); err != nil {
				return t.failed(err)
			}
			if at >= 0 {
				t.cols[c].start(t.groups[0].ColumnChunks()[at])
			}
		}
		t.left = t.groups[0].NumRows()
		t.groups = t.groups[1:]
	}
	n := int(min(t.left, BlockRows))
	for c, at := range t.at {
		if at < 0 {
			continue
		}
		if err := t.cols[c].read(t.values[c][:n]); err != nil {
			return t.failed(err)
		}
	}
	for i := range n {
		t.rows++
		id := t.values[colID][i]
		if id.IsNull() || len(id.ByteArray()) > subs.MaxID {
			bad(Bad{Line: t.rows, Faults: subs.Faults{badID(id)}})
			continue
		}
		t.cells[rows.Block.Len()].read(t, i)
		if !t.addPlain(rows, rows.Block.Len(), id.ByteArray()) {
			rows.Block.AddHistory()
		}
		rows.add(t.rows, id.ByteArray())
	}
	t.left -= int64(n)
	return nil
}

func badID(id parquet.Value) subs.Fault {
	if id.IsNull() {
		return subs.Fault{Field: "id", Reason: "is missing"}
	}
	return subs.Fault{
		Field: "id", Reason: fmt.Sprintf("has %d bytes, at most %d are allowed", len(id.ByteArray()), subs.MaxID),
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
	for c := range t.cols {
		_ = t.cols[c].close() // it has only been read
	}
	return t.in.Close()
}
