package policy_test

import (
	"fmt"
	"strconv"
	"testing"

	"example.com/billingrules/policy"
)

// lapse.exempt: names that are not worth a longer look by their last two characters are not meant.
func TestNearlyExempt_ShortNames(t *testing.T) {
	p := europe2024()
	p.ExemptOfferings = []string{"X", "Autodesk Vault"}
	short, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	checkNearly(t, []nearlyCase{
		{short, "X", ""}, // exact
		{short, "x", "X"},
		{short, " x", "X"},
		{short, "AutodeskX", "X"},
		{short, "Auto desk x", "X"},
		{short, "VAULT", "Autodesk Vault"},
		{short, "Vaul t", "Autodesk Vault"},
		{short, "vault\u200b", "Autodesk Vault"},
		{short, "t", ""},
		{short, "", ""},
		{policy.Europe2024(), "s", ""},
		{policy.Europe2024(), "Autodesk \u212bR", ""},
		{policy.Europe2024(), "DOCS\t", "Autodesk Docs"},
		{policy.Europe2024(), "DOC S", "Autodesk Docs"},
	})
}

// lapse.exempt: letters to the end of the alphabet have no case, every space counts for nothing wherever it is, and a
// name of spaces means none.
func TestNearlyExempt_Characters(t *testing.T) {
	p := europe2024()
	p.ExemptOfferings = []string{"Zoom Docs", "Autodesk", "Gl\ufffd"}
	own, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	checkNearly(t, []nearlyCase{
		{own, "ZOOM DOCS", "Zoom Docs"},
		{own, "zoom docs", "Zoom Docs"},
		{own, "Zoom\rDocs", "Zoom Docs"},
		{own, "Zoom\x0eDocs", ""}, // no space
		{own, "Zoom Docs  ", "Zoom Docs"},
		{own, "Zoom Docs\u2000", "Zoom Docs"},
		{own, "Zoom Docs\u2009", "Zoom Docs"},
		{own, "Zoom Docs\u200b", "Zoom Docs"},
		{own, "Zoom\u007fDocs", ""}, // no space
		{own, "AUTODESK ", "Autodesk"},
		{own, "  ", ""},
		{own, "", ""},
		{own, "GL\x80", "Gl\ufffd"}, // a byte that is no UTF-8
	})
}

// lapse.exempt: a list of one name of one letter.
func TestNearlyExempt_OneLetter(t *testing.T) {
	p := europe2024()
	p.ExemptOfferings = []string{"X"}
	one, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	checkNearly(t, []nearlyCase{{one, "X", ""}, {one, "x", "X"}, {one, "XX", ""}, {one, "Autodesk x", "X"}})
}

// lapse.exempt: names match exactly.
func TestExemptOfferings(t *testing.T) {
	ed := policy.Europe2024()
	for _, name := range ed.Parameters().ExemptOfferings {
		if !ed.IsExempt(name) {
			t.Errorf("%q is not exempt", name)
		}
	}
	for _, name := range []string{
		"", "AutoCAD", "Autodesk Build 550", "Build 500", "autodesk docs", "Autodesk Docs ",
		"Autodesk",
	} {
		t.Run(strconv.Quote(name), func(t *testing.T) {
			if ed.IsExempt(name) {
				t.Errorf("%q is exempt", name)
			}
		})
	}
	if (policy.Edition{}).IsExempt("Autodesk Docs") {
		t.Error("the zero Edition exempts something")
	}
}

// nearlyCase is a row of the tables below.
type nearlyCase struct {
	ed          policy.Edition
	name, meant string
}

func checkNearly(t *testing.T, rows []nearlyCase) {
	t.Helper()
	for _, test := range rows {
		t.Run(fmt.Sprintf("%q", test.name), func(t *testing.T) {
			meant, near := test.ed.NearlyExempt(test.name)
			if meant != test.meant || near != (test.meant != "") {
				t.Errorf("got %q, %v; want %q", meant, near, test.meant)
			}
		})
	}
}

// lapse.exempt: what differs only in case, spaces or the vendor's name was probably meant.
func TestNearlyExempt_Spelling(t *testing.T) {
	checkNearly(t, []nearlyCase{
		{policy.Europe2024(), "autodesk docs", "Autodesk Docs"},
		{policy.Europe2024(), "AUTODESK DOCS", "Autodesk Docs"},
		{policy.Europe2024(), "Docs", "Autodesk Docs"},
		{policy.Europe2024(), "docs ", "Autodesk Docs"},
		{policy.Europe2024(), " Autodesk Docs", "Autodesk Docs"},
		{policy.Europe2024(), "Autodesk Docs ", "Autodesk Docs"},
		{policy.Europe2024(), "Autodesk  Docs", "Autodesk Docs"},
		{policy.Europe2024(), "Autodesk\u00a0Docs", "Autodesk Docs"},
		{policy.Europe2024(), "Autodesk\u2009Docs", "Autodesk Docs"},
		{policy.Europe2024(), "\tAutodesk\u00a0 Docs\n", "Autodesk Docs"},
		{policy.Europe2024(), "\ufeffAutodesk Docs", "Autodesk Docs"},
		{policy.Europe2024(), "Build 500", "Autodesk Build 500"},
		{policy.Europe2024(), "build  5000", "Autodesk Build 5000"},
		{policy.Europe2024(), "BIM Collaborate", "Autodesk BIM Collaborate"},
		{policy.Europe2024(), "bim collaborate pro", "Autodesk BIM Collaborate Pro"},
		{policy.Europe2024(), "Autodesk Docs", ""}, // exact
		{policy.Europe2024(), "Autodesk Build 550", ""},
		{policy.Europe2024(), "Build 550", ""},
		{policy.Europe2024(), "Build 50", ""},
		{policy.Europe2024(), "Build500", "Autodesk Build 500"}, // a space that is missing
		{policy.Europe2024(), "AutodeskDocs", "Autodesk Docs"},
		{policy.Europe2024(), "Autodesk Build500", "Autodesk Build 500"},
		{policy.Europe2024(), "AutodeskBuild 500", "Autodesk Build 500"},
		{policy.Europe2024(), "Autodesk BIM CollaboratePro", "Autodesk BIM Collaborate Pro"},
		{policy.Europe2024(), "autodeskworkshopxr", "Autodesk Workshop XR"},
		{policy.Europe2024(), "Auto desk Docs", "Autodesk Docs"}, // a space too many
		{policy.Europe2024(), "D ocs", "Autodesk Docs"},
	})
}

func TestNearlyExempt_OtherNames(t *testing.T) {
	p := europe2024()
	p.ExemptOfferings = append(p.ExemptOfferings, "Autodesk", "FUSION Team", "Autodesk Docs Pro", "Docs Pro")
	own, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	checkNearly(t, []nearlyCase{
		{policy.Europe2024(), "AutodeskBuild550", ""},
		{policy.Europe2024(), "Docs Pro", ""},
		{policy.Europe2024(), "AutodeskDocsPro", ""},
		{policy.Europe2024(), "AutodeskAutodeskDocs", ""},
		{policy.Europe2024(), "Autodesk Autodesk Docs", ""},
		{policy.Europe2024(), "Docs Autodesk", ""},
		{policy.Europe2024(), "Autodesk Doc", ""},
		{policy.Europe2024(), "Autodesk", ""},
		{policy.Europe2024(), "AutoCAD", ""},
		{policy.Europe2024(), " ", ""},
		{policy.Europe2024(), "", ""},
		{policy.Europe2024(), "\xff", ""},
		{own, "autodesk", "Autodesk"},
		{own, "auto desk", "Autodesk"},
		{own, "Fusion Team", "FUSION Team"},
		{own, "Autodesk Fusion Team", "FUSION Team"},
		{own, "docs pro", "Autodesk Docs Pro"}, // the first of two
		{own, "Docs Pro", ""},
		{policy.Edition{}, "Docs", ""},
	})
}
