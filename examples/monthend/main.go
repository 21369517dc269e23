// Monthend is the month-end run: it reads subscriptions and writes their phases, what is due, the renewals and the
// invoices of a day and its month, with totals. It runs on all cores of this machine, unless it is told otherwise:
//
//	go -C examples/monthend run . -on 2026-05-31 -in testdata/subscriptions.ndjson -out /tmp/may
//	go -C examples/monthend run . generate -n 1000000 -out /tmp/subscriptions.ndjson
//	go -C examples/monthend run . -on 2026-05-31 -in /tmp/subscriptions.ndjson -out /tmp/million
//
// As "monthend beam", with the same flags and Beam's own, the same work is done by an Apache Beam pipeline.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/output"
	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/run"
)

// The exit codes of the program.
const (
	exitFailed   = 1 // a fault of files or machines: the run can continue where it stopped
	exitUsage    = 2 // the flags make no sense
	exitRejected = 3 // too many lines were rejected, or all: there are no totals
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitCode(err))
	}
}

func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	switch {
	case len(args) > 0 && args[0] == "generate":
		return generateCommand(args[1:], stdout)
	case len(args) > 0 && args[0] == "rival":
		return rivalCommand(ctx, args[1:], stdout)
	case len(args) > 0 && args[0] == "beam", isWorker(args):
		return beamCommand(ctx, args, stderr)
	}
	return runCommand(ctx, args, stderr)
}

// usageError says that the flags make no sense.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usage(err error) error { return usageError{err} }

func exitCode(err error) int {
	var bad usageError
	var rejected *run.TooManyRejected
	switch {
	case errors.As(err, &bad):
		return exitUsage
	case errors.As(err, &rejected):
		return exitRejected
	}
	return exitFailed
}

// asked are the flags of a run.
type asked struct {
	on, in, out, format, only, rejected string
	bytes                               int64
	workers                             int
}

func (a *asked) define(flags *flag.FlagSet) {
	flags.StringVar(&a.on, "on", "", "the `day` of the run, YYYY-MM-DD; its month is the one that is billed")
	flags.StringVar(&a.in, "in", "", "a `folder` of partitions, or a file, or a pattern such as 'subs-*.ndjson'")
	flags.StringVar(&a.out, "out", "",
		"the `folder` of the results: an empty one, or that of the same run, which goes on")
	flags.StringVar(&a.format, "format", "ndjson", "of the results: `ndjson` or parquet")
	flags.StringVar(&a.only, "only", "phases,due,renewals,invoices", "which `results` are written")
	flags.StringVar(&a.rejected, "max-rejected", "1", "how many `per cent` of the lines may be rejected")
	flags.Int64Var(&a.bytes, "part-size", 32<<20, "how many `bytes` of a plain file are a partition, about")
	flags.IntVar(&a.workers, "workers", runtime.GOMAXPROCS(0), "how many `partitions` are worked out at once")
}

// job checks the flags, and lists the partitions.
func (a *asked) job() (*run.Job, []part.Partition, error) {
	on, err := calendar.ParseDate(a.on)
	if err != nil {
		return nil, nil, usage(fmt.Errorf("-on: %w", err))
	}
	switch {
	case a.in == "":
		return nil, nil, usage(errors.New("-in: is needed"))
	case a.out == "":
		return nil, nil, usage(errors.New("-out: is needed"))
	case a.bytes < 1 || a.workers < 1:
		return nil, nil, usage(errors.New("-part-size and -workers: must be 1 or more"))
	}
	job := &run.Job{On: on, Format: output.Format(a.format), Bytes: a.bytes, Out: a.out}
	if job.Format != output.NDJSON && job.Format != output.Parquet {
		return nil, nil, usage(fmt.Errorf("-format %s: must be ndjson or parquet", a.format))
	}
	if job.Kinds, err = kinds(a.only); err != nil {
		return nil, nil, usage(fmt.Errorf("-only: %w", err))
	}
	in, err := part.Find(a.in)
	if err != nil {
		return nil, nil, fmt.Errorf("-in: %w", err)
	}
	job.In = in.Folder
	parts, err := in.Cut(a.bytes)
	if err != nil {
		return nil, nil, fmt.Errorf("-in: %w", err)
	}
	return job, parts, job.Begin(parts)
}

// kinds reads a list of kinds of results.
func kinds(list string) ([]output.Kind, error) {
	asked := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		asked[name] = true
	}
	var all []output.Kind
	for _, kind := range output.Kinds() {
		if asked[string(kind)] {
			all = append(all, kind)
			delete(asked, string(kind))
		}
	}
	for name := range asked {
		return nil, fmt.Errorf("%q is not a kind of result; there are %v", name, output.Kinds())
	}
	return all, nil
}

func runCommand(ctx context.Context, args []string, stderr io.Writer) error {
	var a asked
	flags := flag.NewFlagSet("monthend", flag.ContinueOnError)
	flags.SetOutput(stderr)
	a.define(flags)
	if err := flags.Parse(args); err != nil {
		return usage(err)
	}
	if flags.NArg() > 0 {
		return usage(fmt.Errorf("unexpected argument %q", flags.Arg(0)))
	}
	most, err := run.Percents(a.rejected)
	if err != nil {
		return usage(fmt.Errorf("-max-rejected: %w", err))
	}
	job, parts, err := a.job()
	if err != nil {
		return err
	}
	var progress run.Progress
	stop := progress.Show(stderr)
	err = job.Local(ctx, parts, a.workers, &progress)
	stop()
	if err != nil {
		return err
	}
	return finish(job, parts, most, stderr)
}

func finish(job *run.Job, parts []part.Partition, most *big.Rat, stderr io.Writer) error {
	summary, err := job.Finish(parts, most)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stderr, "%d subscriptions worked out, %d lines rejected\n",
		summary.Subscriptions, summary.Rejected)
	return err
}
