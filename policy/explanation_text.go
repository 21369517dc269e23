package policy

import (
	"strconv"
	"strings"
)

// String returns the explanation as indented lines: the figure and how it was worked out, its rules with their readings
// and passages, and its parts. The zero Explanation is "no explanation".
func (x Explanation) String() string {
	if x.Asks == "" {
		return "no explanation"
	}
	var b strings.Builder
	x.write(&b, "")
	return strings.TrimSuffix(b.String(), "\n")
}

func (x Explanation) write(b *strings.Builder, indent string) {
	b.WriteString(indent + x.Asks + ": " + x.Value + "\n")
	if x.How != "" {
		b.WriteString(indent + "  " + strings.ReplaceAll(x.How, "\n", "\n"+indent+"  ") + "\n")
	}
	for _, r := range x.Rules {
		b.WriteString(indent + "  " + string(r.Rule) + ": " + r.Says + "\n")
		for _, c := range r.Readings {
			b.WriteString(indent + "    " + c.String() + "\n")
		}
		b.WriteString(indent + "    " + r.Standing.String() + ": " + r.place() + "\n")
	}
	for _, part := range x.Parts {
		part.write(b, indent+"  ")
	}
}

// String returns the reading in one line, such as "day count: standard (proration.dayCount)". The zero ChosenReading is
// "no reading".
func (c ChosenReading) String() string {
	if c.Key == "" {
		return "no reading"
	}
	return c.Says + ": " + c.Value + " (" + c.Key + ")"
}

// place returns where a rule was read: the source, the quote and the passages.
func (r ExplainedRule) place() string {
	s := r.Source
	if r.Quote != "" {
		s += ", “" + r.Quote + "”"
	}
	for i, at := range r.Passages {
		separator := ", "
		if i == 0 {
			separator = "; passage "
		}
		s += separator + strconv.Itoa(at.Number)
	}
	return s
}
