package run

import (
	"bufio"
	"cmp"
	"context"
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

// Rejected is a fault of a line that has no result. A line with several faults has several of them.
type Rejected struct {
	Partition string `json:"partition"`
	Line      int64  `json:"line"` // of the file; of a Parquet file, the row
	ID        string `json:"id,omitempty"`
	subs.Fault
	Text string `json:"text,omitempty"` // how the line begins
}

// Worker works partitions out, one after another. It is not safe for use by several goroutines; each has its own.
type Worker struct {
	job   *Job
	asker *answer.Asker
}

// Worker returns a worker of the job.
func (j *Job) Worker() (*Worker, error) {
	asker, err := answer.New(j.On, j.asks())
	return &Worker{j, asker}, err
}

// process is a partition that is being worked out.
type process struct {
	job     *Job
	p       *part.Partition
	asker   *answer.Asker
	doubled map[int64]double
	results *output.Results
	bad     *output.Aside
	ids     *idWriter
	m       Manifest
	tell    Tell
	faults  []Rejected // of the current block
}

// Tell is told of rows that have been worked out, and of bytes that have been read for them.
type Tell func(rows, bytes int64)

// Process works a partition out, and leaves its files and its manifest in the folder of the results. It is all that a
// worker does, on one machine or on many.
func (w *Worker) Process(ctx context.Context, p *part.Partition, tell Tell) (*Manifest, error) {
	return w.process(ctx, p, nil, tell)
}

// Again does a partition again that Search has returned.
func (w *Worker) Again(ctx context.Context, p *part.Partition, tell Tell) (*Manifest, error) {
	list, err := w.job.doubledOf(p.No)
	if err != nil {
		return nil, err
	}
	return w.process(ctx, p, list, tell)
}

func (w *Worker) process(ctx context.Context, p *part.Partition, doubled []double, tell Tell) (*Manifest, error) {
	at := &process{job: w.job, p: p, asker: w.asker, doubled: map[int64]double{}, tell: tell}
	at.m = Manifest{Partition: *p, Doubled: fingerprint(doubled)}
	for _, d := range doubled {
		at.doubled[d.Line] = d
	}
	if err := at.open(); err != nil {
		return nil, err
	}
	if err := at.read(ctx); err != nil {
		at.drop()
		return nil, err
	}
	return at.publish()
}

func (w *process) open() error {
	var err error
	if w.results, err = output.Open(w.job.Out, w.job.Format, w.job.Kinds, w.p.No); err != nil {
		return err
	}
	if w.bad, err = output.Create(w.job.Out, fileOf(w.p.No, "rejected.ndjson")); err != nil {
		w.results.Drop()
		return err
	}
	ids, err := output.Create(w.job.Out, fileOf(w.p.No, "ids"))
	if err != nil {
		w.results.Drop()
		output.Drop(w.bad)
		return err
	}
	w.ids = newIDWriter(ids)
	return nil
}

func (w *process) drop() {
	w.results.Drop()
	output.Drop(w.bad, w.ids.out)
}

// fileOf is the name of a file of a partition.
func fileOf(no int, what string) string { return fmt.Sprintf("%s/part-%05d.%s", work, no, what) }

// read answers one block after another.
func (w *process) read(ctx context.Context) error {
	in, err := source.Open(w.job.In, w.p, w.asker)
	if err != nil {
		return err
	}
	var rows source.Rows
	var result answer.Result
	seen := int64(0)
	for end := false; !end; {
		if err := ctx.Err(); err != nil {
			_ = in.Close()
			return err
		}
		err := in.Fill(&rows, func(b source.Bad) {
			w.ids.add([]byte(b.ID))
			w.reject(b.Line, b.ID, b.Text, b.Faults)
		})
		if end = errors.Is(err, io.EOF); err != nil && !end {
			_ = in.Close() // it has only been read
			return err
		}
		if err := errors.Join(w.answer(&rows, &result), w.tellFaults()); err != nil {
			_ = in.Close()
			return err
		}
		now := in.Read()
		w.tell(int64(rows.Block.Len()), now-seen)
		seen = now
	}
	w.m.Lines = in.Lines()
	if err := in.Close(); err != nil {
		return err
	}
	return w.p.Check(w.job.In)
}

// answer answers the rows of a block.
func (w *process) answer(rows *source.Rows, result *answer.Result) error {
	if err := w.asker.Answer(&rows.Block); err != nil {
		return err
	}
	for row := range rows.Block.Len() {
		id := rows.ID(row)
		w.ids.add(id)
		if len(w.doubled) > 0 {
			if _, ok := w.doubled[rows.Line[row]]; ok {
				w.reject(rows.Line[row], string(id), rows.Text(row), w.faultsOf(rows, row, result))
				continue
			}
		}
		if err := w.asker.Row(&rows.Block, row, result); err != nil {
			w.reject(rows.Line[row], string(id), rows.Text(row), subs.FaultsOf("", err))
			continue
		}
		w.m.Totals.add(result)
		if err := w.results.Add(id, result); err != nil {
			return err
		}
	}
	return nil
}

// faultsOf returns what else is wrong with a row whose ID is a duplicate.
func (w *process) faultsOf(rows *source.Rows, row int, result *answer.Result) subs.Faults {
	if err := w.asker.Row(&rows.Block, row, result); err != nil {
		return subs.FaultsOf("", err)
	}
	return nil
}

// reject writes the faults of a line, including a duplicate ID.
func (w *process) reject(line int64, id string, text []byte, faults subs.Faults) {
	if d, ok := w.doubled[line]; ok {
		faults = append(faults[:len(faults):len(faults)], d.fault())
	}
	w.m.Totals.Rejected++
	for _, f := range faults {
		w.faults = append(w.faults, Rejected{w.p.Name(), line, id, f, string(text)})
	}
}

// tellFaults writes the faults of a block, in the order of its lines.
func (w *process) tellFaults() error {
	slices.SortStableFunc(w.faults, func(a, b Rejected) int { return cmp.Compare(a.Line, b.Line) })
	encoder := json.NewEncoder(w.bad)
	encoder.SetEscapeHTML(false)
	for i := range w.faults {
		if err := encoder.Encode(&w.faults[i]); err != nil {
			return err
		}
	}
	w.faults = w.faults[:0]
	return nil
}

// publish gives the files their final names, and writes the manifest last.
func (w *process) publish() (*Manifest, error) {
	if err := w.ids.flush(); err != nil {
		w.drop()
		return nil, err
	}
	manifest := filepath.Join(w.job.Out, fileOf(w.p.No, "json"))
	if err := os.Remove(manifest); err != nil && !errors.Is(err, os.ErrNotExist) {
		w.drop()
		return nil, err
	}
	files, err := w.results.Publish(w.bad, w.ids.out)
	if err != nil {
		return nil, err
	}
	w.m.Files = files
	data, err := json.MarshalIndent(w.m, "", "\t")
	if err != nil {
		return nil, err
	}
	return &w.m, output.Write(w.job.Out, fileOf(w.p.No, "json"), data)
}

// fingerprint distinguishes lists of doubled lines; it is 0 for none.
func fingerprint(doubled []double) uint64 {
	if len(doubled) == 0 {
		return 0
	}
	h := xxhash.New()
	out := bufio.NewWriter(h)
	for _, d := range doubled {
		fmt.Fprintf(out, "%d %q %q\n", d.Line, d.ID, d.Other)
	}
	_ = out.Flush() // writing to a hash cannot fail
	return h.Sum64() | 1
}
