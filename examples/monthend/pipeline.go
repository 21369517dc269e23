package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"reflect"

	"example.com/billingrules/calendar"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// shards is into how many files the results are divided. One shard is sorted in the memory of one worker.
const shards = 64

// Beam sends functions and elements to its workers by name, and learns the names when the program starts.
func init() {
	register.DoFn5x1[context.Context, string, func(block), func(rejected), func(int), error](&read{})
	register.DoFn4x1[context.Context, block, func(int, batch), func(rejected), error](&work{})
	register.DoFn5x1[context.Context, int, func(*batch) bool, func(string), func(rejected), error](&write{})
	register.DoFn5x1[
		context.Context, []byte, func(*string) bool, func(*rejected) bool, func(*int) bool, error,
	](&finish{})
	register.Emitter1[string]()
	register.Emitter1[block]()
	register.Emitter1[rejected]()
	register.Emitter1[int]()
	register.Emitter2[int, batch]()
	register.Iter1[batch]()
	register.Iter1[string]()
	register.Iter1[rejected]()
	register.Iter1[int]()
	for _, element := range []any{block{}, batch{}, rejected{}} {
		beam.RegisterType(reflect.TypeOf(element))
	}
}

// row is the result of one line, on its way to its shard.
type row struct {
	ID     string
	File   string
	Line   int
	JSON   []byte
	Reason string // of a line that is rejected, but has an ID
	Text   string // how such a line begins
}

// batch is the rows of one block that go to the same shard.
type batch struct{ Rows []row }

// rejected is a line that gives no result, and why.
type rejected struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	Text   string `json:"text,omitempty"` // how the line begins
}

// pipeline lays out the run:
//
//	files ─ read ─ work ─ by shard ─ write ─┐
//	          │      │                 │    ├─ finish
//	          └──────┴── rejected ─────┴────┘
//
// No step depends on the order in which lines, blocks or shards come, and each writes a file as a whole under its final
// name, so that a step that is done again leaves the same bytes.
func pipeline(on calendar.Date, files []string, out string) (*beam.Pipeline, error) {
	billed, err := month(on)
	if err != nil {
		return nil, fmt.Errorf("the month of %s: %w", on, err)
	}
	p, root := beam.NewPipelineWithRoot()
	blocks, unread, counts := beam.ParDo3(root, &read{}, beam.Reshuffle(root, beam.CreateList(root, files)))
	// A block goes to whichever worker is free, not only to the one that reads its file.
	working := &work{On: on, From: billed.Start(), To: billed.End()}
	rows, unusable := beam.ParDo2(root, working, beam.Reshuffle(root, blocks))
	totals, doubled := beam.ParDo2(root, &write{Out: out}, beam.GroupByKey(root, rows))
	bad := beam.Flatten(root, unread, unusable, doubled)
	last := &finish{On: on, From: billed.Start(), To: billed.End(), Files: len(files), Out: out}
	beam.ParDo0(root, last, beam.Impulse(root),
		beam.SideInput{Input: totals}, beam.SideInput{Input: bad}, beam.SideInput{Input: counts})
	return p, nil
}

// work reads and bills the lines of a block.
type work struct {
	On, From, To calendar.Date

	editions editions
}

// Setup is called once on each worker.
func (w *work) Setup() { w.editions = publishedEditions() }

// ProcessElement emits a row or a rejected line for each line.
func (w *work) ProcessElement(ctx context.Context, b block, good func(int, batch), bad func(rejected)) error {
	billed, err := calendar.Between(w.From, w.To)
	if err != nil {
		return err
	}
	done, refused := 0, 0
	var batches [shards]batch
	for n, text := range b.lines() {
		r, err := w.result(b.File, text, billed)
		if err != nil {
			refused++
			no := b.reject(n, text, err)
			id := idOf(b.File, text)
			if id == "" {
				bad(no)
				continue
			}
			to := &batches[shardOf(id)] // where others of its ID come, which it makes doubtful
			to.Rows = append(to.Rows, row{ID: id, File: b.File, Line: n, Reason: no.Reason, Text: no.Text})
			continue
		}
		encoded, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", b.File, n, err)
		}
		to := &batches[shardOf(r.ID)]
		to.Rows = append(to.Rows, row{ID: r.ID, File: b.File, Line: n, JSON: encoded})
		done++
	}
	for shard, b := range batches {
		if len(b.Rows) > 0 {
			good(shard, b)
		}
	}
	tell(ctx, done, refused)
	return nil
}

func (w *work) result(file, text string, month calendar.Period) (result, error) {
	s, err := w.editions.readLine(file, text)
	if err != nil {
		return result{}, err
	}
	return bill(s, w.On, month)
}

// shardOf returns the shard of an ID: always the same, on every machine.
func shardOf(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id)) // never fails
	return int(h.Sum32() % shards)
}

// month is the month that a day is in.
func month(on calendar.Date) (calendar.Period, error) {
	_, _, day := on.Civil()
	first := on.AddDays(1 - day)
	next := first.AddMonths(1)
	if next.IsZero() {
		return calendar.Period{}, errors.New("is the last of the calendar")
	}
	return calendar.Between(first, next)
}
