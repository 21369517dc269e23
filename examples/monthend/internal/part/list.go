package part

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Input is where the input is: the files of a folder, as the flag -in has them.
type Input struct {
	Folder string   // absolute
	Files  []string // within the folder, with slashes, in the order of their names
}

// Find returns the files of -in: a folder with all below it, a file, or a pattern of files. Names that begin with a dot
// or an underscore are passed over in a folder: programs leave their own there.
func Find(in string) (Input, error) {
	folder, err := filepath.Abs(in)
	if err != nil {
		return Input{}, err
	}
	if info, err := os.Stat(in); err == nil && info.IsDir() {
		return below(folder)
	}
	names, err := filepath.Glob(folder)
	if err != nil {
		return Input{}, fmt.Errorf("%s: %w", in, err)
	}
	if len(names) == 0 {
		return Input{}, fmt.Errorf("%s: there is no such file", in)
	}
	i := Input{Folder: filepath.Dir(folder)}
	for strings.ContainsAny(i.Folder, `*?[`) {
		i.Folder = filepath.Dir(i.Folder)
	}
	for _, name := range names {
		file, err := filepath.Rel(i.Folder, name)
		if err != nil {
			return Input{}, err
		}
		i.Files = append(i.Files, filepath.ToSlash(file))
	}
	return i, i.check()
}

// below returns the files of a folder.
func below(folder string) (Input, error) {
	i := Input{Folder: folder}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == folder {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") || strings.HasPrefix(entry.Name(), "_") {
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		file, err := filepath.Rel(folder, name)
		i.Files = append(i.Files, filepath.ToSlash(file))
		return err
	})
	if err != nil {
		return i, err
	}
	if len(i.Files) == 0 {
		return i, fmt.Errorf("%s: has no files", folder)
	}
	return i, i.check()
}

// check refuses files of an unknown format: passing over them could lose subscriptions.
func (i *Input) check() error {
	slices.Sort(i.Files)
	for _, file := range i.Files {
		if _, _, err := kind(file); err != nil {
			return err
		}
	}
	return nil
}

// kind tells format and compression from the name of a file.
func kind(file string) (Format, string, error) {
	packed := ""
	rest := file
	for _, p := range []string{"gz", "zst"} {
		if cut, ok := strings.CutSuffix(file, "."+p); ok {
			rest, packed = cut, p
		}
	}
	for _, f := range []Format{NDJSON, CSV, Parquet} {
		if strings.HasSuffix(rest, "."+string(f)) && (f != Parquet || packed == "") {
			return f, packed, nil
		}
	}
	return "", "", fmt.Errorf("%s: is none of .ndjson, .csv (each also with .gz or .zst) and .parquet", file)
}

// Cut cuts the files into partitions: plain files into ranges of about so many bytes.
func (i *Input) Cut(bytes int64) ([]Partition, error) {
	var all []Partition
	for _, file := range i.Files {
		list, err := i.cut(file, bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, list...)
	}
	for no := range all {
		all[no].No = no
	}
	return all, nil
}

func (i *Input) cut(file string, bytes int64) ([]Partition, error) {
	in, err := os.Open(filepath.Join(i.Folder, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // it has only been read
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	format, packed, err := kind(file)
	if err != nil {
		return nil, err
	}
	whole := Partition{
		File: file, Format: format, Packed: packed,
		To: info.Size(), Bytes: info.Size(), Size: info.Size(), Modified: info.ModTime().UnixNano(),
	}
	list := []Partition{whole}
	switch {
	case format == Parquet:
		if list, err = cutGroups(in, whole); err != nil {
			return nil, err
		}
	case packed == "":
		list = cutBytes(whole, bytes)
	}
	for n := range list {
		from, to := list[n].From, list[n].To
		if format == Parquet { // the end of the file says where everything is, and how many rows there are
			from, to = max(0, whole.Size-sampled), whole.Size
		}
		if list[n].Sample, err = sample(in, from, to); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// cutBytes cuts a plain file into ranges of equal size.
func cutBytes(whole Partition, bytes int64) []Partition {
	n := max(1, (whole.Size+bytes-1)/bytes)
	var list []Partition
	for k := range n {
		p := whole
		p.From, p.To = whole.Size/n*k, whole.Size/n*(k+1)
		if k == n-1 {
			p.To = whole.Size
		}
		p.Bytes = p.To - p.From
		list = append(list, p)
	}
	return list
}
