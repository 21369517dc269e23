package policy_test

import (
	"strings"
	"testing"
	"time"

	"example.com/billingrules/policy"
)

// A duration of an edition is written in one way, except for its units.
func TestDecodeEdition_Duration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"24h":      24 * time.Hour,
		"24h0m0s":  24 * time.Hour,
		"1h30m":    90 * time.Minute,
		"1.5h":     90 * time.Minute,
		"0.5h":     30 * time.Minute,
		"0h0.05m":  3 * time.Second,
		"10h10m":   610 * time.Minute,
		"1.050h":   63 * time.Minute,
		"1.9h":     114 * time.Minute,
		"9h":       9 * time.Hour,
		"+24h":     0,
		"-24h":     0,
		"024h":     0,
		"09h":      0,
		"00h1m":    0,
		"1h024m":   0,
		"00.5h":    0,
		"24.h":     0,
		".5h":      0,
		"1h.5m":    0,
		"1.h30m":   0,
		"0":        0,
		"":         0,
		"24":       0,
		"24 h":     0,
		"24h each": 0,
	} {
		t.Run(text, func(t *testing.T) {
			file := strings.NewReader(`{"name": "Acme2026", "order": {"processing": "` + text + `"}}`)
			ed, err := policy.DecodeEdition(file, policy.Europe2024())
			switch {
			case want == 0 && err == nil:
				t.Errorf("it is read as %v", ed.OrderRules().Processing)
			case want != 0 && (err != nil || ed.OrderRules().Processing != want):
				t.Errorf("got %v, %v, want %v", ed.OrderRules().Processing, err, want)
			}
		})
	}
}
