package run

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"

	"example.com/billingrules/examples/monthend/internal/output"
	"example.com/billingrules/examples/monthend/internal/part"
)

// TooManyRejected says that a run is whole but for its totals: too few of the lines have given a result.
type TooManyRejected struct {
	Rejected, Lines int64
	Most            string // in per cent
}

// Error says how many.
func (e *TooManyRejected) Error() string {
	if e.Rejected == e.Lines {
		return fmt.Sprintf("none of %d lines could be read: see %s", e.Lines, RejectedFile)
	}
	return fmt.Sprintf("%d of %d lines are rejected, more than %s %%: see %s, and -max-rejected",
		e.Rejected, e.Lines, e.Most, RejectedFile)
}

// Finish merges what the partitions have left: the rejected lines, and, last of all, the totals. Of lines that are
// rejected at most so many per cent are taken.
func (j *Job) Finish(parts []part.Partition, most *big.Rat) (*Summary, error) {
	var all Totals
	known := map[string]bool{}
	for no := range parts {
		m, err := j.mustManifest(no)
		if err != nil {
			return nil, err
		}
		all.Merge(&m.Totals)
		for _, file := range m.Files {
			known[file.Name] = true
		}
		known[fileOf(no, "json")], known[fileOf(no, "doubled.json")] = true, true
	}
	if err := j.sweep(known); err != nil {
		return nil, err
	}
	if err := j.rejected(parts); err != nil {
		return nil, err
	}
	lines := all.Subscriptions + all.Rejected
	limit := new(big.Rat).Mul(big.NewRat(lines, 100), most)
	if all.Subscriptions == 0 || big.NewRat(all.Rejected, 1).Cmp(limit) > 0 {
		percent := strings.TrimSuffix(strings.TrimRight(most.FloatString(6), "0"), ".")
		return nil, errors.Join(&TooManyRejected{all.Rejected, lines, percent}, j.Unfinish())
	}
	s, err := j.summary(&all, len(parts))
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return nil, err
	}
	if err := output.Write(j.Out, TotalsFile, append(text, '\n')); err != nil {
		return nil, err
	}
	return s, j.forgetIDs(len(parts))
}

// Whole reports whether a run has been finished, and nothing of its input has changed since.
func (j *Job) Whole(parts []part.Partition) (bool, error) {
	if _, err := os.Stat(filepath.Join(j.Out, TotalsFile)); err != nil {
		return false, nil //nolint:nilerr // it is not there, or cannot be read: then it is made anew
	}
	for i := range parts {
		if m, err := j.done(&parts[i], false); m == nil {
			return false, err
		}
	}
	m, err := j.manifest(len(parts))
	return m == nil, err
}

// forgetIDs removes the hashes of the IDs: they are needed only for finding duplicates.
func (j *Job) forgetIDs(parts int) error {
	for no := range parts {
		if err := os.Remove(filepath.Join(j.Out, fileOf(no, "ids"))); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// sweep removes the files of partitions that no longer exist because the input has changed, and incomplete files.
func (j *Job) sweep(known map[string]bool) error {
	folders := []string{work}
	for _, kind := range output.Kinds() {
		folders = append(folders, string(kind))
	}
	for _, folder := range folders {
		entries, err := os.ReadDir(filepath.Join(j.Out, folder))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		for _, entry := range entries {
			name := folder + "/" + entry.Name()
			if !strings.HasPrefix(entry.Name(), "part-") || known[name] {
				continue
			}
			if err := os.Remove(filepath.Join(j.Out, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// rejected merges the rejected lines of all partitions, with their numbers in the file.
func (j *Job) rejected(parts []part.Partition) error {
	before, err := j.linesBefore(parts)
	if err != nil {
		return err
	}
	out, err := output.Create(j.Out, RejectedFile)
	if err != nil {
		return err
	}
	for no := range parts {
		if err := j.copyRejected(out, no, before[no]); err != nil {
			output.Drop(out)
			return err
		}
	}
	_, err = output.Publish(out)
	return err
}

func (j *Job) copyRejected(out *output.Aside, no int, before int64) error {
	in, err := os.Open(filepath.Join(j.Out, fileOf(no, "rejected.ndjson")))
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it has only been read
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for decoder := json.NewDecoder(bufio.NewReader(in)); decoder.More(); {
		var r Rejected
		if err := decoder.Decode(&r); err != nil {
			return err
		}
		r.Line += before
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// Percents reads a number of per cent, such as 1 or 0.5%.
func Percents(text string) (*big.Rat, error) {
	digits := strings.TrimSuffix(text, "%")
	most, ok := new(big.Rat).SetString(digits)
	if !ok || strings.ContainsAny(digits, "eE/_") || most.Sign() < 0 || most.Cmp(big.NewRat(100, 1)) > 0 {
		return nil, fmt.Errorf("%q is not a number of per cent from 0 to 100, such as 1 or 0.5", text)
	}
	return most, nil
}
