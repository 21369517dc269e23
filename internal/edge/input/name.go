package input

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name refuses a name, a number or an ID that people gave to something where it is empty, longer than most bytes, or
// could be taken for another that is not the same to a computer: what looks the same must be the same, or it is billed
// twice. So it has no control characters and no others that cannot be seen, no blank at either end, no two blanks in a
// row, and no blank but the plain one, U+0020; an accent is one character with its letter, and no character stands for
// another one, as the angstrom sign does (the composed form of Unicode, NFC), since what is written in both ways looks
// the same. Two names are the same where their bytes are: case, letters of two alphabets that look alike, and several
// marks on one letter in another order, make another name. Why the order is not asked is said of CheckName in the root
// package.
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
		return Errorf(op, field, name, ErrSyntax, "has a blank that is not the plain one, such as a no-break space")
	case strings.ContainsFunc(name, standsForAnother):
		return Errorf(op, field, Raw(strconv.QuoteToASCII(name)), ErrSyntax,
			"has a character that stands for another one; write it in composed form (NFC)")
	case apart(name):
		return Errorf(op, field, Raw(strconv.QuoteToASCII(name)), ErrSyntax, // so that the accent is seen
			"has an accent apart from its letter; write it in composed form (NFC)")
	}
	return nil
}

// simple reports whether a name is good at first sight, as most are: of printable ASCII, without a blank at either
// end or behind another.
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

// unprintable reports whether r has no place in a name: control characters, those that turn the text around them, and
// those that show nothing. Blanks of another width have a reason of their own.
func unprintable(r rune) bool {
	const noDots = '\u2800' // a letter of Braille without a dot
	return !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r) || r == noDots ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// otherBlank reports whether r is a blank, but not the plain one.
func otherBlank(r rune) bool { return r != ' ' && unicode.Is(unicode.Zs, r) }

// apart reports whether a letter of name and the mark behind it are one character in composed form.
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

// Key is a key of JSON as an error repeats it in its field: as it is where it could be a name, and quoted otherwise.
func Key(key string) string {
	if Name("", "", key, longest) != nil {
		return quote(key)
	}
	return key
}
