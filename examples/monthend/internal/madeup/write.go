package madeup

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
)

// Write writes so many subscriptions in the format that the name of a file has.
func (m *Maker) Write(out io.Writer, name string, n int) error {
	rest, gz := strings.CutSuffix(name, ".gz")
	rest, zst := strings.CutSuffix(rest, ".zst")
	switch {
	case strings.HasSuffix(name, ".parquet"):
		return m.table(out, n)
	case gz:
		packed := gzip.NewWriter(out)
		return errors.Join(m.Write(packed, rest, n), packed.Close())
	case zst:
		packed, err := zstd.NewWriter(out, zstd.WithEncoderConcurrency(1))
		if err != nil {
			return err
		}
		return errors.Join(m.Write(packed, rest, n), packed.Close())
	case strings.HasSuffix(name, ".csv"):
		return m.lines(out, n, strings.Join(subs.Columns(), ",")+"\n", appendCSV)
	case strings.HasSuffix(name, ".ndjson"):
		return m.lines(out, n, "", func(b []byte, r *subs.Record) ([]byte, error) { return r.AppendJSON(b) })
	}
	return fmt.Errorf("%s: is none of .ndjson, .csv (each also with .gz or .zst) and .parquet", name)
}

func (m *Maker) lines(out io.Writer, n int, header string, app func([]byte, *subs.Record) ([]byte, error)) error {
	w := bufio.NewWriterSize(out, 1<<20)
	_, err := w.WriteString(header)
	var line []byte
	for range n {
		if err != nil {
			return err
		}
		r, made := m.Next()
		if made != nil {
			return made
		}
		if line, err = app(line[:0], &r); err != nil {
			return err
		}
		_, err = w.Write(append(line, '\n'))
	}
	return errors.Join(err, w.Flush())
}

// appendCSV appends a row, which has only the first term.
func appendCSV(b []byte, r *subs.Record) ([]byte, error) {
	term := r.Facts.Terms[0]
	srp, _ := r.SRP.Of(term.Length) // each length that is sold has a price
	net := ""
	if r.Net.ByInvoice {
		net = strconv.Itoa(r.Net.Days)
	}
	return fmt.Appendf(b, "%s,%s,%s,%d,%s,%s,%s,%s,%s",
		r.ID, r.Region, r.Facts.Offering, r.Facts.Seats, term.Ordered, term.Start, term.Length, srp, net), nil
}

// tableRow is a row of a Parquet file. A row with a history has its facts as JSON, and nothing in the other columns.
type tableRow struct {
	ID        string  `parquet:"id,delta"`
	Region    string  `parquet:"region,dict"`
	NetDays   *int32  `parquet:"netDays,optional,dict"`
	Offering  *string `parquet:"offering,optional,dict"`
	Seats     *int32  `parquet:"seats,optional,dict"`
	Ordered   *int32  `parquet:"ordered,optional,date,dict"`
	Start     *int32  `parquet:"start,optional,date,dict"`
	Length    *string `parquet:"length,optional,dict"`
	Currency  *string `parquet:"currency,optional,dict"`
	SRPMinor  *int64  `parquet:"srpMinor,optional,dict"`
	AutoRenew *bool   `parquet:"autoRenew,optional"`
	UnpaidDue *int32  `parquet:"unpaidDue,optional,date"`
	SRP       *string `parquet:"srp,optional"`
	Facts     *string `parquet:"facts,optional"`
}

// groupRows is the number of rows in a row group of a Parquet file.
const groupRows = 1 << 18

func (m *Maker) table(out io.Writer, n int) error {
	w := parquet.NewGenericWriter[tableRow](out, parquet.Compression(&parquet.Snappy),
		parquet.MaxRowsPerRowGroup(groupRows))
	rows := make([]tableRow, 0, 1000)
	for n > 0 {
		for rows = rows[:0]; len(rows) < cap(rows) && n > 0; n-- {
			r, err := m.Next()
			if err != nil {
				return err
			}
			row, err := rowOf(&r)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		if _, err := w.Write(rows); err != nil {
			return err
		}
	}
	return w.Close()
}

func rowOf(r *subs.Record) (tableRow, error) {
	row := tableRow{ID: r.ID, Region: string(r.Region)}
	if r.Net.ByInvoice {
		row.NetDays = new(int32(r.Net.Days))
	}
	term := r.Facts.Terms[0]
	if len(r.Facts.Terms) > 1 || len(r.Facts.Changes) > 0 {
		line, err := r.AppendJSON(nil)
		if err != nil {
			return row, err
		}
		_, rest, _ := strings.Cut(string(line), `"srp":`)
		srp, facts, _ := strings.Cut(rest, `,"facts":`)
		srp, _, _ = strings.Cut(srp, `,"netDays":`)
		facts = strings.TrimSuffix(facts, "}")
		row.SRP, row.Facts = &srp, &facts
		return row, nil
	}
	srp, _ := r.SRP.Of(term.Length) // each length that is sold has a price
	minor, err := srp.Minor()
	day0 := calendar.MustParseDate("1970-01-01")
	row.Offering, row.Seats, row.SRPMinor = &r.Facts.Offering, new(int32(r.Facts.Seats)), &minor
	row.Ordered, row.Start = new(int32(term.Ordered.Sub(day0))), new(int32(term.Start.Sub(day0)))
	row.Length, row.Currency = new(term.Length.String()), new(srp.Currency().String())
	return row, err
}
