"""Where facts are kept safe: stores, snapshots, what follows by rule, and the gates."""
