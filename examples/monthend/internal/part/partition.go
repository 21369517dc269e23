package part

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/cespare/xxhash/v2"
)

// Format is how the rows of a file are written.
type Format string

// The formats.
const (
	NDJSON  Format = "ndjson"
	CSV     Format = "csv"
	Parquet Format = "parquet"
)

// Partition is a part of the input that one worker reads. It is plain data, which goes from one machine to another.
type Partition struct {
	No     int    `json:"no"`
	File   string `json:"file"` // within the folder of the input
	Format Format `json:"format"`
	Packed string `json:"packed,omitempty"` // gz, zst, or nothing

	// The range: bytes of a plain or compressed file, row groups of a Parquet file. Of a plain file it has the lines
	// that begin in it.
	From int64 `json:"from"`
	To   int64 `json:"to"`

	FirstRow int64 `json:"firstRow,omitempty"` // of a Parquet file: how many rows stand before the range
	Bytes    int64 `json:"bytes"`              // how much there is to read, for progress

	// What the file was when it was listed. One that has changed since is another partition.
	Size     int64  `json:"size"`
	Modified int64  `json:"modified"` // nanoseconds
	Sample   uint64 `json:"sample"`   // a hash of the first and the last 64 kB of the range
}

// Name is how the partition is called in messages: its file, and its range unless that is all of it.
func (p *Partition) Name() string {
	switch {
	case p.Format == Parquet:
		return fmt.Sprintf("%s, row groups %d to %d", p.File, p.From+1, p.To)
	case p.From == 0 && p.To == p.Size:
		return p.File
	}
	return fmt.Sprintf("%s, bytes %d to %d", p.File, p.From, p.To)
}

// sampled is the number of bytes at either end of a range that are hashed.
const sampled = 64 << 10

// sample hashes both ends of a range of a file.
func sample(in io.ReaderAt, from, to int64) (uint64, error) {
	h := xxhash.New()
	for _, at := range []int64{from, max(from, to-sampled)} {
		if _, err := io.Copy(h, io.NewSectionReader(in, at, min(sampled, to-at))); err != nil {
			return 0, err
		}
	}
	return h.Sum64(), nil
}

// Check looks whether the file is still what it was when it was listed: a worker must not read something else.
func (p *Partition) Check(folder string) error {
	info, err := os.Stat(filepath.Join(folder, filepath.FromSlash(p.File)))
	if err != nil {
		return err
	}
	if info.Size() != p.Size || info.ModTime().UnixNano() != p.Modified {
		return fmt.Errorf("%s: has changed while it was read", p.File)
	}
	return nil
}
