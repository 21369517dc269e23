package billingrules

import (
	"unicode/utf8"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

// ReadJSON reads one JSON object into a value, as the types of all packages read themselves: a misspelt key would be a
// payment that never arrived. Errors are a key that is not known, and one that is a duplicate, also if it differs in
// case; a value of another kind than the field; a byte order mark, bytes that are no UTF-8, and anything that follows
// the object. What is missing, or null, leaves the field as it is, and is for the caller to find.
//
// Everything that is wrong is reported at once, each an [InputError] by its path, such as lines[0].seats. If the object
// itself cannot be read the field is name, and the error unwraps to [ErrSyntax]. On an error the value may be filled in
// part.
func ReadJSON(name string, data []byte, into any) error {
	const op = "billingrules.ReadJSON"
	if !utf8.Valid(data) {
		return input.Errorf(op, name, nil, input.ErrSyntax, "is not UTF-8")
	}
	return strict.Decode(op, name, data, into)
}
