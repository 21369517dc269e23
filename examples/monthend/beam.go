package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"example.com/billingrules/examples/monthend/internal/beamrun"
	"example.com/billingrules/examples/monthend/internal/run"
)

// isWorker reports whether the program was started by an engine, as one of its workers.
func isWorker(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool { return strings.TrimLeft(arg, "-") == "worker=true" })
}

// removeCopy removes the copy of this program that Beam's boot program makes for a worker and leaves behind: the worker
// goes on running without it.
func removeCopy() {
	self, err := os.Executable()
	if dir := filepath.Dir(self); err == nil && filepath.Base(self) == "worker" && strings.HasPrefix(dir, "/tmp/bin") {
		_ = os.RemoveAll(dir) // if that fails, the copy stays
	}
}

// beamCommand does the run as a pipeline: on the runner that Beam's flags name, or on Beam's own runner in this
// process.
func beamCommand(ctx context.Context, args []string, stderr io.Writer) error {
	var a asked
	a.define(flag.CommandLine) // Beam has put its flags there
	if len(args) > 0 && args[0] == "beam" {
		args = args[1:]
	}
	if err := flag.CommandLine.Parse(args); err != nil {
		return usage(err)
	}
	if isWorker(args) {
		removeCopy()
	}
	beam.Init() // on a worker this does not return
	if flag.NArg() > 0 {
		return usage(fmt.Errorf("unexpected argument %q", flag.Arg(0)))
	}
	most, err := run.Percents(a.rejected)
	if err != nil {
		return usage(fmt.Errorf("-max-rejected: %w", err))
	}
	job, parts, err := a.job()
	if err != nil {
		return err
	}
	pipeline, err := beamrun.Pipeline(job, parts, most)
	if err != nil {
		return err
	}
	if flag.Lookup("runner").Value.String() == "" {
		slog.SetDefault(slog.New(slog.DiscardHandler)) // it logs every step; errors are returned
	}
	if err := beamx.Run(ctx, pipeline); err != nil {
		return err
	}
	// What the last step has written is read back: its worker may have run on another machine.
	summary, err := job.Finish(parts, most)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stderr, "%d subscriptions worked out, %d lines rejected, in %s\n",
		summary.Subscriptions, summary.Rejected, filepath.ToSlash(a.out))
	return err
}
