package input

import "strings"

// composed has a line for each mark of Unicode 15, with the characters before it that combine with it into one
// character in composed form, NFC.
const composed = "" +
	"\n\u0300AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYyἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩαεηιουωΑΕΗ᾿ϊΙ῾ϋΥ¨ΟΩ" +
	"\n\u0301AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØø¨ΑΕΗΙΟΥΩϊαεηιϋουωϒГК" +
	"гкÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯưἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩ᾿῾" +
	"\n\u0302AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ" +
	"\n\u0303ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy" +
	"\n\u0304AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛαΑιΙυΥ" +
	"\n\u0306AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạαΑιΙυΥ" +
	"\n\u0307CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ" +
	"\n\u0308AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫыHhÕõŪūWwXxt" +
	"\n\u0309AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy" +
	"\n\u030aAaUuwy" +
	"\n\u030bOoUuУу" +
	"\n\u030cCcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh" +
	"\n\u030fAaEeIiOoRrUuѴѵ" +
	"\n\u0311AaEeIiOoRrUu" +
	"\n\u0313αΑεΕηΗιΙοΟυωΩρ" +
	"\n\u0314αΑεΕηΗιΙοΟυΥωΩρΡ" +
	"\n\u031bOoUu" +
	"\n\u0323BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy" +
	"\n\u0324Uu" +
	"\n\u0325Aa" +
	"\n\u0326SsTt" +
	"\n\u0327CcGgKkLlNnRrSsTtEeDdHh" +
	"\n\u0328AaEeIiUuOo" +
	"\n\u032dDdEeLlNnTtUu" +
	"\n\u032eHh" +
	"\n\u0330EeIiUu" +
	"\n\u0331BbDdKkLlNnRrTtZzh" +
	"\n\u0338←→↔⇐⇔⇒∃∈∋∣∥∼≃≅≈=≡≍<>≤≥≲≳≶≷≺≻⊂⊃⊆⊇⊢⊨⊩⊫≼≽⊑⊒⊲⊳⊴⊵" +
	"\n\u0342ἀἁἈἉἠἡἨἩἰἱἸἹὐὑὙὠὡὨὩα¨η᾿ιϊ῾υϋω" +
	"\n\u0345ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὰαάᾶΑὴηήῆΗὼωώῶΩ" +
	"\n\u0653\u0627" +
	"\n\u0654\u0627\u0648\u064a\u06d5\u06c1\u06d2" +
	"\n\u0655\u0627" +
	"\n\u093c\u0928\u0930\u0933" +
	"\n\u09be\u09c7" +
	"\n\u09d7\u09c7" +
	"\n\u0b3e\u0b47" +
	"\n\u0b56\u0b47" +
	"\n\u0b57\u0b47" +
	"\n\u0bbe\u0bc6\u0bc7" +
	"\n\u0bd7\u0b92\u0bc6" +
	"\n\u0c56\u0c46" +
	"\n\u0cc2\u0cc6" +
	"\n\u0cd5\u0cbf\u0cc6\u0cca" +
	"\n\u0cd6\u0cc6" +
	"\n\u0d3e\u0d46\u0d47" +
	"\n\u0d57\u0d46" +
	"\n\u0dca\u0dd9\u0ddc" +
	"\n\u0dcf\u0dd9" +
	"\n\u0ddf\u0dd9" +
	"\n\u102e\u1025" +
	"\n\u1b35\u1b05\u1b07\u1b09\u1b0b\u1b0d\u1b11\u1b3a\u1b3c\u1b3e\u1b3f\u1b42" +
	"\n\u3099かきくけこさしすせそたちつてとはひふへほうゝカキクケコサシスセソタチツテトハヒフヘホウワヰヱヲヽ" +
	"\n\u309aはひふへほハヒフヘホ" +
	"\n\U000110ba\U00011099\U0001109b\U000110a5" +
	"\n\U00011127\U00011131\U00011132" +
	"\n\U0001133e\U00011347" +
	"\n\U00011357\U00011347" +
	"\n\U000114b0\U000114b9" +
	"\n\U000114ba\U000114b9" +
	"\n\U000114bd\U000114b9" +
	"\n\U000115af\U000115b8\U000115b9" +
	"\n\U00011930\U00011935" +
	"\n"

// Hangul syllables are composed by arithmetic, from a leading consonant, a vowel and possibly a trailing consonant.
const (
	firstSyllable, lastSyllable = '\uac00', '\ud7a3'
	firstLeading, lastLeading   = '\u1100', '\u1112'
	firstVowel, lastVowel       = '\u1161', '\u1175'
	firstTrailing, lastTrailing = '\u11a8', '\u11c2'
	syllablesOfVowel            = 28
)

// compose reports whether two neighbours become one character in the composed form of Unicode, NFC.
func compose(first, second rune) bool {
	switch {
	case second >= firstVowel && second <= lastVowel:
		return first >= firstLeading && first <= lastLeading
	case second >= firstTrailing && second <= lastTrailing:
		return first >= firstSyllable && first <= lastSyllable && (first-firstSyllable)%syllablesOfVowel == 0
	}
	_, row, _ := strings.Cut(composed, "\n"+string(second))
	letters, _, _ := strings.Cut(row, "\n")
	return strings.ContainsRune(letters, first)
}
