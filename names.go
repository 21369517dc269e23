package billingrules

import "example.com/billingrules/internal/edge/input"

// maxName is the length in bytes of the longest ID, number or name that the packages take.
const maxName = 200

// CheckName refuses a name, a number or an ID of the caller's own, as all packages refuse those that they are given:
// what looks the same must be the same, or it is billed twice. A name has 1 to 200 bytes of UTF-8 and no characters
// that cannot be seen; it neither begins nor ends in a blank, has no two blanks in a row and no blank but the plain one
// (U+0020), so no no-break space; and each accent is one character with its letter, and none stands for
// another one (the composed form of Unicode, NFC).
//
// One thing of NFC is not asked: in which order several marks follow one letter, as a dot below and a macron that have
// no character together with it. There is no rule for it without the table of all marks: by their numbers, correct
// names in Hindi would be refused. So two orders are two names. Who takes such names from several sources brings them
// to NFC first.
//
// Names are compared byte by byte: case, and letters of two alphabets that look alike, make another name. The error is
// an [InputError] of the field; it unwraps to [ErrMissing], [ErrRange] or [ErrSyntax].
func CheckName(field, name string) error {
	return input.Name("billingrules.CheckName", field, name, maxName)
}
