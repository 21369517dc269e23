package run

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/cespare/xxhash/v2"

	"example.com/billingrules/examples/monthend/internal/output"
)

// The IDs of a partition are kept as 64-bit hashes, in runs of up to runIDs. A run is a table of the number of hashes
// in each bucket, and then the hashes, bucket by bucket. So the hashes of one bucket can be read from all partitions
// without the others.
const (
	runIDs   = 1 << 16
	buckets  = 256
	shift    = 64 - 8 // the bucket of a hash is its first byte
	runTable = 4 * buckets
)

// idWriter writes the hashes of a partition's IDs.
type idWriter struct {
	out  *output.Aside
	run  []uint64
	data []byte
}

func newIDWriter(out *output.Aside) *idWriter {
	return &idWriter{out: out, run: make([]uint64, 0, runIDs), data: make([]byte, 0, runTable+8*runIDs)}
}

// add adds an ID, if there is one.
func (w *idWriter) add(id []byte) {
	if len(id) == 0 {
		return
	}
	w.run = append(w.run, xxhash.Sum64(id))
	if len(w.run) == runIDs {
		_ = w.flush() // a write error is reported again when the file is completed
	}
}

// flush writes the current run.
func (w *idWriter) flush() error {
	if len(w.run) == 0 {
		return nil
	}
	var count [buckets]uint32
	for _, h := range w.run {
		count[h>>shift]++
	}
	w.data = w.data[:0]
	var at [buckets]uint32
	for b, n := range count {
		w.data = binary.LittleEndian.AppendUint32(w.data, n)
		if b > 0 {
			at[b] = at[b-1] + count[b-1]
		}
	}
	w.data = w.data[:runTable+8*len(w.run)]
	for _, h := range w.run {
		binary.LittleEndian.PutUint64(w.data[runTable+8*at[h>>shift]:], h)
		at[h>>shift]++
	}
	w.run = w.run[:0]
	_, err := w.out.Write(w.data)
	return err
}

// idRun is a run of hashes in a file.
type idRun struct {
	at    int64 // of the first hash
	first [buckets + 1]uint32
}

// idRuns finds the runs of a file of the given size in bytes.
func idRuns(in io.ReaderAt, size int64) ([]idRun, error) {
	var runs []idRun
	table := make([]byte, runTable)
	for at := int64(0); at < size; {
		if _, err := in.ReadAt(table, at); err != nil {
			return nil, fmt.Errorf("the hashes of IDs: %w", err)
		}
		r := idRun{at: at + runTable}
		for b := range buckets {
			r.first[b+1] = r.first[b] + binary.LittleEndian.Uint32(table[4*b:])
		}
		at = r.at + 8*int64(r.first[buckets])
		runs = append(runs, r)
	}
	return runs, nil
}

// read appends the hashes of some buckets. It reads them into the memory of room, which it returns.
func (r *idRun) read(in io.ReaderAt, from, to int, hashes []uint64, room []byte) ([]uint64, []byte, error) {
	n := 8 * int(r.first[to]-r.first[from])
	if n == 0 {
		return hashes, room, nil
	}
	room = slices.Grow(room[:0], n)[:n]
	if _, err := in.ReadAt(room, r.at+8*int64(r.first[from])); err != nil {
		return nil, nil, fmt.Errorf("the hashes of IDs: %w", err)
	}
	for data := room; len(data) > 0; data = data[8:] {
		hashes = append(hashes, binary.LittleEndian.Uint64(data))
	}
	return hashes, room, nil
}
