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

// fill prints a text that starts at a column, broken between words where it would be too wide; what is printed
// before it stands in first.
func fill(w *bytes.Buffer, first string, start int, text string) {
	at := utf8.RuneCountInString(first)
	w.WriteString(first)
	for i, word := range strings.Split(text, " ") {
		width := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			pad(w, start-at)
			at = max(at, start)
		case at+1+width > columns:
			w.WriteByte('\n')
			pad(w, start)
			at = start
		default:
			w.WriteByte(' ')
			at++
		}
		w.WriteString(word)
		at += width
	}
	w.WriteByte('\n')
}

func pad(w *bytes.Buffer, n int) { w.WriteString(strings.Repeat(" ", max(n, 0))) }

// answer prints a line of a subscription's entry; without a name it goes on with the one before.
func answer(w *bytes.Buffer, name, text string) {
	fill(w, strings.Repeat(" ", indent)+name, answers, text)
}

// table is rows of cells under each other. Numbers stand to the right; the last column may be broken.
type table struct {
	numbers []int // the columns that are numbers
	rows    [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t table) print(w *bytes.Buffer) {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range t.rows {
		line, start := strings.Repeat(" ", indent), indent
		last := len(row) - 1
		for last > 0 && row[last] == "" { // nothing is padded at the end of a line
			last--
		}
		for i, cell := range row[:last] {
			line += aligned(cell, widths[i], slices.Contains(t.numbers, i)) + "  "
			start += widths[i] + 2
		}
		if slices.Contains(t.numbers, last) {
			row[last] = aligned(row[last], widths[last], true)
		}
		fill(w, line, start, row[last])
	}
}

func aligned(text string, width int, right bool) string {
	space := strings.Repeat(" ", width-utf8.RuneCountInString(text))
	if right {
		return space + text
	}
	return text + space
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
