package desk

import (
	"strings"
	"unicode"
)

// fit shortens a text to a width. The font is not known here, only that it is a sans-serif one for screens, so each
// letter is taken to be as wide as in the widest of such fonts.
func fit(text string, size, width int) string {
	if textWidth(text, size) <= width {
		return text
	}
	letters := []rune(text)
	for n := len(letters) - 1; n > 0; n-- {
		if unicode.IsMark(letters[n]) {
			continue // a letter and its accents stay together
		}
		if short := strings.TrimRight(string(letters[:n]), " ") + "…"; textWidth(short, size) <= width {
			return short
		}
	}
	return "…"
}

func textWidth(text string, size int) int {
	const hangul, cyrillicEnd = 0x1100, 0x052f
	percent := 0 // as parts of the size
	for _, c := range text {
		switch {
		case unicode.IsMark(c):
		case strings.ContainsRune(" .,:;'|!()[]/-iljtfrI", c):
			percent += 42
		case strings.ContainsRune("mwMW@%&", c):
			percent += 110
		case c >= hangul:
			percent += 125
		case c > cyrillicEnd, unicode.IsUpper(c):
			percent += 80
		default:
			percent += 66
		}
	}
	return percent * size / 100
}
