package source

import (
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
)

// column reads a column of row groups, some rows at a time.
type column[T any] struct {
	name   string
	number func(int64) T  // the meaning of a number, or of true (1), if the column has them
	text   func([]byte) T // the meaning of a text, if the column has them

	vals []T    // of the current rows; zero where it is null
	has  []bool // whether it is not null

	pages  parquet.Pages
	held   []parquet.Page  // the pages of the current rows, whose memory holds their texts
	left   int             // rows of the last of these pages that have not been read
	levels []byte          // of those rows: 1 if not null; empty if none is null
	next   func([]T) error // reads the next values that are not null
	some   []T             // values just read, not yet assigned to their rows

	dictionary parquet.Dictionary // of the row group, if it has one
	entries    []T                // the meanings of its entries
}

func newColumn[T any](number func(int64) T, text func([]byte) T) column[T] {
	return column[T]{
		number: number, text: text,
		vals: make([]T, BlockRows), has: make([]bool, BlockRows), some: make([]T, BlockRows),
	}
}

// start begins a row group. Without a column, or with one of nothing but nulls, every row is null.
func (c *column[T]) start(name string, chunk parquet.ColumnChunk) {
	c.name = name
	if chunk != nil {
		c.pages = chunk.Pages()
		return
	}
	clear(c.vals)
	clear(c.has)
}

// read reads the next rows, which are valid until the next call. The row group must have that many left.
func (c *column[T]) read(rows int) (err error) {
	if c.pages == nil {
		return nil
	}
	defer func() {
		if fault := recover(); fault != nil { // some damaged pages are decoded to this
			err = fmt.Errorf("column %s: is damaged: %v", c.name, fault)
		}
	}()
	c.release(min(c.left, 1))
	for at := 0; at < rows; {
		if c.left == 0 {
			if err := c.turn(); err != nil {
				return fmt.Errorf("column %s: %w", c.name, err)
			}
			continue
		}
		n := min(rows-at, c.left)
		if err := c.fill(c.vals[at:at+n], c.has[at:at+n]); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
		c.left -= n
		at += n
	}
	return nil
}

// turn goes on to the next page.
func (c *column[T]) turn() error {
	page, err := c.pages.ReadPage()
	if errors.Is(err, io.EOF) {
		return errFew
	}
	if err != nil {
		return err
	}
	c.held = append(c.held, page)
	c.left, c.levels = int(page.NumRows()), nil
	if page.NumNulls() > 0 {
		c.levels = page.DefinitionLevels()
	}
	c.next, err = c.values(page)
	return err
}

// fill reads the given number of rows of a page.
func (c *column[T]) fill(vals []T, has []bool) error {
	if len(c.levels) == 0 {
		for i := range has {
			has[i] = true
		}
		return c.next(vals)
	}
	levels := c.levels[:len(has)]
	c.levels = c.levels[len(has):]
	n := 0
	for i, level := range levels {
		if has[i] = level == 1; has[i] {
			n++
		}
	}
	some := c.some[:n]
	if err := c.next(some); err != nil {
		return err
	}
	clear(vals)
	n = 0
	for i, has := range has {
		if has {
			vals[i] = some[n]
			n++
		}
	}
	return nil
}

// filled reports whether one of the current rows is not null.
func (c *column[T]) filled(row int) bool { return c.has[row] }

// release frees the memory of all but the given number of the last pages.
func (c *column[T]) release(but int) {
	for len(c.held) > but {
		parquet.Release(c.held[0])
		c.held = append(c.held[:0], c.held[1:]...)
	}
}

// close ends with a row group.
func (c *column[T]) close() error {
	if c.pages == nil {
		return nil
	}
	c.release(0)
	err := c.pages.Close()
	c.pages, c.left, c.levels, c.next = nil, 0, nil, nil
	c.dictionary, c.entries = nil, nil
	return err
}
