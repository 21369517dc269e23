package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// Beam makes the steps of the pipeline anew wherever they run, so that they cannot be handed a counter: those of this
// process share these. What other runners show are the pipeline's own metrics.
var (
	linesDone, linesRejected atomic.Int64
	done                     = beam.NewCounter("monthend", "subscriptions")
	refused                  = beam.NewCounter("monthend", "rejected")
)

func tell(ctx context.Context, good, bad int) {
	linesDone.Add(int64(good))
	linesRejected.Add(int64(bad))
	done.Inc(ctx, int64(good))
	refused.Inc(ctx, int64(bad))
}

// showProgress says every second how far the steps in this process have come, until it is stopped.
func showProgress(w io.Writer) (stop func()) {
	began := time.Now()
	ended := make(chan struct{})
	var shown sync.WaitGroup
	show := func() {
		fmt.Fprintf(w, "\r%s: %d subscriptions worked out, %d lines rejected",
			time.Since(began).Round(time.Second), linesDone.Load(), linesRejected.Load())
	}
	shown.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				show()
			case <-ended:
				show()
				fmt.Fprintln(w)
				return
			}
		}
	})
	return func() { close(ended); shown.Wait() }
}
