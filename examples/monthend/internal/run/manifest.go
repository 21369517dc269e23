package run

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"example.com/billingrules/examples/monthend/internal/output"
	"example.com/billingrules/examples/monthend/internal/part"
)

// Manifest is what is known of a partition that is done: it is written after all of its files.
type Manifest struct {
	Partition part.Partition `json:"partition"`
	Doubled   uint64         `json:"doubled"` // which lines were rejected since their IDs are in others
	Lines     int64          `json:"lines"`   // blank ones too
	Files     []output.File  `json:"files"`
	Totals    Totals         `json:"totals"`
}

// done returns the manifest of a partition that is done. It returns nil if the partition has to be done: if it is not
// the same partition of the same file, or one of its files is missing. The hashes of the IDs are kept until the run is
// finished.
func (j *Job) done(p *part.Partition, ids bool) (*Manifest, error) {
	m, err := j.manifest(p.No)
	if m == nil || err != nil || m.Partition != *p {
		return nil, err
	}
	for _, file := range m.Files {
		if !file.IsThere(j.Out) && (ids || file.Name != fileOf(p.No, "ids")) {
			return nil, nil
		}
	}
	return m, nil
}

// manifest reads the manifest of a partition; nil if no readable one exists.
func (j *Job) manifest(no int) (*Manifest, error) {
	data, err := os.ReadFile(filepath.Join(j.Out, fileOf(no, "json")))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if json.Unmarshal(data, m) != nil {
		return nil, nil
	}
	return m, nil
}
