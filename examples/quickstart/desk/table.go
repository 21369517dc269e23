package desk

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns is how wide the report may be before a line of it is broken.
const columns = 100

// indent is where everything under a heading starts, and answers where the answers in a subscription's entry do.
const (
	indent  = 6
	answers = 21
)

// heading starts a section.
func heading(w *bytes.Buffer, text string) { fmt.Fprintf(w, "\n%s\n", text) }

// fill prints a text that starts at a column, broken between words where it would be too wide, behind what is in first.
func fill(w *bytes.Buffer, first string, start int, text string) {
	line := fmt.Sprintf("%-*s", start, first)
	width := utf8.RuneCountInString(line)
	for i, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case width+1+n > columns:
			w.WriteString(line + "\n")
			line, width = strings.Repeat(" ", start), start
		default:
			line += " "
			width++
		}
		line += word
		width += n
	}
	w.WriteString(line + "\n")
}

// answer prints the texts of a subscription's entry under each other, behind their name.
func answer(w *bytes.Buffer, name string, texts ...string) {
	for _, text := range texts {
		fill(w, strings.Repeat(" ", indent)+name, answers, text)
		name = ""
	}
}

// table is rows of cells under each other. Numbers stand to the right; the last column may be broken.
type table struct {
	numbers []int // the columns that are numbers
	rows    [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t table) print(w *bytes.Buffer) {
	var widths []int // negative for what is at the left, as fmt has it
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if n := utf8.RuneCountInString(cell); slices.Contains(t.numbers, i) {
				widths[i] = max(widths[i], n)
			} else {
				widths[i] = min(widths[i], -n)
			}
		}
	}
	for _, row := range t.rows {
		line, last := strings.Repeat(" ", indent), len(row)-1
		for last > 0 && row[last] == "" { // nothing is padded at the end of a line
			last--
		}
		for i, cell := range row[:last] {
			line += fmt.Sprintf("%*s  ", widths[i], cell)
		}
		fill(w, line, utf8.RuneCountInString(line), fmt.Sprintf("%*s", max(widths[last], 0), row[last]))
	}
}

// brief cuts a name for a table; in full it stands in the entry of its subscription.
func brief(name string) string {
	const most = 24
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return string([]rune(name)[:most-1]) + "…"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
