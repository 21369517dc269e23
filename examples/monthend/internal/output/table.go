package output

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

const (
	pageRows  = 1 << 13
	groupRows = 1 << 16 // of a row group, which is held in memory until it is complete
	magic     = "PAR1"  // how a Parquet file begins and ends
)

// table writes a Parquet file of columns that are filled row by row. Values go into the page of their column as they
// are, and are packed together: a general writer of records takes several times as long.
type table struct {
	out     *Aside
	at      int64 // where the next byte of the file goes
	columns []*column
	rows    int // of the current page
	meta    format.FileMetaData
	group   int64 // rows of the pages of the current row group
	packed  []byte
	levels  []byte
}

// column is a column of a table.
type column struct {
	values interface {
		pack(b []byte) ([]byte, error) // returns the values of the current page, in the memory of b, and empties it
	}
	levels *levels // if there can be nulls
	words  *words  // if it has a dictionary
	pages  []byte  // of the current row group
	meta   format.ColumnMetaData
}

// row ends a row, for which each column has been given a value.
func (t *table) row() error {
	if t.rows++; t.rows < pageRows {
		return nil
	}
	return t.endPage()
}

// endPage packs the current page.
func (t *table) endPage() error {
	for _, c := range t.columns {
		if err := t.pack(c); err != nil {
			return err
		}
	}
	t.group += int64(t.rows)
	t.rows = 0
	if t.group < groupRows {
		return nil
	}
	return t.endGroup()
}

func (t *table) pack(c *column) (err error) {
	t.levels = t.levels[:0]
	nulls := 0
	if c.levels != nil {
		nulls = bytes.Count(*c.levels, []byte{0})
		if t.levels, err = (&rle.Encoding{BitWidth: 1}).EncodeLevels(t.levels, *c.levels); err != nil {
			return err
		}
		*c.levels = (*c.levels)[:0]
	}
	if t.packed, err = c.values.pack(t.packed[:0]); err != nil {
		return err
	}
	c.meta.NumValues += int64(t.rows)
	c.meta.Statistics.NullCount += int64(nulls)
	c.pages, err = t.page(c.pages, format.PageHeader{
		Type: format.DataPageV2,
		DataPageHeaderV2: thrift.New(format.DataPageHeaderV2{
			NumValues: int32(t.rows), NumNulls: int32(nulls), NumRows: int32(t.rows), Encoding: c.meta.Encoding[0],
			DefinitionLevelsByteLength: int32(len(t.levels)), IsCompressed: thrift.New(false),
			Statistics: format.Statistics{NullCount: int64(nulls)},
		}),
	}, t.levels, t.packed)
	return err
}

// page appends a page with its header.
func (t *table) page(b []byte, header format.PageHeader, levels, values []byte) ([]byte, error) {
	header.UncompressedPageSize = int32(len(levels) + len(values))
	header.CompressedPageSize = header.UncompressedPageSize
	header.CRC = int32(crc32.Update(crc32.ChecksumIEEE(levels), crc32.IEEETable, values))
	text, err := thrift.Marshal(&thrift.CompactProtocol{}, &header)
	return append(append(append(b, text...), levels...), values...), err
}

// endGroup writes the current row group.
func (t *table) endGroup() error {
	group := format.RowGroup{NumRows: t.group, FileOffset: t.at, Ordinal: int16(len(t.meta.RowGroups))}
	for _, c := range t.columns {
		from := t.at
		if c.words != nil {
			c.meta.DictionaryPageOffset = t.at
			values, entries := c.words.dictionary()
			page, err := t.page(nil, format.PageHeader{
				Type: format.DictionaryPage,
				DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{
					NumValues: int32(entries), Encoding: format.Plain,
				}),
			}, nil, values)
			if err != nil {
				return err
			}
			if err := t.write(page); err != nil {
				return err
			}
		}
		c.meta.DataPageOffset = t.at
		if err := t.write(c.pages); err != nil {
			return err
		}
		c.pages = c.pages[:0]
		c.meta.TotalCompressedSize = t.at - from
		c.meta.TotalUncompressedSize = t.at - from
		group.Columns = append(group.Columns, format.ColumnChunk{MetaData: c.meta})
		c.meta.NumValues, c.meta.Statistics = 0, format.Statistics{}
	}
	group.TotalByteSize, group.TotalCompressedSize = t.at-group.FileOffset, t.at-group.FileOffset
	t.meta.RowGroups = append(t.meta.RowGroups, group)
	t.meta.NumRows += t.group
	t.group = 0
	return nil
}

func (t *table) write(b []byte) error {
	n, err := t.out.Write(b)
	t.at += int64(n)
	return err
}

// end writes what is left, and then the index of what is where in the file.
func (t *table) end() error {
	if t.rows > 0 {
		if err := t.endPage(); err != nil {
			return err
		}
	}
	if t.group > 0 {
		if err := t.endGroup(); err != nil {
			return err
		}
	}
	footer, err := thrift.Marshal(&thrift.CompactProtocol{}, &t.meta)
	if err != nil {
		return err
	}
	size := len(footer)
	return t.write(append(binary.LittleEndian.AppendUint32(footer, uint32(size)), magic...))
}
