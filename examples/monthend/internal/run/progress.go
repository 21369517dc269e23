package run

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"example.com/billingrules/examples/monthend/internal/part"
)

// Progress is how far the workers of this process have come.
type Progress struct {
	rows, bytes, total, done, parts atomic.Int64
}

// plan says what is to be done next.
func (p *Progress) plan(parts int, missing []part.Partition) {
	p.parts.Store(int64(parts))
	p.done.Store(int64(parts - len(missing)))
	p.bytes.Store(0)
	total := int64(0)
	for i := range missing {
		total += missing[i].Bytes
	}
	p.total.Store(total)
}

// Tell adds rows and bytes.
func (p *Progress) Tell(rows, bytes int64) {
	p.rows.Add(rows)
	p.bytes.Add(bytes)
}

// reread adds the bytes of rows that were counted before.
func (p *Progress) reread(_, bytes int64) { p.bytes.Add(bytes) }

// line says how far the run is after some time, at which rate, and how much time is left.
func (p *Progress) line(spent time.Duration) string {
	rows, bytes, total := p.rows.Load(), p.bytes.Load(), p.total.Load()
	seconds := max(spent.Seconds(), 0.001)
	text := fmt.Sprintf("%s: %d subscriptions, %.0f a second, %d of %d partitions",
		spent.Round(time.Second), rows, float64(rows)/seconds, p.done.Load(), p.parts.Load())
	if bytes > 0 && bytes < total {
		left := time.Duration(float64(spent) * float64(total-bytes) / float64(bytes))
		text += fmt.Sprintf(", %s left", left.Round(time.Second))
	}
	return text
}

// Show says every second how far it is, until it is stopped.
func (p *Progress) Show(w io.Writer) (stop func()) {
	began := time.Now()
	ended := make(chan struct{})
	var shown sync.WaitGroup
	shown.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				fmt.Fprintf(w, "\r%-79s", p.line(time.Since(began)))
			case <-ended:
				fmt.Fprintf(w, "\r%-79s\n", p.line(time.Since(began)))
				return
			}
		}
	})
	return func() { close(ended); shown.Wait() }
}
