package policy

import "example.com/billingrules/internal/enum"

// Channel is the way by which something is bought. The zero Channel is none.
type Channel uint8

// The channels.
const (
	Online   Channel = iota + 1 // the vendor's own shop
	Quote                       // a partner's quote, accepted by the buyer
	Sales                       // the vendor's sales team
	Reseller                    // bought from a reseller
	Retailer                    // bought from a retailer
)

const channelNames enum.Names = "online,quote,sales,reseller,retailer"

// IsValid reports whether the value is one of those listed.
func (v Channel) IsValid() bool { _, ok := channelNames.Lookup(uint8(v)); return ok }

// String returns the name, such as "online".
func (v Channel) String() string { return channelNames.String("Channel", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v Channel) MarshalText() ([]byte, error) {
	return channelNames.Append(nil, "policy.Channel.MarshalText", "channel", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Channel) UnmarshalText(text []byte) error {
	return enum.Unmarshal(channelNames, v, "policy.Channel.UnmarshalText", "channel", text)
}

// Direct reports whether an order by this channel is placed with the vendor itself: online, through its sales team,
// or by a partner's quote, since the partner only quotes. Implements quote.direct-sale, on which refund.direct-only
// rests.
func (v Channel) Direct() bool { return v == Online || v == Quote || v == Sales }
