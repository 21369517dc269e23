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
