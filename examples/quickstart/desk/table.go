package desk

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns is the width of the report, beyond which its lines are broken.
const columns = 100

// indent is where everything under a heading starts; answers is where the answers in a subscription's entry start.
const (
	indent  = 6
	answers = 21
)

// heading starts a section.
func heading(w *bytes.Buffer, text string) { fmt.Fprintf(w, "\n%s\n", text) }

// fill prints a text from a column on, broken between words where it would be too wide, after the text of first.
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

// answer prints the texts of a subscription's entry below each other, after their name.
func answer(w *bytes.Buffer, name string, texts ...string) {
	for _, text := range texts {
		fill(w, strings.Repeat(" ", indent)+name, answers, text)
		name = ""
	}
}

// table is rows of cells in columns. Numbers are aligned right; the last column may be broken.
type table struct {
	numbers []int // the columns with numbers
	rows    [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t table) print(w *bytes.Buffer) {
	var widths []int // negative for left-aligned columns, as in package fmt
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
		for last > 0 && row[last] == "" { // the end of a line is not padded
			last--
		}
		for i, cell := range row[:last] {
			line += fmt.Sprintf("%*s  ", widths[i], cell)
		}
		fill(w, line, utf8.RuneCountInString(line), fmt.Sprintf("%*s", max(widths[last], 0), row[last]))
	}
}

// brief shortens a name for a table; the entry of its subscription has it in full.
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
