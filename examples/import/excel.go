package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// maxUnzipped is the largest size of an unzipped workbook, in bytes.
const maxUnzipped = 256 << 20

// readExcel reads the rows of the first sheet of a workbook, and names the others. It reads the stored values: how a
// cell shows a date depends on its format and on the country, but the stored number does not.
func readExcel(data []byte) (rows []row, unread []string, err error) {
	defer func() {
		if broken := recover(); broken != nil { // damaged workbooks can make the library panic
			rows, unread, err = nil, nil, errors.New("the workbook is damaged")
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("is not a workbook: %w", err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, nil, errors.New("the workbook has no sheet")
	}
	props, err := book.GetWorkbookProps()
	if err != nil {
		return nil, nil, err
	}
	lines, err := book.Rows(sheets[0])
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, lines.Close()) }()
	var h heading
	for number := 1; lines.Next(); number++ {
		cells, err := lines.Columns()
		if err != nil {
			return nil, nil, fmt.Errorf("row %d: %w", number, err)
		}
		switch {
		case blank(cells):
		case h.names == nil:
			if h, err = newHeading(cells, needed(), documented()); err != nil {
				return nil, nil, err
			}
		default:
			for len(cells) < len(h.names) { // blank cells at the end are left out, or added
				cells = append(cells, "")
			}
			for len(cells) > len(h.names) && clean(cells[len(cells)-1]) == "" {
				cells = cells[:len(cells)-1]
			}
			r := h.row(number, cells)
			if props.Date1904 != nil && *props.Date1904 {
				r.from1904()
			}
			rows = append(rows, r)
		}
	}
	if err := lines.Error(); err != nil {
		return nil, nil, err
	}
	if len(rows) == 0 {
		return nil, nil, errNoRows
	}
	return rows, sheets[1:], nil
}

// from1904 converts the dates of a workbook that counts days from 1904 to those of one that counts from 1900.
func (r *row) from1904() {
	for _, column := range []string{start, end, renews} {
		if n, err := serial(r.cells[column]); err == nil { // anything else is refused unchanged
			r.cells[column] = strconv.Itoa(n + 1462)
		}
	}
}
