package part

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

const (
	// MaxLine is how many bytes a line can have; a longer one is rejected unread.
	MaxLine = 1 << 20

	// mark is a byte order mark, with which spreadsheets begin their files; it is not part of the first line.
	mark = "\ufeff"

	// maxWindow limits the memory that a compressed file can demand.
	maxWindow = 64 << 20
)

// ErrTooLong is the fault of a line that is longer than MaxLine.
var ErrTooLong = fmt.Errorf("is longer than %d bytes", MaxLine)

// Lines reads the lines of a partition that is text.
type Lines struct {
	file   *os.File
	unpack io.Closer // of a compressed file
	in     *bufio.Reader
	read   counter
	at     int64 // of a plain file: where the next line begins
	to     int64 // lines that begin here or later belong to the next partition
	No     int   // of the line that Next has returned, within the partition, from 1 on
	ended  bool
}

// counter counts what is read from a file.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

// OpenLines opens a partition of a folder. Its lines are those that begin in it.
func (p *Partition) OpenLines(folder string) (*Lines, error) {
	file, err := os.Open(filepath.Join(folder, filepath.FromSlash(p.File)))
	if err != nil {
		return nil, err
	}
	l := &Lines{file: file, at: p.From, to: p.To}
	if err := l.start(p); err != nil {
		_ = l.Close()
		return nil, fmt.Errorf("%s: %w", p.File, err)
	}
	return l, nil
}

func (l *Lines) start(p *Partition) error {
	l.read.Reader = l.file
	var from io.Reader = &l.read
	switch p.Packed {
	case "gz":
		unpack, err := gzip.NewReader(bufio.NewReaderSize(from, 1<<16))
		if err != nil {
			return err
		}
		from, l.unpack = unpack, unpack
	case "zst":
		unpack, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return err
		}
		from, l.unpack = unpack, unpack.IOReadCloser()
	default:
		// One byte earlier, to distinguish a line that begins right at the start of the range from one that continues
		// into it.
		if _, err := l.file.Seek(max(0, p.From-1), io.SeekStart); err != nil {
			return err
		}
	}
	if p.Packed != "" {
		l.at, l.to = 0, 1<<62
	}
	l.in = bufio.NewReaderSize(from, MaxLine+1) // including the end of the line
	if p.From > 0 {
		l.at--
		n, err := l.skip()
		l.at += n
		if errors.Is(err, io.EOF) {
			l.ended, err = true, nil
		}
		return err
	}
	if start, err := l.in.Peek(len(mark)); err == nil && string(start) == mark {
		_, _ = l.in.Discard(len(mark)) // it has been read
		l.at += int64(len(mark))
	}
	return nil
}

// Next returns the next line without its end, and io.EOF after the last. A line that is too long is ErrTooLong; it is
// cut to what can be shown of it. The bytes are valid until the next call.
func (l *Lines) Next() ([]byte, error) {
	if l.ended || l.at >= l.to {
		return nil, io.EOF
	}
	line, err := l.in.ReadSlice('\n')
	l.at += int64(len(line))
	l.No++
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		begin := bytes.Clone(line[:1000])
		n, err := l.skip()
		l.at += n
		if errors.Is(err, io.EOF) {
			l.ended = true
		} else if err != nil {
			return nil, err
		}
		return begin, ErrTooLong
	case errors.Is(err, io.EOF):
		l.ended = true
		if len(line) == 0 {
			l.No--
			return nil, io.EOF
		}
	case err != nil:
		return nil, err
	}
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

// skip reads up to the end of a line, and returns how many bytes it has read.
func (l *Lines) skip() (int64, error) {
	n := int64(0)
	for {
		rest, err := l.in.ReadSlice('\n')
		n += int64(len(rest))
		if !errors.Is(err, bufio.ErrBufferFull) {
			return n, err
		}
	}
}

// Read returns how many bytes of the file have been read.
func (l *Lines) Read() int64 { return l.read.n }

// Close closes the file.
func (l *Lines) Close() error {
	if l.unpack != nil {
		_ = l.unpack.Close() // its errors were reported while it was read
	}
	return l.file.Close()
}
