package lifecycle

import "example.com/billingrules/internal/enum"

// Phase is where a subscription stands. The zero Phase is that of the days before the first covered day.
type Phase uint8

// The phases, in the order in which a lapse goes through them.
const (
	Active Phase = iota + 1
	Expired
	Suspended
	Canceled
)

const phaseNames enum.Names = "active,expired,suspended,canceled"

// String returns the name, such as "active", and "not started" for the zero Phase.
func (p Phase) String() string {
	if p == 0 {
		return "not started"
	}
	return phaseNames.String("Phase", uint8(p))
}

// MarshalText returns the name; the zero Phase and any other that has none is an error.
func (p Phase) MarshalText() ([]byte, error) {
	return phaseNames.Append(nil, "lifecycle.Phase.MarshalText", "phase", uint8(p))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (p *Phase) UnmarshalText(text []byte) error {
	return enum.Unmarshal(phaseNames, p, "lifecycle.Phase.UnmarshalText", "phase", text)
}
