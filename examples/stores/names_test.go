package stores_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"example.com/billingrules"
	"golang.org/x/text/unicode/norm"
)

// A key of a table is compared byte by byte, so that a name has one form: that of Unicode's tables, in which a letter
// and its accent are one character where there is such a one.
func TestNamesAreComposed(t *testing.T) {
	pairs := 0
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		whole := string(r)
		apart := norm.NFD.String(whole)
		if !utf8.ValidRune(r) || apart == whole || norm.NFC.String(apart) != whole {
			continue // it is no composed character
		}
		last, size := utf8.DecodeLastRuneInString(apart)
		pair := norm.NFC.String(apart[:len(apart)-size]) + string(last)
		pairs++
		if err := billingrules.CheckName("name", "x"+pair); err == nil {
			t.Errorf("%+q is taken, though it is %q", pair, whole)
		}
		if err := billingrules.CheckName("name", "x"+whole); err != nil {
			t.Errorf("%q: %v", whole, err)
		}
	}
	if pairs < 12_000 {
		t.Errorf("only %d pairs", pairs)
	}
}

// No character of a name stands for another one: those that the tables of Unicode replace are refused, and no others.
func TestNamesHaveNoReplacedCharacters(t *testing.T) {
	const stands = "stands for another one"
	replaced := 0
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) || unicode.Is(unicode.Zs, r) {
			continue // blanks have a reason of their own
		}
		name := "x" + string(r)
		err := billingrules.CheckName("name", name)
		if said := err != nil && strings.Contains(err.Error(), stands); said == norm.NFC.IsNormalString(string(r)) {
			t.Errorf("%+q: %v", name, err)
		} else if said {
			replaced++
		}
	}
	if replaced < 1000 {
		t.Errorf("only %d characters", replaced)
	}
}
