package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// totals are what a run, or a shard of it, comes to.
type totals struct {
	On            calendar.Date   `json:"on,omitzero"`
	Month         calendar.Period `json:"month,omitzero"`
	Lines         int             `json:"lines"`         // but for blank ones
	Rejected      int             `json:"rejected"`      // lines that gave no result
	Subscriptions int             `json:"subscriptions"` // lines that gave one
	Phases        map[string]int  `json:"phases"`
	Renewable     int             `json:"renewable"`   // subscriptions that can be renewed on the day
	Instalments   int             `json:"instalments"` // due in the month
	Due           []money.Amount  `json:"due"`         // what they come to before tax, by currency
}

func (t *totals) count(r result) error {
	t.Subscriptions++
	if t.Phases == nil {
		t.Phases = map[string]int{}
	}
	t.Phases[phaseName(r.Phase)]++
	if r.Renew.Allowed() {
		t.Renewable++
	}
	t.Instalments += len(r.Due)
	for _, part := range r.Due {
		if err := t.add(part.Amount); err != nil {
			return err
		}
	}
	return nil
}

func phaseName(p lifecycle.Phase) string {
	if p == 0 {
		return "not started"
	}
	return p.String()
}

// add adds to the amount of a currency; they stand in the order of their currencies' codes.
func (t *totals) add(a money.Amount) error {
	code := a.Currency().String()
	i, found := slices.BinarySearchFunc(t.Due, code, func(b money.Amount, code string) int {
		return cmp.Compare(b.Currency().String(), code)
	})
	if !found {
		t.Due = slices.Insert(t.Due, i, a)
		return nil
	}
	var err error
	t.Due[i], err = t.Due[i].Add(a)
	return err
}

func (t *totals) merge(b totals) error {
	t.Subscriptions += b.Subscriptions
	t.Renewable += b.Renewable
	t.Instalments += b.Instalments
	for phase, n := range b.Phases {
		t.Phases[phase] += n
	}
	for _, a := range b.Due {
		if err := t.add(a); err != nil {
			return err
		}
	}
	return nil
}

// write sorts the rows of a shard and writes them as a file.
type write struct{ Out string }

// ProcessElement emits the totals of the shard. Lines of one ID are all rejected: which of them is right nobody here
// can know.
func (w *write) ProcessElement(
	ctx context.Context, shard int, next func(*batch) bool, total func(string), bad func(rejected),
) error {
	var rows []row
	for b := (batch{}); next(&b); b = (batch{}) {
		rows = append(rows, b.Rows...)
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var out bytes.Buffer
	var sum totals
	for len(rows) > 0 {
		same := 1
		for same < len(rows) && rows[same].ID == rows[0].ID {
			same++
		}
		switch {
		case same > 1:
			rejectAll(rows[:same], bad)
		case rows[0].Reason != "":
			bad(rejected{File: rows[0].File, Line: rows[0].Line, Reason: rows[0].Reason, Text: rows[0].Text})
		default:
			var r result
			if err := json.Unmarshal(rows[0].JSON, &r); err != nil {
				return err
			}
			if err := sum.count(r); err != nil {
				return err
			}
			out.Write(append(rows[0].JSON, '\n'))
		}
		rows = rows[same:]
	}
	encoded, err := json.Marshal(sum)
	if err != nil {
		return err
	}
	if out.Len() > 0 {
		name := fmt.Sprintf("%s/subscriptions-%05d-of-%05d.ndjson", w.Out, shard, shards)
		if err := publish(ctx, name, out.Bytes()); err != nil {
			return err
		}
	}
	total(string(encoded))
	return nil
}

func rejectAll(rows []row, bad func(rejected)) {
	for i, r := range rows {
		other := rows[0]
		if i == 0 {
			other = rows[1]
		}
		reason := fmt.Sprintf("id %q: stands also in %s:%d", r.ID, other.File, other.Line)
		if r.Reason != "" {
			reason = r.Reason + "; " + reason
		}
		bad(rejected{File: r.File, Line: r.Line, Reason: reason, Text: r.Text})
	}
}

// finish writes the rejected lines and, last, the totals: where they are, the run is whole.
type finish struct {
	On, From, To calendar.Date
	Files        int // so many have been read, if nothing went wrong
	Out          string
}

// ProcessElement is called once, when everything else has been done.
func (f *finish) ProcessElement(
	ctx context.Context, _ []byte, shard func(*string) bool, bad func(*rejected) bool, count func(*int) bool,
) error {
	sum := totals{On: f.On, Phases: map[string]int{}, Due: []money.Amount{}}
	var err error
	if sum.Month, err = calendar.Between(f.From, f.To); err != nil {
		return err
	}
	for text := ""; shard(&text); {
		var part totals
		if err := json.Unmarshal([]byte(text), &part); err != nil {
			return err
		}
		if err := sum.merge(part); err != nil {
			return err
		}
	}
	files := 0
	for n := 0; count(&n); files++ {
		sum.Lines += n
	}
	var all []rejected
	for r := (rejected{}); bad(&r); r = (rejected{}) {
		all = append(all, r)
	}
	sum.Rejected = len(all)
	// Beam's runner in this process may still come here where an earlier step has failed.
	if files != f.Files || sum.Lines != sum.Subscriptions+sum.Rejected {
		return fmt.Errorf("%d lines of %d of %d files have given %d results and %d rejections",
			sum.Lines, files, f.Files, sum.Subscriptions, sum.Rejected)
	}
	if err := publishLines(ctx, f.Out+"/rejected.ndjson", all); err != nil {
		return err
	}
	text, err := json.MarshalIndent(sum, "", "\t")
	if err != nil {
		return err
	}
	return publish(ctx, f.Out+"/totals.json", append(text, '\n'))
}

func publishLines(ctx context.Context, name string, all []rejected) error {
	slices.SortFunc(all, func(a, b rejected) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	for _, r := range all {
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return publish(ctx, name, out.Bytes())
}

// publish writes a file so that it is there as a whole or not at all, also when a step is done twice at the same time.
func publish(ctx context.Context, name string, data []byte) error {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	temporary := fmt.Sprintf("%s.%016x", name, rand.Uint64()) // no result depends on it
	if err := filesystem.Write(ctx, fs, temporary, data); err != nil {
		return err
	}
	return filesystem.Rename(ctx, fs, temporary, name)
}

// empty checks that there is nothing in the folder of the results: those of two runs would not be told apart.
func empty(ctx context.Context, folder string) error {
	if strings.ContainsAny(filepath.ToSlash(folder), `*?[\`) {
		// Its files are listed by one.
		return fmt.Errorf("-out %s: has a character in it that stands for others in a pattern", folder)
	}
	if !strings.Contains(folder, "://") {
		if err := os.MkdirAll(folder, 0o750); err != nil { // now, not when all is worked out
			return fmt.Errorf("-out: %w", err)
		}
	}
	fs, err := filesystem.New(ctx, folder)
	if err != nil {
		return err
	}
	defer fs.Close()
	files, err := fs.List(ctx, folder+"/*")
	if err != nil {
		return fmt.Errorf("-out: %w", err)
	}
	if len(files) > 0 {
		return fmt.Errorf("-out %s: is not empty: it has %s", folder, files[0])
	}
	return nil
}
