package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/subs"
)

// shown is the number of bytes of a rejected line that are repeated.
const shown = 200

// text reads a partition of lines.
type text struct {
	lines   *part.Lines
	p       *part.Partition
	asker   *answer.Asker
	records []subs.Record
}

func openText(folder string, p *part.Partition, asker *answer.Asker) (Source, error) {
	lines, err := p.OpenLines(folder)
	if err != nil {
		return nil, err
	}
	t := &text{lines: lines, p: p, asker: asker, records: make([]subs.Record, BlockRows)}
	if p.Format == part.CSV && p.From == 0 {
		line, err := lines.Next()
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, part.ErrTooLong) {
			return nil, t.failed(err)
		}
		if err := subs.Header(string(line)); err != nil {
			_ = t.Close()
			return nil, fmt.Errorf("%s: %w", p.File, err)
		}
	}
	return t, nil
}

func (t *text) failed(err error) error {
	return fmt.Errorf("%s, after line %d: %w", t.p.Name(), t.lines.No, err)
}

// Fill reads the next lines.
func (t *text) Fill(rows *Rows, bad func(Bad)) error {
	rows.reset()
	rows.Block.Record = func(row int) (*subs.Record, error) { return &t.records[row], nil }
	for n := 0; n < BlockRows; {
		line, err := t.lines.Next()
		no := int64(t.lines.No)
		switch {
		case errors.Is(err, part.ErrTooLong):
			bad(Bad{Line: no, Text: begin(line), Faults: subs.Faults{{Reason: err.Error()}}})
			continue
		case errors.Is(err, io.EOF):
			return err
		case err != nil:
			return t.failed(err)
		case len(bytes.TrimSpace(line)) == 0:
			continue
		}
		record := &t.records[n]
		if err := t.read(record, line); err != nil {
			bad(Bad{Line: no, ID: t.id(line), Text: begin(line), Faults: subs.FaultsOf("", err)})
			continue
		}
		t.asker.Add(&rows.Block, record)
		rows.add(no, []byte(record.ID))
		rows.texts = append(rows.texts, begin(line)...)
		rows.tends = append(rows.tends, len(rows.texts))
		n++
	}
	return nil
}

func (t *text) read(r *subs.Record, line []byte) error {
	if t.p.Format == part.CSV {
		return r.ReadCSV(line)
	}
	return r.ReadJSON(line)
}

func (t *text) id(line []byte) string {
	if t.p.Format == part.CSV {
		return subs.IDOfCSV(line)
	}
	return subs.IDOfJSON(line)
}

func begin(line []byte) []byte { return line[:min(len(line), shown)] }

func (t *text) Lines() int64 { return int64(t.lines.No) }

func (t *text) Read() int64 { return t.lines.Read() }

func (t *text) Close() error { return t.lines.Close() }
