package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
)

// An invoice that was issued here is JSON or an e-invoice, by what the client accepts, and the same invoice in both.
func TestInvoiceByAccept(t *testing.T) {
	t.Parallel()
	s := start(t)
	var o struct{ Number string }
	s.post(t, moreSeats, `{"seats": 3, "expires": "2025-09-01"}`, http.StatusCreated, &o)
	s.on("2025-08-05").post(t, "/quotes/"+o.Number+"/order", "", http.StatusCreated, &struct{}{})
	path := "/subscriptions/S-01/invoices/" + o.Number + "-1"
	var inv invoice.Invoice
	s.get(t, path, &inv)
	if inv.Number != o.Number+"-1" {
		t.Fatal(inv)
	}
	for accept, want := range map[string]string{
		"":                                   mediaJSON,
		"*/*":                                mediaJSON,
		"application/json":                   mediaJSON,
		"application/xml":                    mediaXML,
		"Application/XML; charset=utf-8":     mediaXML,
		"application/xml, */*;q=0.1":         mediaXML,
		"application/*;q=0.5, text/html":     mediaJSON,
		"application/json;q=0.2, */*;q=0.3":  mediaXML,
		"application/json;q=0, */*":          mediaXML,
		"application/json;q=x, */*":          "",
		"application/xml;q=0.999, */*;q=1.0": mediaJSON,
		"text/html":                          "",
		"*/*;q=0":                            "",
	} {
		t.Run(accept, func(t *testing.T) {
			header := http.Header{}
			if accept != "" {
				header.Set("Accept", accept)
			}
			got := s.sendWith(t, http.MethodGet, path, "", header)
			if want == "" {
				if got.status != http.StatusNotAcceptable ||
					!strings.Contains(string(got.body), "/problems/not-served") {
					t.Errorf("%d %s", got.status, got.body)
				}
				return
			}
			if got.status != http.StatusOK || got.header.Get("Content-Type") != want {
				t.Fatalf("%d %v %s", got.status, got.header, got.body)
			}
			if want == mediaXML {
				d, err := ubl.Decode(got.body)
				if err != nil || !d.Invoice.Equal(inv) || d.Seller.Name != "Brug Software NV" {
					t.Errorf("%v, %v", d, err)
				}
			}
		})
	}
	if p := s.fails(t, http.MethodGet, "/subscriptions/S-01/invoices/none", ""); p.Status != http.StatusNotFound {
		t.Errorf("%+v", p)
	}
	s.fails(t, http.MethodGet, "/subscriptions/none/invoices/none", "")
}

func TestReadParties(t *testing.T) {
	t.Parallel()
	if _, err := readParties(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there is read")
	}
	for text, want := range map[string]string{
		`{"sellers":1}`: "billingrules.ReadJSON: sellers 1: is not a known key",
		strings.Replace(string(demoParties), "BE0203201340", "BE0203201341",
			1): `ubl.Details.Check: seller.vat "BE0203201341": ` +
			"has wrong check digits, which should be 40",
	} {
		t.Run(want, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "parties.json")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := readParties(file); err == nil || err.Error() != want {
				t.Errorf("%v, want %s", err, want)
			}
		})
	}
}
