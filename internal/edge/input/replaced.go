package input

// replaced has the first and the last of each range of characters of Unicode 15 that do not occur in the composed form,
// NFC: each is replaced by another character, or by several, that look the same, as the angstrom sign is by the letter.
// Blanks are not among them.
const replaced = "" +
	"\u0340\u0341\u0343\u0344\u0374\u0374\u037e\u037e\u0387\u0387\u0958\u095f\u09dc\u09dd\u09df\u09df" +
	"\u0a33\u0a33\u0a36\u0a36\u0a59\u0a5b\u0a5e\u0a5e\u0b5c\u0b5d\u0f43\u0f43\u0f4d\u0f4d\u0f52\u0f52" +
	"\u0f57\u0f57\u0f5c\u0f5c\u0f69\u0f69\u0f73\u0f73\u0f75\u0f76\u0f78\u0f78\u0f81\u0f81\u0f93\u0f93" +
	"\u0f9d\u0f9d\u0fa2\u0fa2\u0fa7\u0fa7\u0fac\u0fac\u0fb9\u0fb9\u1f71\u1f71\u1f73\u1f73\u1f75\u1f75" +
	"\u1f77\u1f77\u1f79\u1f79\u1f7b\u1f7b\u1f7d\u1f7d\u1fbb\u1fbb\u1fbe\u1fbe\u1fc9\u1fc9\u1fcb\u1fcb" +
	"\u1fd3\u1fd3\u1fdb\u1fdb\u1fe3\u1fe3\u1feb\u1feb\u1fee\u1fef\u1ff9\u1ff9\u1ffb\u1ffb\u1ffd\u1ffd" +
	"\u2126\u2126\u212a\u212b\u2329\u232a\u2adc\u2adc\uf900\ufa0d\ufa10\ufa10\ufa12\ufa12\ufa15\ufa1e" +
	"\ufa20\ufa20\ufa22\ufa22\ufa25\ufa26\ufa2a\ufa6d\ufa70\ufad9\ufb1d\ufb1d\ufb1f\ufb1f\ufb2a\ufb36" +
	"\ufb38\ufb3c\ufb3e\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46\ufb4e\U0001d15e\U0001d164" +
	"\U0001d1bb\U0001d1c0\U0002f800\U0002fa1d"

// standsForAnother reports whether the composed form has another character in place of r.
func standsForAnother(r rune) bool {
	first, inside := rune(0), false
	for _, edge := range replaced {
		if inside && r >= first && r <= edge {
			return true
		}
		first, inside = edge, !inside
	}
	return false
}
