// Package source reads the rows of a partition in blocks: from lines of text, or from the columns of a Parquet file.
package source

import (
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/subs"
)

// BlockRows is how many rows a block has at most.
const BlockRows = 4096

// Rows are a block of a partition.
type Rows struct {
	Block answer.Block
	Line  []int64 // of each row: its line, or its row of a Parquet file, within the partition, from 1 on
	ids   []byte
	ends  []int
	texts []byte
	tends []int
}

// Bad is a row that cannot be read.
type Bad struct {
	Line   int64
	ID     string // if it can be read
	Text   []byte // how the line begins; valid until the call returns
	Faults subs.Faults
}

// Source reads a partition.
type Source interface {
	// Fill reads the next block. Rows that cannot be read are told to bad. At the end of the partition it returns
	// io.EOF, with the last rows.
	Fill(rows *Rows, bad func(Bad)) error
	Lines() int64 // how many lines have been read, blank ones too
	Read() int64  // how many bytes have been read, about
	Close() error
}

// Open opens a partition of a folder.
func Open(folder string, p *part.Partition, asker *answer.Asker) (Source, error) {
	if p.Format == part.Parquet {
		return openTable(folder, p, asker)
	}
	return openText(folder, p, asker)
}

// ID returns the ID of a row. It is valid until the next block.
func (r *Rows) ID(row int) []byte { return piece(r.ids, r.ends, row) }

// Text returns how the line of a row begins; nothing for a row of a Parquet file.
func (r *Rows) Text(row int) []byte {
	if len(r.tends) == 0 {
		return nil
	}
	return piece(r.texts, r.tends, row)
}

func piece(all []byte, ends []int, i int) []byte {
	if i == 0 {
		return all[:ends[0]]
	}
	return all[ends[i-1]:ends[i]]
}

// reset empties the block.
func (r *Rows) reset() {
	r.Block.Reset()
	r.Line, r.ids, r.ends = r.Line[:0], r.ids[:0], r.ends[:0]
	r.texts, r.tends = r.texts[:0], r.tends[:0]
}

// add adds the line number and the ID of a row.
func (r *Rows) add(line int64, id []byte) {
	r.Line = append(r.Line, line)
	r.ids = append(r.ids, id...)
	r.ends = append(r.ends, len(r.ids))
}
