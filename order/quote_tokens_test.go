package order_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// Flex tokens have no term: an item that was priced for a term cannot be on their quote.
func TestNewQuote_TermOfTokens(t *testing.T) {
	d := draft(t)
	d.Kind = policy.FlexTokens
	if q, err := order.NewQuote(policy.Europe2024(), d); fields(err) != "items[0].request" {
		t.Errorf("%s, %v", q, err)
	}
}

// What is not quoted is not read back as a quote either.
func TestQuote_StoredOfAnotherKind(t *testing.T) {
	q, err := order.NewQuote(policy.Europe2024(), draft(t))
	if err != nil {
		t.Fatal(err)
	}
	stored, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[policy.Kind]string{
		policy.Subscription: "", policy.FlexTokens: "items[0].request", policy.Trial: "kind", policy.Consulting: "kind",
	} {
		t.Run(kind.String(), func(t *testing.T) {
			text, err := testkit.Tamper(stored, "kind", kind.String())
			if err != nil {
				t.Fatal(err)
			}
			if err := new(order.Quote).UnmarshalJSON(text); fields(err) != want {
				t.Errorf("refused in %q, want %q: %v", fields(err), want, err)
			}
		})
	}
}
