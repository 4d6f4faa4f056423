"""The channels a matter comes by: portal, sheet, device; receipt is a case's first entry."""
