package ubl_test

import (
	"reflect"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice/ubl"
)

// used returns the reasons for the taxes of 0% that a document has, in the order of its lines.
func used(d ubl.Document) (list []ubl.Untaxed) {
	seen := map[string]bool{}
	for _, l := range d.Invoice.Lines {
		if name := l.Taxes[0].Name; l.Taxes[0].Rate.String() == "0%" && !seen[name] {
			seen[name] = true
			for _, u := range d.Untaxed {
				if u.Tax == name {
					list = append(list, u)
				}
			}
		}
	}
	return list
}

// Documents, a thousand of them with the build tag whole, keep every rule, whatever is drawn, and read back as what was
// written (invoice.tax).
func TestDocuments(t *testing.T) {
	categories := map[string]int{}
	n := 250
	if testkit.Whole {
		n = 1000
	}
	for _, d := range documents(t, n) {
		data, err := ubl.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		doc := parsed(t, data)
		if ids := broken(doc); ids != nil {
			t.Fatalf("%v are broken by\n%s", ids, data)
		}
		for _, s := range doc.all("TaxTotal/TaxSubtotal") {
			categories[s.text("TaxCategory/ID")]++
		}
		read, err := ubl.Decode(data)
		if err != nil || !read.Invoice.Equal(d.Invoice) {
			t.Fatalf("%v: %s\nreads back as %s\n%s", err, d.Invoice.Explain(), read.Invoice.Explain(), data)
		}
		d.Untaxed = used(d)
		if !reflect.DeepEqual(read.Details, d.Details) {
			t.Fatalf("%+v\nread back as %+v", d.Details, read.Details)
		}
		if again, err := ubl.Encode(read); err != nil || string(again) != string(data) {
			t.Fatalf("%v\n%s", err, again)
		}
	}
	for _, code := range []string{"S", "Z", "E", "AE"} {
		if categories[code] < n/20 {
			t.Errorf("only %d of category %s", categories[code], code)
		}
	}
}
