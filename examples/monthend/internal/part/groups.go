package part

import (
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
)

// groupRows is the smallest number of rows of a Parquet file in one partition, if the file has that many.
const groupRows = 1 << 19

// cutGroups cuts a Parquet file into runs of row groups.
func cutGroups(in io.ReaderAt, whole Partition) ([]Partition, error) {
	file, err := OpenParquet(in, whole.Size)
	if err != nil {
		return nil, err
	}
	groups := file.Metadata().RowGroups
	if len(groups) == 0 {
		return nil, errors.New("has no row groups")
	}
	var list []Partition
	p := whole
	p.From, p.To, p.Bytes = 0, 0, 0
	rows, before := int64(0), int64(0)
	for n, group := range groups {
		rows += group.NumRows
		p.Bytes += group.TotalCompressedSize
		p.To = int64(n) + 1
		if rows >= groupRows || n == len(groups)-1 {
			list = append(list, p)
			before += rows
			p.From, p.FirstRow, p.Bytes, rows = p.To, before, 0, 0
		}
	}
	return list, nil
}

// OpenParquet opens a Parquet file without reading more of it than its end.
func OpenParquet(in io.ReaderAt, size int64) (*parquet.File, error) {
	return parquet.OpenFile(in, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
}
