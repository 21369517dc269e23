package strict

import (
	"encoding"
	"encoding/json"
	"unicode/utf8"
)

// Reader reads JSON of a shape that its caller knows, in one pass and without reflection. It only reads plain JSON:
// every key is one that the caller asks for, in the same spelling, and occurs once; every value has the kind that the
// caller asks for, or is null, which leaves the variable unchanged. At anything else the Reader stops, but reports no
// error: the caller then calls [Decode], which reads everything that encoding/json reads and names every fault. If the
// Reader does not stop, Decode would give the same result.
//
//	for o := r.Object(); o.Next(); {
//		switch {
//		case o.Is("name"):
//			r.String(&v.Name)
//		case o.Is("seats"):
//			r.Int(&v.Seats)
//		}
//	}
type Reader struct {
	data    []byte
	at      int
	stopped bool
}

// NewReader returns a reader of data.
func NewReader(data []byte) *Reader { return &Reader{data: data} }

// Done reports whether everything was read: the Reader has not stopped, and nothing but space is left.
func (r *Reader) Done() bool { return r.peek() == 0 && r.at == len(r.data) && !r.stopped }

// stop gives up.
func (r *Reader) stop() { r.stopped = true }

// peek passes over space and returns the byte that follows; 0 at the end.
func (r *Reader) peek() byte {
	for ; r.at < len(r.data); r.at++ {
		switch c := r.data[r.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// word passes over a word and reports whether it comes next.
func (r *Reader) word(word string) bool {
	end := r.at + len(word)
	if end > len(r.data) || string(r.data[r.at:end]) != word {
		return false
	}
	r.at = end
	return true
}

// open enters an object or a list at its bracket, and reports whether it did. It skips a null.
func (r *Reader) open(bracket byte) bool {
	if r.peek() == bracket {
		r.at++
		return true
	}
	if !r.word("null") {
		r.stop()
	}
	return false
}

// another reports whether an object or a list has another entry after the first n, and moves to it. After the last
// entry it moves past the closing bracket.
func (r *Reader) another(n int, bracket byte) bool {
	c := r.peek()
	switch {
	case r.stopped:
		return false
	case c == bracket:
		r.at++
		return false
	case n == 0:
		return true
	case c == ',':
		r.at++
		return true
	}
	r.stop()
	return false
}

// Object is an object that is being read, key by key.
type Object struct {
	r     *Reader
	key   []byte
	asked uint32 // the keys that were asked for since Next, counted
	seen  uint32 // the keys that were present, one bit for each, in the order in which they are asked for
	n     int    // how many were present
	open  bool
}

// Object enters an object. A null has no keys.
func (r *Reader) Object() Object { return Object{r: r, open: r.open('{')} }

// Next goes to the next key, and reports whether there is one. The Reader stops if the one before was not asked for.
func (o *Object) Next() bool {
	r := o.r
	if o.key != nil {
		r.stop()
	}
	if !o.open || !r.another(o.n, '}') {
		return false
	}
	o.n, o.asked = o.n+1, 0
	key, plain := r.quoted()
	if r.peek() != ':' || !plain {
		r.stop()
		return false
	}
	r.at++
	o.key = key
	return true
}

// Is reports whether a key is the present one, given for the first time, so that its value is to be read now. All keys
// of an object, at most 32, are asked for in the same order after each Next.
func (o *Object) Is(key string) bool {
	bit := uint32(1) << o.asked
	o.asked++
	if string(o.key) != key || o.seen&bit != 0 {
		return false
	}
	o.seen |= bit
	o.key = nil
	return true
}

// ReadList reads a list, each entry by a function; a null is the nil list.
func ReadList[T any](r *Reader, read func(*Reader, *T)) []T {
	if !r.open('[') {
		return nil
	}
	list := []T{}
	for r.another(len(list), ']') {
		var entry T
		list = append(list, entry)
		read(r, &list[len(list)-1])
	}
	return list
}

// quoted skips a string and returns what is between its quotes, and whether that can be taken as it is: it has no
// escape, and is valid UTF-8.
func (r *Reader) quoted() (text []byte, plain bool) {
	if r.peek() != '"' {
		r.stop()
		return nil, false
	}
	r.at++
	rest, ascii := r.data[r.at:], true
	for i, c := range rest {
		switch {
		case c == '"':
			r.at += i + 1
			return rest[:i:i], ascii || utf8.Valid(rest[:i])
		case c == '\\' || c < ' ':
			return nil, false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return nil, false // it has no end
}

// null passes over a null, if that is next.
func (r *Reader) null() bool { return r.peek() == 'n' && r.word("null") }

// Text reads a string into what reads itself from its text.
func (r *Reader) Text(into encoding.TextUnmarshaler) {
	if r.null() {
		return
	}
	if text, plain := r.quoted(); !plain || into.UnmarshalText(text) != nil {
		r.stop()
	}
}

// String reads a string.
func (r *Reader) String(into *string) {
	if r.null() {
		return
	}
	start := r.at
	if text, plain := r.quoted(); plain {
		*into = string(text)
		return
	}
	r.at = start
	r.escaped(into)
}

// escaped reads a string with escapes as package json does.
func (r *Reader) escaped(into *string) {
	end := r.at + 1
	for ; end < len(r.data) && r.data[end] != '"'; end++ {
		if r.data[end] == '\\' {
			end++
		}
	}
	end = min(end+1, len(r.data))
	if json.Unmarshal(r.data[r.at:end], into) != nil {
		r.stop()
	}
	r.at = end
}

// mostDigits is a number of digits that always fits into an int64.
const mostDigits = 18

// Int reads a whole number of at most 18 digits.
func (r *Reader) Int(into *int) {
	if r.null() {
		return
	}
	negative := r.word("-")
	n, first := int64(0), r.at
	for ; r.at < len(r.data) && r.data[r.at]-'0' <= 9; r.at++ {
		if n == 0 && r.at > first || r.at-first == mostDigits {
			break // a leading zero, or more digits
		}
		n = 10*n + int64(r.data[r.at]-'0')
	}
	if negative {
		n = -n
	}
	*into = int(n)
	if r.at == first || int64(*into) != n {
		r.stop()
	}
}

// Bool reads true or false.
func (r *Reader) Bool(into *bool) {
	if r.null() {
		return
	}
	switch {
	case r.word("true"):
		*into = true
	case r.word("false"):
		*into = false
	default:
		r.stop()
	}
}
