package run

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"example.com/billingrules/examples/monthend/internal/part"
)

// Local works the partitions out in this process, by so many workers at once: those that are not done yet.
func (j *Job) Local(ctx context.Context, parts []part.Partition, workers int, progress *Progress) error {
	if whole, err := j.Whole(parts); err != nil || whole {
		return err
	}
	if err := j.Unfinish(); err != nil {
		return err
	}
	missing, err := j.Missing(parts)
	if err != nil {
		return err
	}
	progress.plan(len(parts), missing)
	if err := j.each(ctx, workers, missing, progress, progress.Tell, (*Worker).Process); err != nil {
		return err
	}
	again, err := j.Search(parts)
	if err != nil {
		return err
	}
	progress.plan(len(again), again)
	return j.each(ctx, workers, again, progress, progress.reread, (*Worker).Again)
}

// Unfinish removes the totals: what they are of is about to change.
func (j *Job) Unfinish() error {
	if err := os.Remove(filepath.Join(j.Out, TotalsFile)); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Missing returns the partitions that are not done.
func (j *Job) Missing(parts []part.Partition) ([]part.Partition, error) {
	var missing []part.Partition
	for i := range parts {
		m, err := j.done(&parts[i], true)
		if err != nil {
			return nil, err
		}
		if m == nil {
			missing = append(missing, parts[i])
		}
	}
	return missing, nil
}

// each calls a function for each partition, with the given number of workers at once, until one call fails.
func (j *Job) each(
	ctx context.Context, workers int, parts []part.Partition, progress *Progress, tell Tell,
	do func(*Worker, context.Context, *part.Partition, Tell) (*Manifest, error),
) error {
	group, ctx := errgroup.WithContext(ctx)
	next := make(chan *part.Partition)
	group.Go(func() error {
		defer close(next)
		for i := range parts {
			select {
			case next <- &parts[i]:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range min(workers, len(parts)) {
		group.Go(func() error {
			worker, err := j.Worker()
			if err != nil {
				return err
			}
			for p := range next {
				if _, err := do(worker, ctx, p, tell); err != nil {
					return err
				}
				progress.done.Add(1)
			}
			return nil
		})
	}
	return group.Wait()
}
