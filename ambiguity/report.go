package ambiguity

import (
	"fmt"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Report returns the findings of [Analyze] or [Find] under an edition as a Markdown document for the person who decides
// what the page means: each reading with its values and the sentence in question, the rules whose answers differ, and
// for each rule the smallest case with both answers. The zero Edition is an error.
func Report(ed policy.Edition, found []Finding) (string, error) {
	if ed.IsZero() {
		return "", input.Missing("ambiguity.Report", "edition")
	}
	var b strings.Builder
	fmt.Fprintf(&b, reportHead, ed.Name(), ed.Fingerprint())
	for _, f := range Fixed() {
		fmt.Fprintf(&b, "| %s | %s | %s: %s | %s: %s | %s and %s |\n",
			f.Says, f.Rule, f.Holds, f.One, f.Instead, f.Other, f.Anchor, counted(f.Months, "month"))
	}
	b.WriteString("\n## Readings that an edition chooses\n")
	key := ""
	for _, f := range found {
		if f.Reading.Key != key {
			key = f.Reading.Key
			writeReading(&b, ed, f.Reading)
		}
		f.write(&b)
	}
	return b.String(), nil
}

const reportHead = `# Where the page can be read in two ways

What hangs on each reading of the edition %s (%s): the rules whose
answers differ, and for each the smallest case in which one does, with both answers.

The smaller of two cases is the one with fewer facts; then fewer days from its first date to its last; then the lower
price; then the smaller number of seats or lines; then the shorter term; then the earlier order and the earlier day. An
annual term takes more days than a monthly one, so that cases are monthly where that will do.

## Readings that the rulebook fixes

Months are counted in one way, whatever the edition:

| what is read | rule | here | otherwise | counted from |
|---|---|---|---|---|
`

// writeReading writes what a reading is about: its values, the rule, and the words of the page.
func writeReading(b *strings.Builder, ed policy.Edition, r policy.Reading) {
	fmt.Fprintf(b, "\n### `%s`: %s\n\n", r.Key, r.Says)
	fmt.Fprintf(b, "Changes %s.\n\n", r.Changes)
	now := r.Of(ed)
	for _, v := range r.Values {
		mark := ""
		if _, err := r.With(ed, v.Name); err != nil {
			mark = " (not possible in this edition)"
		}
		if v.Name == now {
			mark = " (this edition)"
		}
		fmt.Fprintf(b, "- **%s**%s: %s\n", v.Name, mark, v.Meaning)
	}
	if len(r.Values) == 0 {
		fmt.Fprintf(b, "- **%s** (this edition), from %d to %d\n", now, r.Least, r.Most)
	}
	row, _ := r.Rule.Rule() // every reading has a rule of the rulebook
	fmt.Fprintf(b, "\nRule %s (%s): %s\n", row.ID, row.Standing, ed.Statement(row.ID))
	if row.Quote != "" {
		fmt.Fprintf(b, "\n> %s\n", row.Quote)
	}
}

// write writes what depends on a pair of values.
func (f Finding) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n**%s or %s**\n\n", f.One, f.Other)
	if len(f.Witnesses) == 0 {
		b.WriteString("No answer was found that differs under this edition.\n")
		return
	}
	fmt.Fprintf(b, "| rule | smallest case | %s | %s | difference |\n|---|---|---|---|---|\n", f.One, f.Other)
	for _, w := range f.Witnesses {
		var one, other, differ []string
		for _, c := range w.Contrasts {
			one = append(one, c.One.Asks+": "+c.One.Says+by(w.Rule, c.One.Rule))
			other = append(other, c.Other.Says+by(w.Rule, c.Other.Rule))
			if difference := c.difference(); difference != "" {
				differ = append(differ, difference)
			}
		}
		const nextLine = "<br>"
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", w.Rule, w.Case,
			strings.Join(one, nextLine), strings.Join(other, nextLine), strings.Join(differ, nextLine))
	}
}

// by returns the rule of an answer in parentheses; "" if it is the rule of the row.
func by(row, id rule.ID) string {
	if row == id {
		return ""
	}
	return " (" + string(id) + ")"
}

// difference says by how many days or how much two answers differ, if they are dates, numbers of days or amounts.
func (c Contrast) difference() string {
	if days, ok := c.Days(); ok {
		if days > 0 {
			return "+" + counted(days, "day")
		}
		return counted(days, "day")
	}
	if more := c.Amount(); !more.Currency().IsZero() {
		if more.Sign() > 0 {
			return "+" + more.String()
		}
		return more.String()
	}
	return ""
}

func counted(n int, noun string) string {
	if n == 1 || n == -1 {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
