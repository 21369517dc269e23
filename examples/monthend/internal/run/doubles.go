package run

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/cespare/xxhash/v2"

	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/output"
	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/source"
	"example.com/billingrules/examples/monthend/internal/subs"
)

const (
	// searchIDs is roughly how many hashes are compared at once: few enough for their table to stay in a processor's
	// cache.
	searchIDs = 1 << 16

	// maxDoubled is the largest number of lines with IDs that other lines have too. If there are more, the input is
	// there twice.
	maxDoubled = 1 << 19
)

var errDoubled = fmt.Errorf("more than %d lines have an ID that others have too: is a file there twice?", maxDoubled)

// double is a line whose ID is in another line too.
type double struct {
	Line  int64  `json:"line"` // within the partition
	ID    string `json:"id"`
	Other string `json:"other"` // where one of the others is
}

func (d *double) fault() subs.Fault {
	return subs.Fault{Field: "id", Value: fmt.Sprintf("%q", d.ID), Reason: "is a duplicate: it is also in " + d.Other}
}

// Doubles finds the lines whose IDs are in others too, by partition. All partitions are done; those without doubled
// lines are not in the result. First the hashes of all IDs are compared, bucket by bucket, so that memory does not grow
// with the input; then the partitions are read again in which there are hashes that occur twice, and the IDs themselves
// are compared.
func (j *Job) Doubles(parts []part.Partition) (map[int][]double, error) {
	hashes, suspects, err := j.suspects(parts)
	if err != nil || len(hashes) == 0 {
		return nil, err
	}
	found := map[string][]place{}
	n := 0
	for _, no := range suspects {
		err := j.eachID(&parts[no], func(line int64, id []byte) error {
			if !hashes[xxhash.Sum64(id)] {
				return nil
			}
			if n++; n > maxDoubled {
				return errDoubled
			}
			found[string(id)] = append(found[string(id)], place{no, line})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return j.doubles(parts, found)
}

// place is where an ID is.
type place struct {
	no   int
	line int64
}

// doubles turns the places of IDs into the duplicate lines of each partition, each line with the place of another.
func (j *Job) doubles(parts []part.Partition, found map[string][]place) (map[int][]double, error) {
	before, err := j.linesBefore(parts)
	if err != nil {
		return nil, err
	}
	at := func(p place) string {
		return fmt.Sprintf("%s, line %d", parts[p.no].File, before[p.no]+p.line)
	}
	all := map[int][]double{}
	for id, places := range found {
		for i, p := range places {
			if len(places) == 1 {
				break // another ID with the same hash
			}
			other := places[0]
			if i == 0 {
				other = places[1]
			}
			all[p.no] = append(all[p.no], double{p.line, id, at(other)})
		}
	}
	for _, list := range all {
		slices.SortFunc(list, func(a, b double) int { return cmp.Compare(a.Line, b.Line) })
	}
	return all, nil
}

// linesBefore returns, for each partition, how many lines of its file come before it.
func (j *Job) linesBefore(parts []part.Partition) ([]int64, error) {
	before := make([]int64, len(parts))
	for i := range parts {
		p := &parts[i]
		if p.Format == part.Parquet {
			before[i] = p.FirstRow
		} else if i > 0 && parts[i-1].File == p.File {
			m, err := j.mustManifest(i - 1)
			if err != nil {
				return nil, err
			}
			before[i] = before[i-1] + m.Lines
		}
	}
	return before, nil
}

// mustManifest reads the manifest of a partition that is done.
func (j *Job) mustManifest(no int) (*Manifest, error) {
	m, err := j.manifest(no)
	if err == nil && m == nil {
		err = fmt.Errorf("%s: is not there any more", fileOf(no, "json"))
	}
	return m, err
}

// eachID reads the IDs of a partition again, including those of rejected lines.
func (j *Job) eachID(p *part.Partition, yield func(line int64, id []byte) error) error {
	asker, err := answer.New(j.On, answer.Asks{})
	if err != nil {
		return err
	}
	in, err := source.Open(j.In, p, asker)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it has only been read
	var rows source.Rows
	for {
		var first error
		tell := func(line int64, id []byte) {
			if len(id) > 0 && first == nil {
				first = yield(line, id)
			}
		}
		err := in.Fill(&rows, func(b source.Bad) { tell(b.Line, []byte(b.ID)) })
		for row := range rows.Block.Len() {
			tell(rows.Line[row], rows.ID(row))
		}
		switch {
		case first != nil:
			return first
		case errors.Is(err, io.EOF):
			return p.Check(j.In)
		case err != nil:
			return err
		}
	}
}

// doubledOf reads the duplicate lines of a partition that a search has found; none if it has found none.
func (j *Job) doubledOf(no int) ([]double, error) {
	data, err := os.ReadFile(filepath.Join(j.Out, fileOf(no, "doubled.json")))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []double
	return list, json.Unmarshal(data, &list)
}

// Search finds doubled IDs, leaves a list for each partition that has one, and returns the partitions that have to be
// done again: those whose results do not know of them yet.
func (j *Job) Search(parts []part.Partition) ([]part.Partition, error) {
	all, err := j.Doubles(parts)
	if err != nil {
		return nil, err
	}
	var again []part.Partition
	for no := range parts {
		m, err := j.mustManifest(no)
		if err != nil {
			return nil, err
		}
		if m.Doubled == fingerprint(all[no]) {
			continue
		}
		data, err := json.Marshal(all[no])
		if err != nil {
			return nil, err
		}
		if err := output.Write(j.Out, fileOf(no, "doubled.json"), data); err != nil {
			return nil, err
		}
		again = append(again, parts[no])
	}
	return again, nil
}
