"""A simulator of the Stripe API: payment links and refunds."""
