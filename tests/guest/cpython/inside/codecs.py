"""Not there in the guest: what asks for it fails."""
