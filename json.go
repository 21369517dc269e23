package billingrules

import (
	"unicode/utf8"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

// ReadJSON reads one JSON object into a value as strictly as the types of this library are read: otherwise a payment
// under a misspelt key would be lost. Errors are an unknown key; a duplicate key, even in another case; a value of the
// wrong type; a byte order mark, bytes that are not UTF-8, and anything after the object. A missing or null value
// leaves its field unchanged; the caller must check for it.
//
// All errors are reported at once, each an [InputError] with its path, such as lines[0].seats. If the object itself
// cannot be read, the Field of the error is the argument name, and the error unwraps to [ErrSyntax]. On an error the
// value may be partly filled in.
func ReadJSON(name string, data []byte, into any) error {
	const op = "billingrules.ReadJSON"
	if !utf8.Valid(data) {
		return input.Errorf(op, name, nil, input.ErrSyntax, "is not UTF-8")
	}
	return strict.Decode(op, name, data, into)
}
