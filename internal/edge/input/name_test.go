package input_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/input"
)

// What is wrong with a name.
const (
	unprintable = "has characters that cannot be printed or is not UTF-8"
	end         = "begins or ends in a blank"
	two         = "has two blanks in a row"
	other       = "has a blank other than the plain space, such as a no-break space"
	another     = "has a character that stands for another one: write it in composed form (NFC)"
	apart       = "has an accent apart from its letter: write it in composed form (NFC)"
)

// nameCase is a row of the tables below.
type nameCase struct{ name, text, want string }

func checkName(t *testing.T, rows []nameCase) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			err := input.Name("p.F", "name", tt.text, 40)
			switch {
			case tt.want == "" && err == nil:
			case tt.want == "" || err == nil || !strings.HasSuffix(err.Error(), ": "+tt.want):
				t.Errorf("%q: %v, want %q", tt.text, err, tt.want)
			}
		})
	}
}

func TestName_Unprintable(t *testing.T) {
	checkName(t, []nameCase{
		{"none", "", "is missing"},
		{"one letter", "A", ""},
		{"as long as can be", strings.Repeat("x", 40), ""},
		{"too long", strings.Repeat("x", 41), "is longer than 40 bytes"},
		{"blanks", "Autodesk BIM Collaborate Pro", ""},
		{"composed accents", "\u010cesk\u00fd T\u011b\u0161\u00edn s.r.o.", ""},
		{"another alphabet", "\u0410\u0432\u0442\u043e\u041a\u0430\u0434", ""},
		{"NUL", "a\x00b", unprintable},
		{"a line break", "a\nb", unprintable},
		{"a line break at the end", "ab\n", unprintable},
		{"a tab", "a\tb", unprintable},
		{"text turned around", "a\u202eb", unprintable},
		{"a blank without width", "a\u200bb", unprintable},
		{"a byte order mark", "\ufeffab", unprintable},
		{"a soft hyphen", "a\u00adb", unprintable},
		{"a filler of Hangul", "a\u3164b", unprintable},
		{"Braille without a dot", "a\u2800b", unprintable},
		{"a variation selector", "a\ufe0fb", unprintable},
		{"a joiner of letters", "a\u034fb", unprintable},
		{"a leading filler of Hangul", "a\u115fb", unprintable},
		{"a filler vowel of Hangul", "a\u1160b", unprintable},
		{"a vowel of Khmer that is not seen", "a\u17b4b", unprintable},
		{"a filler of half the width", "a\uffa0b", unprintable},
		{"Braille", "a\u2801b", ""},
		{"no UTF-8", "\xff", unprintable},
	})
}

func TestName_Blanks(t *testing.T) {
	checkName(t, []nameCase{
		{"a blank alone", " ", end},
		{"a blank in front", " ab", end},
		{"a blank behind", "ab ", end},
		{"a blank behind another alphabet", "\u0410 ", end},
		{"a no-break space behind", "ab\u00a0", end},
		{"a wide blank in front", "\u3000ab", end},
		{"two blanks", "a  b", two},
		{"two blanks in another alphabet", "\u0410  b", two},
		{"a blank and a no-break space", "a \u00a0b", other},
		{"a no-break space", "a\u00a0b", other},
		{"a narrow no-break space", "a\u202fb", other},
		{"a thin space", "a\u2009b", other},
		{"a wide blank", "a\u3000b", other},
	})
}

func TestName_Composed(t *testing.T) {
	checkName(t, []nameCase{
		{"an accent apart", "Cafe\u0301", apart},
		{"an accent that has no letter", "x\u0301", ""},
		{"an accent in front", "\u0301x", ""},
		{"Vietnamese composed", "Vi\u1ec7t", ""},
		{"Vietnamese in two", "Vi\u1eb9\u0302t", apart},
		{"Cyrillic apart", "\u0438\u0306", apart},
		{"kana composed", "\u30ac", ""},
		{"kana apart", "\u30ab\u3099", apart},
		{"the angstrom sign", "\u212b-1", another},
		{"the letter of angstrom", "\u00c5-1", ""},
		{"the kelvin sign", "1 \u212a", another},
		{"the script e beside it", "1 \u212f", ""},
		{"a Greek question mark", "a\u037e", another},
		{"the last that stands for another", "\U0002fa1d", another},
		{"behind the last", "\U0002fa20", unprintable},
		{"a letter with two marks", "\u00e9\u0331", ""},
		{"a letter with two marks in another order", "e\u0331\u0301", ""}, // not NFC: see CheckName
		{"a vowel and a dot of Hindi, not by their numbers", "\u0939\u093f\u0902\u0926\u0940", ""},
	})
}

func TestName_Hangul(t *testing.T) {
	checkName(t, []nameCase{
		{"a syllable of Hangul", "\ud55c", ""},
		{"a consonant and a vowel of Hangul", "\u1112\u1161", apart},
		{"the last consonant and vowel of Hangul", "\u1112\u1175", apart},
		{"the first consonant and vowel of Hangul", "\u1100\u1161", apart},
		{"a vowel of Hangul alone", "\u1161", ""},
		{"a vowel of Hangul behind another letter", "\u1113\u1161", ""},
		{"a syllable and a consonant of Hangul", "\ud558\u11ab", apart},
		{"the first syllable and consonant of Hangul", "\uac00\u11a8", apart},
		{"the last syllable and consonant of Hangul", "\ud788\u11c2", apart},
		{"a whole syllable and a consonant of Hangul", "\ud55c\u11ab", ""},
		{"a consonant of Hangul behind another letter", "x\u11ab", ""},
	})
}

// The error shows what cannot be seen in the name.
func TestName_ShowsTheAccent(t *testing.T) {
	err := input.Name("p.F", "name", "Cafe\u0301", 40)
	const want = `p.F: name "Cafe\u0301": has an accent apart from its letter: write it in composed form (NFC)`
	if err == nil || err.Error() != want || !errors.Is(err, input.ErrSyntax) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestKey(t *testing.T) {
	for key, want := range map[string]string{
		"seats": "seats", "seats ": `"seats "`, "": `""`, "a\nb": `"a\nb"`,
		strings.Repeat("x", 65): `"` + strings.Repeat("x", 64) + "\"\u2026",
	} {
		t.Run(key, func(t *testing.T) {
			if got := input.Key(key); got != want {
				t.Errorf("%q: %s, want %s", key, got, want)
			}
		})
	}
}
