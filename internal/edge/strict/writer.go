package strict

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Writer writes JSON as encoding/json does, without reflection: an object key by key, in the order of the calls. It
// keeps its first error; what it has written by then is useless.
type Writer struct {
	json  []byte
	start int // where the output of this writer begins
	err   error
}

// NewWriter returns a writer that appends to b.
func NewWriter(b []byte) *Writer { return &Writer{json: b, start: len(b)} }

// Bytes returns the given bytes with what was written appended; after an error, the given bytes and the error.
func (w *Writer) Bytes() ([]byte, error) {
	if w.err != nil {
		return w.json[:w.start], w.err
	}
	return w.json, nil
}

// Open begins an object or a list by its bracket.
func (w *Writer) Open(bracket byte) {
	w.entry()
	w.json = append(w.json, bracket)
}

// Close ends an object or a list by its bracket.
func (w *Writer) Close(bracket byte) { w.json = append(w.json, bracket) }

// entry writes a comma if there is an entry before.
func (w *Writer) entry() {
	if n := len(w.json); n > w.start {
		if c := w.json[n-1]; c != '{' && c != '[' && c != ':' {
			w.json = append(w.json, ',')
		}
	}
}

// Key writes a key that needs no escape; its value must be written next.
func (w *Writer) Key(key string) {
	w.entry()
	w.json = append(w.json, '"')
	w.json = append(w.json, key...)
	w.json = append(w.json, '"', ':')
}

// WriteList writes a list, each entry by a function; the nil list is a null.
func WriteList[T any](w *Writer, list []T, write func(*Writer, *T)) {
	if list == nil {
		w.entry()
		w.json = append(w.json, "null"...)
		return
	}
	w.Open('[')
	for i := range list {
		write(w, &list[i])
	}
	w.Close(']')
}

// Bool writes true or false.
func (w *Writer) Bool(v bool) {
	w.entry()
	w.json = strconv.AppendBool(w.json, v)
}

// Int writes a whole number.
func (w *Writer) Int(v int) {
	w.entry()
	w.json = strconv.AppendInt(w.json, int64(v), 10)
}

// String writes a string.
func (w *Writer) String(v string) {
	w.entry()
	if !plain(v) {
		w.json = appendEscaped(w.json, v)
		return
	}
	w.json = append(w.json, '"')
	w.json = append(w.json, v...)
	w.json = append(w.json, '"')
}

// Text writes what appends a text that needs no escape, such as a date.
func (w *Writer) Text(v encoding.TextAppender) {
	w.entry()
	w.json = append(w.json, '"')
	text, err := v.AppendText(w.json)
	w.json, w.err = append(text, '"'), cmp.Or(w.err, err)
}

// enum is a value of an enumeration.
type enum interface {
	encoding.TextMarshaler
	IsValid() bool
	String() string
}

// Enum writes the text of a value of an enumeration.
func (w *Writer) Enum(v enum) {
	if !v.IsValid() {
		_, err := v.MarshalText()
		w.err = cmp.Or(w.err, err)
	}
	w.String(v.String())
}

// plain reports whether a text is written as it is.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendEscaped appends a string as package json does. Escaping for HTML is left to the caller: package json does it to
// everything that a value has written.
func appendEscaped(b []byte, text string) []byte {
	var escaped bytes.Buffer
	e := json.NewEncoder(&escaped)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string has no error
	return append(b, bytes.TrimSuffix(escaped.Bytes(), []byte("\n"))...)
}
