// Monthend is the month-end run: subscriptions in; phases, renewal decisions, the instalments due in the month and
// their totals by currency out. It is an Apache Beam pipeline, which runs in this process by default:
//
//	go -C examples/monthend run . -on 2026-05-31 -in testdata/subscriptions.ndjson -out /tmp/may
//	go -C examples/monthend run . generate -n 1000000 > /tmp/subscriptions.ndjson
//	go -C examples/monthend run . -on 2026-05-31 -in /tmp/subscriptions.ndjson -out /tmp/million
//
// With Beam's own flags (-runner flink -endpoint …) the same program runs elsewhere, on what Beam's file systems reach.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"

	"example.com/billingrules/calendar"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "generate" {
		err = generateCommand(os.Args[2:], os.Stdout)
	} else {
		err = runCommand()
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// runCommand uses the flags of package flag, where Beam has put its own.
func runCommand() error {
	on := flag.String("on", "", "the `day` of the run, YYYY-MM-DD; its month is the one that is billed")
	in := flag.String("in", "",
		"the `file` of subscriptions, .ndjson or .csv; a pattern such as 'subs-*.ndjson' reads several")
	out := flag.String("out", "", "the `folder` of the results, which must be empty or not there yet")
	flag.Parse()
	beam.Init() // on a worker of another runner this does not return
	if flag.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flag.Arg(0))
	}
	day, err := calendar.ParseDate(*on)
	if err != nil {
		return fmt.Errorf("-on: %w", err)
	}
	ctx := context.Background()
	for name, value := range map[string]string{"-in": *in, "-out": *out} {
		if value == "" {
			return fmt.Errorf("%s: is needed", name)
		}
	}
	if err := empty(ctx, *out); err != nil {
		return err
	}
	if runner := flag.Lookup("runner").Value.String(); runner == "" || runner == "prism" {
		slog.SetDefault(slog.New(slog.DiscardHandler)) // it tells of each step; what goes wrong is returned
		stop := showProgress(os.Stderr)
		defer stop()
	}
	return run(ctx, day, *in, *out)
}

// run makes the pipeline and runs it to its end.
func run(ctx context.Context, on calendar.Date, in, out string) error {
	files, err := list(ctx, in)
	if err != nil {
		return fmt.Errorf("-in: %w", err)
	}
	p, err := pipeline(on, files, out)
	if err != nil {
		return err
	}
	return beamx.Run(ctx, p)
}
