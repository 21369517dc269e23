package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.com/billingrules/examples/monthend/internal/madeup"
)

// generateCommand writes made-up subscriptions: the same ones for the same seed.
func generateCommand(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	n := flags.Int("n", 1000, "how many `subscriptions`")
	seed := flags.Uint64("seed", 1, "the `seed` of the random numbers")
	every := flags.Int("bad", 0, "make every such `line` a bad one; 0 for none")
	plain := flags.Bool("plain", false, "one term each, and nothing that happened since")
	out := flags.String("out", "",
		"a `file`, whose name has the format: .ndjson, .csv (each also with .gz or .zst) or "+
			".parquet; NDJSON on standard output without it")
	files := flags.Int("files", 1, "into how many `files` they are divided: name-1.ndjson and so on")
	if err := flags.Parse(args); err != nil {
		return usage(err)
	}
	switch {
	case flags.NArg() > 0:
		return usage(fmt.Errorf("generate: unexpected argument %q", flags.Arg(0)))
	case *n < 0 || *every < 0:
		return usage(fmt.Errorf("generate: -n %d, -bad %d: cannot be negative", *n, *every))
	case *files < 1 || *files > 1 && *out == "":
		return usage(fmt.Errorf("generate: -files %d: must be 1 or more, and more take -out", *files))
	}
	maker := madeup.New(*seed, *every, *plain)
	if *out == "" {
		return maker.Write(stdout, ".ndjson", *n)
	}
	for k := range *files {
		share := *n*(k+1) / *files - *n*k / *files
		if err := writeFile(maker, numbered(*out, k, *files), share); err != nil {
			return err
		}
	}
	return nil
}

// numbered is the name of one of several files.
func numbered(name string, k, files int) string {
	if files == 1 {
		return name
	}
	dir, base := filepath.Split(name)
	begin, ext, _ := strings.Cut(base, ".")
	return filepath.Join(dir, fmt.Sprintf("%s-%d.%s", begin, k+1, ext))
}

func writeFile(maker *madeup.Maker, name string, n int) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(maker.Write(file, name, n), file.Close())
}
