package input

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxEmail is the most bytes that the e-mail address of a payer has, on a list of payers and in an order on net terms.
const MaxEmail = 254

// Name refuses a name, a number or an ID that is empty, longer than most bytes, or could be mistaken for another: two
// names that look the same must be the same, or something is billed twice. So it has no control characters or other
// invisible ones, no blank at either end, no two blanks in a row, and no blank other than U+0020. It is in the composed
// form of Unicode (NFC): an accent and its letter are one character, and no character is a variant of another, as the
// angstrom sign is. Two names are the same if their bytes are: CheckName in the root package says what that leaves
// open.
func Name(op, field, name string, most int) error {
	switch {
	case name == "":
		return Missing(op, field)
	case len(name) > most:
		return Bytes(op, field, name, most)
	case simple(name):
		return nil
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unprintable):
		return Errorf(op, field, name, ErrSyntax, "has characters that cannot be printed or is not UTF-8")
	case strings.TrimSpace(name) != name:
		return Errorf(op, field, name, ErrSyntax, "begins or ends in a blank")
	case strings.Contains(name, "  "):
		return Errorf(op, field, name, ErrSyntax, "has two blanks in a row")
	case strings.ContainsFunc(name, otherBlank):
		return Errorf(op, field, name, ErrSyntax, "has a blank other than the plain space, such as a no-break space")
	case strings.ContainsFunc(name, standsForAnother):
		return Errorf(op, field, Raw(strconv.QuoteToASCII(name)), ErrSyntax,
			"has a character that stands for another one: write it in composed form (NFC)")
	case apart(name):
		return Errorf(op, field, Raw(strconv.QuoteToASCII(name)), ErrSyntax, // so that the accent is visible
			"has an accent apart from its letter: write it in composed form (NFC)")
	}
	return nil
}

// simple reports whether a name is obviously good, as most are: printable ASCII, with no blank at either end and no two
// blanks in a row.
func simple(name string) bool {
	last := byte(' ')
	for i := range len(name) {
		c := name[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' '
}

// unprintable reports whether r must not be in a name: control characters, characters that change the direction of
// text, and invisible ones. Blanks of other widths have a message of their own.
func unprintable(r rune) bool {
	const noDots = '\u2800' // the Braille pattern without dots
	return !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r) || r == noDots ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// otherBlank reports whether r is a blank other than U+0020.
func otherBlank(r rune) bool { return r != ' ' && unicode.Is(unicode.Zs, r) }

// apart reports whether a letter of name and the mark after it are one character in composed form.
func apart(name string) bool {
	var last rune
	for _, r := range name {
		if compose(last, r) {
			return true
		}
		last = r
	}
	return false
}

// Key returns a JSON key for the field of an error: as it is if it could be a name, otherwise quoted.
func Key(key string) string {
	if Name("", "", key, longest) != nil {
		return quote(key)
	}
	return key
}
