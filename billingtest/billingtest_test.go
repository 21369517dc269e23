package billingtest_test

import (
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

func TestPublishedEditions(t *testing.T) {
	for ed := range policy.Editions() {
		t.Run(ed.Name(), func(t *testing.T) { billingtest.Check(t, ed) })
	}
}

// Every law holds of any edition, whatever its numbers and readings are.
func TestAnyEdition(t *testing.T) {
	for _, law := range billingtest.Laws() {
		t.Run(law.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				law.Check(t, billingtest.Edition(policy.Europe2024()).Draw(t, "edition"))
			})
		})
	}
}
