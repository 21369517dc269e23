package output

import (
	"errors"
	"fmt"

	"example.com/billingrules/examples/monthend/internal/answer"
)

// Format is how results are written.
type Format string

// The formats of results.
const (
	NDJSON  Format = "ndjson"
	Parquet Format = "parquet"
)

// Kind is what a file of results has.
type Kind string

// The kinds of results, each of which has a folder of its name.
const (
	Phases   Kind = "phases"   // where each subscription stands: phase, renewal date and window, the price of the rest
	Due      Kind = "due"      // instalments that are due in the month
	Renewals Kind = "renewals" // what comes up for renewal in the 30 days after the day
	Invoices Kind = "invoices" // instalments whose invoices are dated in the month
)

// Kinds returns all kinds.
func Kinds() []Kind { return []Kind{Phases, Due, Renewals, Invoices} }

// Results are the files of a partition on their way.
type Results struct {
	files []*Aside
	kinds []rows
}

// rows writes rows of one kind.
type rows interface {
	add(id []byte, r *answer.Result) error
	end() error
}

// Open begins the files of a partition.
func Open(folder string, format Format, kinds []Kind, no int) (*Results, error) {
	r := &Results{}
	for _, kind := range kinds {
		file, err := Create(folder, fmt.Sprintf("%s/part-%05d.%s", kind, no, format))
		if err != nil {
			r.Drop()
			return nil, err
		}
		r.files = append(r.files, file)
		if format == Parquet {
			r.kinds = append(r.kinds, tableOf(kind, file))
		} else {
			r.kinds = append(r.kinds, &lines{kind: kind, out: file, names: names()})
		}
	}
	return r, nil
}

// Add adds the answers to a subscription.
func (r *Results) Add(id []byte, result *answer.Result) error {
	for _, kind := range r.kinds {
		if err := kind.add(id, result); err != nil {
			return err
		}
	}
	return nil
}

// Publish makes the files whole, together with others of the partition.
func (r *Results) Publish(others ...*Aside) ([]File, error) {
	var errs []error
	for _, kind := range r.kinds {
		errs = append(errs, kind.end())
	}
	if err := errors.Join(errs...); err != nil {
		r.Drop()
		Drop(others...)
		return nil, err
	}
	return Publish(append(r.files, others...)...)
}

// Drop gives the files up.
func (r *Results) Drop() { Drop(r.files...) }
