package rule

import (
	"iter"
	"slices"

	"example.com/billingrules/internal/edge/strict"
)

// Passage is a place on the vendor's page: a sentence, a heading or a cell of its table, with the rules that were read
// from it, or why none was. The page is not part of this library, so a passage is identified by its position and its
// first words. The zero Passage is not a place.
type Passage struct {
	Number     int    `json:"number"`               // counted over the page, from 1
	Line       int    `json:"line"`                 // the line of the page's text, from 1, counting empty lines
	InLine     int    `json:"inLine"`               // its number within the line, from 1
	First      string `json:"first"`                // its first words, in Dutch
	Rules      []ID   `json:"rules,omitempty"`      // the rules that were read from it
	OutOfScope string `json:"outOfScope,omitempty"` // why no rule was read from it; empty if one was
}

// UnmarshalJSON reads a passage strictly: an unknown or duplicate key is an error with its path, and leaves the value
// as it was.
func (s *Passage) UnmarshalJSON(data []byte) error {
	type plain Passage // without this method
	return strict.Into("rule.Passage.UnmarshalJSON", "passage", data, (*plain)(s))
}

// Passages yields the map of the page: every passage in its order.
func Passages() iter.Seq[Passage] {
	return func(yield func(Passage) bool) {
		for _, s := range passages() {
			if !yield(s) {
				return
			}
		}
	}
}

// Passages returns the passages of the page that the rule was read from, in their order. There are none if the page
// is silent on the rule, or the ID names no rule.
func (id ID) Passages() []Passage {
	var list []Passage
	for _, s := range passages() {
		if slices.Contains(s.Rules, id) {
			list = append(list, s)
		}
	}
	return list
}

func passages() []Passage {
	list := slices.Concat(passagesOfShop(), passagesOfLapse(), passagesOfChanges(), passagesOfQuotes())
	for i := range list {
		list[i].Number = i + 1
	}
	return list
}

// read is a passage that rules were read from.
func read(line, inLine int, first string, rules ...ID) Passage {
	return Passage{Line: line, InLine: inLine, First: first, Rules: rules}
}

// leave is a passage that no rule was read from.
func leave(line, inLine int, first, why string) Passage {
	return Passage{Line: line, InLine: inLine, First: first, OutOfScope: why}
}

// Why passages are out of scope.
const (
	asHeading  = "a heading"
	asFrame    = "it says nothing of its own"
	asIdentity = "accounts and passwords belong to the identity system"
	asDelivery = "e-mails and delivery belong to the shop"
	asBrowser  = "browsers are no part of the rules"
	asContact  = "it says whom to ask"
	asProduct  = "installing and signing in belong to the product"
	asTrial    = "how long a trial lasts is a fact of the trial"
	asCard     = "card forms belong to the payment system"
	asShown    = "where dates are shown belongs to the shop"
	asLink     = "a link of the page"
	asButton   = "buttons and forms belong to the shop"
)
