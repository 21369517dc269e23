package source

import (
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
)

// column reads a column of row groups, value by value.
type column struct {
	name   string
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
}

// start begins with a row group.
func (c *column) start(chunk parquet.ColumnChunk) { c.pages = chunk.Pages() }

// read fills values, which are valid until the next call. There are as many left in the row group.
func (c *column) read(into []parquet.Value) error {
	for len(into) > 0 {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if errors.Is(err, io.EOF) {
				return fmt.Errorf("column %s: has fewer values than there are rows", c.name)
			}
			if err != nil {
				return fmt.Errorf("column %s: %w", c.name, err)
			}
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(into)
		into = into[n:]
		if errors.Is(err, io.EOF) {
			c.values = nil
		} else if err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return nil
}

// close ends with a row group.
func (c *column) close() error {
	if c.pages == nil {
		return nil
	}
	err := c.pages.Close()
	c.pages, c.page, c.values = nil, nil, nil
	return err
}
