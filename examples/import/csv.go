package main

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// readCSV reads the rows of a CSV file with any separator: comma, semicolon or tab. A row that is not valid CSV is a
// bad row, and reading goes on with the next line.
func readCSV(data []byte, needed, known []string) ([]row, error) {
	data = decoded(data)
	var firstErr error
	for _, comma := range []rune{',', ';', '\t'} {
		rows, err := separated(data, comma, needed, known)
		if err == nil {
			return rows, nil
		}
		if firstErr == nil || comma == likely(data) {
			firstErr = err
		}
	}
	return nil, firstErr
}

// likely is the separator that occurs most often in the first line.
func likely(data []byte) rune {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	best := ','
	for _, comma := range []rune{';', '\t'} {
		if bytes.Count(line, []byte(string(comma))) > bytes.Count(line, []byte(string(best))) {
			best = comma
		}
	}
	return best
}

// decoded drops a byte order mark, and converts UTF-16, which spreadsheets call Unicode text, to UTF-8.
func decoded(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	units := make([]uint16, 0, len(data)/2)
	for rest := data[2:]; len(rest) >= 2; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return []byte(string(utf16.Decode(units)))
}

func separated(data []byte, comma rune, needed, known []string) ([]row, error) {
	var h heading
	var rows []row
	line, at := 1, 0 // where the reader started
	within := 0      // line ends within values, which do not start a row
	r := newReader(data, comma)
	for {
		before := int(r.InputOffset())
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case err != nil && h.names == nil:
			return nil, fmt.Errorf("the first row is not CSV: %w", plain(err))
		case err != nil:
			// Only the line on which it began is given up: a quote that is never closed would swallow the rest of the
			// file.
			begin := at + before + leadingLineEnds(data[at+before:])
			text, _, _ := bytes.Cut(data[begin:], []byte("\n"))
			number := line + bytes.Count(data[at:begin], []byte("\n"))
			bad := reason{Value: shown(strings.TrimSpace(string(text))), Reason: plain(err).Error()}
			rows = append(rows, row{number: number - within, bad: bad})
			at, line = min(begin+len(text)+1, len(data)), number+1
			r = newReader(data[at:], comma)
			continue
		case blank(cells):
		case h.names == nil:
			if h, err = newHeading(cells, needed, known); err != nil {
				return nil, err
			}
		default:
			first, _ := r.FieldPos(0)
			rows = append(rows, h.row(line+first-1-within, cells))
		}
		within += strings.Count(strings.Join(cells, ""), "\n")
	}
	if h.names == nil {
		return nil, errors.New("the file is empty")
	}
	if len(rows) == 0 {
		return nil, errNoRows
	}
	return rows, nil
}

func newReader(data []byte, comma rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = comma, -1
	return r
}

func leadingLineEnds(data []byte) int { return len(data) - len(bytes.TrimLeft(data, "\r\n")) }

// plain says in plain words what package csv reported.
func plain(err error) error {
	var at *csv.ParseError
	switch {
	case !errors.As(err, &at):
	case errors.Is(at.Err, csv.ErrQuote):
		return errors.New("a quote is opened and not closed, or something stands between it and the next value")
	case errors.Is(at.Err, csv.ErrBareQuote):
		return errors.New("a quote stands in the middle of a value")
	}
	return err
}
