// Package beamrun does the work of package run in an Apache Beam pipeline whose elements are partitions. A worker gets
// a partition, works it out as a single machine would, and leaves its files in the folder of the results, which all
// workers must be able to reach.
package beamrun

import (
	"context"
	"math/big"
	"path/filepath"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/run"
)

// Beam sends functions and elements to its workers by name, and learns these names when the program starts.
func init() {
	register.DoFn3x1[context.Context, part.Partition, func(int), error](&first{})
	register.DoFn4x1[context.Context, []byte, func(*int) bool, func(part.Partition), error](&search{})
	register.DoFn3x1[context.Context, part.Partition, func(int), error](&again{})
	register.DoFn4x1[context.Context, []byte, func(*int) bool, func(*int) bool, error](&finish{})
	register.Emitter1[int]()
	register.Emitter1[part.Partition]()
	register.Iter1[int]()
	beam.RegisterType(reflect.TypeFor[part.Partition]())
}

// What Beam's runners show about a run.
var worked = beam.NewCounter("monthend", "subscriptions")

func tell(ctx context.Context) run.Tell {
	return func(rows, _ int64) { worked.Inc(ctx, rows) }
}

// Plan is what every step knows. Beam writes it as JSON.
type Plan struct {
	Job  run.Job
	Out  string
	Most string // per cent of lines that may be rejected
}

func (p *Plan) job() *run.Job {
	job := p.Job
	job.Out = p.Out
	return &job
}

// Pipeline lays out the run:
//
//	missing partitions ─ first ─┬─ search ─ partitions with doubled IDs ─ again ─┬─ finish
//	                            └────────────────────────────────────────────────┘
//
// A step that is done again leaves the same files under the same names.
func Pipeline(job *run.Job, parts []part.Partition, most *big.Rat) (*beam.Pipeline, error) {
	plan := Plan{Job: *job, Most: most.RatString()}
	var err error
	if plan.Out, err = filepath.Abs(job.Out); err != nil {
		return nil, err
	}
	whole, err := job.Whole(parts)
	if err != nil {
		return nil, err
	}
	missing := parts[:0:0]
	if !whole {
		if err := job.Unfinish(); err != nil {
			return nil, err
		}
		if missing, err = job.Missing(parts); err != nil {
			return nil, err
		}
	}
	p, root := beam.NewPipelineWithRoot()
	done := beam.ParDo(root, &first{Plan: plan}, beam.Reshuffle(root, list(root, missing)))
	doubled := beam.ParDo(root, &search{plan, whole}, beam.Impulse(root), beam.SideInput{Input: done})
	redone := beam.ParDo(root, &again{Plan: plan}, beam.Reshuffle(root, doubled))
	beam.ParDo0(root, &finish{plan}, beam.Impulse(root), beam.SideInput{Input: done}, beam.SideInput{Input: redone})
	return p, nil
}

// list turns partitions into elements; there may be none.
func list(s beam.Scope, parts []part.Partition) beam.PCollection {
	if len(parts) == 0 {
		return beam.ParDo(s, &none{}, beam.Impulse(s))
	}
	return beam.CreateList(s, parts)
}
