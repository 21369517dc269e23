package billingrules

import (
	"fmt"
	"strconv"
	"strings"
)

// Mistake is an [InputError] as it is told to whoever sent the input: without the function that refused, and with the
// value as it was given, without quotes. It is plain data; the zero Mistake is none.
type Mistake struct {
	Field  string `json:"field"` // by its path, such as "terms[2].start"
	Value  string `json:"value,omitempty"`
	Detail string `json:"detail"` // what is wrong
}

// Mistakes lists every [InputError] in err as it is told, in the order in which they were found: what a service answers
// to a request with mistakes in it. It is nil if there is none: then err is nobody's input.
func Mistakes(err error) []Mistake {
	var list []Mistake
	for _, e := range InputErrors(err) {
		list = append(list, Mistake{e.Field, unquoted(e.Value), e.Err.Error()})
	}
	return list
}

// Under returns the mistake with its field under another one, as a request has it: terms[2].start under facts is
// facts.terms[2].start. A field that has the path already keeps it.
func (m Mistake) Under(path string) Mistake {
	switch rest := strings.TrimPrefix(m.Field, path+"."); {
	case rest == "" || rest[0] == '[':
		m.Field = path + rest
	default:
		m.Field = path + "." + rest
	}
	return m
}

// String returns the mistake in one line, as `seats "three": is not a whole number`. The zero Mistake is "no mistake".
func (m Mistake) String() string {
	switch {
	case m == Mistake{}:
		return "no mistake"
	case m.Value == "":
		return m.Field + ": " + m.Detail
	}
	return fmt.Sprintf("%s %q: %s", m.Field, m.Value, m.Detail)
}

// unquoted takes the quotes off a text, which an [InputError] has put in quotes.
func unquoted(value string) string {
	quoted, cut := strings.CutSuffix(value, "…") // what is long is cut behind the closing quote
	text, err := strconv.Unquote(quoted)
	switch {
	case err != nil:
		return value
	case cut:
		return text + "…"
	}
	return text
}
