package refund

import (
	"errors"
	"strings"
	"testing"
)

func TestMust_PanicsOnAnError(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.HasPrefix(text, "unreachable: ") {
			t.Errorf("got %q", text)
		}
	}()
	must(0, errors.New("it happened"))
}
