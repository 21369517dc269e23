package beamrun

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/run"
)

func init() { register.DoFn2x0[[]byte, func(part.Partition)](&none{}) }

// none makes no elements.
type none struct{}

// ProcessElement emits nothing.
func (*none) ProcessElement([]byte, func(part.Partition)) {}

// first works a partition out.
type first struct {
	Plan Plan

	worker *run.Worker
}

// Setup is called once on each worker.
func (f *first) Setup() (err error) {
	f.worker, err = f.Plan.job().Worker()
	return err
}

// ProcessElement leaves the files of the partition, and emits its number.
func (f *first) ProcessElement(ctx context.Context, p part.Partition, done func(int)) error {
	if _, err := f.worker.Process(ctx, &p, tell(ctx)); err != nil {
		return err
	}
	done(p.No)
	return nil
}

// search looks for duplicate IDs once all partitions are done.
type search struct {
	Plan  Plan
	Whole bool // it has been done
}

// ProcessElement emits the partitions that have to be done again.
func (s *search) ProcessElement(_ context.Context, _ []byte, _ func(*int) bool, emit func(part.Partition)) error {
	if s.Whole {
		return nil
	}
	job := s.Plan.job()
	parts, err := job.Partitions()
	if err != nil {
		return err
	}
	doubled, err := job.Search(parts)
	if err != nil {
		return err
	}
	for _, p := range doubled {
		emit(p)
	}
	return nil
}

// again works out a partition once more, without the lines whose IDs are in other partitions too.
type again struct {
	Plan Plan

	worker *run.Worker
}

// Setup is called once on each worker.
func (a *again) Setup() (err error) {
	a.worker, err = a.Plan.job().Worker()
	return err
}

// ProcessElement does it, and emits the number of the partition.
func (a *again) ProcessElement(ctx context.Context, p part.Partition, done func(int)) error {
	if _, err := a.worker.Again(ctx, &p, tell(ctx)); err != nil {
		return err
	}
	done(p.No)
	return nil
}

// finish merges the results of the partitions.
type finish struct{ Plan Plan }

// ProcessElement is called once, when everything else has been done.
func (f *finish) ProcessElement(_ context.Context, _ []byte, _, _ func(*int) bool) error {
	most, ok := new(big.Rat).SetString(f.Plan.Most)
	if !ok {
		return fmt.Errorf("%q is not a percentage", f.Plan.Most)
	}
	job := f.Plan.job()
	parts, err := job.Partitions()
	if err != nil {
		return err
	}
	_, err = job.Finish(parts, most)
	if rejected := (*run.TooManyRejected)(nil); errors.As(err, &rejected) {
		return nil // reported by the program that started the pipeline, with its exit code
	}
	return err
}
