package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"example.com/billingrules/examples/monthend/internal/part"
	"example.com/billingrules/examples/monthend/internal/rival"
)

// rivalCommand runs the hand-written reader over plain files, one per core, for comparison with the run.
func rivalCommand(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("rival", flag.ContinueOnError)
	on := flags.String("on", "", "the `day`")
	in := flags.String("in", "", "a `folder` of NDJSON files with plain rows")
	out := flags.String("out", "", "the `folder` of the results")
	if err := flags.Parse(args); err != nil {
		return usage(err)
	}
	input, err := part.Find(*in)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o750); err != nil {
		return err
	}
	group, _ := errgroup.WithContext(ctx)
	for i, name := range input.Files {
		group.Go(func() error {
			return rivalFile(filepath.Join(input.Folder, name), fmt.Sprintf("%s/%d.ndjson", *out, i), *on)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, "done")
	return err
}

func rivalFile(from, to, on string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it has only been read
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := rival.Run(in, out, on); err != nil {
		return err
	}
	return out.Close()
}
