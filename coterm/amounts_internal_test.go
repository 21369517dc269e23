package coterm

import (
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/money"
)

// What cannot fail and does says so, with its error, instead of going on with a wrong amount.
func TestSure_Panics(t *testing.T) {
	defer func() {
		said := fmt.Sprint(recover())
		if !strings.HasPrefix(said, "unreachable: ") || !strings.HasSuffix(said, "is not in EUR") {
			t.Error(said)
		}
	}()
	plus(money.MustParseAmount("EUR 1.00"), money.MustParseAmount("USD 1.00"))
	t.Error("amounts of two currencies add up")
}
