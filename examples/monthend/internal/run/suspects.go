package run

import (
	"math/bits"
	"os"
	"path/filepath"
	"slices"

	"example.com/billingrules/examples/monthend/internal/part"
)

// suspects returns the hashes that occur twice, and the partitions that have any of them.
func (j *Job) suspects(parts []part.Partition) (map[uint64]bool, []int, error) {
	files, total, err := j.idFiles(parts)
	defer func() {
		for _, f := range files {
			_ = f.in.Close() // it has only been read
		}
	}()
	if err != nil {
		return nil, nil, err
	}
	hashes, in := map[uint64]bool{}, map[int]bool{}
	step := buckets
	for step > 1 && total/buckets*int64(step) > searchIDs {
		step /= 2
	}
	var all []uint64
	var met meeting
	for from := 0; from < buckets; from += step {
		all = all[:0]
		ends := make([]int, len(files))
		for i := range files {
			if all, err = files[i].read(from, from+step, all); err != nil {
				return nil, nil, err
			}
			ends[i] = len(all)
		}
		twice := map[uint64]bool{}
		met.begin(len(all))
		for _, h := range all {
			if met.before(h) {
				twice[h], hashes[h] = true, true
			}
		}
		if len(hashes) > maxDoubled {
			return nil, nil, errDoubled
		}
		for i, begin := 0, 0; len(twice) > 0 && i < len(files); i++ {
			if slices.ContainsFunc(all[begin:ends[i]], func(h uint64) bool { return twice[h] }) {
				in[files[i].no] = true
			}
			begin = ends[i]
		}
	}
	var list []int
	for no := range in {
		list = append(list, no)
	}
	slices.Sort(list)
	return hashes, list, nil
}

// meeting is a table of the hashes met so far, at most half full. A hash is at the index that its last bits give, or at
// the next free one.
type meeting struct{ table []uint64 }

// begin empties the table, with room for the given number of hashes.
func (m *meeting) begin(n int) {
	size := 1 << bits.Len(uint(2*n))
	if size > cap(m.table) {
		m.table = make([]uint64, size)
	}
	m.table = m.table[:size]
	clear(m.table)
}

// before reports whether a hash has been met before.
func (m *meeting) before(h uint64) bool {
	h = max(h, 1) // 0 is an empty place
	last := uint64(len(m.table) - 1)
	for at := h & last; ; at = (at + 1) & last {
		switch m.table[at] {
		case h:
			return true
		case 0:
			m.table[at] = h
			return false
		}
	}
}

// idFile is the hashes of a partition.
type idFile struct {
	no   int
	in   *os.File
	runs []idRun
	room []byte
}

func (f *idFile) read(from, to int, hashes []uint64) ([]uint64, error) {
	var err error
	for i := range f.runs {
		if hashes, f.room, err = f.runs[i].read(f.in, from, to, hashes, f.room); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// idFiles opens the hashes of all partitions, and returns how many there are.
func (j *Job) idFiles(parts []part.Partition) ([]idFile, int64, error) {
	var files []idFile
	total := int64(0)
	for no := range parts {
		in, err := os.Open(filepath.Join(j.Out, fileOf(no, "ids")))
		if err != nil {
			return files, 0, err
		}
		f := idFile{no: no, in: in}
		files = append(files, f)
		info, err := in.Stat()
		if err != nil {
			return files, 0, err
		}
		if f.runs, err = idRuns(in, info.Size()); err != nil {
			return files, 0, err
		}
		files[len(files)-1] = f
		for _, r := range f.runs {
			total += int64(r.first[buckets])
		}
	}
	return files, total, nil
}
