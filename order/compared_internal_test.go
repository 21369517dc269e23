package order

import (
	"strings"
	"testing"

	"example.com/billingrules/money"
)

func TestCompared_PanicsOnAnError(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.HasPrefix(text, "unreachable: ") {
			t.Errorf("got %q", text)
		}
	}()
	compared(money.MustParseAmount("EUR 1.00"), money.MustParseAmount("USD 1.00"))
}
