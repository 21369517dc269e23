package billingrules

import "example.com/billingrules/internal/edge/input"

// maxName is the length in bytes of the longest ID, number or name that the packages take.
const maxName = 200

// CheckName checks a name, a number or an ID as every package checks the ones it is given: two names that look the same
// must be the same, or something is billed twice. A name has 1 to 200 bytes of UTF-8 and no invisible characters. It
// does not begin or end with a space, and has no two spaces in a row. The only space allowed is U+0020: a no-break
// space is refused. It is in the composed form of Unicode (NFC): an accent and its letter are one character, and no
// character is a variant of another.
//
// One part of NFC is not checked, since it needs the table of all combining marks: the order of several marks on one
// letter, such as a dot below and a macron. The same marks in two orders are therefore two names. If you take such
// names from several sources, normalize them to NFC first.
//
// Names are compared byte by byte: a difference in case, or a letter of another alphabet that looks alike, makes
// another name. The error is an [InputError] with the field; it unwraps to [ErrMissing], [ErrRange] or [ErrSyntax].
func CheckName(field, name string) error {
	return input.Name("billingrules.CheckName", field, name, maxName)
}
