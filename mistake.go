package billingrules

import (
	"fmt"
	"strconv"
	"strings"
)

// Mistake is an [InputError] for the person who sent the input: it leaves out the function that refused it, and has the
// value as given, without quotes. It is plain data; the zero Mistake means that there is none.
type Mistake struct {
	Field  string `json:"field"` // by its path, such as "terms[2].start"
	Value  string `json:"value,omitempty"`
	Detail string `json:"detail"` // what is wrong
}

// Mistakes lists every [InputError] in err as a [Mistake], in the order in which they were found. It is what a service
// answers to a bad request. If it is nil, the input is not to blame.
func Mistakes(err error) []Mistake {
	var list []Mistake
	for _, e := range InputErrors(err) {
		list = append(list, Mistake{e.Field, unquoted(e.Value), e.Err.Error()})
	}
	return list
}

// Under returns the mistake with its field below path, for input that is part of a larger request: under "facts",
// terms[2].start becomes facts.terms[2].start. A field that already begins with the path stays the same, such as facts,
// facts.seats and facts[1].seats. A mistake without a field gets the path.
func (m Mistake) Under(path string) Mistake {
	rest, begins := strings.CutPrefix(m.Field, path)
	switch {
	case begins && (rest == "" || rest[0] == '.' || rest[0] == '['):
	case m.Field == "" || m.Field[0] == '[':
		m.Field = path + m.Field
	default:
		m.Field = path + "." + m.Field
	}
	return m
}

// String returns the mistake in one line, such as `seats "three": is not a whole number`. The zero Mistake is "no
// mistake".
func (m Mistake) String() string {
	switch {
	case m == Mistake{}:
		return "no mistake"
	case m.Value == "":
		return m.Field + ": " + m.Detail
	}
	return fmt.Sprintf("%s %q: %s", m.Field, m.Value, m.Detail)
}

// unquoted removes the quotes that an [InputError] puts around text.
func unquoted(value string) string {
	quoted, cut := strings.CutSuffix(value, "…") // a long value is cut after the closing quote
	text, err := strconv.Unquote(quoted)
	switch {
	case err != nil:
		return value
	case cut:
		return text + "…"
	}
	return text
}
