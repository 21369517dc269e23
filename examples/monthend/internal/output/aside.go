// Package output writes the results of a partition. Each file is written under a temporary name, and renamed once it is
// complete.
package output

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// File is a file that is whole: its name within the folder of the results, and its size.
type File struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
}

// IsThere reports whether the file is in a folder, with its size.
func (f File) IsThere(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, f.Name))
	return err == nil && info.Size() == f.Size
}

// aside is part of the name of a file that is not complete.
const aside = ".aside-"

// Aside is a file on its way.
type Aside struct {
	*bufio.Writer
	folder, name string // the final name
	file         *os.File
	size         int64
}

// Create begins a file of a folder aside. The name has slashes.
func Create(folder, name string) (*Aside, error) {
	full := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o750); err != nil {
		return nil, err
	}
	// Two workers may do the same work at once, if an engine thinks that one of them has died.
	other := fmt.Sprintf("%s%s%016x", full, aside, rand.Uint64())
	file, err := os.OpenFile(other, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return nil, err
	}
	a := &Aside{folder: folder, name: name, file: file}
	a.Writer = bufio.NewWriterSize(counted{a}, 1<<18)
	return a, nil
}

// counted counts the bytes that go into the file.
type counted struct{ *Aside }

func (c counted) Write(b []byte) (int, error) {
	n, err := c.file.Write(b)
	c.size += int64(n)
	return n, err
}

// whole flushes what was written to the disk, and closes the file.
func (a *Aside) whole() error { return errors.Join(a.Flush(), a.file.Sync(), a.file.Close()) }

// Publish makes files whole, and then gives them their names. If one of them cannot be, none is.
func Publish(files ...*Aside) ([]File, error) {
	var errs []error
	for _, a := range files {
		errs = append(errs, a.whole())
	}
	if err := errors.Join(errs...); err != nil {
		Drop(files...)
		return nil, err
	}
	var list []File
	for _, a := range files {
		if err := os.Rename(a.file.Name(), filepath.Join(a.folder, filepath.FromSlash(a.name))); err != nil {
			return nil, err
		}
		list = append(list, File{a.name, a.size})
	}
	return list, nil
}

// Drop removes files that do not become whole.
func Drop(files ...*Aside) {
	for _, a := range files {
		_ = a.file.Close()           // it may be closed already
		_ = os.Remove(a.file.Name()) // likewise; a file that is left behind is swept away later
	}
}

// Write writes a small file as a whole.
func Write(folder, name string, data []byte) error {
	a, err := Create(folder, name)
	if err != nil {
		return err
	}
	_, err = a.Write(data)
	if err != nil {
		Drop(a)
		return err
	}
	_, err = Publish(a)
	return err
}

// Sweep removes what runs that were killed have left aside.
func Sweep(folder string) error {
	return filepath.WalkDir(folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(entry.Name(), aside) {
			return err
		}
		if err := os.Remove(name); !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	})
}
