package ubl_test

import (
	"encoding/xml"
	"math/big"
	"slices"
	"strings"
	"testing"
)

// node is an element of a document, read by package xml alone: the rules share no code with what they check.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []node     `xml:",any"`
}

// all returns the elements at a path such as "TaxTotal/TaxSubtotal".
func (n node) all(path string) []node {
	list := []node{n}
	for name := range strings.SplitSeq(path, "/") {
		var next []node
		for _, e := range list {
			for _, kid := range e.Kids {
				if kid.XMLName.Local == name {
					next = append(next, kid)
				}
			}
		}
		list = next
	}
	return list
}

// text returns the text of the first element at a path; "" if there is none.
func (n node) text(path string) string {
	for _, e := range n.all(path) {
		return e.Text
	}
	return ""
}

func (n node) has(path string) bool { return n.text(path) != "" || len(n.all(path+"/ID")) > 0 }

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number returns the number at a path; 0 if there is none.
func (n node) number(path string) *big.Rat { return rat(n.text(path)) }

func rat(text string) *big.Rat {
	if r, ok := new(big.Rat).SetString(text); ok {
		return r
	}
	return new(big.Rat)
}

// sum adds up the numbers at a path.
func (n node) sum(path string) *big.Rat {
	total := new(big.Rat)
	for _, e := range n.all(path) {
		total.Add(total, rat(e.Text))
	}
	return total
}

// every yields an element and all below it.
func (n node) every(yield func(node)) {
	yield(n)
	for _, kid := range n.Kids {
		kid.every(yield)
	}
}

func same(a, b *big.Rat) bool { return a.Cmp(b) == 0 }

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

// halfUp rounds a number that is not negative to a number of decimals.
func halfUp(r *big.Rat, places int64) *big.Rat {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil)
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt(unit))
	scaled.Add(scaled, big.NewRat(1, 2))
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	return new(big.Rat).SetFrac(whole, unit)
}

func lines(d node) []node { return append(d.all("InvoiceLine"), d.all("CreditNoteLine")...) }

// of reports whether something holds of each of some elements.
func of(list []node, holds func(node) bool) bool {
	return !slices.ContainsFunc(list, func(e node) bool { return !holds(e) })
}

func has(path string) func(node) bool { return func(n node) bool { return n.has(path) } }

// parsed reads a document for the rules.
func parsed(t *testing.T, data []byte) node {
	t.Helper()
	var d node
	if err := xml.Unmarshal(data, &d); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return d
}
