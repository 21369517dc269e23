package policy_test

import (
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
