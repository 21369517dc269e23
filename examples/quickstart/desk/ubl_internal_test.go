package desk

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules/invoice/ubl"
)

// Every invoice of the plan is written as an e-invoice, and reads back as what the report has.
func TestWritesEInvoices(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	report := printed(t, "-all", "-ubl", dir)
	if report != printed(t, "-all") {
		t.Error("the report is another with -ubl")
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for i := range files {
		name := fmt.Sprintf("draft-%d", i+1)
		data, err := os.ReadFile(filepath.Join(dir, name+".xml"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := ubl.Decode(data)
		if err != nil || d.Invoice.Number != name || d.Buyer.Name != "Atelier Lambrecht BV" {
			t.Errorf("%s: %v, %v", name, d.Invoice, err)
		}
		if total := d.Invoice.Total.Number(); !strings.Contains(report, total) {
			t.Errorf("%s is of %s, which is not reported", name, total)
		}
	}
}

func TestRefusesEInvoices(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	parties := string(ownParties)
	tokens := file("tokens.json", company(tokens))
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"a file that is not there": {[]string{"-parties", filepath.Join(dir, "none.json")}, "-ubl: open "},
		"a key that is not known": {
			[]string{"-parties", file("key.json", strings.Replace(parties, `"vat"`, `"vta"`, 1))},
			`-ubl: ubl.Details.UnmarshalJSON: seller.vta "BE0203201340": is not a known key`,
		},
		"a wrong number": {
			[]string{"-parties", file("vat.json", strings.Replace(parties, `"BE0203201340"`, `"BE0203201341"`, 1))},
			`-ubl: invoice draft-1: ubl.Encode: seller.vat "BE0203201341": has wrong check digits, which should be 40`,
		},
		"no plan":     {[]string{"-portfolio", tokens}, "-ubl: there is no plan, and so no invoice"},
		"no folder":   {[]string{"-ubl", tokens}, "-ubl: mkdir "},
		"no such one": {[]string{"-ubl", filepath.Join(dir, "folder")}, "-ubl: "},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "no such one" { // a folder has the name of an e-invoice
				if err := os.MkdirAll(filepath.Join(dir, "folder", "draft-1.xml"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			var out, usage bytes.Buffer
			err := run(append([]string{"-ubl", filepath.Join(dir, "never")}, tt.args...), &out, &usage, nil)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || out.Len() > 0 {
				t.Errorf("%v\n%s", err, &out)
			}
			if _, err := os.Stat(filepath.Join(dir, "never")); err == nil {
				t.Error("something was written")
			}
		})
	}
}
