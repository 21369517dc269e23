package policy

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// IsExempt reports whether an offering has no stages: whether exactly this name is on the edition's list. "autodesk
// docs" and "Build 500" are not on it, nor is "Autodesk Build 550", which is another offering. For names that people
// type, call [Edition.NearlyExempt] too, so that a typing error does not give stages to an offering that has none;
// lifecycle.New refuses such names. Implements the list of lapse.exempt.
func (e Edition) IsExempt(offering string) bool {
	return e.state != nil && e.state.endings.has(offering) &&
		slices.Contains(e.state.parameters.ExemptOfferings, offering)
}

// NearlyExempt reports whether an offering is not on the list of offerings without stages, but differs from a name on
// it only in case, in spaces (of any width, missing or too many), or in a leading "Autodesk" that one of the two lacks.
// It returns the name that was probably meant; if there are several, the first on the list. With any other difference,
// as in "Autodesk Build 550", it is another offering.
func (e Edition) NearlyExempt(offering string) (meant string, near bool) {
	if e.IsZero() || !e.state.endings.has(offering) || e.IsExempt(offering) {
		return "", false
	}
	var room [64]byte
	name := appendFolded(room[:0], offering)
	for i, exempt := range e.state.exempt {
		if string(name) == exempt {
			return e.state.parameters.ExemptOfferings[i], true
		}
	}
	return "", false
}

// vendor is the vendor's name at the start of an offering, as appendFolded writes it.
const vendor = "autodesk"

// appendFolded appends a name in the form that NearlyExempt compares: in one case, without spaces, and without the
// vendor's name in front.
func appendFolded(b []byte, name string) []byte {
	start := len(b)
	ascii := 0 // the length of the leading part that is ASCII, usually all of it
	for ; ascii < len(name) && name[ascii] < utf8.RuneSelf; ascii++ {
		switch c := name[ascii]; {
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c != ' ' && (c < '\t' || c > '\r'):
			b = append(b, c)
		}
	}
	for _, r := range name[ascii:] {
		if unicode.IsSpace(r) || r > unicode.MaxASCII && unicode.Is(unicode.Cf, r) {
			continue
		}
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	if rest, ok := bytes.CutPrefix(b[start:], []byte(vendor)); ok && len(rest) > 0 {
		return append(b[:start], rest...)
	}
	return b
}

// endings is a set of names by their last two characters, for a quick first look at a name. Each pair of characters has
// a bit, which it shares with other pairs.
type endings uint64

// endingsOf returns the set of names that are folded. If a folded name has only one character, the set has every name:
// folding leaves out the vendor's name, so any character can precede that one in the name as given.
func endingsOf(folded []string) (set endings) {
	for _, name := range folded {
		n := len(name)
		if n < 2 {
			return ^endings(0)
		}
		set |= ending(name[n-2], name[n-1])
	}
	return set
}

// has reports whether a name, once folded, can be in the set. It is a quick no to most names. Any name that does not
// end in two visible ASCII characters can be in it.
func (set endings) has(name string) bool {
	n := len(name)
	if n < 2 || !visible(name[n-2]) || !visible(name[n-1]) {
		return true
	}
	return set&ending(name[n-2], name[n-1]) != 0
}

// ending returns the bit of two last characters, the same in both cases.
func ending(a, b byte) endings {
	const lower = 'a' - 'A'
	return 1 << ((9*(a|lower) + (b | lower)) % 64)
}

func visible(c byte) bool { return c > ' ' && c < utf8.RuneSelf }
