package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

const (
	// Bytes of lines that travel together: per line, Beam's cost of an element would be more than that of the rules.
	blockSize = 256 << 10

	maxLine = 1 << 20 // bytes of a line; a longer one is rejected unread
	shown   = 1000    // bytes of a rejected line that are repeated

	mark = "\ufeff" // a byte order mark, with which spreadsheets begin their files; it is no part of the first line
)

// block is some lines of a file, whole ones.
type block struct {
	File string
	Line int // the number of the first
	Text []byte
}

// lines yields the lines of the block with their numbers, but for blank ones.
func (b block) lines() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n := b.Line
		for line := range strings.SplitSeq(string(b.Text), "\n") {
			if strings.TrimSpace(line) != "" && !yield(n, strings.TrimSuffix(line, "\r")) {
				return // blanks at either end may be those of an ID
			}
			n++
		}
	}
}

func (b block) reject(n int, text string, err error) rejected {
	if len(text) > shown {
		text = text[:shown]
	}
	reason := strings.ReplaceAll(err.Error(), "\n", "; ") // where several fields are wrong
	return rejected{File: b.File, Line: n, Reason: reason, Text: strings.ToValidUTF8(text, "\uFFFD")}
}

// list finds the files of a pattern; there must be one at least.
func list(ctx context.Context, pattern string) ([]string, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	files, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: there is no such file", pattern)
	}
	for _, file := range files {
		if ext := path.Ext(file); ext != ".ndjson" && ext != ".csv" {
			return nil, fmt.Errorf("%s: is neither .ndjson nor .csv", file)
		}
	}
	return files, nil
}

// read cuts a file into blocks. Lines have numbers, so that a file is read by one worker; several files are read at
// once.
type read struct{}

// ProcessElement emits the blocks, the lines that are too long to be in one, and how many lines the file has but for
// blank ones.
func (r *read) ProcessElement(
	ctx context.Context, file string, emit func(block), bad func(rejected), count func(int),
) error {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return err
	}
	defer fs.Close()
	in, err := fs.OpenRead(ctx, file)
	if err != nil {
		return err
	}
	defer in.Close()
	lines, err := cut(file, in, emit, bad)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	count(lines)
	return nil
}

func cut(file string, in io.Reader, emit func(block), bad func(rejected)) (lines int, err error) {
	reader := bufio.NewReaderSize(in, maxLine+1) // with a line's end
	if start, err := reader.Peek(len(mark)); err == nil && string(start) == mark {
		_, _ = reader.Discard(len(mark)) // it has been read
	}
	b := block{File: file, Line: 1}
	for n := 1; ; n++ {
		line, err := reader.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return 0, err
		}
		blank := len(strings.TrimSpace(string(line))) == 0
		switch {
		case n == 1 && path.Ext(file) == ".csv":
			if err := header(string(line)); err != nil {
				return 0, err
			}
			b.Line++
		case errors.Is(err, bufio.ErrBufferFull):
			lines++
			bad(b.reject(n, string(line), fmt.Errorf("is longer than %d bytes", maxLine)))
			if err = skip(reader); err == nil || errors.Is(err, io.EOF) {
				b.Text = append(b.Text, '\n') // keeps the count
			} else {
				return 0, err
			}
		default:
			if !blank {
				lines++
			}
			b.Text = append(b.Text, line...)
		}
		if end := errors.Is(err, io.EOF); end || len(b.Text) >= blockSize {
			if len(b.Text) > 0 {
				emit(block{File: file, Line: b.Line, Text: slices.Clone(b.Text)})
			}
			if end {
				return lines, nil
			}
			b.Line, b.Text = n+1, b.Text[:0]
		}
	}
}

// skip reads up to the end of a line.
func skip(reader *bufio.Reader) error {
	for {
		if _, err := reader.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// header checks the first line of a CSV file: columns in another order would be plausible wrong facts.
func header(line string) error {
	want := strings.Join(columns(), ",")
	if got := strings.TrimRight(line, "\r\n"); got != want {
		return fmt.Errorf("the first line is %.200q, and must be %q", got, want)
	}
	return nil
}
