package ubl

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// differ compares an element that was read with the one that Encode would write for the document. It reports what is
// unknown, what is missing, and what contradicts the rest.
func differ(op, path string, got, want element) []error {
	var bad []error
	if got.text != want.text {
		bad = append(bad,
			input.Errorf(op, path, got.text, input.ErrConflict,
				"must be %q to agree with the rest of the document", want.text))
	}
	for i, a := range got.attrs {
		switch at := path + "/@" + a.name; {
		case slices.Contains(got.attrs[:i], a):
			bad = append(bad, input.Duplicate(op, at, a.value))
		case !slices.Contains(want.attrs, a):
			bad = append(bad, input.Errorf(op, at, a.value, input.ErrConflict,
				"is not known here, or contradicts the rest of the document"))
		}
	}
	for _, a := range want.attrs {
		if got.attr(a.name) == "" {
			bad = append(bad, input.Missing(op, path+"/@"+a.name))
		}
	}
	return append(bad, differWithin(op, path, got, want)...)
}

// differWithin compares the children of two elements, in order, up to the first that has another name.
func differWithin(op, path string, got, want element) []error {
	var bad []error
	g, w := got.kids, want.kids
	of, number := map[string]int{}, map[string]int{}
	for _, kid := range g {
		of[kid.name]++
	}
	for len(g) > 0 && len(w) > 0 && g[0].name == w[0].name {
		name, wanted := g[0].name, w[0]
		number[name]++
		at := path + "/" + name
		if of[name] > 1 {
			at = fmt.Sprintf("%s[%d]", at, number[name])
		}
		if isProse(got, g[0]) {
			wanted.text = g[0].text
		}
		bad = append(bad, differ(op, at, g[0], wanted)...)
		g, w = g[1:], w[1:]
	}
	switch {
	case len(g) > 0 && !slices.ContainsFunc(w, func(e element) bool { return e.name == g[0].name }):
		bad = append(bad, input.Errorf(op, path+"/"+g[0].name, nil, input.ErrUnknown,
			"is not known here, or is one too many"))
	case len(w) > 0:
		bad = append(bad, input.Missing(op, path+"/"+w[0].name))
	}
	return bad
}

// isProse reports whether an element is only for people, so that another release may word it differently: the note of a
// line, which puts its arithmetic into words.
func isProse(parent, e element) bool {
	return strings.HasSuffix(parent.name, "Line") && e.name == cbc+"Note"
}
