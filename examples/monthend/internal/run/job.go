package run

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/output"
	"example.com/billingrules/examples/monthend/internal/part"
)

// Job is what a run is to do. It is plain data, which goes from one machine to another; all must reach both folders.
type Job struct {
	On     calendar.Date `json:"on"`
	Format output.Format `json:"format"` // of the results
	Kinds  []output.Kind `json:"kinds"`
	Bytes  int64         `json:"partBytes"` // of a partition that is a part of a plain file
	In     string        `json:"in"`        // the folder of the input
	Out    string        `json:"-"`         // the folder of the results
}

// work is where a run keeps its progress, within the folder of the results. Programs that read results skip names that
// begin with an underscore.
const work = "_work"

// The files of a run as a whole.
const (
	TotalsFile   = "totals.json"     // written last: if it is there, the run is whole
	RejectedFile = "rejected.ndjson" // lines that have no result
)

const (
	jobFile   = work + "/job.json"
	partsFile = work + "/parts.json" // all partitions, for the steps of a pipeline
)

// asks is what has to be worked out for the results that are wanted.
func (j *Job) asks() answer.Asks {
	var a answer.Asks
	for _, kind := range j.Kinds {
		switch kind {
		case output.Phases:
		case output.Due, output.Invoices:
			a.Charges = true
		case output.Renewals:
			a.Renewals = true
		}
	}
	return a
}

// Begin prepares the folder of the results: an empty one, or one of the same job, which then goes on.
func (j *Job) Begin(parts []part.Partition) error {
	if err := j.claim(); err != nil {
		return err
	}
	if err := output.Sweep(j.Out); err != nil {
		return err
	}
	data, err := json.Marshal(parts)
	if err != nil {
		return err
	}
	return output.Write(j.Out, partsFile, data)
}

// claim makes the folder that of the job, unless it belongs to another job.
func (j *Job) claim() error {
	want, err := json.MarshalIndent(j, "", "\t")
	if err != nil {
		return err
	}
	switch have, err := os.ReadFile(filepath.Join(j.Out, jobFile)); {
	case err == nil && bytes.Equal(have, want):
		return nil
	case err == nil:
		return fmt.Errorf("-out %s: has the results of another run:\n%s\nthis one is\n%s", j.Out, have, want)
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	entries, err := os.ReadDir(j.Out)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, entry := range entries {
		if entry.Name() != work { // of a run that was killed before it had done anything
			return fmt.Errorf("-out %s: is not empty, and not of a run that can go on: it has %s", j.Out, entry.Name())
		}
	}
	return output.Write(j.Out, jobFile, want)
}

// Partitions reads the partitions that Begin has written down.
func (j *Job) Partitions() ([]part.Partition, error) {
	data, err := os.ReadFile(filepath.Join(j.Out, partsFile))
	if err != nil {
		return nil, err
	}
	var parts []part.Partition
	return parts, json.Unmarshal(data, &parts)
}
